/** How long a customer must have been still for it to count as a pause. */
export const PAUSE_MS = 30_000;

/** Measures pauses: `touch` at every sign of life says how long the stillness before it was. */
export class PauseMeter {
  private last: number;

  constructor(now: number) {
    this.last = now;
  }

  /** Whole seconds of the pause that ends now; 0 when it was none. */
  touch(now: number): number {
    const still = now - this.last;
    this.last = now;
    return still > PAUSE_MS ? Math.round(still / 1000) : 0;
  }
}
