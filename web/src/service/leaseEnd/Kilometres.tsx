import { useId } from 'react';
import { Figure } from '../parts/Figure';
import { Rows } from '../parts/Rows';
import type { LeaseFigures } from './types';
import { wording } from './wording';

interface KilometresProps {
  figures: LeaseFigures;
  value: string;
  stale: boolean;
  onChange: (km: string) => void;
}

const kilometres = (km: number | null | undefined) => (typeof km === 'number' ? wording.kmOf(km) : '');

/** What the kilometres cost as of now, and the field that changes it. */
export function Kilometres({ figures, value, stale, onChange }: KilometresProps) {
  const id = useId();
  return (
    <div className="stack">
      {figures.excess_km_fee && (
        <Figure label={wording.kmFee} amount={figures.excess_km_fee} stale={stale} />
      )}
      <div>
        <label className="field-label" htmlFor={id}>
          {wording.km}
        </label>
        <input
          id={id}
          className="field field--number"
          value={value}
          inputMode="numeric"
          autoComplete="off"
          maxLength={7}
          placeholder={figures.current_km === null ? '' : String(figures.current_km)}
          aria-describedby={`${id}h`}
          onChange={(event) => onChange(event.target.value.replace(/\D/g, ''))}
        />
        <p className="small soft" id={`${id}h`}>
          {wording.kmHint}
        </p>
      </div>
      <Rows
        rows={[
          { label: wording.kmRow.contract, value: kilometres(figures.contract_km) },
          { label: wording.kmRow.current, value: kilometres(figures.current_km) },
          { label: wording.kmRow.excess, value: kilometres(figures.excess_km) },
        ]}
      />
      {figures.km_note && <p className="small soft">{figures.km_note}</p>}
    </div>
  );
}
