/**
 * Showing figures of the back office. Money and percentages are strings and stay strings:
 * nothing here adds, subtracts or rounds.
 */

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** `"3561.81"` → `"3,561.81"`; what is not a decimal is shown as it came. */
export function yuan(amount: string): string {
  const parts = DECIMAL.exec(amount);
  if (!parts) return amount;
  const [, sign, whole = '', cents = '00'] = parts;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents.padEnd(2, '0')}`;
}

/** `"4.99"` → `"4.99%"`: rates keep their decimals. */
export function rate(percent: string): string {
  return `${percent}%`;
}

/** `"30.00"` → `"30%"`, `"27.50"` → `"27.5%"`: shares lose idle zeros. */
export function share(percent: string): string {
  return `${percent.includes('.') ? percent.replace(/\.?0+$/, '') : percent}%`;
}

/** Orders two decimal strings without leaving decimal: negative, zero or positive. */
export function compareDecimals(left: string, right: string): number {
  const a = DECIMAL.exec(left);
  const b = DECIMAL.exec(right);
  if (!a || !b) return left < right ? -1 : left > right ? 1 : 0;
  const width = Math.max(a[2]?.length ?? 0, b[2]?.length ?? 0);
  const depth = Math.max(a[3]?.length ?? 0, b[3]?.length ?? 0);
  const digits = (parts: RegExpExecArray) =>
    (parts[2] ?? '').padStart(width, '0') + (parts[3] ?? '').padEnd(depth, '0');
  const [left_, right_] = [digits(a), digits(b)];
  const zero = /^0*$/;
  const negative = (parts: RegExpExecArray, value: string) => parts[1] === '-' && !zero.test(value);
  const [leftBelow, rightBelow] = [negative(a, left_), negative(b, right_)];
  if (leftBelow !== rightBelow) return leftBelow ? -1 : 1;
  if (left_ === right_) return 0;
  return (left_ < right_ ? -1 : 1) * (leftBelow ? -1 : 1);
}

/** Whether a decimal string is more than nothing. */
export function isPositive(amount: string): boolean {
  return compareDecimals(amount, '0.00') > 0;
}

/** Lengths of a drawn bar in percent. A drawing needs no cents; no figure is taken from it. */
export function proportions(amounts: string[]): number[] {
  const lengths = amounts.map((amount) => Math.max(0, Number(amount) || 0));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  return lengths.map((length) => (whole > 0 ? (length / whole) * 100 : 0));
}
