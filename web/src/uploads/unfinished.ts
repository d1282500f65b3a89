import { useEffect, useState } from 'react';
import { useOffice } from '../office/office';

/** An upload that was begun and not ended: before a reload, in a closed tab, on another device. */
export interface Unfinished {
  upload_id: string;
  document: string;
  side?: string | null;
  party_id?: string | null;
  change_no?: string | null;
  contract_no?: string | null;
  /** `waiting`: all of it is there, only the back office has not answered. */
  status: 'receiving' | 'waiting';
  pages: number;
  offset: number;
  size: number;
}

/** What an upload is for. */
export interface Target {
  document: string;
  side?: string;
  partyId?: string;
  changeNo?: string;
  contractNo?: string;
}

/** The upload under way for a target, of those that the edge knows of; null when there is none. */
export function under(items: Unfinished[], target: Target): Unfinished | null {
  return (
    items.find(
      (one) =>
        one.document === target.document &&
        (!target.side || one.side === target.side) &&
        (!target.partyId || one.party_id === target.partyId) &&
        (one.change_no ?? undefined) === target.changeNo &&
        (one.contract_no ?? undefined) === target.contractNo,
    ) ?? null
  );
}

/** How much of it has arrived, in whole percent. */
export function percentOf({ offset, size }: Unfinished): number {
  return Math.floor((100 * offset) / Math.max(1, size));
}

/** Uploads under way as they were when the page came; none while they cannot be asked for. */
export function useUnfinished(): Unfinished[] {
  const { call } = useOffice();
  const [items, setItems] = useState<Unfinished[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    call<{ items: Unfinished[] }>('/api/uploads', { signal: stop.signal })
      .then(({ items: found }) => setItems(found))
      .catch(() => undefined); // a hint only: without it the file is chosen as if for the first time
    return () => stop.abort();
  }, [call]);
  return items;
}
