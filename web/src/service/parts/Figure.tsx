import type { ReactNode } from 'react';
import { yuan } from '../../format/money';
import { wording } from '../wording';

interface FigureProps {
  label: string;
  amount: string;
  /** The figure is being looked up anew. */
  stale?: boolean;
  children?: ReactNode;
}

/** The one figure a page is about. */
export function Figure({ label, amount, stale, children }: FigureProps) {
  return (
    <div className={`hero${stale ? ' hero--stale' : ''}`} aria-busy={stale}>
      <p className="hero__label">{label}</p>
      <p className="hero__figure">
        {yuan(amount)}
        <span className="hero__unit"> {wording.yuan}</span>
      </p>
      {children && <p className="hero__terms">{children}</p>}
    </div>
  );
}

export const money = (amount: string): string => `${yuan(amount)} ${wording.yuan}`;
