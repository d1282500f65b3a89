import { useCallback } from 'react';
import { part } from '../office/office';
import type { Consent } from '../office/types';
import { useLoaded } from '../office/useLoaded';

interface Items {
  items: Consent[];
}

/** The consents of a party, or of the customer himself, kept as they are changed. */
export function useConsents(partyId?: string, version = 0) {
  const path = partyId ? `/api/consents?party_id=${part(partyId)}` : '/api/consents';
  const { value, problem, again, put } = useLoaded<Items>(path, version);
  const change = useCallback(
    (changed: Consent) => {
      if (!value) return;
      const items = value.items.map((item) =>
        item.purpose === changed.purpose ? { ...item, ...changed } : item,
      );
      put({ items });
    },
    [value, put],
  );
  const find = (purpose: string) => value?.items.find((item) => item.purpose === purpose);
  const granted = (...purposes: string[]) => purposes.every((purpose) => find(purpose)?.granted);
  return { items: value?.items ?? null, problem, again, change, find, granted };
}
