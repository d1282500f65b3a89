import { useState } from 'react';
import { dayZh } from '../../format/dates';
import { Ordering } from '../parts/Ordering';
import { Reasons } from '../parts/Reasons';
import { Trying } from '../parts/Trying';
import { useTrial } from '../parts/useTrial';
import type { Tried } from '../parts/useTrial';
import { WithLoan } from '../parts/WithLoan';
import { ChoiceWays, keyOf } from './ChoiceWays';
import { Guides } from './Guides';
import { Kilometres } from './Kilometres';
import { Visit } from './Visit';
import type { Appointment } from './Visit';
import { readBack, wishOf } from './order';
import type { LeaseFigures } from './types';
import { wording } from './wording';

/** The end of a lease: giving the car back, buying it or going on, each with what it costs. */
export default function LeaseEndPage({ no }: { no: string }) {
  return (
    <WithLoan no={no} errands={['return', 'buyout', 'renew']}>
      {() => <LeaseEnd no={no} />}
    </WithLoan>
  );
}

function LeaseEnd({ no }: { no: string }) {
  const [km, setKm] = useState('');
  const known = /^\d{1,7}$/.test(km);
  const tried = useTrial<LeaseFigures>(no, 'lease_end', known ? { current_km: Number(km) } : {});
  return (
    <div className="errand-form errand-form--wide">
      <Trying tried={tried}>
        {({ figures }) => (
          <section className="panel stack">
            <p>
              {wording.end} <strong>{dayZh(figures.lease_end)}</strong>
            </p>
            <Kilometres figures={figures} value={km} stale={tried.stale} onChange={setKm} />
            <Choosing no={no} figures={figures} tried={tried} />
          </section>
        )}
      </Trying>
    </div>
  );
}

interface ChoosingProps {
  no: string;
  figures: LeaseFigures;
  tried: Tried<LeaseFigures>;
}

function Choosing({ no, figures, tried }: ChoosingProps) {
  const [chosen, setChosen] = useState('');
  const [visit, setVisit] = useState<Appointment>({ dealerId: '', startsAt: '' });
  const choice = figures.choices.find((one) => keyOf(one) === chosen);
  const dealers = tried.trial?.dealers ?? figures.dealers ?? [];
  const booked = visit.dealerId !== '' && visit.startsAt !== '';
  const lacking = !choice
    ? wording.lacking.choice
    : choice.choice === 'return' && !booked
      ? wording.lacking.dealer
      : undefined;
  return (
    <>
      <ChoiceWays choices={figures.choices} chosen={chosen} onChoose={setChosen} />
      <Reasons reasons={tried.trial?.reasons ?? []} />
      {figures.plate_note && <p className="small soft">{figures.plate_note}</p>}
      {choice?.choice === 'return' && (
        <>
          <Visit dealers={dealers} value={visit} onChange={setVisit} />
          <Guides damage={figures.damage_guide ?? []} photos={figures.photo_guide ?? []} />
        </>
      )}
      {choice?.steps && choice.steps.length > 0 && (
        <section>
          <h3 className="step__subtitle">{wording.steps}</h3>
          <ol className="ahead">
            {choice.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      )}
      {tried.trial?.eligible && (
        <Ordering
          trial={tried.trial}
          stale={tried.stale}
          again={tried.again}
          lacking={lacking}
          label={wording.go[choice?.choice ?? 'return']}
          title={wording.confirmTitle[choice?.choice ?? 'return']}
          confirm={wording.confirm[choice?.choice ?? 'return']}
          consequence={wording.consequence[choice?.choice ?? 'return']}
          rows={choice ? readBack(no, choice, dealers, visit) : []}
          wish={choice ? wishOf(choice, visit) : {}}
        />
      )}
    </>
  );
}
