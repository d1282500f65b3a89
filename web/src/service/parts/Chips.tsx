interface ChipsProps {
  legend: string;
  name: string;
  options: { value: string; label: string }[];
  chosen: string;
  even?: boolean;
  onChoose: (value: string) => void;
}

/** Few answers beside each other; pressing the chosen one again is heard as well. */
export function Chips({ legend, name, options, chosen, even, onChoose }: ChipsProps) {
  return (
    <fieldset className="ask__group">
      <legend className="field-label">{legend}</legend>
      <div className={even ? 'chips chips--even' : 'chips'}>
        {options.map(({ value, label }) => (
          <label key={value} className={`choice${chosen === value ? ' choice--chosen' : ''}`}>
            <input
              type="radio"
              className="choice__input"
              name={name}
              checked={chosen === value}
              onChange={() => onChoose(value)}
              onClick={() => chosen === value && onChoose(value)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
