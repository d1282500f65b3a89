import { useEffect } from 'react';
import { part } from '../office/office';
import type { Paper } from '../office/types';
import { useLoaded } from '../office/useLoaded';

const LOOK_MS = 1500;

/** A paper and how its reading goes: looked at again until there is a verdict. */
export function usePaper(paperId: string | null | undefined) {
  const loaded = useLoaded<Paper>(paperId ? `/api/papers/${part(paperId)}` : null);
  const { value, again } = loaded;
  const paper = value && value.paper_id === paperId ? value : null;
  const checking = Boolean(paperId) && (!paper || paper.status === 'checking');
  useEffect(() => {
    if (!checking) return undefined;
    const timer = window.setInterval(again, LOOK_MS);
    return () => window.clearInterval(timer);
  }, [checking, again]);
  return { ...loaded, paper, checking };
}
