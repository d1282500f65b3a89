import { useState } from 'react';
import { dayZh } from '../../format/dates';
import { money } from '../parts/Figure';
import { Ordering } from '../parts/Ordering';
import { Reasons } from '../parts/Reasons';
import { Trying } from '../parts/Trying';
import { useTrial } from '../parts/useTrial';
import { WayFigure } from '../parts/WayFigure';
import { Ways } from '../parts/Ways';
import { WithLoan } from '../parts/WithLoan';
import { Chips } from '../parts/Chips';
import { bodyOf, detailsOf } from './asked';
import type { Asked } from './asked';
import { wording } from './wording';

interface Relief {
  kind: string;
  label: string | null;
  why: string | null;
  choice: string | null;
  new_payment: string | null;
  extra_interest: string | null;
  until: string | null;
}

interface HardshipFigures {
  options: Relief[];
  decide_by: string | null;
}

const DAYS = Array.from({ length: 28 }, (_, index) => index + 1);
const PAUSES = [1, 2, 3];
const NOTHING: Asked = { reason: '', dueDay: '', months: '' };

/** Relief in hard times: a kind word first, then each way with what it costs more. */
export default function HardshipPage({ no }: { no: string }) {
  return (
    <WithLoan no={no} errands={['hardship']}>
      {() => <Hardship no={no} />}
    </WithLoan>
  );
}

function Hardship({ no }: { no: string }) {
  const [asked, setAsked] = useState(NOTHING);
  const [kind, setKind] = useState('');
  const tried = useTrial<HardshipFigures>(no, 'hardship', bodyOf(asked));
  const ask = (more: Partial<Asked>) => setAsked({ ...asked, ...more });
  return (
    <div className="errand-form errand-form--wide">
      <section className="panel stack">
        <div className="feel">
          <h2 className="feel__title">{wording.feelTitle}</h2>
          <p>{wording.feel}</p>
        </div>
        <Trying tried={tried}>
          {({ figures, reasons, eligible }) => {
            const chosen = figures.options.find((option) => option.kind === kind);
            return (
              <>
                <Reasons reasons={reasons} />
                <Ways
                  legend={wording.choose}
                  name="relief"
                  chosen={kind}
                  onChoose={setKind}
                  ways={figures.options.map((option) => ({
                    key: option.kind,
                    name: option.label ?? option.kind,
                    body: <ReliefBody option={option} />,
                  }))}
                />
                {kind === 'due_day' && (
                  <Chips
                    legend={wording.day}
                    name="day"
                    even
                    chosen={asked.dueDay}
                    options={DAYS.map((day) => ({ value: String(day), label: wording.dayOf(day) }))}
                    onChoose={(dueDay) => ask({ dueDay })}
                  />
                )}
                {(kind === 'interest_only' || kind === 'capitalise') && (
                  <Chips
                    legend={wording.pause}
                    name="months"
                    chosen={asked.months}
                    options={PAUSES.map((count) => ({ value: String(count), label: wording.pauseOf(count) }))}
                    onChoose={(months) => ask({ months })}
                  />
                )}
                <Chips
                  legend={wording.reason}
                  name="reason"
                  chosen={asked.reason}
                  options={wording.reasons}
                  onChoose={(reason) => ask({ reason: asked.reason === reason ? '' : reason })}
                />
                {figures.decide_by && <p className="small soft">{wording.decideBy(dayZh(figures.decide_by))}</p>}
                {eligible && (
                  <Ordering
                    trial={tried.trial}
                    stale={tried.stale}
                    again={tried.again}
                    label={wording.go}
                    lacking={lackingOf(kind, asked)}
                    title={wording.confirmTitle}
                    confirm={wording.confirm}
                    rows={chosen ? readBack(no, chosen, asked) : []}
                    consequence={wording.consequence}
                    wish={{ choice: chosen?.choice ?? kind, details: detailsOf(kind, asked) }}
                  />
                )}
              </>
            );
          }}
        </Trying>
      </section>
    </div>
  );
}

function lackingOf(kind: string, asked: Asked): string | undefined {
  if (!kind) return wording.lacking;
  return kind === 'due_day' && !asked.dueDay ? wording.lackingDay : undefined;
}

function ReliefBody({ option }: { option: Relief }) {
  return (
    <WayFigure
      label={wording.newPayment}
      amount={option.new_payment}
      words={wording.noPayment}
      rows={[
        { label: wording.extra, value: option.extra_interest ? money(option.extra_interest) : '' },
        { label: wording.until, value: option.until ? dayZh(option.until) : '' },
      ]}
      note={option.why}
    />
  );
}

function readBack(no: string, option: Relief, asked: Asked) {
  const { row } = wording;
  const { due_day: day, months } = detailsOf(option.kind, asked);
  return [
    { label: row.contract, value: no },
    { label: row.way, value: option.label ?? option.kind },
    { label: row.day, value: day ? wording.dayOf(Number(day)) : '' },
    { label: row.months, value: months ? wording.pauseOf(Number(months)) : '' },
    { label: row.payment, value: option.new_payment ? money(option.new_payment) : '' },
    { label: row.extra, value: option.extra_interest ? money(option.extra_interest) : '' },
    { label: row.until, value: option.until ? dayZh(option.until) : '' },
    { label: row.reason, value: wording.reasons.find(({ value }) => value === asked.reason)?.label ?? '' },
  ];
}
