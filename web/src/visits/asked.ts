import type { Asked } from './types';

const LONGEST = 40;
/** Three decimals of a degree are about a hundred metres: as exact as a distance is told. */
const DECIMALS = 3;

/** The place that the address names: `/visits?place=上海`. */
export function placeOf(search: string): Asked | null {
  const place = (new URLSearchParams(search).get('place') ?? '').trim().slice(0, LONGEST);
  return place ? { place } : null;
}

/** The address of the page with a place in it. */
export const visitsAddress = (place?: string): string =>
  place ? `/visits?place=${encodeURIComponent(place)}` : '/visits';

/** A position, no more exact than a distance needs it. */
export function roughly({ latitude, longitude }: { latitude: number; longitude: number }): Asked {
  return { latitude: Number(latitude.toFixed(DECIMALS)), longitude: Number(longitude.toFixed(DECIMALS)) };
}

/** Where the device is; asks the customer, and rejects when he does not want it told. */
export function position(): Promise<Asked> {
  return new Promise((resolve, reject) => {
    if (!('geolocation' in navigator)) {
      reject(new Error('no position'));
      return;
    }
    navigator.geolocation.getCurrentPosition(({ coords }) => resolve(roughly(coords)), reject, {
      timeout: 8000,
      maximumAge: 60_000,
    });
  });
}
