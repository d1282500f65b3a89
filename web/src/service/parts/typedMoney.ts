/**
 * `"5万"`, `"50,000"`, `"50000.5"` → `"50000.00"`, `"50000.00"`, `"50000.50"`; null for what is no
 * sum above nothing. Digits are moved, never counted with.
 */
export function asMoney(typed: string): string | null {
  const found = /^(\d{1,9})(?:\.(\d{1,4}))?(万)?元?$/.exec(typed.replace(/[\s,，]/g, ''));
  if (!found) return null;
  const [, whole = '', after = '', tenThousand] = found;
  if (!tenThousand && after.length > 2) return null;
  const digits = tenThousand ? whole + after.padEnd(4, '0') : whole;
  const cents = tenThousand ? '00' : after.padEnd(2, '0');
  const plain = digits.replace(/^0+(?=\d)/, '');
  return /^0*$/.test(plain + cents) ? null : `${plain}.${cents}`;
}
