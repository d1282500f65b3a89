import { dayZh } from '../format/dates';
import { useLoaded } from '../office/useLoaded';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import { CareSwitch } from './CareSwitch';
import { NotSaid } from './NotSaid';
import { OfferLine } from './OfferLine';
import { standing } from './care';
import type { Items, Offer } from './types';
import { wording } from './wording';
import './care.css';

/** What care and offers there are for him, why, and how to hear no more. */
export function CarePanel({ version, onSwitched }: { version: number; onSwitched: () => void }) {
  return (
    <section className="panel care" id="care" aria-label={wording.title}>
      <h2 className="panel__title">{wording.title}</h2>
      <p className="small soft">{wording.why}</p>
      <Offers />
      <NotSaid />
      <CareSwitch version={version} onSwitched={onSwitched} />
    </section>
  );
}

function Offers() {
  const { value, problem, again } = useLoaded<Items<Offer>>('/api/offers');
  if (!value) {
    return problem ? (
      <Problem onAgain={again}>{problem}</Problem>
    ) : (
      <Skeletons label={wording.title} lines={3} />
    );
  }
  const { open, declined } = standing(value.items);
  return (
    <>
      {open.length === 0 && <p>{wording.none}</p>}
      <ul className="list">
        {open.map((offer) => (
          <OfferLine key={offer.offer_id} offer={offer} onDeclined={again} />
        ))}
      </ul>
      {declined.map((offer) => (
        <p className="small soft" role="status" key={offer.offer_id}>
          {wording.declined(offer.title, dayZh(offer.declined_until ?? ''))}
        </p>
      ))}
    </>
  );
}
