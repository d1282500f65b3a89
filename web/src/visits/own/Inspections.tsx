import type { ReactNode } from 'react';
import { clockZh, dateZh } from '../../format/dates';
import { useLoaded } from '../../office/useLoaded';
import { errandAddress } from '../../service/addresses';
import type { Errand, Loan } from '../../service/types';
import type { Items } from '../types';
import { own as wording } from '../wording';
import { CalendarButton } from './CalendarButton';

interface Booked {
  dealer: { dealer_id: string; name: string; address: string };
  starts_at: string;
  bring?: string[];
}

/** Inspections of leased cars, which belong to their loan's errand; `children` where none is. */
export function Inspections({ version, children }: { version: number; children: ReactNode }) {
  const { value } = useLoaded<Items<Loan>>('/api/loans', version);
  const errands = (value?.items ?? []).flatMap((loan) => loan.errands);
  const found = errands.filter(({ errand, state }) => errand === 'lease_end' && state === 'BOOKED');
  if (found.length === 0) return <>{children}</>;
  return (
    <>
      {found.map((errand) => (
        <Inspection key={errand.request_no} errand={errand} />
      ))}
    </>
  );
}

function Inspection({ errand }: { errand: Errand }) {
  const at = errand.figures.appointment as Booked | undefined;
  if (!at) return null;
  return (
    <article className="visit" aria-label={wording.inspection}>
      <div className="visit__head">
        <h3 className="step__subtitle">{wording.inspection}</h3>
        <span className="state state--good">{errand.state_zh}</span>
      </div>
      <p className="visit__when">
        {dateZh(at.starts_at)}
        <strong>{clockZh(at.starts_at)}</strong>
      </p>
      <p>{at.dealer.name}</p>
      <p className="small soft">{at.dealer.address}</p>
      {at.bring && (
        <p className="small visit__bring">
          {wording.bring}：{at.bring.join('、')}
        </p>
      )}
      <CalendarButton address={`/api/errands/${encodeURIComponent(errand.request_no)}/appointment.ics`} primary />
      <a className="button button--full visit__errand" href={errandAddress(errand.request_no)}>
        {wording.inspectionGo}
      </a>
    </article>
  );
}
