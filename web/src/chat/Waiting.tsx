import { useEffect, useState } from 'react';
import { wording } from './wording';

const SKELETON_AFTER_MS = 300;
const WORDS_AFTER_MS = 4000;

/** Nothing for an instant, then the shape of an answer, then what is being done. */
export function Waiting() {
  const [stage, setStage] = useState<'nothing' | 'skeleton' | 'words'>('nothing');
  useEffect(() => {
    const first = window.setTimeout(() => setStage('skeleton'), SKELETON_AFTER_MS);
    const second = window.setTimeout(() => setStage('words'), WORDS_AFTER_MS);
    return () => {
      window.clearTimeout(first);
      window.clearTimeout(second);
    };
  }, []);
  if (stage === 'nothing') return null;
  return (
    <div className="line line--waiting" data-testid="waiting">
      <div className="bubble bubble--waiting" aria-hidden="true">
        <span className="skeleton" style={{ width: 168 }} />
        <span className="skeleton" style={{ width: 112 }} />
      </div>
      <p className={stage === 'words' ? 'small soft' : 'visually-hidden'}>
        {stage === 'words' ? wording.slow : wording.thinking}
      </p>
    </div>
  );
}
