import type { AppPaper } from '../office/types';
import { Icon } from '../ui/Icon';
import { percentOf } from '../uploads/unfinished';
import type { Unfinished } from '../uploads/unfinished';
import { wording as uploadWords } from '../uploads/wording';
import { papers as wording } from './wording';

interface PaperLineProps {
  paper: AppPaper;
  /** An upload of it that ended half-way. */
  begun?: Unfinished | null;
  /** Absent where somebody else has to give it. */
  onOpen?: () => void;
}

/** A paper of the checklist: what for, how it stands, what is wrong and what helps. */
export function PaperLine({ paper, begun, onOpen }: PaperLineProps) {
  const settled = paper.status === 'accepted' || paper.status === 'checking';
  const excused = typeof paper.required === 'string' && paper.status === 'missing';
  const words = paper.status === 'rejected' ? wording.again : wording.upload;
  return (
    <li className="list__item">
      <Icon name="paper" />
      <div className="list__main">
        <p className="list__title">
          {titleOf(paper)}
          <span className="small soft"> {needOf(paper)}</span>
        </p>
        {paper.why && <p className="small soft">{paper.why}</p>}
        {paper.problem && <p className="list__problem">{paper.problem}</p>}
        {paper.fix && <p className="small">{paper.fix}</p>}
        {begun && !settled && (
          <p className="halfway small">{uploadWords.halfway(percentOf(begun))}</p>
        )}
      </div>
      <div className="list__side">
        {!excused && (
          <span className={`status status--${paper.status}`}>{wording.status[paper.status]}</span>
        )}
        {onOpen && !settled && !excused && (
          <button
            type="button"
            className="button"
            aria-label={`${words}${titleOf(paper)}`}
            onClick={onOpen}
          >
            {words}
          </button>
        )}
      </div>
    </li>
  );
}

export function titleOf(paper: AppPaper): string {
  return paper.title ?? paper.label ?? paper.document;
}

function needOf({ required }: AppPaper): string {
  if (typeof required === 'string') return wording.excused[required] ?? required;
  return required ? wording.required : wording.maybe;
}
