import type { AppPaper, Party, Role } from '../office/types';

/** What opening a link tells, and the bearer for this party's own paths. */
export interface OpenedLink {
  token: string;
  expires_at: string;
  party: { party_id: string; role: Role; name_masked?: string | null; phone_masked?: string | null };
  application_no: string;
  borrower_masked?: string | null;
}

/** A party and his own papers, as the page of a link sees them. */
export type OwnParty = Party & { documents: AppPaper[] };
