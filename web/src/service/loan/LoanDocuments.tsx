import { useCallback } from 'react';
import { part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { useLoaded } from '../../office/useLoaded';
import { LoadProblem } from '../../stepup/LoadProblem';
import { useStepUp } from '../../stepup/stepUpContext';
import { saveFile } from '../../ui/download';
import { CommandButton } from '../../ui/CommandButton';
import { Icon } from '../../ui/Icon';
import { Problem } from '../../ui/Problem';
import { Skeletons } from '../../ui/Skeletons';
import { useVersion } from '../liveness';
import type { LoanDocument } from './types';
import { wording } from './wording';

/** The papers there are of a loan, each to download once it stands. */
export function LoanDocuments({ no }: { no: string }) {
  const loaded = useLoaded<{ items: LoanDocument[] }>(`/api/loans/${part(no)}/documents`, useVersion());
  const items = loaded.value?.items ?? [];
  return (
    <section className="panel" aria-label={wording.documents}>
      <h2 className="panel__title">{wording.documents}</h2>
      {!loaded.value && loaded.problem && <LoadProblem loaded={loaded} />}
      {!loaded.value && !loaded.problem && <Skeletons label={wording.documents} lines={3} />}
      {loaded.value && <p className="small soft">{items.length ? wording.documentsHint : wording.noDocuments}</p>}
      <ul className="list list--papers">
        {items.map((item) => (
          <DocumentRow key={item.url} path={item.url} label={item.label} ready={item.ready} />
        ))}
      </ul>
    </section>
  );
}

interface DocumentRowProps {
  /** Where the back office hands it out. */
  path: string;
  label: string;
  ready: boolean;
}

/** One paper; its download asks for the proof it needs. */
export function DocumentRow({ path, label, ready }: DocumentRowProps) {
  const { file } = useOffice();
  const { withLevel } = useStepUp();
  const { run, busy, problem } = useCommand(
    useCallback(async () => {
      const raw = await withLevel(() => file(`/api${path}`, { timeoutMs: 60_000 }));
      saveFile(new Blob([raw], { type: 'application/pdf' }), `${label}.pdf`);
    }, [file, withLevel, path, label]),
  );
  return (
    <li className="list__item">
      <Icon name="paper" />
      <div className="list__main">
        <p className="list__title">{label}</p>
        {!ready && <p className="small soft">{wording.notReady}</p>}
        <Problem>{problem}</Problem>
      </div>
      {ready && (
        <div className="list__side">
          <CommandButton busy={busy} busyWords={wording.downloading} onPress={() => void run()}>
            {wording.download}
            <span className="visually-hidden">{label}</span>
          </CommandButton>
        </div>
      )}
    </li>
  );
}
