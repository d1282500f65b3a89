import type { OwnParty } from './types';

export type RemoteStep = 'prove' | 'verify' | 'authorise' | 'papers' | 'cost' | 'sign';

/** The steps that this person has, in order; null: the phone is not proved yet. */
export function wayOf(party: OwnParty | null): RemoteStep[] {
  const papers: RemoteStep[] = party && openPapers(party).length > 0 ? ['papers'] : [];
  return ['prove', 'verify', 'authorise', ...papers, 'cost', 'sign'];
}

/** The first of them that is still to do; what is done already is not asked again. */
export function stepOf(party: OwnParty | null, costConfirmed: boolean): RemoteStep {
  if (!party) return 'prove';
  if (party.identity !== 'done') return 'verify';
  if (!party.authorised) return 'authorise';
  if (openPapers(party).length > 0) return 'papers';
  return costConfirmed ? 'sign' : 'cost';
}

/** Papers beside the ID that are wanted of this person. */
export function openPapers(party: OwnParty) {
  return party.documents.filter(
    ({ document, required, status }) =>
      document !== 'id_card' && required === true && (status === 'missing' || status === 'rejected'),
  );
}
