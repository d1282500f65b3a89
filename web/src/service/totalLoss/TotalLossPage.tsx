import { useState } from 'react';
import { dayZh } from '../../format/dates';
import { DayField } from '../parts/DayField';
import { Figure, money } from '../parts/Figure';
import { MoneyField } from '../parts/MoneyField';
import { Ordering } from '../parts/Ordering';
import { PartsList } from '../parts/PartsList';
import { Reasons } from '../parts/Reasons';
import { TextField } from '../parts/TextField';
import { Trying } from '../parts/Trying';
import { asMoney } from '../parts/typedMoney';
import { useTrial } from '../parts/useTrial';
import { WithLoan } from '../parts/WithLoan';
import type { LoanWindow, Part } from '../types';
import { wording } from './wording';

interface LossFigures {
  on: string;
  payoff: string;
  payout: string | null;
  surplus: string | null;
  shortfall: string | null;
  note: string;
  parts: Part[];
}

interface Accident {
  accident_on: string;
  insurer: string;
  report_no: string;
}

const NOTHING: Accident = { accident_on: '', insurer: '', report_no: '' };

/** The car is gone: what the loan comes to, what is left of the payout, and the report. */
export default function TotalLossPage({ no }: { no: string }) {
  return (
    <WithLoan no={no} errands={['total_loss']}>
      {(_, window) => <TotalLoss no={no} window={window} />}
    </WithLoan>
  );
}

function TotalLoss({ no, window: bounds }: { no: string; window?: LoanWindow }) {
  const [on, setOn] = useState(bounds?.from ?? '');
  const [typed, setTyped] = useState('');
  const [about, setAbout] = useState(NOTHING);
  const payout = asMoney(typed);
  const body = { ...(on && { on }), ...(payout && { payout }) };
  const tried = useTrial<LossFigures>(no, 'total_loss', body);
  const tell = (more: Partial<Accident>) => setAbout({ ...about, ...more });
  return (
    <div className="errand-form">
      <section className="panel stack">
        <div className="feel">
          <h2 className="feel__title">{wording.feelTitle}</h2>
          <p>{wording.feel}</p>
        </div>
        <Trying tried={tried}>
          {({ figures, reasons }) => (
            <>
              <Outcome figures={figures} stale={tried.stale} />
              <Reasons reasons={reasons} />
              <p className="consequence">{figures.note}</p>
            </>
          )}
        </Trying>
        <MoneyField label={wording.payout} value={typed} onChange={setTyped} />
        <DayField label={wording.on} value={on} min={bounds?.from ?? undefined} onChange={setOn} />
      </section>
      <section className="panel stack">
        {tried.trial && <PartsList parts={tried.trial.figures.parts ?? []} total={tried.trial.figures.payoff} />}
        <h3 className="step__subtitle">{wording.aboutTitle}</h3>
        <DayField
          label={wording.accidentOn + wording.optional}
          value={about.accident_on}
          max={bounds?.from ?? undefined}
          onChange={(day) => tell({ accident_on: day })}
        />
        <TextField
          label={wording.insurer + wording.optional}
          value={about.insurer}
          onChange={(insurer) => tell({ insurer })}
        />
        <TextField
          label={wording.report + wording.optional}
          value={about.report_no}
          onChange={(report) => tell({ report_no: report })}
        />
        {tried.trial?.eligible && (
          <Ordering
            trial={tried.trial}
            stale={tried.stale}
            again={tried.again}
            label={wording.go}
            title={wording.confirmTitle}
            confirm={wording.confirm}
            rows={readBack(no, tried.trial.figures, about)}
            consequence={wording.consequence}
            wish={{ details: given(about) }}
          />
        )}
      </section>
    </div>
  );
}

function Outcome({ figures, stale }: { figures: LossFigures; stale: boolean }) {
  const { surplus, shortfall, payout, payoff } = figures;
  const [label, amount] = surplus && surplus !== '0.00'
    ? [wording.surplus, surplus]
    : shortfall && shortfall !== '0.00'
      ? [wording.shortfall, shortfall]
      : [wording.payoff, payoff];
  return (
    <>
      <Figure label={label} amount={amount} stale={stale}>
        {payout && (
          <>
            <span>
              {wording.payoutRow} {money(payout)}
            </span>
            <span>
              {wording.payoffRow} {money(payoff)}
            </span>
          </>
        )}
      </Figure>
      {!payout && <p className="small soft">{wording.open}</p>}
    </>
  );
}

/** What was told; what is missing can be told later. */
function given(about: Accident): Record<string, string> {
  return Object.fromEntries(Object.entries(about).filter(([, value]) => value.trim() !== ''));
}

function readBack(no: string, figures: LossFigures, about: Accident) {
  const { row } = wording;
  return [
    { label: row.contract, value: no },
    { label: row.payoff, value: money(figures.payoff) },
    { label: row.accident, value: about.accident_on ? dayZh(about.accident_on) : '' },
    { label: row.insurer, value: about.insurer },
    { label: row.report, value: about.report_no },
  ];
}
