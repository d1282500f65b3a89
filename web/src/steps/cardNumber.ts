/** `"6222021234567890"` → `"6222 0212 3456 7890"`, as it stands on the card. */
export function grouped(digits: string): string {
  return digits.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ');
}
