import { timeZh } from '../format/dates';
import { useOffice } from '../office/office';
import type { Me } from '../office/types';
import { useStepUp } from '../stepup/stepUpContext';
import { Icon } from '../ui/Icon';
import { wording } from './wording';

/** How surely the person is known at this moment, and for how long. */
export function Level({ me }: { me: Me }) {
  const { prove } = useStepUp();
  const { reload } = useOffice();
  const again = () => void prove('L2').then((proved) => (proved ? reload() : undefined));
  return (
    <div className="stack">
      <p className="level">
        <Icon name="shield" />
        <span>
          {wording.levelTitle}：<strong>{wording.levels[me.assurance] ?? me.assurance}</strong>
          {me.until && <span className="small soft"> {wording.until(timeZh(me.until, new Date()))}</span>}
        </span>
      </p>
      <p className="small soft">{wording.levelWhy}</p>
      {me.assurance === 'L1' && (
        <button type="button" className="button button--quiet button--full" onClick={again}>
          {wording.stepUp}
        </button>
      )}
    </div>
  );
}
