import { useState } from 'react';
import type { AppPaper } from '../office/types';
import { Icon } from '../ui/Icon';
import { under, useUnfinished } from '../uploads/unfinished';
import { PaperLine } from './PaperLine';
import { ordered } from './paperOrder';
import { PaperSheet } from './PaperSheet';
import { papers as wording } from './wording';

interface OwnPapersProps {
  papers: AppPaper[];
  asked?: string | null;
  /** Keeps the step while a paper is open, so that its verdict is read where it was given. */
  hold?: () => void;
  release?: () => void;
}

/** One person's own papers, what is to be done first on top; what is done is folded. */
export function OwnPapers({ papers, asked, hold, release }: OwnPapersProps) {
  const [open, setOpen] = useState<string | null>(
    () => papers.find(({ document }) => document === asked)?.document ?? null,
  );
  const [unfolded, setUnfolded] = useState(false);
  const look = (document: string) => {
    hold?.();
    setOpen(document);
  };
  const close = () => {
    release?.();
    setOpen(null);
  };
  const begun = useUnfinished();
  const chosen = papers.find(({ document }) => document === open);
  const sorted = ordered(papers);
  return (
    <div>
      <ul className="list list--papers">
        {sorted.open.map((paper) => (
          <PaperLine
            key={paper.document}
            paper={paper}
            begun={under(begun, { document: paper.document, partyId: paper.party_id ?? undefined })}
            onOpen={() => look(paper.document)}
          />
        ))}
      </ul>
      {sorted.done.length > 0 && (
        <button
          type="button"
          className="fold"
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
        >
          <Icon name="check" />
          <span>{wording.done(sorted.done.length)}</span>
          <Icon name="down" />
        </button>
      )}
      {unfolded && (
        <ul className="list list--papers">
          {sorted.done.map((paper) => (
            <PaperLine key={paper.document} paper={paper} />
          ))}
        </ul>
      )}
      {chosen && <PaperSheet paper={chosen} onClose={close} />}
    </div>
  );
}
