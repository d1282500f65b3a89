import type { ReactNode } from 'react';
import type { Loaded } from '../../office/useLoaded';
import { LoadProblem } from '../../stepup/LoadProblem';
import { Skeletons } from '../../ui/Skeletons';
import { wording } from '../wording';
import { Missing } from './Missing';

interface FetchedProps<T> {
  loaded: Loaded<T>;
  label?: string;
  lines?: number;
  children: (value: T) => ReactNode;
}

/** A whole page's content: on its way, locked, failed, not there, or there. */
export function Fetched<T>({ loaded, label = wording.loading, lines = 8, children }: FetchedProps<T>) {
  const { value, problem, missing, locked } = loaded;
  if (missing) return <Missing />;
  if (value) return <>{children(value)}</>;
  if (!problem) {
    return (
      <div className="panel panel--waiting">
        <Skeletons label={label} lines={lines} />
      </div>
    );
  }
  return (
    <section className="panel panel--narrow">
      {!locked && (
        <>
          <h2 className="panel__title">{wording.failedTitle}</h2>
          <p className="panel__words">{wording.failedWhy}</p>
        </>
      )}
      <LoadProblem loaded={loaded} />
    </section>
  );
}
