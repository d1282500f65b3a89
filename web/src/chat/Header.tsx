import { Icon } from '../ui/Icon';
import { Mark } from '../ui/Mark';
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
