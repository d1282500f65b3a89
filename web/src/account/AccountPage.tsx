import { useCallback, useEffect, useMemo, useState } from 'react';
import { Frame } from '../app/Frame';
import { SessionKeeper } from '../api/session';
import { CarePanel } from '../care/CarePanel';
import { Bell } from '../office/bell';
import { OfficeContext, officeOf } from '../office/office';
import type { Me } from '../office/types';
import { useLoaded } from '../office/useLoaded';
import { LoginForm } from '../steps/LoginForm';
import { RecordPanel } from '../record/RecordPanel';
import { StepUp } from '../stepup/StepUp';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import { Bindings } from '../wechat/Bindings';
import { Consents } from './Consents';
import { Devices } from './Devices';
import { Level } from './Level';
import { Logout } from './Logout';
import { wording } from './wording';
import '../cards/card.css';
import '../cards/lists.css';
import '../steps/steps.css';
import './account.css';

/** Who is signed in and how surely, what he agreed to, and where else he is signed in. */
export default function AccountPage() {
  const [keeper] = useState(() => new SessionKeeper());
  const [signedOut, setSignedOut] = useState(() => keeper.current() === null);
  const [round, setRound] = useState(0);
  const lost = useCallback(() => setSignedOut(true), []);
  const [bell] = useState(() => new Bell());
  useEffect(() => {
    bell.answeredBy(() => {
      setRound((count) => count + 1);
      return Promise.resolve();
    });
  }, [bell]);
  const office = useMemo(
    () => officeOf('customer', () => keeper.current()?.token ?? null, lost, () => bell.ring()),
    [keeper, lost, bell],
  );
  const signedIn = useCallback(() => {
    setSignedOut(false);
    setRound((count) => count + 1);
  }, []);
  return (
    <OfficeContext.Provider value={office}>
      <StepUp>
        <Frame title={wording.title}>
          {signedOut ? (
            <section className="panel panel--narrow">
              <h2 className="panel__title">{wording.loginTitle}</h2>
              <LoginForm keeper={keeper} onDone={signedIn} />
            </section>
          ) : (
            <Account key={round} keeper={keeper} onVisitor={lost} />
          )}
        </Frame>
      </StepUp>
    </OfficeContext.Provider>
  );
}

function Account({ keeper, onVisitor }: { keeper: SessionKeeper; onVisitor: () => void }) {
  const { value: me, problem, again } = useLoaded<Me>('/api/me');
  // Switching care off ends consents, and the other way round: each shows what the other did.
  const [switched, setSwitched] = useState(0);
  const [consented, setConsented] = useState(0);
  useEffect(() => {
    if (me?.kind === 'visitor') onVisitor();
  }, [me, onVisitor]);
  if (!me && problem) {
    return (
      <div className="panel panel--narrow">
        <Problem onAgain={again}>{problem}</Problem>
      </div>
    );
  }
  if (!me || me.kind === 'visitor') {
    return (
      <div className="panel panel--narrow">
        <Skeletons label={wording.loading} lines={6} />
      </div>
    );
  }
  return (
    <div className="account">
      <section className="panel">
        <h2 className="panel__title">
          <Icon name="person" />
          <span className="account__name">{[me.name_masked, me.phone_masked].filter(Boolean).join(' ')}</span>
        </h2>
        <Level me={me} />
        <a className="button button--full" href="/apply">
          {wording.toApply}
        </a>
        <a className="button button--full" href="/visits">
          {wording.toVisits}
        </a>
      </section>
      <Consents version={switched} onChanged={() => setConsented((count) => count + 1)} />
      <CarePanel
        version={consented}
        onSwitched={() => setSwitched((count) => count + 1)}
      />
      <Bindings />
      <RecordPanel />
      <Devices />
      <Logout keeper={keeper} onDone={onVisitor} />
    </div>
  );
}
