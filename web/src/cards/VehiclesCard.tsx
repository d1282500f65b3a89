import { useCardPowers } from '../chat/cardPowers';
import type { Card, Vehicles } from '../contract/cards';
import { yuan } from '../format/money';
import { VehiclePicture } from '../vehicles/VehiclePicture';
import { ActionButton } from './CardActions';
import type { PicturedVehicle } from './extras';

const POWERTRAINS: Record<string, string> = {
  bev: '纯电',
  phev: '插电混动',
  erev: '增程',
  hev: '混动',
  ice: '燃油',
};

/** Models to look at, each with its picture; swiped on a phone, in a grid on a desk. */
export function VehiclesCard({ card }: { card: Card }) {
  const items = (card.data as unknown as Vehicles).items as PicturedVehicle[];
  return (
    <ul className="vehicles" aria-label={card.title} tabIndex={0}>
      {items.map((item) => (
        <li key={`${item.vehicle_key}${item.trim_key}`} className="vehicle">
          <VehiclePicture vehicleKey={item.vehicle_key} />
          <h4 className="vehicle__name">{item.name}</h4>
          <p className="small soft">{traits(item)}</p>
          <p className="vehicle__price">
            {yuan(item.price)}
            <span className="small soft"> {item.lowest ? '元起' : '元'}</span>
          </p>
          <Choose item={item} />
        </li>
      ))}
    </ul>
  );
}

function traits(item: PicturedVehicle): string {
  const range = item.range_cltc_km ?? item.range_ev_km;
  return [
    item.powertrain_zh ?? POWERTRAINS[item.powertrain] ?? item.powertrain,
    item.seats ? `${item.seats} 座` : '',
    range ? `${item.range_cltc_km ? '续航' : '纯电'} ${range} km` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

function Choose({ item }: { item: PicturedVehicle }) {
  const { say } = useCardPowers();
  if (item.action) return <ActionButton action={item.action} />;
  return (
    <button
      type="button"
      className="button"
      onClick={() => say({ kind: 'text', text: `想买${item.name}` })}
    >
      看这款的方案
      <span className="visually-hidden">：{item.name}</span>
    </button>
  );
}
