import type { Field, FieldChoice } from '../office/types';

const OWN_STEP = new Set(['bank_card_no', 'bank_name', 'reserved_phone']);
const DONE_BY_US = new Set(['account', 'plan', 'ocr', 'bin', 'register', 'bureau']);

/** The fields that only the customer can give: required, still open, known from nowhere else. */
export function toFill(fields: Field[]): Field[] {
  return fields.filter(
    (field) =>
      field.open &&
      field.kind !== 'card' &&
      !OWN_STEP.has(field.name) &&
      (field.required ? !isPrefilled(field) : field.source === 'typed'),
  );
}

/** What stands without the customer having typed it, to look at. */
export function prefilled(fields: Field[]): Field[] {
  return fields.filter((field) => isPrefilled(field) && field.kind !== 'card');
}

function isPrefilled(field: Field): boolean {
  return Boolean(field.value) && DONE_BY_US.has(field.source ?? '');
}

export function choicesOf(field: Field): FieldChoice[] {
  return (field.choices ?? []).map((choice) =>
    typeof choice === 'string' ? { value: choice, label: choice } : choice,
  );
}

/** How many of these are required and still without a value. */
export function missing(fields: Field[], values: Record<string, string>): number {
  return fields.filter(
    (field) => field.required && !(values[field.name] ?? field.value ?? '').trim(),
  ).length;
}
