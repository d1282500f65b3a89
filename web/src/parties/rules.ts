import type { Application } from '../office/types';

const BEFORE_CONTRACT = new Set([
  'DRAFT',
  'ID_VERIFIED',
  'CREDIT_AUTHORISED',
  'PRE_APPROVED',
  'NEEDS_DOCS',
  'MANUAL_REVIEW',
  'DOCS_CHECKING',
  'APPROVED_WITH_CONDITIONS',
  'APPROVED',
]);

/** Whether somebody can still be brought in: as long as no contract names its parties. */
export function mayInvite({ state }: Application): boolean {
  return BEFORE_CONTRACT.has(state);
}

/** What an open condition asks for; a co-borrower where nothing is asked. */
export function wantedRole({ conditions }: Application): 'co_borrower' | 'guarantor' {
  const open = (conditions ?? []).filter((condition) => !condition.met);
  return open.some(({ code }) => code.startsWith('guarantor')) ? 'guarantor' : 'co_borrower';
}
