import type { NearDealer, Origin } from '../types';
import { dealers as wording } from '../wording';
import { sketch } from './projection';

const [WIDTH, HEIGHT, MARGIN] = [360, 250, 40];
const RINGS = 12;

interface DealerMapProps {
  origin: Origin;
  dealers: NearDealer[];
  chosen: string;
  onChoose: (dealerId: string) => void;
}

/** Where the showrooms lie, to scale: numbers as in the list, rings one bar apart, north above. */
export function DealerMap({ origin, dealers, chosen, onChoose }: DealerMapProps) {
  const drawn = sketch(spotOf(origin), dealers.map(spotOf), WIDTH, HEIGHT, MARGIN);
  const { x, y } = drawn.origin;
  const show = (id: string) => {
    onChoose(id);
    document.getElementById(`dealer-${id}`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <figure className="map">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={wording.mapTitle(origin.name, dealers.length)}>
        {Array.from({ length: RINGS }, (_, index) => (
          <circle key={index} className="map__ring" cx={x} cy={y} r={drawn.bar.width * (index + 1)} />
        ))}
        <g className="map__north">
          <path d="M336 34 l6 -16 l6 16 l-6 -4 z" />
          <text x="342" y="48">
            {wording.north}
          </text>
        </g>
        <g className="map__bar">
          <path d={`M14 ${HEIGHT - 18} v6 h${drawn.bar.width} v-6`} />
          <text x={14 + drawn.bar.width / 2} y={HEIGHT - 20}>
            {wording.scale(drawn.bar.km)}
          </text>
        </g>
        {drawn.spots.map((spot, index) => (
          <line key={dealers[index]?.dealer_id} className="map__way" x1={x} y1={y} x2={spot.x} y2={spot.y} />
        ))}
        <g className="map__origin">
          <circle cx={x} cy={y} r="7" />
          <text x={x} y={y + 22}>
            {origin.name}
          </text>
        </g>
        {dealers
          .map((dealer, index) => ({ dealer, spot: drawn.spots[index], place: index + 1 }))
          .reverse()
          .map(
            ({ dealer, spot, place }) =>
              spot && (
                <g
                  key={dealer.dealer_id}
                  className={`map__dealer${dealer.dealer_id === chosen ? ' map__dealer--chosen' : ''}`}
                  transform={`translate(${spot.x} ${spot.y})`}
                  onClick={() => show(dealer.dealer_id)}
                >
                  <circle className="map__reach" r="22" />
                  <path d="M0 0 C-4 -7 -12 -12 -12 -20 A12 12 0 0 1 12 -20 C12 -12 4 -7 0 0 Z" />
                  <text y="-15">{place}</text>
                </g>
              ),
          )}
      </svg>
    </figure>
  );
}

const spotOf = ({ latitude, longitude }: { latitude: string; longitude: string }) => ({
  latitude: Number(latitude),
  longitude: Number(longitude),
});
