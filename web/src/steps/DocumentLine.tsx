import { useCallback, useEffect, useState } from 'react';
import { part, useOffice } from '../office/office';
import type { SigningDocument } from '../office/types';
import { useCommand } from '../office/useCommand';
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
  const [open, setOpen] = useState(false);
  const [address, setAddress] = useState('');
  const { kind } = file;
  const { run, problem } = useCommand(
    useCallback(async () => {
      const path = `/api/contracts/${part(contractNo)}/documents/${part(kind)}.pdf`;
      const blob = await fetchFile(path, { timeoutMs: 60_000 });
      setAddress(URL.createObjectURL(new Blob([blob], { type: 'application/pdf' })));
      onSeen(kind);
    }, [fetchFile, contractNo, kind, onSeen]),
  );
  useEffect(() => () => void (address && URL.revokeObjectURL(address)), [address]);
  const look = () => {
    setOpen(true);
    if (!address) void run();
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
            {!address && !problem && <Skeletons label={viewer.loading} lines={6} />}
            {address && <Viewer address={address} title={file.title} />}
          </div>
        </Sheet>
      )}
    </li>
  );
}

function Viewer({ address, title }: { address: string; title: string }) {
  const inline = (navigator as { pdfViewerEnabled?: boolean }).pdfViewerEnabled === true;
  return (
    <>
      {inline ? (
        <iframe className="provider provider--document" src={address} title={title} />
      ) : (
        <p>{viewer.note}</p>
      )}
      <a className="button button--primary button--full" href={address} target="_blank" rel="noopener">
        {viewer.tab}
      </a>
      <a className="button button--full" href={address} download={`${title}.pdf`}>
        {viewer.save}
      </a>
    </>
  );
}
