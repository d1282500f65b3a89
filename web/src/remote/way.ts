import type { OwnParty } from './types';

export type RemoteStep = 'prove' | 'verify' | 'authorise' | 'papers' | 'cost' | 'sign';

interface Standing {
  proved: boolean;
  party: OwnParty;
  costConfirmed: boolean;
}

/** The steps that this person has, in order; what is done already is not asked again. */
export function wayOf(party: OwnParty): RemoteStep[] {
  const papers = openPapers(party).length > 0;
  return ['prove', 'verify', 'authorise', ...(papers ? (['papers'] as const) : []), 'cost', 'sign'];
}

/** The first of them that is still to do. */
export function stepOf({ proved, party, costConfirmed }: Standing): RemoteStep {
  if (!proved) return 'prove';
  if (party.identity !== 'done') return 'verify';
  if (!party.authorised) return 'authorise';
  if (openPapers(party).length > 0) return 'papers';
  return costConfirmed ? 'sign' : 'cost';
}

/** Papers beside the ID that are wanted of this person. */
export function openPapers(party: OwnParty) {
  return (party.documents ?? []).filter(
    ({ document, required, status }) =>
      document !== 'id_card' && required === true && (status === 'missing' || status === 'rejected'),
  );
}
