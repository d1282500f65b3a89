import { useCallback } from 'react';
import type { ChangeEvent, ReactNode } from 'react';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { Halfway } from './Halfway';
import { Progress } from './Progress';
import { useUpload } from './useUpload';
import { wording } from './wording';

interface PhotoTileProps {
  document: string;
  side?: string;
  partyId?: string;
  /** The change of the customer's data that it is for, where it is not a party's. */
  changeNo?: string;
  label: string;
  /** What it says once there is a picture. */
  again: string;
  /** The outline of what belongs in the picture. */
  frame: ReactNode;
  /** How it stands once it is there. */
  state?: ReactNode;
  /** Opens the camera at once instead of offering the album. */
  camera?: boolean;
  onPaper: (paperId: string) => void;
}

/** One photo: a frame that shows how to hold it, then the picture itself and how far it is. */
export function PhotoTile(props: PhotoTileProps) {
  const { document, side, partyId, changeNo, label, again, frame, state, onPaper } = props;
  const upload = useUpload({ document, side, partyId, changeNo }, onPaper);
  const { start } = upload;
  const choose = useCallback(
    (event: ChangeEvent<HTMLInputElement>) => {
      const file = event.target.files?.[0];
      if (file) start([file]);
      event.target.value = '';
    },
    [start],
  );
  const busy = upload.progress !== null;
  const filled = Boolean(upload.preview) || Boolean(state);
  return (
    <div className="photo">
      <label className={`photo__tile${filled ? ' photo__tile--filled' : ''}`}>
        {upload.preview ? (
          <img className="photo__preview" src={upload.preview} alt="" onError={upload.unseen} />
        ) : (
          <span className="photo__frame">{frame}</span>
        )}
        <span className="photo__label">
          <Icon name="camera" />
          {filled ? again : label}
        </span>
        <input
          type="file"
          className="photo__input"
          accept="image/*"
          capture={props.camera ? 'environment' : undefined}
          disabled={busy}
          onChange={choose}
        />
      </label>
      <Progress upload={upload} />
      <Halfway upload={upload} />
      {!busy && state}
      <Problem onAgain={upload.retry} again={wording.retry}>
        {upload.problem}
      </Problem>
    </div>
  );
}
