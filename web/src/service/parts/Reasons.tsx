import { Icon } from '../../ui/Icon';
import { wording } from '../wording';

/** Why a trial cannot be done as it stands, with how to mend it. */
export function Reasons({ reasons }: { reasons: string[] }) {
  if (reasons.length === 0) return null;
  return (
    <div className="reasons" role="status">
      <p className="reasons__title">
        <Icon name="alert" />
        {wording.notNow}
      </p>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  );
}
