import type { AppPaper } from '../office/types';

/** What has to be done first stands first: given back, wanted, looked at, then what may be given. */
function rank({ status, required }: AppPaper): number {
  if (status === 'rejected') return 0;
  if (status === 'missing') return required === true ? 1 : 3;
  return status === 'accepted' ? 4 : 2;
}

/** The papers that still ask for something, in that order, and those that are done. */
export function ordered(papers: AppPaper[]): { open: AppPaper[]; done: AppPaper[] } {
  const sorted = papers
    .map((paper, index) => ({ paper, index }))
    .sort((a, b) => rank(a.paper) - rank(b.paper) || a.index - b.index)
    .map(({ paper }) => paper);
  return {
    open: sorted.filter(({ status }) => status !== 'accepted'),
    done: sorted.filter(({ status }) => status === 'accepted'),
  };
}
