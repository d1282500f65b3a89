import type { PartyPage } from './types';

export type RemoteStep = 'prove' | 'verify' | 'authorise' | 'papers' | 'cost' | 'sign' | 'wait';

/** The steps that this person has, in order; null: the phone is not proved yet. */
export function wayOf(page: PartyPage | null): RemoteStep[] {
  if (page?.party.role === 'driver') return ['prove', 'papers'];
  const papers: RemoteStep[] = page && openPapers(page).length > 0 ? ['papers'] : [];
  // Who signed the contract is not asked about again when its balloon gets more months.
  const known = page?.purpose === 'extension' && page.next.page !== 'authorise';
  const authorise: RemoteStep[] = known && !page.party.authorised ? [] : ['authorise'];
  return ['prove', 'verify', ...authorise, ...papers, 'cost', 'sign'];
}

/** The one that comes next, as the back office has it; the costs are read before the contract. */
export function stepOf(page: PartyPage | null, costConfirmed: boolean): RemoteStep {
  if (!page) return 'prove';
  const drives = page.party.role === 'driver';
  if (!drives && page.party.identity !== 'done' && page.next.who === 'you') return 'verify';
  switch (page.next.page) {
    case 'authorise':
      return 'authorise';
    case 'upload':
      return 'papers';
    case 'sign':
      return costConfirmed ? 'sign' : 'cost';
    default:
      return 'wait';
  }
}

/** Papers beside the ID that are wanted of this person. */
export function openPapers({ documents }: PartyPage) {
  return documents.filter(
    ({ document, required, status }) =>
      document !== 'id_card' && required === true && (status === 'missing' || status === 'rejected'),
  );
}
