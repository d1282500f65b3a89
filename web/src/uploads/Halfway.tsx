import { percentOf } from './unfinished';
import type { Upload } from './useUpload';
import { wording } from './wording';

/** What was begun before this page came, and how it goes on: the browser no longer has the file. */
export function Halfway({ upload: { unfinished } }: { upload: Upload }) {
  if (!unfinished) return null;
  return (
    <p className="halfway small" role="status">
      {wording.unfinished(percentOf(unfinished), unfinished.pages)}
    </p>
  );
}
