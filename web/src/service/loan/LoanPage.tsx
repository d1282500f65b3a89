import { useState } from 'react';
import { dayZh } from '../../format/dates';
import { isPositive, rate, yuan } from '../../format/money';
import { part } from '../../office/office';
import { useLoaded } from '../../office/useLoaded';
import { Icon } from '../../ui/Icon';
import { loanAddress } from '../addresses';
import { useVersion } from '../liveness';
import { Attention } from '../overview/Attention';
import { Next } from '../overview/ContractPanel';
import { OpenErrands } from '../overview/OpenErrands';
import { Windows } from '../overview/Windows';
import { wording as overview } from '../overview/wording';
import { Fetched } from '../parts/Fetched';
import { Rows } from '../parts/Rows';
import type { Loan } from '../types';
import { LoanDocuments } from './LoanDocuments';
import { LienPanel } from './LienPanel';
import { PaymentsPanel } from './PaymentsPanel';
import { PayNowSheet } from './PayNowSheet';
import { SchedulePanel } from './SchedulePanel';
import { wording } from './wording';

/** One loan: what comes next and what can be done, its schedule, what was paid, its papers. */
export default function LoanPage({ no }: { no: string }) {
  const loaded = useLoaded<Loan>(`/api/loans/${part(no)}`, useVersion());
  const [paying, setPaying] = useState(() => /[?&]pay=now\b/.test(window.location.search));
  return (
    <Fetched loaded={loaded}>
      {(loan) => (
        <div className="loan">
          <div className="loan__side">
            <section className="panel contract" aria-label={loan.vehicle.name}>
              <div className="contract__head">
                <div className="contract__name">
                  <h2>{loan.vehicle.name}</h2>
                </div>
                <span className={`state${loan.state === 'OVERDUE' ? ' state--bad' : ''}`}>{loan.state_zh}</span>
              </div>
              <Next loan={loan} />
              <Attention loan={loan} />
              <OpenErrands errands={loan.errands} />
              <Windows loan={loan} />
            </section>
          </div>
          <div className="loan__main">
            <SchedulePanel loan={loan} />
            <PaymentsPanel no={no} />
            {loan.lien && loan.state === 'SETTLED' && <LienPanel no={no} />}
            <LoanDocuments no={no} />
            <section className="panel" aria-label={wording.facts}>
              <h2 className="panel__title">{wording.facts}</h2>
              <Rows rows={facts(loan)} />
              {loan.state !== 'SETTLED' && (
                <div className="loan__links">
                  <Elsewhere href={loanAddress(no, 'insurance')}>{wording.insurance}</Elsewhere>
                  <Elsewhere href={loanAddress(no, 'title')}>{wording.titleBook}</Elsewhere>
                </div>
              )}
            </section>
          </div>
          {paying && <PayNowSheet no={no} onClose={() => setPaying(false)} />}
        </div>
      )}
    </Fetched>
  );
}

function Elsewhere({ href, children }: { href: string; children: string }) {
  return (
    <a className="link-row" href={href}>
      <span>{children}</span>
      <Icon name="chevron" />
    </a>
  );
}

function facts(loan: Loan) {
  const { rows } = wording;
  const card = loan.repay_card;
  return [
    { label: rows.contract, value: loan.contract_no },
    { label: rows.product, value: loan.product_name },
    { label: rows.plate, value: loan.vehicle.plate ?? '' },
    { label: rows.loan, value: `${yuan(loan.principal)} 元` },
    { label: rows.left, value: `${yuan(loan.principal_outstanding)} 元` },
    { label: rows.rate, value: rate(loan.annual_rate_pct) },
    { label: rows.paid, value: overview.paid(loan.paid_periods, loan.term_months) },
    { label: rows.last, value: dayZh(loan.last_due) },
    { label: rows.card, value: card ? `${card.bank_name}（尾号 ${card.tail}）` : '' },
    { label: rows.credit, value: isPositive(loan.credit) ? `${yuan(loan.credit)} 元` : '' },
  ];
}
