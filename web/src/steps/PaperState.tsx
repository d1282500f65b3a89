import type { Loaded } from '../office/useLoaded';
import type { Paper } from '../office/types';
import { Icon } from '../ui/Icon';
import { papers as wording, verify } from './wording';

interface PaperStateProps {
  loaded: Loaded<Paper> & { paper: Paper | null; checking: boolean };
  fine: string;
  /** It was read, but is not what is wanted here. */
  doubt?: string;
}

/** How the reading of a paper stands: under way, fine, or what is wrong and what helps. */
export function PaperState({ loaded, fine, doubt }: PaperStateProps) {
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
  if (doubt || paper?.status === 'confirm') {
    return (
      <p className="paper-state paper-state--doubt small" role="status">
        <Icon name="alert" />
        {doubt ?? verify.doubtful}
      </p>
    );
  }
  return <Fine>{fine}</Fine>;
}

/** It was read, and is right. */
export function Fine({ children }: { children: string }) {
  return (
    <p className="paper-state paper-state--good small" role="status">
      <Icon name="check" />
      {children}
    </p>
  );
}
