import { changeAddress } from '../addresses';
import type { Change } from './types';
import { wording } from './wording';

/** One change of a kind at a time: the one under way comes first. */
export function UnderWay({ change }: { change: Change }) {
  return (
    <section className="panel panel--narrow">
      <h2 className="panel__title">{wording.underWay}</h2>
      <p className="panel__words">
        <strong>{change.state_zh}</strong> {change.next.label}
      </p>
      <a className="button button--primary button--full" href={changeAddress(change.request_no)}>
        {wording.underWayGo}
      </a>
    </section>
  );
}
