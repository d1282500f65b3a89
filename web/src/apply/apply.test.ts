import { describe, expect, it } from 'vitest';
import type { Application, AppStep } from '../office/types';
import { mayInvite, wantedRole } from '../parties/rules';
import { askedFor } from './asked';
import { foldable } from './folding';

const steps = (...all: AppStep['status'][]): AppStep[] =>
  all.map((status, index) => ({ name: `${index}`, key: `${index}`, status }));

describe('the timeline', () => {
  it('folds what is done once there is more than a little of it', () => {
    expect(foldable(steps('done', 'done', 'current', 'todo'))).toBe(0);
    expect(foldable(steps('done', 'done', 'done', 'current', 'todo'))).toBe(3);
    expect(foldable(steps('done', 'done', 'done', 'failed'))).toBe(3);
  });

  it('folds nothing when all is done', () => {
    expect(foldable(steps('done', 'done', 'done', 'done'))).toBe(0);
  });
});

describe('a link to the page', () => {
  it('may ask for one paper', () => {
    expect(askedFor('?step=upload&document=income_proof')).toBe('income_proof');
    expect(askedFor('?step=sign')).toBeNull();
    expect(askedFor('')).toBeNull();
  });
});

describe('bringing somebody in', () => {
  const at = (commands: string[], ...open: string[]) =>
    ({
      commands,
      conditions: open.map((code) => ({ code, label: code, met: false })),
    }) as unknown as Application;

  it('is possible while the back office lists it', () => {
    expect(mayInvite(at(['cancel', 'invite_party']))).toBe(true);
    expect(mayInvite(at(['cancel', 'sign']))).toBe(false);
  });

  it('begins with the role a condition asks for', () => {
    expect(wantedRole(at([], 'guarantor_signature'))).toBe('guarantor');
    expect(wantedRole(at([]))).toBe('co_borrower');
  });
});
