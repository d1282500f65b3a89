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
  documents: [],
};
const done = { ...party, identity: 'done' as const, authorised: true };

describe('the way of somebody who came by a link', () => {
  it('goes from the phone to the signature, one thing after the other', () => {
    expect(stepOf(null, false)).toBe('prove');
    expect(stepOf(party, false)).toBe('verify');
    expect(stepOf({ ...party, identity: 'done' }, false)).toBe('authorise');
    expect(stepOf(done, false)).toBe('cost');
    expect(stepOf(done, true)).toBe('sign');
  });

  it('asks for papers only where some are wanted', () => {
    const wanted = { document: 'income_proof', required: true, status: 'missing' as const };
    const withPapers = { ...done, documents: [wanted] };
    expect(wayOf(done)).not.toContain('papers');
    expect(stepOf(withPapers, false)).toBe('papers');
  });
});
