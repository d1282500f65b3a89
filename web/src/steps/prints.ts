/** The beginning of a fingerprint, in groups to be compared by eye: `"3f2a 91c0 …"`. */
export function shortPrint(sha256: string): string {
  return `${sha256.slice(0, 4)} ${sha256.slice(4, 8)} ${sha256.slice(8, 12)}…`;
}
