import type { ReactNode } from 'react';
import type { Action } from '../contract/cards';
import { ActionButton } from './CardActions';

export interface WayRow {
  label: string;
  value: ReactNode;
}

interface WayProps {
  title: string;
  /** What it costs, first seen. */
  figure: string;
  unit?: string;
  rows: WayRow[];
  note?: string | null | undefined;
  action?: Action | null | undefined;
  primary?: boolean;
}

/** Several ways to the same end under one another: same rows in the same order, each its button. */
export function Ways({ children }: { children: ReactNode }) {
  return <ul className="ways">{children}</ul>;
}

export function Way({ title, figure, unit = ' 元', rows, note, action, primary }: WayProps) {
  return (
    <li className="way">
      <h4 className="way__title">{title}</h4>
      <p className="way__figure">
        {figure}
        <span className="hero__unit">{unit}</span>
      </p>
      {rows.length > 0 && (
        <dl className="rows">
          {rows.map((row) => (
            <div key={row.label} className="rows__row">
              <dt>{row.label}</dt>
              <dd>{row.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {note && <p className="small soft">{note}</p>}
      {action && (
        <div className="actions">
          <ActionButton action={action} {...(primary ? { primary } : {})} />
        </div>
      )}
    </li>
  );
}
