import { useEffect, useRef, useState } from 'react';
import type { Application } from '../office/types';
import { usePauses } from '../office/usePauses';
import { PartiesPanel } from '../parties/PartiesPanel';
import { PapersStep } from '../steps/PapersStep';
import { Icon } from '../ui/Icon';
import { ActivePanel } from './ActivePanel';
import { CancelSheet } from './CancelSheet';
import { Conditions } from './Conditions';
import { CurrentStep } from './CurrentStep';
import { DeclinedPanel } from './DeclinedPanel';
import { EndedPanel } from './EndedPanel';
import { Head } from './Head';
import { ABOUT_PEOPLE } from './people';
import { Timeline } from './Timeline';
import { wording } from './wording';

interface ApplicationViewProps {
  application: Application;
  asked: string | null;
}

/** A step that stays open while it is being filled, whatever would come next by now. */
type Held = Pick<Application, 'next' | 'steps'>;

/** The application as it stands: what it is, where it is, what comes next, who else. */
export function ApplicationView({ application, asked }: ApplicationViewProps) {
  const { state, next, steps, documents, commands, application_no: no } = application;
  const [held, setHeld] = useState<Held | null>(null);
  const [cancelling, setCancelling] = useState(false);
  const { label, detail, page } = (held ?? application).next;
  // The identity stays one step, whatever of it is being read meanwhile.
  const stage = state === 'DRAFT' ? 'identity' : page;
  const place = useShownFromTop(stage);
  usePauses(no, next.who === 'you' ? next.key : '');

  const ended = state === 'CANCELLED' || state === 'EXPIRED';
  const active = state === 'ACTIVATED' || state === 'DELIVERED';
  const cancellable = commands.includes('cancel');
  // A link may ask for a paper while something else comes first; papers can always be given.
  const papersBeside = !ended && !active && state !== 'DECLINED' && page !== 'upload' && asked !== null;
  return (
    <div className={`apply${ended || active || state === 'DECLINED' ? ' apply--told' : ''}`}>
      <div className="apply__main">
        {ended && <EndedPanel state={state} />}
        {active && <ActivePanel application={application} />}
        <Timeline steps={held?.steps ?? steps}>
          {state === 'DECLINED' ? (
            <DeclinedPanel application={application} />
          ) : page === 'none' ? null : (
            <section className="panel step" aria-label={label} tabIndex={-1} ref={place}>
              <h2 className="step__title">{label}</h2>
              {detail && <p className="step__detail soft">{detail}</p>}
              <CurrentStep
                key={stage}
                application={application}
                page={page}
                asked={asked}
                hold={() => setHeld(held ?? { next, steps })}
                release={() => setHeld(null)}
              />
            </section>
          )}
        </Timeline>
        {papersBeside && documents.length > 0 && (
          <section className="panel">
            <h2 className="panel__title">{wording.documents}</h2>
            <PapersStep application={application} asked={asked} />
          </section>
        )}
      </div>
      <div className="apply__side">
        <Head application={application} />
        <Conditions conditions={application.conditions ?? []} />
        {!ended && state !== 'DECLINED' && !ABOUT_PEOPLE.test(next.key) && (
          <PartiesPanel application={application} />
        )}
        <div className="apply__foot">
          <a className="link-row" href="/">
            <Icon name="chat" />
            <span>{wording.help}</span>
            <Icon name="chevron" />
          </a>
          {cancellable && (
            <button type="button" className="link-row" onClick={() => setCancelling(true)}>
              <Icon name="close" />
              <span>{wording.cancel}</span>
              <Icon name="chevron" />
            </button>
          )}
        </div>
      </div>
      {cancelling && <CancelSheet applicationNo={no} onClose={() => setCancelling(false)} />}
    </div>
  );
}

/** Leads to a new step when one comes, as a reader who presses on expects; not at first sight. */
function useShownFromTop(stage: string) {
  const place = useRef<HTMLElement>(null);
  const shown = useRef(stage);
  useEffect(() => {
    if (shown.current === stage) return;
    shown.current = stage;
    place.current?.scrollIntoView({ block: 'start' });
    place.current?.focus({ preventScroll: true });
  }, [stage]);
  return place;
}
