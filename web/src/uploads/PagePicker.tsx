import { useEffect, useState } from 'react';
import type { ChangeEvent } from 'react';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { Halfway } from './Halfway';
import { Progress } from './Progress';
import { useUpload } from './useUpload';
import { wording } from './wording';

const MOST_PAGES = 20;

interface PagePickerProps {
  document: string;
  partyId?: string;
  /** The running contract that it is for, where it is not a party's. */
  contractNo?: string;
  onPaper: (paperId: string) => void;
}

/** A paper of several pages: collected here, put right, then sent as one. */
export function PagePicker({ document, partyId, contractNo, onPaper }: PagePickerProps) {
  const [pages, setPages] = useState<File[]>([]);
  const upload = useUpload({ document, partyId, contractNo }, onPaper);
  const busy = upload.progress !== null;
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = Array.from(event.target.files ?? []);
    setPages((all) => [...all, ...chosen].slice(0, MOST_PAGES));
    event.target.value = '';
  };
  return (
    <div className="pages">
      {pages.length > 0 && (
        <ol className="pages__list">
          {pages.map((page, index) => (
            <Page
              key={`${page.name}${page.size}${index}`}
              page={page}
              number={index + 1}
              onRemove={
                busy ? undefined : () => setPages(pages.filter((_, place) => place !== index))
              }
            />
          ))}
        </ol>
      )}
      {!busy && pages.length < MOST_PAGES && (
        <label className={`pages__add${pages.length > 0 ? ' pages__add--more' : ''}`}>
          <Icon name={pages.length > 0 ? 'plus' : 'camera'} />
          {pages.length > 0 ? wording.more : wording.pick}
          <input
            type="file"
            className="photo__input"
            accept="image/*,application/pdf"
            multiple
            onChange={choose}
          />
        </label>
      )}
      <Progress upload={upload} />
      <Halfway upload={upload} />
      <Problem onAgain={upload.retry} again={wording.retry}>
        {upload.problem}
      </Problem>
      {pages.length > 0 && (
        <button
          type="button"
          className="button button--primary button--full"
          disabled={busy}
          onClick={() => upload.start(pages)}
        >
          {wording.go(pages.length)}
        </button>
      )}
    </div>
  );
}

interface PageProps {
  page: File;
  number: number;
  onRemove: (() => void) | undefined;
}

function Page({ page, number, onRemove }: PageProps) {
  const [address, setAddress] = useState('');
  useEffect(() => {
    if (!page.type.startsWith('image/')) return undefined;
    const made = URL.createObjectURL(page);
    const timer = window.setTimeout(() => setAddress(made), 0);
    return () => {
      window.clearTimeout(timer);
      URL.revokeObjectURL(made);
    };
  }, [page]);
  return (
    <li className="pages__page">
      <span className="pages__picture">
        {address ? <img src={address} alt="" onError={() => setAddress('')} /> : <Icon name="paper" />}
      </span>
      <span className="pages__name small">{wording.page(number)}</span>
      {onRemove && (
        <button
          type="button"
          className="button button--quiet"
          aria-label={wording.remove(number)}
          onClick={onRemove}
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  );
}
