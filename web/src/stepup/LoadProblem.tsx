import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { useStepUp } from './stepUpContext';
import { wording } from './wording';

interface LoadProblemProps {
  loaded: { problem: string; locked: boolean; again: () => void };
}

/** Why something is not shown: it did not come, or something has to be proved first. */
export function LoadProblem({ loaded }: LoadProblemProps) {
  const { prove } = useStepUp();
  const { problem, locked, again } = loaded;
  if (!locked) return <Problem onAgain={again}>{problem}</Problem>;
  const unlock = () => void prove('L2').then((proved) => proved && again());
  return (
    <div className="stack">
      <p className="locked">
        <Icon name="lock" />
        {wording.locked}
      </p>
      <button type="button" className="button button--primary button--full" onClick={unlock}>
        {wording.unlock}
      </button>
    </div>
  );
}
