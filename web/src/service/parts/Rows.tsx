import type { ReadBack } from '../types';

/** Facts below each other, each with its name; what is empty is left out. */
export function Rows({ rows }: { rows: (ReadBack | null)[] }) {
  return (
    <dl className="rows">
      {rows.map(
        (row) =>
          row?.value && (
            <div key={row.label} className="rows__row rows__row--differs">
              <dt>{row.label}</dt>
              <dd>{row.value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
