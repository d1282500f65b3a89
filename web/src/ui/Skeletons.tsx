import { useEffect, useState } from 'react';

const PATIENCE_MS = 300;
const WIDTHS = [92, 74, 84, 60, 88, 70];

/** Grey lines in place of what is on its way, once it takes longer than a blink. */
export function Skeletons({ label, lines = 4 }: { label: string; lines?: number }) {
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    const timer = window.setTimeout(() => setPatient(false), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, []);
  if (patient) return null;
  return (
    <div className="skeletons" aria-busy="true" aria-label={label} role="status">
      {Array.from({ length: lines }, (_, index) => (
        <span
          key={index}
          className="skeleton"
          style={{ width: `${WIDTHS[index % WIDTHS.length] ?? 80}%` }}
        />
      ))}
    </div>
  );
}
