import { Icon } from '../ui/Icon';
import { wording } from './wording';

export function Header({ onCalculator }: { onCalculator: () => void }) {
  return (
    <header className="header">
      <div className="header__inner">
        <Mark />
        <div className="header__name">
          <h1>{wording.name}</h1>
          <p className="header__ai">{wording.aiLong}</p>
        </div>
        <button type="button" className="button header__tool" onClick={onCalculator}>
          <Icon name="calculator" />
          <span>{wording.calculator}</span>
        </button>
      </div>
    </header>
  );
}

/** The product's own mark: a dial over a road. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect className="mark__ground" width="32" height="32" rx="9" />
      <path className="mark__line" d="M7 19.5a9 9 0 0118 0M10 23.5h12" />
      <path className="mark__hand" d="M16 19.5l4.2-4.6" />
    </svg>
  );
}
