import type { Upload } from './useUpload';
import { wording } from './wording';

/** How far a file is, in words and as a bar. */
export function Progress({ upload }: { upload: Upload }) {
  if (upload.progress === null) return null;
  const percent = Math.round(upload.progress * 100);
  const words = upload.waiting ? wording.waiting : wording.sending(percent);
  return (
    <div className="progress">
      <div
        className="progress__track"
        role="progressbar"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span className="progress__fill" style={{ width: `${percent}%` }} />
      </div>
      <p className="small soft">{words}</p>
    </div>
  );
}
