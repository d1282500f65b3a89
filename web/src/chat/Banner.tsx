import { useEffect, useState } from 'react';
import type { Talk } from './useConversation';
import { Icon } from '../ui/Icon';
import { wording } from './wording';

const PATIENCE_MS = 2500;

/** Says when the line is down: at once when the browser knows, after a moment when only the stream broke. */
export function Banner({ stream }: { stream: Talk['stream'] }) {
  const [offline, setOffline] = useState(() => !navigator.onLine);
  const [broken, setBroken] = useState(false);

  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);

  const fine = stream === 'open' || stream === 'idle';
  useEffect(() => {
    const timer = window.setTimeout(() => setBroken(!fine), fine ? 0 : PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, [fine]);

  const words = offline ? wording.offline : broken ? wording.reconnecting : '';
  return (
    <div role="status" className="banner-slot">
      {words && (
        <p className="banner">
          <Icon name="offline" />
          {words}
        </p>
      )}
    </div>
  );
}
