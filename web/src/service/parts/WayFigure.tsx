import { yuan } from '../../format/money';
import type { ReadBack } from '../types';
import { wording } from '../wording';

interface WayFigureProps {
  label: string;
  /** Money, or words where no figure stands yet. */
  amount?: string | null;
  words?: string;
  rows?: (ReadBack | null)[];
  note?: string | null;
}

/** What stands in one way: its figure first, its facts, its catch. */
export function WayFigure({ label, amount, words, rows = [], note }: WayFigureProps) {
  return (
    <span className="way__body">
      <span className="way__label">{label}</span>
      <span className="way__figure">
        {amount ? yuan(amount) : words}
        {amount && <span className="hero__unit"> {wording.yuan}</span>}
      </span>
      {rows.map(
        (row) =>
          row?.value && (
            <span key={row.label} className="way__row">
              <span className="soft">{row.label}</span>
              <span>{row.value}</span>
            </span>
          ),
      )}
      {note && <span className="way__note">{note}</span>}
    </span>
  );
}
