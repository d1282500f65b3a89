import { useCallback, useState } from 'react';
import { useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { useStepUp } from '../../stepup/stepUpContext';
import { CommandButton } from '../../ui/CommandButton';
import { saveFile } from '../../ui/download';
import { Problem } from '../../ui/Problem';
import type { Errand } from '../types';
import { wording } from './wording';

interface Agreement {
  title: string;
  pdf: string;
  sign: string;
  hash: string;
}

/** The agreement of an errand: read first, then signed with a code. */
export function AgreementPanel({ errand, onSigned }: { errand: Errand; onSigned: () => void }) {
  const { call, file } = useOffice();
  const { withLevel } = useStepUp();
  const [read, setRead] = useState(false);
  const agreement = errand.figures.agreement as Agreement | undefined;
  const reading = useCommand(
    useCallback(async () => {
      if (!agreement) return;
      const raw = await withLevel(() => file(`/api${agreement.pdf}`, { timeoutMs: 60_000 }));
      saveFile(new Blob([raw], { type: 'application/pdf' }), `${agreement.title}.pdf`);
      setRead(true);
    }, [withLevel, file, agreement]),
  );
  const signing = useCommand(
    useCallback(
      async (key: string) => {
        if (!agreement) return;
        const options = { method: 'POST' as const, key, timeoutMs: 60_000 };
        const body = { hash: agreement.hash, confirm: true };
        await withLevel(() => call(`/api${agreement.sign}`, { ...options, body }));
        onSigned();
      },
      [withLevel, call, agreement, onSigned],
    ),
  );
  if (!agreement?.hash || errand.state !== 'SIGNING') return null;
  return (
    <section className="panel stack" aria-label={agreement.title}>
      <h2 className="panel__title">{agreement.title}</h2>
      <Problem>{reading.problem || signing.problem}</Problem>
      <CommandButton full busy={reading.busy} onPress={() => void reading.run()}>
        {wording.read}
      </CommandButton>
      <CommandButton primary full disabled={!read} busy={signing.busy} onPress={() => void signing.run()}>
        {wording.sign}
      </CommandButton>
      {!read && <p className="small soft">{wording.readFirst}</p>}
    </section>
  );
}
