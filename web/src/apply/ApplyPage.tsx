import { useState } from 'react';
import { Frame } from '../app/Frame';
import { Banner } from '../chat/Banner';
import { OfficeContext } from '../office/office';
import { LoginForm } from '../steps/LoginForm';
import { StepUp } from '../stepup/StepUp';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import { ApplicationView } from './ApplicationView';
import { askedFor } from './asked';
import { useApplication } from './useApplication';
import { wording } from './wording';
import '../cards/card.css';
import '../cards/figures.css';
import '../cards/lists.css';
import '../cards/tables.css';
import '../cards/timeline.css';
import '../steps/steps.css';
import '../uploads/uploads.css';
import '../steps/papers.css';
import './apply.css';

/** One page from the application to the delivery, whichever device it is opened on. */
export default function ApplyPage() {
  const { view, office, keeper, person, stream, again } = useApplication();
  const [asked] = useState(() => askedFor(window.location.search));
  const [fresh, setFresh] = useState(false);
  const signedIn = () => {
    setFresh(true);
    again();
  };
  return (
    <OfficeContext.Provider value={office}>
      <StepUp>
        <Frame title={wording.title} person={person} account={view.kind !== 'visitor'}>
          <Banner stream={stream} />
          {view.kind === 'loading' && (
            <div className="panel">
              <Skeletons label={wording.loading} lines={8} />
            </div>
          )}
          {view.kind === 'visitor' && (
            <section className="panel panel--narrow">
              <h2 className="panel__title">{wording.loginTitle}</h2>
              <LoginForm keeper={keeper} onDone={signedIn} />
            </section>
          )}
          {view.kind === 'none' && <None fresh={fresh} />}
          {view.kind === 'failed' && (
            <section className="panel panel--narrow">
              <h2 className="panel__title">{wording.failedTitle}</h2>
              <p className="panel__words">{wording.failedWhy}</p>
              <Problem onAgain={again} again={wording.again}>
                {view.problem}
              </Problem>
            </section>
          )}
          {view.kind === 'ready' && <ApplicationView application={view.application} asked={asked} />}
        </Frame>
      </StepUp>
    </OfficeContext.Provider>
  );
}

/** Nothing applied for yet; who has just signed in came from the talk and goes on there. */
function None({ fresh }: { fresh: boolean }) {
  return (
    <section className="panel panel--narrow panel--empty">
      <EmptyRoad />
      <h2 className="panel__title">{fresh ? wording.freshTitle : wording.noneTitle}</h2>
      <p className="panel__words">{fresh ? wording.fresh : wording.none}</p>
      <a className="button button--primary button--full" href="/">
        {fresh ? wording.freshGo : wording.noneGo}
      </a>
    </section>
  );
}

function EmptyRoad() {
  return (
    <svg className="empty-road" viewBox="0 0 200 70" aria-hidden="true" focusable="false">
      <path className="empty-road__way" d="M4 58h192M20 58h18M58 58h18M96 58h18M134 58h18M172 58h18" />
      <path className="empty-road__car" d="M62 50V39l14-4 14-15h34l16 15 16 4v11" />
      <circle className="empty-road__car" cx="82" cy="50" r="8" />
      <circle className="empty-road__car" cx="136" cy="50" r="8" />
    </svg>
  );
}
