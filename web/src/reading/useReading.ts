import { useCallback, useEffect, useState } from 'react';
import { isAtEnd, ReadingClock } from './reading';

const TICK_MS = 250;

export interface Reading {
  /** Where the text stands. */
  attach: (box: HTMLDivElement | null) => void;
  onScroll: () => void;
  /** Seconds still to go. */
  left: number;
  atEnd: boolean;
  ready: boolean;
  /** What is told with the confirmation. */
  proof: () => { shown_at: string; dwell_ms: number; scrolled_to_end: true };
}

/** A text that must really be read: to its end, and for as long as the rules say. */
export function useReading(minSeconds: number): Reading {
  const [box, attach] = useState<HTMLDivElement | null>(null);
  const [clock] = useState(() => new ReadingClock());
  const [shownAt] = useState(() => new Date().toISOString());
  const [left, setLeft] = useState(minSeconds);
  const [atEnd, setAtEnd] = useState(false);

  const onScroll = useCallback(() => {
    if (box && isAtEnd(box)) setAtEnd(true);
  }, [box]);

  useEffect(() => {
    const tick = () => {
      clock.tick(Date.now(), document.visibilityState === 'visible');
      setLeft(clock.left(minSeconds));
    };
    const timer = window.setInterval(tick, TICK_MS);
    return () => window.clearInterval(timer);
  }, [clock, minSeconds]);

  // What fits into the box is at its end at once.
  useEffect(() => {
    const timer = window.setTimeout(onScroll, 0);
    return () => window.clearTimeout(timer);
  }, [onScroll]);

  const proof = useCallback(
    () => ({ shown_at: shownAt, dwell_ms: clock.dwellMs, scrolled_to_end: true as const }),
    [clock, shownAt],
  );
  return { attach, onScroll, left, atEnd, ready: atEnd && left === 0, proof };
}
