/** Free hours by their day, in their order. */
export function byDay(slots: string[]): [string, string[]][] {
  const days = new Map<string, string[]>();
  for (const slot of slots) {
    const day = slot.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return Array.from(days);
}
