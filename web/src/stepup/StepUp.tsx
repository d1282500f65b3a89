import { useCallback, useMemo, useRef, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { ProblemError } from '../api/http';
import { SignCodeSheet } from './SignCodeSheet';
import { LastDigitsSheet } from './LastDigitsSheet';
import { StepUpContext } from './stepUpContext';

interface Waiting {
  level: string;
  /** What is asked next, once this was proved. */
  then?: string;
  settle: (proved: boolean) => void;
}

export interface ProofProps {
  onDone: (proved: boolean) => void;
}

interface StepUpProps {
  children: ReactNode;
  /** How this person proves his identity anew. */
  identity?: ComponentType<ProofProps>;
}

/**
 * Asks for one more proof when a command needs it, and then does the command: the last digits of
 * the ID for what changes money or identity, a code by SMS for what is signed.
 */
export function StepUp({ children, identity: Identity = LastDigitsSheet }: StepUpProps) {
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const open = useRef<Waiting | null>(null);

  const prove = useCallback((level: string) => {
    open.current?.settle(false);
    return new Promise<boolean>((resolve) => {
      const settle = (proved: boolean) => {
        open.current = null;
        setWaiting(null);
        resolve(proved);
      };
      open.current = { level, settle };
      setWaiting(open.current);
    });
  }, []);

  const withLevel = useCallback(
    async <T,>(work: () => Promise<T>): Promise<T> => {
      // L2 first where L3 is wanted of somebody who has neither: twice at most.
      for (let asked = 0; ; asked += 1) {
        try {
          return await work();
        } catch (error) {
          const level = wanted(error);
          if (!level || asked >= 2) throw error;
          if (!(await prove(level))) throw new DOMException('left', 'AbortError');
        }
      }
    },
    [prove],
  );

  // A signing code is sent only to who is known well enough; the digits come first then.
  const lower = () => waiting && setWaiting({ ...waiting, level: 'L2', then: 'L3' });
  const digitsDone = (proved: boolean) => {
    if (proved && waiting?.then) setWaiting({ level: waiting.then, settle: waiting.settle });
    else waiting?.settle(proved);
  };
  const value = useMemo(() => ({ withLevel, prove }), [withLevel, prove]);
  return (
    <StepUpContext.Provider value={value}>
      {children}
      {waiting?.level === 'L3' && <SignCodeSheet onDone={waiting.settle} onTooLow={lower} />}
      {waiting && waiting.level !== 'L3' && <Identity onDone={digitsDone} />}
    </StepUpContext.Provider>
  );
}

function wanted(error: unknown): string | null {
  if (!(error instanceof ProblemError) || error.code !== 'LEVEL_TOO_LOW') return null;
  const { level } = error.allowed;
  return typeof level === 'string' ? level : 'L2';
}
