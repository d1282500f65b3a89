import { Input } from '@chatui/core';
import { useRef, useState } from 'react';
import type { FormEvent, KeyboardEvent } from 'react';
import { Icon } from '../ui/Icon';
import { wording } from './wording';

const LONGEST = 1000;

interface ComposerProps {
  onSend: (text: string) => void;
}

/**
 * Where the customer writes: Enter sends, Shift+Enter breaks the line, an open input method keeps
 * its Enter. A real form, so that the send button also answers to keyboard and screen reader.
 */
export function Composer({ onSend }: ComposerProps) {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);

  const send = () => {
    const words = text.trim();
    if (!words) return;
    onSend(words);
    setText('');
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    send();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form className="composer" onSubmit={onSubmit}>
      <Input
        ref={field as never}
        id="composer"
        className="composer__input"
        autoSize
        rows={1}
        maxRows={5}
        value={text}
        onChange={(value: string) => setText(value.slice(0, LONGEST))}
        onKeyDown={onKeyDown as never}
        placeholder={wording.composer}
        aria-label={wording.composer}
        aria-describedby="composer-hint"
        enterKeyHint="send"
        autoComplete="off"
      />
      <span id="composer-hint" className="visually-hidden">
        {wording.composerHint}
      </span>
      <button
        type="submit"
        className="composer__send"
        aria-label={wording.send}
        disabled={text.trim() === ''}
      >
        <Icon name="send" />
      </button>
    </form>
  );
}
