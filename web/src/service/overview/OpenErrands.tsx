import { Icon } from '../../ui/Icon';
import { errandAddress } from '../addresses';
import type { Errand } from '../types';
import { wording } from './wording';

/** What is under way, and whose turn it is. */
export function OpenErrands({ errands }: { errands: Errand[] }) {
  if (errands.length === 0) return null;
  return (
    <section className="contract__part" aria-label={wording.underWay}>
      <h3 className="step__subtitle">{wording.underWay}</h3>
      {errands.map((errand) => {
        const mine = errand.next.who === 'customer';
        return (
          <a
            key={errand.request_no}
            className={`errand-row${mine ? ' errand-row--mine' : ''}`}
            href={errandAddress(errand.request_no)}
          >
            <span className="errand-row__words">
              <span className="errand-row__name">
                {errand.errand_zh}
                <span className={`who${mine ? ' who--you' : ''}`}>{mine ? wording.yourTurn : errand.state_zh}</span>
              </span>
              <span className="small soft">{errand.next.label}</span>
            </span>
            <Icon name="chevron" />
          </a>
        );
      })}
    </section>
  );
}
