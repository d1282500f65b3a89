import { useState } from 'react';
import type { AppPaper } from '../office/types';
import { PaperLine } from './PaperLine';
import { PaperSheet } from './PaperSheet';

/** One person's own papers, each with how it stands and the way to give it. */
export function OwnPapers({ papers, asked }: { papers: AppPaper[]; asked?: string | null }) {
  const [open, setOpen] = useState<string | null>(
    () => papers.find(({ document }) => document === asked)?.document ?? null,
  );
  const chosen = papers.find(({ document }) => document === open);
  return (
    <div className="stack">
      <ul className="list list--papers">
        {papers.map((paper) => (
          <PaperLine key={paper.document} paper={paper} onOpen={() => setOpen(paper.document)} />
        ))}
      </ul>
      {chosen && <PaperSheet paper={chosen} onClose={() => setOpen(null)} />}
    </div>
  );
}
