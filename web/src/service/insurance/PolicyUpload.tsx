import { useCallback, useState } from 'react';
import { part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { PaperState } from '../../steps/PaperState';
import { ReadValue, ReadValues } from '../../steps/ReadValues';
import { usePaper } from '../../steps/usePaper';
import { useStepUp } from '../../stepup/stepUpContext';
import { CommandButton } from '../../ui/CommandButton';
import { Icon } from '../../ui/Icon';
import { Problem } from '../../ui/Problem';
import { PagePicker } from '../../uploads/PagePicker';
import { wording } from './wording';

/** A new policy: handed in, read within seconds, then put on file. */
export function PolicyUpload({ no, onDone }: { no: string; onDone: () => void }) {
  const { call } = useOffice();
  const { withLevel } = useStepUp();
  const [paperId, setPaperId] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  const loaded = usePaper(paperId);
  const { paper } = loaded;
  const filing = useCommand(
    useCallback(
      async (key: string, paperNo: string) => {
        const path = `/api/loans/${part(no)}/insurance`;
        const body = { paper_id: paperNo, confirm: true };
        await withLevel(() => call(path, { method: 'POST', key, body }));
        setDone(true);
        onDone();
      },
      [call, withLevel, no, onDone],
    ),
  );
  return (
    <section className="panel stack" aria-label={wording.upload}>
      <h2 className="panel__title">{wording.upload}</h2>
      {done ? (
        <p className="fine" role="status">
          <Icon name="check" />
          {wording.done}
        </p>
      ) : (
        <>
          <p className="small soft">{wording.uploadHint}</p>
          {(!paper || paper.status === 'rejected') && (
            <PagePicker key={paperId ?? ''} document="insurance_policy" contractNo={no} onPaper={setPaperId} />
          )}
          {paperId && <PaperState loaded={loaded} fine={wording.accepted} />}
          {paper?.status === 'confirm' && <ReadValues paper={paper} onConfirmed={loaded.put} />}
          {paper?.status === 'accepted' && (
            <>
              <div className="values">
                {(paper.fields ?? []).map((field) => (
                  <ReadValue key={field.name} field={field} />
                ))}
              </div>
              <Problem>{filing.problem}</Problem>
              <CommandButton
                primary
                full
                busy={filing.busy}
                busyWords={wording.going}
                onPress={() => void filing.run(paper.paper_id)}
              >
                {wording.go}
              </CommandButton>
            </>
          )}
        </>
      )}
    </section>
  );
}
