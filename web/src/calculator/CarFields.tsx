import { useId } from 'react';
import { yuan } from '../format/money';
import { VehiclePicture } from '../vehicles/VehiclePicture';
import { vehicleOf, withVehicle } from './plan';
import type { Catalogue, Plan } from './plan';
import { wording } from './wording';

interface FieldsProps {
  catalogue: Catalogue;
  plan: Plan;
  onChange: (plan: Plan) => void;
}

const OWN_PRICE = '';

/** Which car: a model and its trim, or a price of one's own. */
export function CarFields({ catalogue, plan, onChange }: FieldsProps) {
  const [carId, trimId, priceId] = [useId(), useId(), useId()];
  const vehicle = vehicleOf(catalogue, plan);
  const choose = (key: string) => {
    if (key !== OWN_PRICE) return onChange(withVehicle(catalogue, plan, key));
    const trim = vehicle?.trims.find((each) => each.trim_key === plan.trimKey);
    const price = trim?.price.replace(/\.00$/, '') ?? '';
    return onChange({ ...plan, vehicleKey: '', trimKey: '', price });
  };
  return (
    <div className="car">
      {vehicle && (
        <div className="car__picture">
          <VehiclePicture vehicleKey={vehicle.vehicle_key} />
        </div>
      )}
      <div className="car__fields">
        <div>
          <label className="field-label" htmlFor={carId}>
            {wording.vehicle}
          </label>
          <select
            id={carId}
            className="field"
            value={plan.vehicleKey}
            onChange={(event) => choose(event.target.value)}
          >
            {catalogue.vehicles.map((each) => (
              <option key={each.vehicle_key} value={each.vehicle_key}>
                {each.name}
                {each.powertrain_zh ? `（${each.powertrain_zh}）` : ''}
              </option>
            ))}
            <option value={OWN_PRICE}>{wording.ownPrice}</option>
          </select>
        </div>
        {plan.price === null ? (
          <div>
            <label className="field-label" htmlFor={trimId}>
              {wording.trim}
            </label>
            <select
              id={trimId}
              className="field"
              value={plan.trimKey}
              onChange={(event) => onChange({ ...plan, trimKey: event.target.value })}
            >
              {vehicle?.trims.map((trim) => (
                <option key={trim.trim_key} value={trim.trim_key}>
                  {trim.name} · {yuan(trim.price)} 元
                </option>
              ))}
            </select>
          </div>
        ) : (
          <div>
            <label className="field-label" htmlFor={priceId}>
              {wording.price}
            </label>
            <input
              id={priceId}
              className="field"
              inputMode="decimal"
              autoComplete="off"
              value={plan.price}
              onChange={(event) => onChange({ ...plan, price: event.target.value.trim() })}
            />
          </div>
        )}
      </div>
    </div>
  );
}
