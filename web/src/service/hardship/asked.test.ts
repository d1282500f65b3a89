import { describe, expect, it } from 'vitest';
import { bodyOf, detailsOf } from './asked';

describe('what is asked in hard times', () => {
  it('is only what was said', () => {
    expect(bodyOf({ reason: '', dueDay: '', months: '' })).toEqual({});
    expect(bodyOf({ reason: 'illness', dueDay: '5', months: '3' })).toEqual({
      reason: 'illness',
      due_day: 5,
      pause_months: 3,
    });
  });

  it('is ordered as far as the way needs it', () => {
    const asked = { reason: 'job_loss', dueDay: '5', months: '3' };
    expect(detailsOf('due_day', asked)).toEqual({ reason: 'job_loss', due_day: 5 });
    expect(detailsOf('interest_only', asked)).toEqual({ reason: 'job_loss', months: 3 });
    expect(detailsOf('person', { ...asked, reason: '' })).toEqual({});
  });
});
