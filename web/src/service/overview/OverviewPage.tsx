import { useLoaded } from '../../office/useLoaded';
import { Icon } from '../../ui/Icon';
import { useVersion } from '../liveness';
import { Fetched } from '../parts/Fetched';
import type { Loan } from '../types';
import { ContractPanel } from './ContractPanel';
import { others, wording } from './wording';

/** All contracts, each with what is left, what comes next and what can be done now. */
export default function OverviewPage() {
  const loaded = useLoaded<{ items: Loan[] }>('/api/loans', useVersion());
  return (
    <Fetched loaded={loaded}>
      {({ items }) => (
        <div className={`contracts contracts--${Math.min(items.length, 2)}`}>
          {items.length === 0 && <Empty />}
          {items.map((loan) => (
            <ContractPanel key={loan.contract_no} loan={loan} />
          ))}
          <nav className="panel panel--links" aria-label={wording.other}>
            <h2 className="panel__title">{wording.other}</h2>
            {others.map(({ page, name }) => (
              <a key={page} className="link-row" href={page}>
                <span>{name}</span>
                <Icon name="chevron" />
              </a>
            ))}
          </nav>
        </div>
      )}
    </Fetched>
  );
}

function Empty() {
  return (
    <section className="panel panel--empty">
      <h2 className="panel__title">{wording.emptyTitle}</h2>
      <p className="panel__words">{wording.empty}</p>
      <a className="button button--primary button--full" href="/apply">
        {wording.emptyGo}
      </a>
    </section>
  );
}
