import type { Next, Receipt, WayStep } from '../types';

export type ChangeState = 'OPEN' | 'CHECKING' | 'WAITING' | 'DONE' | 'FAILED' | 'CANCELLED';

export interface Change {
  request_no: string;
  kind: 'id_card' | 'bank_card' | 'phone' | 'address';
  kind_zh: string;
  state: ChangeState;
  state_zh: string;
  steps: WayStep[];
  next: Next;
  receipt: Receipt | null;
  figures: Record<string, unknown>;
  can_cancel?: boolean;
}

export interface CardOnFile {
  contract_no: string;
  bank_name: string;
  tail: string;
  cutoff?: string | null;
  next_due?: string | null;
}

/** What is on file of a customer, and his changes, newest first. */
export interface OnFile {
  items: Change[];
  identity?: { valid_to: string | null; standing: string; blocks_from: string | null } | null;
  phone_masked?: string | null;
  city?: string | null;
  cards?: CardOnFile[];
}

export const RESTING: ChangeState[] = ['DONE', 'FAILED', 'CANCELLED'];

/** The change of a kind that is under way. */
export function openOf(onFile: OnFile, kind: Change['kind']): Change | undefined {
  return onFile.items.find((change) => change.kind === kind && !RESTING.includes(change.state));
}
