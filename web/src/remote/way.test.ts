import { describe, expect, it } from 'vitest';
import type { OwnParty } from './types';
import { stepOf, wayOf } from './way';

const party: OwnParty = {
  party_id: 'T1',
  role: 'guarantor',
  identity: 'todo',
  authorised: false,
  card: 'n/a',
  signature: 'pending',
};
const done = { ...party, identity: 'done' as const, authorised: true };

describe('the way of somebody who came by a link', () => {
  it('goes from the phone to the signature, one thing after the other', () => {
    const at = (proved: boolean, who: OwnParty, costConfirmed = false) =>
      stepOf({ proved, party: who, costConfirmed });
    expect(at(false, party)).toBe('prove');
    expect(at(true, party)).toBe('verify');
    expect(at(true, { ...party, identity: 'done' })).toBe('authorise');
    expect(at(true, done)).toBe('cost');
    expect(at(true, done, true)).toBe('sign');
  });

  it('asks for papers only where some are wanted', () => {
    const wanted = { document: 'income_proof', required: true, status: 'missing' as const };
    const withPapers = { ...done, documents: [wanted] };
    expect(wayOf(done)).not.toContain('papers');
    expect(stepOf({ proved: true, party: withPapers, costConfirmed: false })).toBe('papers');
  });
});
