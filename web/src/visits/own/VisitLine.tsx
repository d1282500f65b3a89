import { CommandButton } from '../../ui/CommandButton';
import { clockZh, dateZh } from '../../format/dates';
import { Reach } from '../dealers/DealerLine';
import type { Visit } from '../types';
import { own as wording } from '../wording';
import { CalendarButton } from './CalendarButton';
import { CancelVisit } from './CancelVisit';

interface VisitLineProps {
  visit: Visit;
  onMove: () => void;
  onChanged: () => void;
}

/** An appointment that stands: when and where, what to bring, and what can be done with it. */
export function VisitLine({ visit, onMove, onChanged }: VisitLineProps) {
  const { dealer, vehicle } = visit;
  return (
    <article className="visit" aria-label={visit.what}>
      <div className="visit__head">
        <h3 className="step__subtitle">
          {visit.kind_zh}
          {vehicle && ` · ${vehicle}`}
        </h3>
        <span className="state state--good">{visit.state_zh}</span>
      </div>
      <p className="visit__when">
        {dateZh(visit.starts_at)}
        <strong>{clockZh(visit.starts_at)}</strong>
      </p>
      <p>{dealer.name}</p>
      <p className="small soft">{dealer.address}</p>
      <p className="small visit__bring">
        {wording.bring}：{visit.bring.join('、')}
      </p>
      <Reach dealer={dealer} />
      <CalendarButton address={visit.ics_url} primary />
      <div className="visit__acts">
        <CommandButton full onPress={onMove}>
          {wording.move}
          <span className="visually-hidden">{wording.pressHere(visit.what)}</span>
        </CommandButton>
        <CancelVisit visit={visit} onChanged={onChanged} />
      </div>
    </article>
  );
}
