/** What somebody says about himself; each may be left open. */
export interface Asked {
  reason: string;
  dueDay: string;
  months: string;
}

/** What is tried: only what was said. */
export function bodyOf({ reason, dueDay, months }: Asked): Record<string, string | number> {
  return {
    ...(reason && { reason }),
    ...(dueDay && { due_day: Number(dueDay) }),
    ...(months && { pause_months: Number(months) }),
  };
}

/** What is ordered besides the way itself. */
export function detailsOf(kind: string, { reason, dueDay, months }: Asked): Record<string, string | number> {
  const pausing = kind === 'interest_only' || kind === 'capitalise';
  return {
    ...(reason && { reason }),
    ...(kind === 'due_day' && dueDay && { due_day: Number(dueDay) }),
    ...(pausing && months && { months: Number(months) }),
  };
}
