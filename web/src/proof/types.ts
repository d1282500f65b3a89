import type { Role } from '../office/types';

export interface OnRecord {
  contract_no: string;
  fingerprint: string;
  title: string;
  issuer: string;
  sealed_at: string | null;
  state: 'open' | 'complete' | 'void' | 'sealed';
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
