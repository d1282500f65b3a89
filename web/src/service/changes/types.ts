import type { Paper } from '../../office/types';
import type { Next, Receipt, WayStep } from '../types';

export type ChangeState = 'OPEN' | 'CHECKING' | 'WAITING' | 'DONE' | 'FAILED' | 'CANCELLED';

export interface Change {
  request_no: string;
  kind: 'id_card' | 'bank_card' | 'phone' | 'address';
  kind_zh: string;
  state: ChangeState;
  state_zh: string;
  /** What its customer does now. */
  now: 'papers' | 'face' | 'wait' | 'nothing';
  steps: WayStep[];
  next: Next;
  receipt: Receipt;
  papers: Paper[];
  /** Kinds of the sealed documents that it left. */
  documents: string[];
  can_cancel: boolean;
}

export interface CardOnFile {
  contract_no: string;
  bank_name: string | null;
  tail: string | null;
}

/** What is on file of a customer, and his changes, newest first. */
export interface OnFile {
  items: Change[];
  identity: { id_masked: string; valid_to: string | null; standing: string; note: string } | null;
  phone_masked: string;
  city: string | null;
  address: string | null;
  cards: CardOnFile[];
}

export const RESTING: ChangeState[] = ['DONE', 'FAILED', 'CANCELLED'];

/** The change of a kind that is under way. */
export function openOf(onFile: OnFile, kind: Change['kind']): Change | undefined {
  return onFile.items.find((change) => change.kind === kind && !RESTING.includes(change.state));
}
