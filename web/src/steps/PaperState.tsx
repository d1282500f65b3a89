import type { Loaded } from '../office/useLoaded';
import type { Paper } from '../office/types';
import { Icon } from '../ui/Icon';
import { papers as wording, verify } from './wording';

interface PaperStateProps {
  loaded: Loaded<Paper> & { paper: Paper | null; checking: boolean };
  fine: string;
}

/** How the reading of a paper stands: under way, fine, or what is wrong and what helps. */
export function PaperState({ loaded, fine }: PaperStateProps) {
  const { paper, checking } = loaded;
  if (checking) {
    return (
      <p className="paper-state small soft" role="status">
        <Icon name="clock" />
        {verify.checking}
      </p>
    );
  }
  if (paper?.status === 'rejected') {
    return (
      <div className="paper-state paper-state--bad small" role="alert">
        <Icon name="alert" />
        <div>
          <p>{paper.problem}</p>
          {paper.fix && (
            <p className="soft">
              {wording.fix}：{paper.fix}
            </p>
          )}
        </div>
      </div>
    );
  }
  return (
    <p className="paper-state paper-state--good small" role="status">
      <Icon name="check" />
      {fine}
    </p>
  );
}
