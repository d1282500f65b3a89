import { useState } from 'react';
import { dayZh, momentZh } from '../../format/dates';
import { CommandButton } from '../../ui/CommandButton';
import { Problem } from '../../ui/Problem';
import { ConfirmSheet } from '../parts/ConfirmSheet';
import { Rows } from '../parts/Rows';
import type { ReadBack } from '../types';
import { useChange } from './useChange';
import { bankCard as wording } from './wording';

export interface CardTrial {
  trial_id: string | null;
  hash: string | null;
  eligible: boolean;
  reasons: string[];
  tries_left: number;
  figures: {
    bank_name: string | null;
    tail: string;
    old_bank_name: string | null;
    old_tail: string | null;
    effective_on: string;
    first_due_with_new: string | null;
    cutoff: string | null;
    note: string;
  };
}

interface CardFoundProps {
  trial: CardTrial;
  onAnother: () => void;
}

/** The card its bank knows as his: from when on it is drawn from, then signed and done. */
export function CardFound({ trial, onAnother }: CardFoundProps) {
  const [open, setOpen] = useState(false);
  const { run, busy, problem } = useChange('bank_card');
  const { figures } = trial;
  return (
    <>
      <div className="hero">
        <p className="hero__label">{wording.figure}</p>
        <p className="hero__figure hero__figure--words">{wording.nowOf(figures.bank_name, figures.tail)}</p>
      </div>
      <Rows rows={rowsOf(figures)} />
      <p className="consequence">{figures.note}</p>
      <CommandButton primary full onPress={() => setOpen(true)}>
        {wording.go}
      </CommandButton>
      <CommandButton quiet full onPress={onAnother}>
        {wording.again}
      </CommandButton>
      {open && (
        <ConfirmSheet
          title={wording.confirmTitle}
          label={wording.confirm}
          rows={[{ label: wording.figure, value: wording.nowOf(figures.bank_name, figures.tail) }, ...rowsOf(figures)]}
          consequence={wording.consequence}
          busy={busy}
          onConfirm={() => void run({ trial_id: trial.trial_id, hash: trial.hash })}
          onClose={() => setOpen(false)}
        >
          <Problem>{problem}</Problem>
        </ConfirmSheet>
      )}
    </>
  );
}

function rowsOf(figures: CardTrial['figures']): ReadBack[] {
  return [
    { label: wording.effective, value: dayZh(figures.effective_on) },
    { label: wording.firstDue, value: figures.first_due_with_new ? dayZh(figures.first_due_with_new) : '' },
    { label: wording.cutoff, value: figures.cutoff ? momentZh(figures.cutoff) : '' },
    { label: wording.old, value: figures.old_tail ? wording.nowOf(figures.old_bank_name, figures.old_tail) : '' },
  ];
}
