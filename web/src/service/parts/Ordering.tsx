import { useCallback, useState } from 'react';
import { CommandButton } from '../../ui/CommandButton';
import { Problem } from '../../ui/Problem';
import type { ReadBack, Trial } from '../types';
import { wording } from '../wording';
import { ConfirmSheet } from './ConfirmSheet';
import { useOrder } from './useOrder';
import type { Wish } from './useOrder';

interface OrderingProps {
  trial: Trial<unknown> | null;
  /** Figures that are not the newest cannot be confirmed. */
  stale: boolean;
  again: () => void;
  /** What is pressed to have it read back, and then to confirm. */
  label: string;
  confirm: string;
  title: string;
  rows: ReadBack[];
  consequence: string;
  wish?: Wish;
  /** Something is still to be chosen or filled in: what. */
  lacking?: string;
}

/** The one way to commit an errand: read back, confirmed, proved, done once. */
export function Ordering(props: OrderingProps) {
  const { trial, stale, again, label, lacking, wish = {} } = props;
  const [open, setOpen] = useState(false);
  const [renewed, setRenewed] = useState(false);
  const voided = useCallback(() => {
    setOpen(false);
    setRenewed(true);
    again();
  }, [again]);
  const order = useOrder(trial, voided);
  return (
    <div className="ordering">
      {renewed && (
        <p className="renewed small" role="status">
          {wording.void}
        </p>
      )}
      {lacking && (
        <p className="small soft" role="status">
          {lacking}
        </p>
      )}
      <CommandButton primary full disabled={!trial || stale || Boolean(lacking)} onPress={() => setOpen(true)}>
        {label}
      </CommandButton>
      {open && (
        <ConfirmSheet
          title={props.title}
          rows={props.rows}
          consequence={props.consequence}
          label={props.confirm}
          busy={order.busy}
          onConfirm={() => void order.run(wish)}
          onClose={() => setOpen(false)}
        >
          <Problem>{order.problem}</Problem>
        </ConfirmSheet>
      )}
    </div>
  );
}
