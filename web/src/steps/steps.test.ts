import { describe, expect, it } from 'vitest';
import type { AppPaper, Field } from '../office/types';
import { grouped } from './cardNumber';
import { choicesOf, missing, prefilled, toFill } from './fieldsToFill';
import { ordered } from './paperOrder';
import { shortPrint } from './prints';

const field = (name: string, more: Partial<Field> = {}): Field => ({
  name,
  label: name,
  required: true,
  open: true,
  kind: 'text',
  ...more,
});
const FIELDS = [
  field('phone', { value: '154****0001', source: 'account', open: false }),
  field('name', { value: '沈*夏', source: 'ocr', open: false }),
  field('address', { value: '成都**', source: 'ocr' }),
  field('income_monthly', { kind: 'money', choices: [{ value: '8000.00', label: '8 千左右' }] }),
  field('employer_name', { value: '星河', source: 'typed' }),
  field('employment', { value: 'salaried', source: 'assumed', kind: 'choice' }),
  field('bank_card_no', { kind: 'card' }),
  field('reserved_phone', { kind: 'phone' }),
  field('marital_status', { required: false, kind: 'choice' }),
];

describe('the fields to fill', () => {
  it('are those nobody else can give; what is known is never asked', () => {
    expect(toFill(FIELDS).map(({ name }) => name)).toEqual([
      'income_monthly',
      'employer_name',
      'employment',
    ]);
    expect(prefilled(FIELDS).map(({ name }) => name)).toEqual(['phone', 'name', 'address']);
  });

  it('are counted as they are filled', () => {
    const open = toFill(FIELDS);
    expect(missing(open, {})).toBe(1);
    expect(missing(open, { income_monthly: '8000.00' })).toBe(0);
    expect(missing(open, { income_monthly: '8000.00', employer_name: ' ' })).toBe(1);
  });

  it('take choices with words of their own or plain', () => {
    expect(choicesOf(field('a', { choices: ['是'] }))).toEqual([{ value: '是', label: '是' }]);
    expect(choicesOf(field('a'))).toEqual([]);
  });
});

describe('numbers to compare by eye', () => {
  it('stand in groups', () => {
    expect(grouped('6222021234567890123')).toBe('6222 0212 3456 7890 123');
    expect(grouped('6222 0')).toBe('6222 0');
    expect(shortPrint('3f2a91c0aa55ffff')).toBe('3f2a 91c0 aa55…');
  });
});

describe('the checklist', () => {
  it('begins with what has to be done first and ends with what is done', () => {
    const paper = (document: string, status: AppPaper['status'], required = true): AppPaper => ({
      document,
      status,
      required,
    });
    const { open, done } = ordered([
      paper('id_card', 'accepted'),
      paper('bank_card', 'missing', false),
      paper('marriage_certificate', 'missing'),
      paper('income_proof', 'checking'),
      paper('bank_statement', 'rejected'),
    ]);
    expect(open.map(({ document }) => document)).toEqual([
      'bank_statement',
      'marriage_certificate',
      'income_proof',
      'bank_card',
    ]);
    expect(done.map(({ document }) => document)).toEqual(['id_card']);
  });
});
