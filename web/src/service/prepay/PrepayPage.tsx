import { useState } from 'react';
import { dayZh } from '../../format/dates';
import { Figure, money } from '../parts/Figure';
import { MoneyField } from '../parts/MoneyField';
import { Ordering } from '../parts/Ordering';
import { Reasons } from '../parts/Reasons';
import { Rows } from '../parts/Rows';
import { Trying } from '../parts/Trying';
import { asMoney } from '../parts/typedMoney';
import { useTrial } from '../parts/useTrial';
import { WayFigure } from '../parts/WayFigure';
import { Ways } from '../parts/Ways';
import { WithLoan } from '../parts/WithLoan';
import { wording } from './wording';

interface Effect {
  effect: string;
  label: string;
  new_payment: string;
  new_last_payment: string;
  new_last_due: string;
  remaining_periods: number;
  interest_saved: string;
  net_saving: string;
  note: string | null;
}

interface PrepayFigures {
  amount: string;
  effective_on: string;
  early_fee: string;
  total: string;
  principal_before: string;
  principal_after: string;
  applies_to: string | null;
  options: Effect[];
  card: { bank_name: string; tail: string } | null;
}

/** Paying a part early: a sum, its two effects side by side with the fee subtracted. */
export default function PrepayPage({ no }: { no: string }) {
  return (
    <WithLoan no={no} errands={['prepay']}>
      {() => <Prepay no={no} />}
    </WithLoan>
  );
}

function Prepay({ no }: { no: string }) {
  const [typed, setTyped] = useState('');
  const [effect, setEffect] = useState('');
  const amount = asMoney(typed);
  const tried = useTrial<PrepayFigures>(no, 'prepayment', amount ? { amount } : null);
  return (
    <div className="errand-form errand-form--wide">
      <section className="panel stack">
        <MoneyField
          label={wording.amount}
          hint={wording.amountHint}
          placeholder={wording.placeholder}
          value={typed}
          onChange={setTyped}
        />
        {!amount && <p className="soft">{wording.ask}</p>}
        {amount && (
          <Trying tried={tried}>
            {({ figures, reasons, eligible }) => (
              <>
                <Reasons reasons={reasons} />
                {figures.total && (
                  <>
                    <Figure label={wording.total} amount={figures.total} stale={tried.stale}>
                      <span>{wording.on(dayZh(figures.effective_on))}</span>
                    </Figure>
                    <Rows rows={sumsOf(figures)} />
                  </>
                )}
                {eligible && (
                  <>
                    <Ways
                      legend={wording.choose}
                      name="effect"
                      chosen={effect}
                      onChoose={setEffect}
                      ways={figures.options.map((option) => ({
                        key: option.effect,
                        name: option.label,
                        body: <EffectBody option={option} />,
                      }))}
                    />
                    <Ordering
                      trial={tried.trial}
                      stale={tried.stale}
                      again={tried.again}
                      label={wording.go}
                      lacking={effect ? undefined : wording.lacking}
                      title={wording.confirmTitle}
                      confirm={wording.confirm}
                      rows={readBack(no, figures, effect)}
                      consequence={wording.consequence(dayZh(figures.effective_on), money(figures.total))}
                      wish={{ choice: effect }}
                    />
                  </>
                )}
              </>
            )}
          </Trying>
        )}
      </section>
    </div>
  );
}

function EffectBody({ option }: { option: Effect }) {
  return (
    <WayFigure
      label={wording.newPayment}
      amount={option.new_payment}
      rows={[
        { label: wording.periods, value: wording.periodsOf(option.remaining_periods) },
        { label: wording.lastPayment, value: money(option.new_last_payment) },
        { label: wording.lastDue, value: dayZh(option.new_last_due) },
        { label: wording.saved, value: money(option.interest_saved) },
        { label: wording.net, value: money(option.net_saving) },
      ]}
      note={option.note}
    />
  );
}

function sumsOf(figures: PrepayFigures) {
  return [
    { label: wording.prepaid, value: money(figures.amount) },
    { label: wording.fee, value: money(figures.early_fee) },
    { label: wording.before, value: money(figures.principal_before) },
    { label: wording.after, value: money(figures.principal_after) },
    { label: wording.applies, value: figures.applies_to ?? '' },
  ];
}

function readBack(no: string, figures: PrepayFigures, effect: string) {
  const { row } = wording;
  const chosen = figures.options.find((option) => option.effect === effect);
  const { card } = figures;
  return [
    { label: row.contract, value: no },
    { label: row.amount, value: money(figures.amount) },
    { label: row.fee, value: money(figures.early_fee) },
    { label: row.total, value: money(figures.total) },
    { label: row.day, value: dayZh(figures.effective_on) },
    { label: row.effect, value: chosen?.label ?? '' },
    { label: row.payment, value: chosen ? money(chosen.new_payment) : '' },
    { label: row.card, value: card ? `${card.bank_name}（尾号 ${card.tail}）` : '' },
  ];
}
