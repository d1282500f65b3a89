import { clockZh, dateZh } from '../../format/dates';
import { byDay } from './slots';
import type { LeaseDealer } from './types';
import { wording } from './wording';

export interface Appointment {
  dealerId: string;
  startsAt: string;
}

interface VisitProps {
  dealers: LeaseDealer[];
  value: Appointment;
  onChange: (appointment: Appointment) => void;
}

/** Where and when the car is inspected: the showroom, then one of its free hours. */
export function Visit({ dealers, value, onChange }: VisitProps) {
  const dealer = dealers.find(({ dealer_id: id }) => id === value.dealerId);
  if (dealers.length === 0) return <p className="soft">{wording.noDealers}</p>;
  return (
    <div className="stack">
      <fieldset className="ask__group">
        <legend className="step__subtitle">{wording.dealer}</legend>
        <div className="dealer-choices">
          {dealers.map((one) => (
            <label key={one.dealer_id} className={`way${one.dealer_id === value.dealerId ? ' way--chosen' : ''}`}>
              <input
                type="radio"
                className="way__input"
                name="dealer"
                checked={one.dealer_id === value.dealerId}
                onChange={() => onChange({ dealerId: one.dealer_id, startsAt: '' })}
              />
              <span className="way__name">{one.name}</span>
              <span className="small soft">
                {one.city} {one.address}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      {dealer && <h3 className="step__subtitle">{wording.slot}</h3>}
      {dealer &&
        byDay(dealer.slots).map(([day, slots]) => (
          <fieldset key={day} className="ask__group">
            <legend className="field-label">{dateZh(day)}</legend>
            <div className="chips chips--even">
              {slots.map((slot) => (
                <label key={slot} className={`choice${value.startsAt === slot ? ' choice--chosen' : ''}`}>
                  <input
                    type="radio"
                    className="choice__input"
                    name="slot"
                    checked={value.startsAt === slot}
                    onChange={() => onChange({ ...value, startsAt: slot })}
                  />
                  {clockZh(slot)}
                </label>
              ))}
            </div>
          </fieldset>
        ))}
    </div>
  );
}
