import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import { useCardPowers } from '../chat/cardPowers';
import type { Action, Card, Needs } from '../contract/cards';
import { Icon } from '../ui/Icon';
import { ActionButton, CardActions } from './CardActions';
import type { CorrectableNeed } from './extras';
import { correction, formOf } from './needChoices';

const SOURCES: Record<CorrectableNeed['source'], string> = {
  said: '您说的',
  profile: '账户里的',
  assumed: '我先假设的',
};

/** What was understood so far; every line opens where it stands and can be put right. */
export function NeedsCard({ card }: { card: Card }) {
  const items = (card.data as unknown as Needs).items as CorrectableNeed[];
  const [open, setOpen] = useState('');
  // As many buttons as fields: each asks its field anew. Otherwise they are the card's own.
  const actions = card.actions ?? [];
  const paired = actions.length === items.length;
  return (
    <>
      <ul className="needs">
        {items.map((need, index) => (
          <NeedLine
            key={need.field}
            need={need}
            again={paired ? actions[index] : undefined}
            open={open === need.field}
            onToggle={() => setOpen(open === need.field ? '' : need.field)}
            onDone={() => setOpen('')}
          />
        ))}
      </ul>
      {!paired && <CardActions actions={actions} />}
    </>
  );
}

interface NeedLineProps {
  need: CorrectableNeed;
  again: Action | undefined;
  open: boolean;
  onToggle: () => void;
  onDone: () => void;
}

function NeedLine({ need, again, open, onToggle, onDone }: NeedLineProps) {
  const editorId = useId();
  return (
    <li className="need">
      <button
        type="button"
        className="need__line"
        aria-expanded={open}
        aria-controls={open ? editorId : undefined}
        onClick={onToggle}
      >
        <span className="need__label">{need.label}</span>
        <span className="need__value">{need.shown}</span>
        <span className={`need__source need__source--${need.source}`}>{SOURCES[need.source]}</span>
        <Icon name="edit" />
        <span className="visually-hidden">，点开修改</span>
      </button>
      {open && <Editor id={editorId} need={need} again={again} onDone={onDone} />}
    </li>
  );
}

interface EditorProps {
  id: string;
  need: CorrectableNeed;
  again: Action | undefined;
  onDone: () => void;
}

function Editor({ id, need, again, onDone }: EditorProps) {
  const { say } = useCardPowers();
  const fieldId = useId();
  const [typed, setTyped] = useState('');
  const { choices = [], entry } = formOf(need.field);
  const tell = (text: string) => {
    say({ kind: 'text', text });
    onDone();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim()) tell(correction(need.label, entry, typed));
  };
  const unit = entry === 'amount' ? '元' : entry === 'percent' ? '%' : '';
  return (
    <div
      className="need__editor"
      id={id}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onDone();
      }}
    >
      <div className="chips">
        {need.options
          ? need.options.map((option) => (
              <ActionButton key={option.label} action={option} onPressed={onDone} />
            ))
          : choices.map((choice) => (
              <button
                type="button"
                className="button"
                key={choice.label}
                onClick={() => tell(choice.text)}
              >
                {choice.label}
              </button>
            ))}
        {again && <ActionButton action={again} onPressed={onDone} />}
      </div>
      {entry && (
        <form onSubmit={onSubmit}>
          <label className="field-label" htmlFor={fieldId}>
            {need.label}改成{unit && `（${unit}）`}
          </label>
          <div className="need__entry">
            <input
              id={fieldId}
              className="field"
              inputMode={entry === 'words' ? 'text' : 'decimal'}
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <button type="submit" className="button button--primary" disabled={!typed.trim()}>
              改
            </button>
          </div>
        </form>
      )}
    </div>
  );
}
