import { Mark } from '../ui/Mark';
import { wording } from './wording';

/** The empty talk: what this is for, and four ways in. */
export function Welcome({ onStart }: { onStart: (text: string) => void }) {
  return (
    <div className="welcome">
      <div className="welcome__inner">
        <Mark />
        <h2>{wording.welcomeTitle}</h2>
        <p>{wording.welcomeBody}</p>
        <ul className="welcome__starters">
          {wording.starters.map((starter) => (
            <li key={starter}>
              <button type="button" className="button starter" onClick={() => onStart(starter)}>
                {starter}
              </button>
            </li>
          ))}
        </ul>
        <p className="small soft">{wording.notice}</p>
      </div>
    </div>
  );
}

/** The shape of a talk while its history is on the way. */
export function Loading() {
  return (
    <div className="log log__inner" aria-busy="true" aria-label="正在取回之前的对话">
      <div className="bubble bubble--waiting">
        <span className="skeleton" style={{ width: 220 }} />
        <span className="skeleton" style={{ width: 150 }} />
      </div>
      <div className="bubble bubble--waiting">
        <span className="skeleton" style={{ width: 180 }} />
        <span className="skeleton" style={{ width: 240 }} />
      </div>
    </div>
  );
}
