import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Entry } from './conversation';
import { Line } from './Line';
import { live } from './live';
import { Waiting } from './Waiting';
import { wording } from './wording';
import { Icon } from '../ui/Icon';
import { timeZh } from '../format/dates';

const NEAR_END_PX = 120;
const SILENCE_MS = 10 * 60 * 1000;

interface MessageListProps {
  entries: Entry[];
  loading: boolean;
  waiting: boolean;
  onRetry: (entry: Entry) => void;
}

export function MessageList({ entries, loading, waiting, onRetry }: MessageListProps) {
  const { scroller, away, toEnd, onScroll } = useFollowing(entries, waiting);
  const shown = useMemo(() => live(entries), [entries]);
  return (
    <div className="log-frame">
      <div
        className="log"
        ref={scroller}
        onScroll={onScroll}
        role="log"
        aria-label={wording.log}
        aria-live={loading ? 'off' : 'polite'}
        aria-relevant="additions"
        aria-busy={loading}
        tabIndex={0}
      >
        <div className="log__inner">
          <p className="notice small soft">{wording.notice}</p>
          {shown.map((entry, index) => {
            const before = shown[index - 1];
            return (
              <div key={entry.client_message_id ?? entry.id} data-line={entry.role}>
                {isPause(before, entry) && (
                  <p className="time small soft">{timeZh(entry.at ?? '', new Date())}</p>
                )}
                <Line entry={entry} opensGroup={voiceOf(before) !== entry.role} onRetry={onRetry} />
              </div>
            );
          })}
          {waiting && <Waiting />}
        </div>
      </div>
      {away && (
        <button type="button" className="button to-end" onClick={toEnd}>
          <Icon name="down" />
          {wording.newest}
        </button>
      )}
    </div>
  );
}

/** Whose voice a line is in; the AI notice stands apart from what is said. */
function voiceOf(entry: Entry | undefined): string | undefined {
  return entry?.kind === 'notice' ? entry.kind : entry?.role;
}

function isPause(before: Entry | undefined, entry: Entry): boolean {
  if (!entry.at) return false;
  if (!before?.at) return before === undefined;
  return new Date(entry.at).getTime() - new Date(before.at).getTime() > SILENCE_MS;
}

/**
 * Follows the talk while the reader is at its end. An answer taller than the window is shown from
 * the question on, so that it is read from its beginning; a reader further up is left in peace.
 */
function useFollowing(entries: Entry[], waiting: boolean) {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  // Where the reader was led to: staying there is following, scrolling up from there is not.
  const led = useRef(0);
  const [away, setAway] = useState(false);
  const last = entries[entries.length - 1];
  const lastId = last?.id;
  const own = last?.role === 'customer';

  const onScroll = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const rest = box.scrollHeight - box.scrollTop - box.clientHeight;
    const stayed = Math.abs(box.scrollTop - led.current) < 4;
    atEnd.current = stayed || rest < NEAR_END_PX;
    setAway(!atEnd.current && box.scrollTop < led.current && rest > NEAR_END_PX);
  }, []);

  const toEnd = useCallback(() => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
    atEnd.current = true;
  }, []);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    if (!atEnd.current && !own) {
      setAway(true);
      return;
    }
    const asked = box.querySelectorAll<HTMLElement>('[data-line="customer"]');
    const question = asked[asked.length - 1];
    const end = box.scrollHeight - box.clientHeight;
    const top = question && !own ? Math.min(end, question.offsetTop - 12) : end;
    box.scrollTop = top;
    led.current = box.scrollTop;
    atEnd.current = true;
  }, [lastId, own, waiting, entries.length]);

  // Pictures and fonts settle after the first paint; the very first view must still be the end.
  useEffect(() => {
    const keep = () => {
      if (atEnd.current && own) toEnd();
    };
    window.addEventListener('resize', keep);
    return () => window.removeEventListener('resize', keep);
  }, [own, toEnd]);

  return { scroller, away, toEnd, onScroll };
}
