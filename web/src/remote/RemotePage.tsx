import { Frame } from '../app/Frame';
import { Banner } from '../chat/Banner';
import { OfficeContext } from '../office/office';
import { StepUp } from '../stepup/StepUp';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import { OwnWay } from './OwnWay';
import { ProveSheet } from './ProveSheet';
import { useRemote } from './useRemote';
import { wording } from './wording';
import '../cards/card.css';
import '../cards/figures.css';
import '../cards/lists.css';
import '../cards/timeline.css';
import '../steps/steps.css';
import '../uploads/uploads.css';
import '../steps/papers.css';
import './remote.css';

/** The page of a forwarded link: one person, his own part of the loan, wherever he is. */
export default function RemotePage() {
  const { view, office, again } = useRemote();
  return (
    <OfficeContext.Provider value={office}>
      <StepUp identity={ProveSheet}>
        <Frame title={wording.title} talk={false}>
          <Banner stream="idle" />
          {view.kind === 'missing' && <Notice title={wording.missingTitle} words={wording.missing} />}
          {view.kind === 'opening' && (
            <div className="panel panel--narrow">
              <Skeletons label={wording.opening} lines={6} />
            </div>
          )}
          {view.kind === 'gone' && (
            <Notice
              title={wording.goneTitle}
              words={wording.gone[view.reason.toLowerCase()] ?? wording.gone.other ?? ''}
            />
          )}
          {view.kind === 'failed' && (
            <section className="panel panel--narrow">
              <h2 className="panel__title">{wording.failedTitle}</h2>
              <Problem onAgain={again} again={wording.again}>
                {view.problem}
              </Problem>
            </section>
          )}
          {view.kind === 'open' && (
            <OwnWay link={view.link} page={view.page} />
          )}
        </Frame>
      </StepUp>
    </OfficeContext.Provider>
  );
}

function Notice({ title, words }: { title: string; words: string }) {
  return (
    <section className="panel panel--narrow">
      <h2 className="panel__title">{title}</h2>
      <p>{words}</p>
    </section>
  );
}
