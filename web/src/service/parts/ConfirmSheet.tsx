import type { ReactNode } from 'react';
import { CommandButton } from '../../ui/CommandButton';
import { Sheet } from '../../ui/Sheet';
import type { ReadBack } from '../types';
import { wording } from '../wording';
import { Rows } from './Rows';

interface ConfirmSheetProps {
  title: string;
  rows: ReadBack[];
  consequence: string;
  label: string;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
  /** What went wrong. */
  children?: ReactNode;
}

/** Reads back what is about to be done; one button does it. */
export function ConfirmSheet(props: ConfirmSheetProps) {
  return (
    <Sheet
      title={props.title}
      onClose={props.onClose}
      foot={
        <div className="stack stack--tight">
          {props.children}
          <CommandButton primary full busy={props.busy} busyWords={wording.going} onPress={props.onConfirm}>
            {props.label}
          </CommandButton>
          <CommandButton quiet full disabled={props.busy} onPress={props.onClose}>
            {wording.back}
          </CommandButton>
        </div>
      }
    >
      <p>{wording.confirmTitle}</p>
      <Rows rows={props.rows} />
      <p className="consequence">
        <strong>{wording.consequence}：</strong>
        {props.consequence}
      </p>
      <p className="small soft confirm__hint">{wording.confirmHint}</p>
    </Sheet>
  );
}
