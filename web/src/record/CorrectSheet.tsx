import { useCallback, useId, useState } from 'react';
import { useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { useStepUp } from '../stepup/stepUpContext';
import { Problem } from '../ui/Problem';
import { Sheet } from '../ui/Sheet';
import type { RecordItem, RecordReceipt } from './types';
import { UNITS, wording } from './wording';

interface CorrectSheetProps {
  item: RecordItem;
  onClose: () => void;
  onDone: () => void;
}

/** Puts one thing right; what was typed stays when it could not be saved. */
export function CorrectSheet({ item, onClose, onDone }: CorrectSheetProps) {
  const { call } = useOffice();
  const { withLevel } = useStepUp();
  const id = useId();
  const [value, setValue] = useState('');
  const [receipt, setReceipt] = useState<RecordReceipt | null>(null);
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string) => {
        const body = { name: item.name, value: value.trim(), confirm: true };
        const path = '/api/record/corrections';
        setReceipt(
          await withLevel(() => call<RecordReceipt>(path, { method: 'POST', key, body })),
        );
        onDone();
      },
      [call, withLevel, item.name, value, onDone],
    ),
  );
  const unit = UNITS[item.name];
  const foot = receipt ? (
    <button type="button" className="button button--primary button--full" onClick={onClose}>
      {wording.done}
    </button>
  ) : (
    <button
      type="button"
      className="button button--primary button--full"
      disabled={busy || !value.trim()}
      onClick={() => void run()}
    >
      {wording.save}
    </button>
  );
  return (
    <Sheet title={wording.correctTitle(item.label)} onClose={onClose} foot={foot}>
      {receipt ? (
        <p role="status">
          {receipt.what}。{receipt.next}
        </p>
      ) : (
        <div>
          <label className="field-label" htmlFor={id}>
            {unit ? `${item.label}（${unit}）` : item.label}
          </label>
          <input
            id={id}
            className="field"
            inputMode={unit ? 'decimal' : 'text'}
            maxLength={20}
            value={value}
            placeholder={item.value}
            onChange={(event) => setValue(event.target.value)}
          />
        </div>
      )}
      <Problem>{problem}</Problem>
    </Sheet>
  );
}
