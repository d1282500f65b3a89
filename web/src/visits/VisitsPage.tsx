import { useState } from 'react';
import type { ReactNode } from 'react';
import { Frame } from '../app/Frame';
import { OfficeContext } from '../office/office';
import { useLoaded } from '../office/useLoaded';
import { LoginForm } from '../steps/LoginForm';
import { StepUp } from '../stepup/StepUp';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import { BookSheet } from './booking/BookSheet';
import type { Booking } from './booking/BookSheet';
import { DealersPanel } from './dealers/DealersPanel';
import { LeadsPanel } from './leads/LeadsPanel';
import { OwnPanel } from './own/OwnPanel';
import type { Items, Visit } from './types';
import { useVisitor } from './useVisitor';
import { wording } from './wording';
import '../cards/card.css';
import '../cards/lists.css';
import '../steps/steps.css';
import '../service/choices.css';
import '../service/service.css';
import './visits.css';

/** The own appointments, showrooms with their free times, and what was passed on to them. */
export default function VisitsPage() {
  const { office, keeper, me, problem, version, look, identify, signedIn } = useVisitor();
  const customer = me !== null && me.kind !== 'visitor';
  const person = [me?.name_masked, me?.phone_masked].filter(Boolean).join(' ');
  return (
    <OfficeContext.Provider value={office}>
      <StepUp>
        <Frame title={wording.title} person={person || null} account={customer}>
          {me && (
            <Rooms
              customer={customer}
              version={version}
              look={look}
              login={<LoginForm keeper={keeper} onDone={signedIn} />}
            />
          )}
          {!me && (
            <section className="panel panel--narrow">
              {problem ? (
                <>
                  <h2 className="panel__title">{wording.failedTitle}</h2>
                  <p className="panel__words">{wording.failedWhy}</p>
                  <Problem onAgain={identify}>{problem}</Problem>
                </>
              ) : (
                <Skeletons label={wording.title} lines={6} />
              )}
            </section>
          )}
        </Frame>
      </StepUp>
    </OfficeContext.Provider>
  );
}

interface RoomsProps {
  customer: boolean;
  version: number;
  look: () => void;
  login: ReactNode;
}

function Rooms({ customer, version, look, login }: RoomsProps) {
  const own = useLoaded<Items<Visit>>(customer ? '/api/visits' : null, version);
  const [booking, setBooking] = useState<Booking | null>(null);
  const move = (visit: Visit) => setBooking({ dealer: visit.dealer, visit });
  return (
    <div className="visits">
      {customer && <OwnPanel own={own} version={version} onMove={move} onChanged={look} />}
      <DealersPanel onBook={(dealer) => setBooking({ dealer })} />
      {customer ? (
        <LeadsPanel version={version} />
      ) : (
        <section className="panel" aria-label={wording.loginTitle}>
          <h2 className="panel__title">{wording.loginTitle}</h2>
          {login}
        </section>
      )}
      {booking && (
        <BookSheet
          key={booking.visit?.visit_no ?? booking.dealer.dealer_id}
          booking={booking}
          customer={customer}
          login={login}
          standing={(own.value?.items ?? []).filter(({ state }) => state === 'BOOKED')}
          onMove={setBooking}
          onDone={look}
          onClose={() => setBooking(null)}
        />
      )}
    </div>
  );
}
