import type { Entry } from './conversation';

/** A line as it is shown; `folded`: a newer card says the same further down. */
export type Shown = Entry & { folded?: boolean };

/**
 * One live timeline of an application: news of it change the card that stands there, as long as
 * the customer has said nothing since; after that the new card follows and the old one folds.
 */
export function live(entries: Entry[]): Shown[] {
  const shown: Shown[] = [];
  const places = new Map<string, number>();
  let spoken = -1;
  for (const entry of entries) {
    const no = applicationOf(entry);
    const place = no === null ? undefined : places.get(no);
    const standing = place === undefined ? undefined : shown[place];
    if (no !== null && place !== undefined && standing) {
      if (place > spoken) {
        shown[place] = { ...standing, card: entry.card, actions: entry.actions };
        continue;
      }
      shown[place] = { ...standing, folded: true };
    }
    if (no !== null) places.set(no, shown.length);
    if (entry.role === 'customer') spoken = shown.length;
    shown.push(entry);
  }
  return shown;
}

function applicationOf({ card }: Entry): string | null {
  const no = card?.name === 'timeline' ? card.data.application_no : null;
  return typeof no === 'string' ? no : null;
}
