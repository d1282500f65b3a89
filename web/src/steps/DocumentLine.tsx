import { useCallback, useEffect, useState } from 'react';
import { part, useOffice } from '../office/office';
import type { SigningDocument } from '../office/types';
import { useCommand } from '../office/useCommand';
import { PdfPages } from '../pdf/PdfPages';
import { useStepUp } from '../stepup/stepUpContext';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { Sheet } from '../ui/Sheet';
import { Skeletons } from '../ui/Skeletons';
import { shortPrint } from './prints';
import { sign as wording, viewer } from './wording';

interface DocumentLineProps {
  contractNo: string;
  file: SigningDocument;
  seen: boolean;
  onSeen: (kind: string) => void;
}

/** A document to be signed: opened here, its fingerprint beside it. */
export function DocumentLine({ contractNo, file, seen, onSeen }: DocumentLineProps) {
  const { file: fetchFile } = useOffice();
  const { withLevel } = useStepUp();
  const [open, setOpen] = useState(false);
  const [opened, setOpened] = useState<{ blob: Blob; address: string } | null>(null);
  const { kind } = file;
  const { run, problem } = useCommand(
    useCallback(async () => {
      const path = `/api/contracts/${part(contractNo)}/documents/${part(kind)}.pdf`;
      const raw = await withLevel(() => fetchFile(path, { timeoutMs: 60_000 }));
      const blob = new Blob([raw], { type: 'application/pdf' });
      setOpened({ blob, address: URL.createObjectURL(blob) });
      onSeen(kind);
    }, [withLevel, fetchFile, contractNo, kind, onSeen]),
  );
  useEffect(() => () => void (opened && URL.revokeObjectURL(opened.address)), [opened]);
  const look = () => {
    setOpen(true);
    if (!opened) void run();
  };
  return (
    <li className="list__item">
      <Icon name="paper" />
      <div className="list__main">
        <p className="list__title">
          {file.title}
          {file.pages && <span className="small soft"> {wording.pages(file.pages)}</span>}
        </p>
        <p className="small soft">
          {wording.print(shortPrint(file.sha256))}
        </p>
      </div>
      <div className="list__side">
        {seen && (
          <span className="status status--accepted">
            {wording.opened}
          </span>
        )}
        <button type="button" className="button" aria-label={`${wording.look}${file.title}`} onClick={look}>
          {wording.look}
        </button>
      </div>
      {open && (
        <Sheet title={file.title} onClose={() => setOpen(false)}>
          <div className="stack">
            <Problem onAgain={() => void run()}>{problem}</Problem>
            {!opened && !problem && <Skeletons label={viewer.loading} lines={6} />}
            {opened && <Viewer {...opened} title={file.title} />}
          </div>
        </Sheet>
      )}
    </li>
  );
}

interface ViewerProps {
  blob: Blob;
  address: string;
  title: string;
}

function Viewer({ blob, address, title }: ViewerProps) {
  return (
    <>
      <PdfPages file={blob} otherwise={viewer.note} />
      <div className="actions">
        <a className="button" href={address} target="_blank" rel="noopener">
          {viewer.tab}
        </a>
        <a className="button" href={address} download={`${title}.pdf`}>
          {viewer.save}
        </a>
      </div>
    </>
  );
}
