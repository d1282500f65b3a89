import { useState } from 'react';
import { dayZh } from '../../format/dates';
import { isPositive } from '../../format/money';
import { DayField } from '../parts/DayField';
import { Figure, money } from '../parts/Figure';
import { Ordering } from '../parts/Ordering';
import { PartsList } from '../parts/PartsList';
import { Reasons } from '../parts/Reasons';
import { Trying } from '../parts/Trying';
import { useTrial } from '../parts/useTrial';
import { WithLoan } from '../parts/WithLoan';
import type { LoanWindow, Part } from '../types';
import { OfferBeside } from './OfferBeside';
import { wording } from './wording';

interface SettleFigures {
  settle_on: string;
  early_fee: string;
  total: string;
  interest_ahead: string;
  net_saving: string;
  saving_note: string;
  parts: Part[];
  assumed_note: string | null;
  card: { bank_name: string; tail: string } | null;
  lien: string | null;
}

/** Settling early: the day, what it costs and why, what it saves, then confirmed. */
export default function SettlePage({ no }: { no: string }) {
  return (
    <WithLoan no={no} errands={['settle']}>
      {(_, window) => <Settle no={no} window={window} />}
    </WithLoan>
  );
}

function Settle({ no, window: bounds }: { no: string; window?: LoanWindow }) {
  const { from = null, to = null } = bounds ?? {};
  const [day, setDay] = useState(from ?? '');
  const tried = useTrial<SettleFigures>(no, 'settlement', day ? { settle_on: day } : null);
  return (
    <div className="errand-form">
      <section className="panel stack">
        <DayField
          label={wording.day}
          value={day}
          min={from ?? undefined}
          max={to ?? undefined}
          hint={from && to ? wording.dayHint(dayZh(from), dayZh(to)) : undefined}
          onChange={setDay}
        />
        <Trying tried={tried}>
          {({ figures, reasons, eligible, offer }) => (
            <>
              <Figure label={wording.total} amount={figures.total} stale={tried.stale}>
                <span>{wording.on(dayZh(figures.settle_on))}</span>
                {figures.card && <span>{wording.fromCard(figures.card.bank_name, figures.card.tail)}</span>}
              </Figure>
              <Reasons reasons={reasons} />
              <Saving figures={figures} />
              {offer && eligible && <OfferBeside offer={offer} />}
              {eligible && (
                <Ordering
                  trial={tried.trial}
                  stale={tried.stale}
                  again={tried.again}
                  label={wording.go}
                  title={wording.confirmTitle}
                  confirm={wording.confirm}
                  rows={rowsOf(no, figures)}
                  consequence={wording.consequence(dayZh(figures.settle_on))}
                />
              )}
            </>
          )}
        </Trying>
      </section>
      {tried.trial && (
        <section className="panel stack">
          <PartsList parts={tried.trial.figures.parts} total={tried.trial.figures.total} />
          {tried.trial.figures.assumed_note && <p className="small soft">{tried.trial.figures.assumed_note}</p>}
          {tried.trial.figures.lien && (
            <p className="small">
              <strong>{wording.lien}：</strong>
              {tried.trial.figures.lien}
            </p>
          )}
        </section>
      )}
    </div>
  );
}

/** The saving said both ways: interest not paid, fee paid, and what remains of it. */
function Saving({ figures }: { figures: SettleFigures }) {
  const worth = isPositive(figures.net_saving);
  return (
    <div className={`saving${worth ? '' : ' saving--none'}`}>
      <dl className="saving__both">
        <div>
          <dt>{wording.saved}</dt>
          <dd>{money(figures.interest_ahead)}</dd>
        </div>
        <div>
          <dt>{wording.fee}</dt>
          <dd>{money(figures.early_fee)}</dd>
        </div>
      </dl>
      <p>{figures.saving_note}</p>
    </div>
  );
}

function rowsOf(no: string, figures: SettleFigures) {
  const { row } = wording;
  const { card } = figures;
  return [
    { label: row.contract, value: no },
    { label: row.day, value: dayZh(figures.settle_on) },
    { label: row.total, value: money(figures.total) },
    { label: row.fee, value: money(figures.early_fee) },
    { label: row.card, value: card ? `${card.bank_name}（尾号 ${card.tail}）` : '' },
  ];
}
