import { BODIES } from './bodies';
import type { Body } from './bodies';

const GROUND = 67;
const UNKNOWN = 'qinghe';

/** A vehicle's side view. The name beside it says what it is, so screen readers skip the drawing. */
export function VehiclePicture({ vehicleKey }: { vehicleKey: string }) {
  const body = BODIES[vehicleKey] ?? BODIES[UNKNOWN];
  if (!body) return null;
  return (
    <svg className="vehicle-picture" viewBox="0 0 200 76" aria-hidden="true" focusable="false">
      <ellipse className="vehicle-picture__shade" cx="101" cy={GROUND} rx="92" ry="3.5" />
      <path className="vehicle-picture__body" d={`${body.outline}${underside(body)}Z`} />
      {body.windows.map((path) => (
        <path key={path} className="vehicle-picture__window" d={path} />
      ))}
      {body.details.map((path) => (
        <path key={path} className="vehicle-picture__detail" d={path} />
      ))}
      {body.wheels.map((x) => (
        <g key={x} className="vehicle-picture__wheel">
          <circle cx={x} cy={GROUND - body.wheelRadius} r={body.wheelRadius} />
          <circle cx={x} cy={GROUND - body.wheelRadius} r={body.wheelRadius * 0.5} />
        </g>
      ))}
    </svg>
  );
}

/** Back along the sill with an arch over each wheel. */
function underside({ wheels: [front, rear], wheelRadius, sill }: Body): string {
  const arch = wheelRadius + 3;
  const drop = GROUND - wheelRadius - sill;
  const half = Math.sqrt(Math.max(arch * arch - drop * drop, 1));
  const over = (x: number) =>
    `L${(x + half).toFixed(1)} ${sill}A${arch} ${arch} 0 0 0 ${(x - half).toFixed(1)} ${sill}`;
  return over(rear) + over(front);
}
