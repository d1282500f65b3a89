import type { DocumentItem, Quote } from '../contract/cards';

/** What the edge answers about an application; figures, masks and states are the back office's. */

export type StepPage =
  | 'verify'
  | 'authorise'
  | 'card'
  | 'upload'
  | 'fields'
  | 'cost'
  | 'sign'
  | 'delivery'
  | 'wait'
  | 'none';

export type Who = 'you' | 'us' | 'party';

export interface AppStep {
  name: string;
  key: string;
  status: 'done' | 'current' | 'todo' | 'failed';
  at?: string | null;
  detail?: string | null;
  who?: Who | null;
  takes?: string | null;
}

export interface NextStep {
  who: Who;
  key: string;
  label: string;
  detail?: string | null;
  takes?: string | null;
  page: StepPage;
  party_id?: string | null;
}

export interface Field {
  name: string;
  label: string;
  value?: string | null;
  source?: FieldSource | null;
  required: boolean;
  open: boolean;
  kind: 'text' | 'phone' | 'money' | 'choice' | 'date' | 'card';
  choices?: (string | FieldChoice)[] | null;
}

export type FieldSource =
  | 'account'
  | 'plan'
  | 'ocr'
  | 'bin'
  | 'register'
  | 'bureau'
  | 'typed'
  | 'assumed';

export interface FieldChoice {
  value: string;
  label: string;
}

export type LinkState = 'none' | 'sent' | 'opened' | 'used' | 'expired' | 'revoked';
export type SignatureState = 'todo' | 'pending' | 'signed' | 'refused' | 'expired' | 'n/a';
export type Role = 'borrower' | 'co_borrower' | 'guarantor' | 'driver';

export interface Party {
  party_id: string;
  role: Role;
  relation?: string | null;
  name_masked?: string | null;
  phone_masked?: string | null;
  id_masked?: string | null;
  identity: 'todo' | 'done' | 'failed';
  authorised: boolean;
  card: 'todo' | 'done' | 'n/a';
  signature: SignatureState;
  signed_at?: string | null;
  link?: { state: LinkState; sent_at?: string | null; expires_at?: string | null } | null;
}

export type AppPaper = DocumentItem & {
  paper_id?: string | null;
  title?: string | null;
  label?: string | null;
  party_id?: string | null;
  why?: string | null;
};

export interface Decision {
  outcome: string;
  reason_public?: string | null;
  rights?: (string | { key?: string; label?: string; title?: string })[];
  reapply_after?: string | null;
  review?: { asked_at?: string | null; due_by?: string | null } | null;
}

export interface Condition {
  code: string;
  label: string;
  met: boolean;
}

export type AppQuote = Quote & { vehicle_name?: string | null; trim_name?: string | null };

export interface Application {
  application_no: string;
  customer_id: string;
  state: string;
  state_zh: string;
  opened_at: string;
  offer_valid_to?: string | null;
  quote: AppQuote;
  customer_type?: string | null;
  purchase?: Purchase | null;
  fields: Field[];
  typed_count: number;
  parties: Party[];
  consents?: ConsentState[];
  documents: AppPaper[];
  decision?: Decision | null;
  conditions?: Condition[];
  contract_no?: string | null;
  steps: AppStep[];
  next: NextStep;
  commands: string[];
}

export interface Purchase {
  vehicle_name?: string | null;
  price?: string | null;
  down_payment?: string | null;
  [more: string]: unknown;
}

export interface ConsentState {
  purpose: string;
  granted: boolean;
  since?: string | null;
}

export interface Consent extends ConsentState {
  title: string;
  text: string;
  version: string;
  needed_for?: string | null;
}

export interface PaperField {
  name: string;
  label: string;
  value?: string | null;
  confidence?: number | string | null;
  confirm?: boolean;
}

export interface Paper {
  paper_id: string;
  document: string;
  /** Which sides the machine saw on it. */
  sides?: string[];
  status: 'checking' | 'accepted' | 'rejected' | 'confirm';
  problem?: string | null;
  fix?: string | null;
  fields?: PaperField[];
  pages?: number | null;
}

export interface Readable {
  text_hash: string;
  version?: string;
  min_seconds: number;
}

export interface Authorisation extends Readable {
  text: string;
}

export interface SigningDocument {
  kind: string;
  title: string;
  sha256: string;
  pages?: number | null;
  url_path?: string | null;
}

export interface SigningParty {
  role: Role;
  name_masked?: string | null;
  status: SignatureState;
  signed_at?: string | null;
}

export interface Signing {
  contract_no: string;
  documents: SigningDocument[];
  may_sign: boolean;
  blocked_by?: string[];
  parties: SigningParty[];
  signing_text: string;
  hash: string;
}

export interface Me {
  kind: 'visitor' | 'customer' | 'party';
  assurance: string;
  /** Until when a step-up holds. */
  until?: string | null;
  phone_masked?: string | null;
  name_masked?: string | null;
}
