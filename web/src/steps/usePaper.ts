import { useEffect } from 'react';
import { part, useOffice } from '../office/office';
import type { Paper } from '../office/types';
import { useLoaded } from '../office/useLoaded';

const LOOK_MS = 1500;

/** A paper and how its reading goes: looked at again until there is a verdict, which is told on. */
export function usePaper(paperId: string | null | undefined) {
  const { reload } = useOffice();
  const loaded = useLoaded<Paper>(paperId ? `/api/papers/${part(paperId)}` : null);
  const { value, again } = loaded;
  const paper = value && value.paper_id === paperId ? value : null;
  const checking = Boolean(paperId) && (!paper || paper.status === 'checking');
  const verdict = paper && !checking ? paper.status : null;

  useEffect(() => {
    if (!checking) return undefined;
    const timer = window.setInterval(again, LOOK_MS);
    return () => window.clearInterval(timer);
  }, [checking, again]);
  useEffect(() => {
    if (verdict) void reload();
  }, [verdict, paperId, reload]);
  return { ...loaded, paper, checking };
}
