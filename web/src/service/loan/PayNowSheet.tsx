import { useCallback, useState } from 'react';
import { dayZh } from '../../format/dates';
import { isPositive } from '../../format/money';
import { codeOf, part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { useStepUp } from '../../stepup/stepUpContext';
import { CommandButton } from '../../ui/CommandButton';
import { Icon } from '../../ui/Icon';
import { Problem } from '../../ui/Problem';
import { Sheet } from '../../ui/Sheet';
import { Figure, money } from '../parts/Figure';
import { Reasons } from '../parts/Reasons';
import { Rows } from '../parts/Rows';
import { Trying } from '../parts/Trying';
import { useTrial } from '../parts/useTrial';
import { wording as shared } from '../wording';
import type { PayNowFigures, PayNowReceipt } from './types';
import { wording } from './wording';

const NOTHING = {};

/** Paying what is due from the card on file: read, confirmed once, told what the bank gave. */
export function PayNowSheet({ no, onClose }: { no: string; onClose: () => void }) {
  const { call, reload } = useOffice();
  const { withLevel } = useStepUp();
  const tried = useTrial<PayNowFigures>(no, 'pay_now', NOTHING);
  const [receipt, setReceipt] = useState<PayNowReceipt | null>(null);
  const { trial, again } = tried;
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string) => {
        if (!trial) return;
        const body = { trial_id: trial.trial_id, hash: trial.hash, confirm: true };
        const path = `/api/loans/${part(no)}/payments`;
        try {
          const options = { method: 'POST' as const, key, body, timeoutMs: 40_000 };
          setReceipt(await withLevel(() => call<PayNowReceipt>(path, options)));
        } catch (error) {
          if (codeOf(error) === 'TRIAL_VOID') again();
          throw error;
        }
        await reload();
      },
      [call, withLevel, no, trial, again, reload],
    ),
  );
  const foot = receipt ? (
    <CommandButton primary full onPress={onClose}>
      {wording.done}
    </CommandButton>
  ) : (
    <CommandButton
      primary
      full
      busy={busy}
      busyWords={shared.going}
      disabled={!trial?.eligible || tried.stale}
      onPress={() => void run()}
    >
      {wording.payGo}
    </CommandButton>
  );
  return (
    <Sheet title={wording.payTitle} onClose={onClose} foot={foot}>
      {receipt ? (
        <Received receipt={receipt} />
      ) : (
        <Trying tried={tried}>
          {({ figures, reasons }) => (
            <div className="stack">
              <Figure label={wording.payWhat} amount={figures.amount} stale={tried.stale} />
              <Reasons reasons={reasons} />
              <Rows rows={rowsOf(figures)} />
              <p className="consequence">{wording.payNext}</p>
              <Problem>{problem}</Problem>
            </div>
          )}
        </Trying>
      )}
    </Sheet>
  );
}

function rowsOf(figures: PayNowFigures) {
  const { card } = figures;
  const sums = [
    { label: wording.payPrincipal, value: figures.principal },
    { label: wording.payInterest, value: figures.interest },
    { label: wording.payPenalty, value: figures.penalty },
    { label: wording.payCosts, value: figures.costs },
  ];
  return [
    ...sums.filter(({ value }) => isPositive(value)).map(({ label, value }) => ({ label, value: money(value) })),
    { label: wording.payCard, value: card ? `${card.bank_name}（尾号 ${card.tail}）` : '' },
  ];
}

function Received({ receipt }: { receipt: PayNowReceipt }) {
  const { state, what, effective, next, request_no: no } = receipt;
  const rows = [
    { label: wording.number, value: no },
    { label: wording.effective, value: dayZh(effective) },
    { label: wording.then, value: next },
  ];
  return (
    <div role="status">
      <p className="receipt__what">
        <span className={`receipt__tick${state === 'failed' ? ' receipt__tick--bad' : ''}`}>
          <Icon name={state === 'failed' ? 'alert' : state === 'pending' ? 'clock' : 'check'} />
        </span>
        {what}
      </p>
      <Rows rows={rows} />
    </div>
  );
}
