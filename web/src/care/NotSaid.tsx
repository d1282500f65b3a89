import { useState } from 'react';
import { dayZh } from '../format/dates';
import { useLoaded } from '../office/useLoaded';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import { notSaid } from './care';
import { Rules } from './Rules';
import type { Decision, Items } from './types';
import { wording } from './wording';

/** Why something was not said to him, for who wants to know. */
export function NotSaid() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button button--quiet"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? wording.whyNotFold : wording.whyNot}
      </button>
      {open && <Decisions />}
    </>
  );
}

function Decisions() {
  const { value, problem, again } = useLoaded<Items<Decision>>('/api/care/decisions');
  if (!value) {
    return problem ? (
      <Problem onAgain={again}>{problem}</Problem>
    ) : (
      <Skeletons label={wording.whyNot} lines={3} />
    );
  }
  const held = notSaid(value.items);
  if (held.length === 0) return <p className="small soft">{wording.nothingHeld}</p>;
  return (
    <ul className="list">
      {held.map((decision) => (
        <li className="list__item care__offer" key={decision.decision_no}>
          <p className="list__title">{wording.heldOn(decision.moment_zh, dayZh(decision.decided_at))}</p>
          <p className="small soft">{decision.summary}</p>
          <Rules rules={decision.rules} />
        </li>
      ))}
    </ul>
  );
}
