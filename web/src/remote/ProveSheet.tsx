import { useEffect, useState } from 'react';
import { useOffice } from '../office/office';
import type { Me } from '../office/types';
import type { ProofProps } from '../stepup/StepUp';
import { Sheet } from '../ui/Sheet';
import { ProveStep } from './ProveStep';
import { wording } from './wording';

/** The same proof once more, when the first one is too long ago for what is to be done. */
export function ProveSheet({ onDone }: ProofProps) {
  const { call } = useOffice();
  const [phone, setPhone] = useState('');
  useEffect(() => {
    call<Me>('/api/me').then(
      (me) => setPhone(me.phone_masked ?? ''),
      () => undefined,
    );
  }, [call]);
  return (
    <Sheet title={wording.proveTitle} onClose={() => onDone(false)}>
      <ProveStep phone={phone} onDone={() => onDone(true)} />
    </Sheet>
  );
}
