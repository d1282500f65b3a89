/** Counts how long a text has really been in front of somebody: hidden time does not count. */
export class ReadingClock {
  private shown = 0;
  private last: number | null = null;

  /** A tick of the clock; `visible`: the page is in front. */
  tick(now: number, visible: boolean): void {
    if (visible && this.last !== null) this.shown += Math.max(0, now - this.last);
    this.last = visible ? now : null;
  }

  get dwellMs(): number {
    return Math.round(this.shown);
  }

  /** Whole seconds still to go, the last one counted to its end. */
  left(minSeconds: number): number {
    return Math.max(0, Math.ceil((minSeconds * 1000 - this.shown) / 1000));
  }
}

/** Whether the end of a box has been reached; what needs no scrolling is at its end at once. */
export function isAtEnd(box: { scrollTop: number; clientHeight: number; scrollHeight: number }) {
  return box.scrollTop + box.clientHeight >= box.scrollHeight - 8;
}
