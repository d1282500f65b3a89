import { lazy, Suspense, useState } from 'react';
import type { ComponentType } from 'react';
import { Frame } from '../app/Frame';
import { Banner } from '../chat/Banner';
import { OfficeContext } from '../office/office';
import { LoginForm } from '../steps/LoginForm';
import { StepUp } from '../stepup/StepUp';
import { OVERVIEW, placeOf } from './addresses';
import type { Place } from './addresses';
import { VersionContext } from './liveness';
import { Missing } from './parts/Missing';
import { useService } from './useService';
import { titles, wording } from './wording';
import '../cards/card.css';
import '../cards/figures.css';
import '../cards/lists.css';
import '../cards/tables.css';
import '../cards/timeline.css';
import '../cards/vehicles.css';
import '../steps/steps.css';
import '../uploads/uploads.css';
import '../steps/papers.css';
import './contract.css';
import './loan/loan.css';
import './choices.css';
import './ways.css';
import './service.css';

const PAGES: Record<Exclude<Place['page'], 'unknown'>, ComponentType<{ no: string }>> = {
  overview: lazy(() => import('./overview/OverviewPage')),
  loan: lazy(() => import('./loan/LoanPage')),
  settle: lazy(() => import('./settle/SettlePage')),
  prepay: lazy(() => import('./prepay/PrepayPage')),
  extend: lazy(() => import('./extend/ExtendPage')),
  'lease-end': lazy(() => import('./leaseEnd/LeaseEndPage')),
  hardship: lazy(() => import('./hardship/HardshipPage')),
  'total-loss': lazy(() => import('./totalLoss/TotalLossPage')),
  title: lazy(() => import('./title/TitlePage')),
  insurance: lazy(() => import('./insurance/InsurancePage')),
  errand: lazy(() => import('./errand/ErrandPage')),
  change: lazy(() => import('./changes/ChangePage')),
  'id-card': lazy(() => import('./changes/IdCardPage')),
  'bank-card': lazy(() => import('./changes/BankCardPage')),
  phone: lazy(() => import('./changes/PhonePage')),
  address: lazy(() => import('./changes/AddressPage')),
  reminders: lazy(() => import('./reminders/RemindersPage')),
};

/** Everything about running loans, by address; who is not signed in signs in where he stands. */
export default function ServicePage() {
  const [place] = useState(() => placeOf(window.location.pathname));
  const { office, keeper, person, stream, version, signedOut, signedIn } = useService();
  const title = titles[place.page];
  return (
    <OfficeContext.Provider value={office}>
      <VersionContext.Provider value={version}>
        <StepUp>
          <Frame title={title} person={person} account={!signedOut}>
            <Banner stream={signedOut ? 'idle' : stream} />
            {signedOut ? (
              <section className="panel panel--narrow">
                <h2 className="panel__title">{wording.loginTitle}</h2>
                <LoginForm keeper={keeper} onDone={signedIn} />
              </section>
            ) : (
              <Suspense fallback={null}>
                {place.page !== 'overview' && <Back place={place} />}
                <Shown place={place} />
              </Suspense>
            )}
          </Frame>
        </StepUp>
      </VersionContext.Provider>
    </OfficeContext.Provider>
  );
}

function Shown({ place }: { place: Place }) {
  if (place.page === 'unknown') return <Missing />;
  const Page = PAGES[place.page];
  return <Page no={'no' in place ? place.no : ''} />;
}

/** One step up: from an errand's page to its loan, from everything else to all loans. */
function Back({ place }: { place: Place }) {
  const inLoan = 'no' in place && !['loan', 'errand', 'change'].includes(place.page);
  return (
    <nav className="back" aria-label={wording.backTo}>
      <a className="back__link" href={inLoan ? `/service/loans/${place.no}` : OVERVIEW}>
        <span aria-hidden="true">‹</span> {inLoan ? wording.toLoan : wording.toOverview}
      </a>
    </nav>
  );
}
