import type { ReactNode } from 'react';

export interface Way {
  key: string;
  name: string;
  /** A word of judgement, said as well as coloured. */
  mark?: { words: string; tone: 'good' | 'caution' | 'bad' } | null;
  shut?: boolean;
  body: ReactNode;
}

interface WaysProps {
  legend: string;
  name: string;
  ways: Way[];
  chosen: string;
  onChoose: (key: string) => void;
}

/** Ways to choose from, side by side where there is room, the same rows in the same order. */
export function Ways({ legend, name, ways, chosen, onChoose }: WaysProps) {
  return (
    <fieldset className="ways">
      <legend className="step__subtitle">{legend}</legend>
      <div className={`ways__all ways__all--${Math.min(ways.length, 3)}`}>
        {ways.map((way) => (
          <label
            key={way.key}
            className={`way${chosen === way.key ? ' way--chosen' : ''}${way.shut ? ' way--shut' : ''}`}
          >
            <input
              type="radio"
              className="way__input"
              name={name}
              checked={chosen === way.key}
              disabled={way.shut}
              onChange={() => onChoose(way.key)}
            />
            <span className="way__head">
              <span className="way__name">{way.name}</span>
              {way.mark && <span className={`mark-word mark-word--${way.mark.tone}`}>{way.mark.words}</span>}
            </span>
            {way.body}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
