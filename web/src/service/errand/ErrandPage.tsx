import { useEffect } from 'react';
import { part } from '../../office/office';
import { useLoaded } from '../../office/useLoaded';
import { DocumentRow } from '../loan/LoanDocuments';
import { Icon } from '../../ui/Icon';
import { loanAddress } from '../addresses';
import { useVersion } from '../liveness';
import { Fetched } from '../parts/Fetched';
import type { Errand } from '../types';
import { AgreementPanel } from './AgreementPanel';
import { CalendarButton } from './CalendarButton';
import { CancelErrand } from './CancelErrand';
import { ErrandHead } from './ErrandHead';
import { standing } from './inspection';
import { MoveInspection } from './MoveInspection';
import { ReportPanel } from './ReportPanel';
import { Way } from './Way';
import { documentNames, wording } from './wording';

const LOOK_MS = 8000;
const RESTING = ['DONE', 'CANCELLED', 'FAILED'];

/** An errand: where it stands and whose turn it is, its way, its receipt, its papers. */
export default function ErrandPage({ no }: { no: string }) {
  const loaded = useLoaded<Errand>(`/api/errands/${part(no)}`, useVersion());
  const { value, again } = loaded;
  const moving = value !== null && !RESTING.includes(value.state);
  // What happens elsewhere is told on the stream; a broken one is made up for by looking.
  useEffect(() => {
    if (!moving) return undefined;
    const timer = window.setInterval(again, LOOK_MS);
    return () => window.clearInterval(timer);
  }, [moving, again]);
  return (
    <Fetched loaded={loaded} label={wording.loading}>
      {(errand) => (
        <div className="errand">
          <div className="errand__main">
            <ErrandHead errand={errand} />
            <AgreementPanel errand={errand} onSigned={again} />
            <ReportPanel errand={errand} onAnswered={again} />
            <section className="panel" aria-label={wording.way}>
              <h2 className="panel__title">{wording.way}</h2>
              <Way steps={errand.steps} who={errand.next.who} />
            </section>
          </div>
          <div className="errand__side">
            <MoveInspection errand={errand} onMoved={loaded.put} />
            {standing(errand) && <CalendarButton requestNo={errand.request_no} />}
            {errand.documents.length > 0 && (
              <section className="panel" aria-label={wording.documents}>
                <h2 className="panel__title">{wording.documents}</h2>
                <ul className="list list--papers">
                  {errand.documents.map((kind) => (
                    <DocumentRow
                      key={kind}
                      path={`/loans/${part(errand.contract_no)}/documents/${part(kind)}.pdf`}
                      label={documentNames[kind] ?? kind}
                      ready
                    />
                  ))}
                </ul>
              </section>
            )}
            <nav className="panel panel--links" aria-label={wording.toLoan}>
              <a className="link-row" href={loanAddress(errand.contract_no)}>
                <span>{wording.toLoan}</span>
                <Icon name="chevron" />
              </a>
            </nav>
            {errand.can_cancel && <CancelErrand errand={errand} onCancelled={loaded.put} />}
          </div>
        </div>
      )}
    </Fetched>
  );
}
