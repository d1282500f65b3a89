import { useState } from 'react';
import { dayZh } from '../../format/dates';
import { Chips } from '../parts/Chips';
import { Ordering } from '../parts/Ordering';
import { Reasons } from '../parts/Reasons';
import { Trying } from '../parts/Trying';
import { useTrial } from '../parts/useTrial';
import { WithLoan } from '../parts/WithLoan';
import { wording } from './wording';

interface TitleFigures {
  reason: string;
  ship_by: string;
  return_by: string;
  note: string | null;
}

/** Lending the registration certificate out: what for, when it comes, when it must be back. */
export default function TitlePage({ no }: { no: string }) {
  return <WithLoan no={no}>{() => <Title no={no} />}</WithLoan>;
}

function Title({ no }: { no: string }) {
  const [reason, setReason] = useState('');
  const tried = useTrial<TitleFigures>(no, 'title_loan', reason ? { reason } : null);
  return (
    <div className="errand-form errand-form--narrow">
      <section className="panel stack">
        <p>{wording.intro}</p>
        <Chips
          legend={wording.reason}
          name="reason"
          chosen={reason}
          options={wording.reasons}
          onChoose={setReason}
        />
        {!reason && <p className="small soft">{wording.ask}</p>}
        {reason && (
          <Trying tried={tried}>
            {({ figures, reasons, eligible }) => (
              <>
                <Reasons reasons={reasons} />
                {figures.ship_by && (
                  <div className="two-days">
                    <p>
                      <span className="small soft">{wording.ship}</span>
                      <strong>{dayZh(figures.ship_by)}</strong>
                    </p>
                    <p>
                      <span className="small soft">{wording.back}</span>
                      <strong>{dayZh(figures.return_by)}</strong>
                    </p>
                  </div>
                )}
                {figures.note && <p className="small soft">{figures.note}</p>}
                {eligible && (
                  <Ordering
                    trial={tried.trial}
                    stale={tried.stale}
                    again={tried.again}
                    label={wording.go}
                    title={wording.confirmTitle}
                    confirm={wording.confirm}
                    rows={readBack(no, figures)}
                    consequence={wording.consequence}
                  />
                )}
              </>
            )}
          </Trying>
        )}
      </section>
    </div>
  );
}

function readBack(no: string, figures: TitleFigures) {
  const { row } = wording;
  return [
    { label: row.contract, value: no },
    { label: row.reason, value: wording.reasons.find(({ value }) => value === figures.reason)?.label ?? '' },
    { label: row.ship, value: dayZh(figures.ship_by) },
    { label: row.back, value: dayZh(figures.return_by) },
  ];
}
