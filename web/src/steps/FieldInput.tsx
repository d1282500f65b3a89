import { useEffect, useId, useRef } from 'react';
import type { Field } from '../office/types';
import { Icon } from '../ui/Icon';
import { choicesOf } from './fieldsToFill';
import type { Saved } from './FieldsStep';
import { fields as wording } from './wording';

const QUIET_MS = 800;
const MOST_CHIPS = 8;

interface FieldInputProps {
  field: Field;
  value: string;
  state: Saved[string] | undefined;
  onChange: (value: string) => void;
  onSave: (value: string) => void;
}

/** One field: chips where there are few answers, else a line that is saved when the hand rests. */
export function FieldInput(props: FieldInputProps) {
  const { field, state } = props;
  const id = useId();
  const problem = state && typeof state === 'object' ? state.problem : '';
  const choices = choicesOf(field);
  const chips = choices.length > 0 && choices.length <= MOST_CHIPS;
  const label = (
    <>
      {field.label}
      {!field.required && <span className="soft">（{wording.optional}）</span>}
      <State state={state} />
    </>
  );
  return (
    <div className="ask">
      {chips ? (
        <fieldset className="ask__group">
          <legend className="field-label">{label}</legend>
          <div className="chips">
            {choices.map((choice) => (
              <Chip key={choice.value} name={id} choice={choice} {...props} />
            ))}
          </div>
        </fieldset>
      ) : (
        <>
          <label className="field-label" htmlFor={id}>
            {label}
          </label>
          {choices.length > 0 ? (
            <Select id={id} {...props} />
          ) : (
            <Line id={id} problemId={problem ? `${id}p` : undefined} {...props} />
          )}
        </>
      )}
      {problem && (
        <p className="ask__problem small" role="alert" id={`${id}p`}>
          <Icon name="alert" />
          {problem}
        </p>
      )}
    </div>
  );
}

function State({ state }: { state: FieldInputProps['state'] }) {
  return (
    <span className="ask__state" role="status">
      {state === 'saving' && wording.saving}
      {state === 'saved' && (
        <>
          <Icon name="check" />
          {wording.saved}
        </>
      )}
    </span>
  );
}

interface ChipProps extends FieldInputProps {
  name: string;
  choice: { value: string; label: string };
}

function Chip({ name, choice, value, onChange, onSave }: ChipProps) {
  const chosen = value === choice.value;
  return (
    <label className={`choice${chosen ? ' choice--chosen' : ''}`}>
      <input
        type="radio"
        className="choice__input"
        name={name}
        checked={chosen}
        onChange={() => {
          onChange(choice.value);
          onSave(choice.value);
        }}
      />
      {choice.label}
    </label>
  );
}

function Select({ id, field, value, onChange, onSave }: FieldInputProps & { id: string }) {
  return (
    <select
      id={id}
      className="field"
      value={value}
      onChange={(event) => {
        onChange(event.target.value);
        onSave(event.target.value);
      }}
    >
      <option value="" />
      {choicesOf(field).map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

interface LineProps extends FieldInputProps {
  id: string;
  problemId: string | undefined;
}

function Line({ id, problemId, field, value, onChange, onSave }: LineProps) {
  const timer = useRef<number | undefined>(undefined);
  const waiting = useRef<string | null>(null);
  const newest = useRef(onSave);
  useEffect(() => {
    newest.current = onSave;
  }, [onSave]);

  const flush = () => {
    window.clearTimeout(timer.current);
    if (waiting.current !== null) newest.current(waiting.current);
    waiting.current = null;
  };
  // What was typed last is saved even when the page is left in the middle of it.
  const leave = useRef(flush);
  useEffect(() => {
    leave.current = flush;
  });
  useEffect(() => () => leave.current(), []);

  const type = (text: string) => {
    onChange(text);
    waiting.current = text.trim() ? text.trim() : null;
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(flush, QUIET_MS);
  };
  const money = field.kind === 'money';
  const input = (
    <input
      id={id}
      className="field"
      type={field.kind === 'date' ? 'date' : field.kind === 'phone' ? 'tel' : 'text'}
      inputMode={money ? 'decimal' : field.kind === 'phone' ? 'tel' : undefined}
      autoComplete="off"
      maxLength={60}
      value={value}
      aria-invalid={Boolean(problemId)}
      aria-describedby={problemId}
      onChange={(event) => type(event.target.value)}
      onBlur={flush}
      onKeyDown={(event) => event.key === 'Enter' && flush()}
    />
  );
  if (!money) return input;
  return (
    <div className="field-unit">
      {input}
      <span className="field-unit__unit soft">{wording.yuan}</span>
    </div>
  );
}
