import { dayZh } from '../../format/dates';
import { Rows } from '../parts/Rows';
import type { Errand } from '../types';
import { safeAddress, windowFor } from '../../ui/addresses';
import { wording } from './wording';

const TONES: Partial<Record<Errand['state'], string>> = {
  DONE: ' state--good',
  CANCELLED: ' state--ended',
  FAILED: ' state--bad',
};

/** Whose turn it is and what for, then what was ordered. */
export function ErrandHead({ errand }: { errand: Errand }) {
  const { next, receipt } = errand;
  const mine = next.who === 'customer';
  const address = next.page ? safeAddress(next.page) : null;
  return (
    <section className="panel errand__head" aria-label={errand.errand_zh}>
      <div className="contract__head">
        <div className="contract__name">
          <h2>{errand.errand_zh}</h2>
          <p className="small soft">{wording.no(errand.request_no)}</p>
        </div>
        <span className={`state${TONES[errand.state] ?? ''}`}>{errand.state_zh}</span>
      </div>
      <div className={`turn${mine ? ' turn--mine' : ''}`} role="status">
        {next.who !== 'nobody' && (
          <span className={`who${mine ? ' who--you' : ''}`}>{mine ? wording.you : wording.lender}</span>
        )}
        <p>{next.label}</p>
        {address && (
          <a
            className={`button button--full${mine ? ' button--primary' : ''}`}
            href={address}
            {...windowFor(address)}
          >
            {wording.go}
          </a>
        )}
      </div>
      <Rows
        rows={[
          { label: wording.what, value: receipt.what },
          { label: wording.effective, value: dayZh(receipt.effective) },
        ]}
      />
    </section>
  );
}
