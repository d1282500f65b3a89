import { describe, expect, it } from 'vitest';
import type { NextStep } from '../office/types';
import type { PartyPage } from './types';
import { stepOf, wayOf } from './way';

const next = (page: NextStep['page'], who: NextStep['who'] = 'you'): NextStep => ({
  who,
  key: page,
  label: '',
  page,
});
const page: PartyPage = {
  party: {
    party_id: 'T1',
    role: 'guarantor',
    identity: 'todo',
    authorised: false,
    card: 'n/a',
    signature: 'pending',
  },
  state: 'SIGNING',
  contract_no: null,
  next: next('upload'),
  documents: [],
};
const known: PartyPage = { ...page, party: { ...page.party, identity: 'done' } };

describe('the way of somebody who came by a link', () => {
  it('goes from the phone to the signature, one thing after the other', () => {
    expect(stepOf(null, false)).toBe('prove');
    expect(stepOf(page, false)).toBe('verify');
    expect(stepOf({ ...known, next: next('authorise') }, false)).toBe('authorise');
    expect(stepOf({ ...known, next: next('sign') }, false)).toBe('cost');
    expect(stepOf({ ...known, next: next('sign') }, true)).toBe('sign');
  });

  it('waits where nothing is to be done', () => {
    expect(stepOf({ ...known, next: next('wait', 'us') }, false)).toBe('wait');
    expect(stepOf({ ...page, next: next('none', 'us') }, false)).toBe('wait');
  });

  it('asks a driver for his licence and nothing else', () => {
    const licence = { document: 'driving_licence', required: true, status: 'missing' as const };
    const driver: PartyPage = {
      ...page,
      party: { ...page.party, role: 'driver', signature: 'n/a' },
      documents: [licence],
    };
    expect(wayOf(driver)).toEqual(['prove', 'papers']);
    expect(stepOf(driver, false)).toBe('papers');
    expect(stepOf({ ...driver, next: next('wait', 'us') }, false)).toBe('wait');
  });

  it('asks for papers only where some are wanted', () => {
    const wanted = { document: 'income_proof', required: true, status: 'missing' as const };
    const withPapers = { ...known, next: next('upload'), documents: [wanted] };
    expect(wayOf(known)).not.toContain('papers');
    expect(wayOf(withPapers)).toContain('papers');
    expect(stepOf(withPapers, false)).toBe('papers');
  });
});
