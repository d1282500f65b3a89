import { useState } from 'react';
import type { Loaded } from '../../office/useLoaded';
import { Icon } from '../../ui/Icon';
import { Problem } from '../../ui/Problem';
import { Skeletons } from '../../ui/Skeletons';
import { dayAndHour } from '../days';
import type { Items, Visit } from '../types';
import { own as wording } from '../wording';
import { Inspections } from './Inspections';
import { VisitLine } from './VisitLine';

interface OwnPanelProps {
  own: Loaded<Items<Visit>>;
  version: number;
  onMove: (visit: Visit) => void;
  onChanged: () => void;
}

/** What is booked, the next first; what is over below, folded. */
export function OwnPanel({ own, version, onMove, onChanged }: OwnPanelProps) {
  const { value, problem, again } = own;
  const [open, setOpen] = useState(false);
  const items = value?.items ?? [];
  const coming = items
    .filter(({ state }) => state === 'BOOKED')
    .sort((one, other) => one.starts_at.localeCompare(other.starts_at));
  const over = items.filter(({ state }) => state !== 'BOOKED');
  return (
    <section className="panel own" aria-label={wording.title}>
      <h2 className="panel__title">{wording.title}</h2>
      {!value && problem && <Problem onAgain={again}>{problem}</Problem>}
      {!value && !problem && <Skeletons label={wording.loading} lines={4} />}
      {coming.map((visit) => (
        <VisitLine key={visit.visit_no} visit={visit} onMove={() => onMove(visit)} onChanged={onChanged} />
      ))}
      <Inspections version={version}>
        {value && coming.length === 0 && (
          <div className="own__empty">
            <p className="own__empty-title">{wording.emptyTitle}</p>
            <p className="soft">{wording.empty}</p>
            <a className="button button--full" href="#dealers">
              {wording.emptyGo}
            </a>
          </div>
        )}
      </Inspections>
      {over.length > 0 && (
        <button type="button" className="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span>{wording.before(over.length)}</span>
          <Icon name={open ? 'down' : 'chevron'} />
        </button>
      )}
      {open && (
        <ul className="own__before small">
          {over.map((visit) => (
            <li key={visit.visit_no}>
              <p>
                {visit.kind_zh} · {visit.state_zh}
              </p>
              <p className="soft">
                {dayAndHour(visit.starts_at)} {visit.dealer.name}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
