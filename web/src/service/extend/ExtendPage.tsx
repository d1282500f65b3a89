import { useState } from 'react';
import { dayZh } from '../../format/dates';
import { isPositive, rate } from '../../format/money';
import { Figure, money } from '../parts/Figure';
import { MoneyField } from '../parts/MoneyField';
import { Ordering } from '../parts/Ordering';
import { Reasons } from '../parts/Reasons';
import { Rows } from '../parts/Rows';
import { Trying } from '../parts/Trying';
import { asMoney } from '../parts/typedMoney';
import { useTrial } from '../parts/useTrial';
import { Ways } from '../parts/Ways';
import { WithLoan } from '../parts/WithLoan';
import { Ahead, Signers } from './Ahead';
import { TenorBody } from './TenorBody';
import type { ExtendFigures } from './types';
import { wording } from './wording';

/** Spreading the balloon: what may be paid first, the tenors there are, who signs, what comes. */
export default function ExtendPage({ no }: { no: string }) {
  return (
    <WithLoan no={no} errands={['extend']}>
      {() => <Extend no={no} />}
    </WithLoan>
  );
}

function Extend({ no }: { no: string }) {
  const [typed, setTyped] = useState('');
  const [months, setMonths] = useState('');
  const payFirst = asMoney(typed);
  const tried = useTrial<ExtendFigures>(no, 'extension', payFirst ? { pay_first: payFirst } : {});
  return (
    <div className="errand-form errand-form--wide">
      <Trying tried={tried}>
        {({ figures, reasons, eligible }) => (
          <>
            <section className="panel stack">
              <Figure label={wording.balloon} amount={figures.balloon}>
                <span>{wording.due(dayZh(figures.balloon_due))}</span>
              </Figure>
              <Reasons reasons={reasons} />
              <MoneyField
                label={wording.payFirst}
                hint={wording.payFirstHint}
                value={typed}
                onChange={setTyped}
              />
              <Rows rows={[{ label: wording.extended, value: money(figures.extended_amount) }]} />
              <Ways
                legend={wording.choose}
                name="months"
                chosen={months}
                onChoose={setMonths}
                ways={figures.options.map((option) => ({
                  key: String(option.term_months),
                  name: wording.months(option.term_months),
                  mark: option.affordability ? (wording.affordable[option.affordability] ?? null) : null,
                  body: <TenorBody option={option} />,
                }))}
              />
              {figures.rate_note && <p className="small soft">{figures.rate_note}</p>}
              {eligible && (
                <Ordering
                  trial={tried.trial}
                  stale={tried.stale}
                  again={tried.again}
                  label={wording.go}
                  lacking={months ? undefined : wording.lacking}
                  title={wording.confirmTitle}
                  confirm={wording.confirm}
                  rows={readBack(no, figures, months)}
                  consequence={wording.consequence}
                  wish={{ choice: months }}
                />
              )}
            </section>
            <section className="panel stack">
              <Signers signers={figures.signers ?? []} />
              <Ahead steps={figures.steps_ahead ?? []} decideBy={figures.decide_by} />
            </section>
          </>
        )}
      </Trying>
    </div>
  );
}

function readBack(no: string, figures: ExtendFigures, months: string) {
  const { row } = wording;
  const chosen = figures.options.find((option) => String(option.term_months) === months);
  const first = figures.pay_first ?? '0.00';
  return [
    { label: row.contract, value: no },
    { label: row.balloon, value: money(figures.balloon) },
    { label: row.payFirst, value: isPositive(first) ? money(first) : '' },
    { label: row.extended, value: money(figures.extended_amount) },
    { label: row.term, value: chosen ? wording.months(chosen.term_months) : '' },
    { label: row.monthly, value: chosen ? money(chosen.monthly_payment) : '' },
    { label: row.rate, value: chosen ? rate(chosen.annual_rate_pct) : '' },
    { label: row.interest, value: chosen ? money(chosen.total_interest) : '' },
  ];
}
