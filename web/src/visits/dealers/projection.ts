/** A drawing to scale: north is up, one unit of length the same everywhere on it. */

export interface Spot {
  latitude: number;
  longitude: number;
}

export interface Drawn {
  x: number;
  y: number;
}

export interface Sketch {
  origin: Drawn;
  spots: Drawn[];
  /** The bar that tells the scale. */
  bar: { km: number; width: number };
}

const KM_A_DEGREE = 111.195;
const LEAST_KM = 1;
const BARS_KM = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const WIDEST_BAR = 110;

/** Where everything stands in a picture of `width` by `height` with a margin around. */
export function sketch(origin: Spot, spots: Spot[], width: number, height: number, margin: number): Sketch {
  const shrink = Math.cos((origin.latitude * Math.PI) / 180);
  const flat = [origin, ...spots].map((spot) => ({
    x: (spot.longitude - origin.longitude) * shrink * KM_A_DEGREE,
    y: (origin.latitude - spot.latitude) * KM_A_DEGREE,
  }));
  const [left, right] = [Math.min(...flat.map(({ x }) => x)), Math.max(...flat.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...flat.map(({ y }) => y)), Math.max(...flat.map(({ y }) => y))];
  const scale = Math.min(
    (width - 2 * margin) / Math.max(right - left, LEAST_KM),
    (height - 2 * margin) / Math.max(bottom - top, LEAST_KM),
  );
  const [drawn, ...rest] = flat.map(({ x, y }) => ({
    x: width / 2 + (x - (left + right) / 2) * scale,
    y: height / 2 + (y - (top + bottom) / 2) * scale,
  }));
  const fitting = BARS_KM.filter((km) => km * scale <= WIDEST_BAR);
  const km = fitting[fitting.length - 1] ?? BARS_KM[0] ?? LEAST_KM;
  return { origin: drawn ?? { x: width / 2, y: height / 2 }, spots: rest, bar: { km, width: km * scale } };
}
