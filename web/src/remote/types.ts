import type { AppPaper, NextStep, Party, Role } from '../office/types';

/** What opening a link tells, and the bearer for this party's own paths. */
export interface OpenedLink {
  /** A loan of the borrower's, or more months for its balloon, signed by those who signed before. */
  purpose?: 'loan' | 'extension';
  token: string;
  expires_at: string;
  party: { party_id: string; role: Role; name_masked?: string | null; phone_masked?: string | null };
  application_no: string;
  borrower_masked?: string | null;
}

/** How a party stands, as he sees it himself: nothing of the other parties is told. */
export interface PartyPage {
  party: Party;
  purpose?: 'loan' | 'extension';
  state: string;
  contract_no: string | null;
  next: NextStep;
  documents: AppPaper[];
}
