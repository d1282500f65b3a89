import type { Role } from '../office/types';

export interface OnRecord {
  contract_no: string;
  fingerprint: string;
  state: 'open' | 'complete' | 'void';
  signatures: { role: Role; name_masked: string | null; signed_at: string }[];
}

export interface Verified {
  intact: boolean;
  on_record: boolean;
  contract_no: string | null;
  title: string | null;
  state: OnRecord['state'] | null;
  signatures: { signer: string | null; signed_at: string | null; intact: boolean; trusted: boolean }[];
}
