export interface Reminders {
  lead_days: number[];
  /** Null where the usual ladder decides, step by step. */
  channel: string | null;
  channels: string[];
  quiet_hours: { from: string; to: string };
  mandatory: string[];
  ics_url: string;
  upcoming: { kind: string; on: string; text: string }[];
}

export interface Setting {
  lead_days: number[];
  channel: string | null;
  quiet_hours: { from: string; to: string };
}

export const LEADS = [7, 3, 1];

export const settingOf = ({ lead_days, channel, quiet_hours }: Reminders): Setting => ({
  lead_days,
  channel,
  quiet_hours,
});

/** One lead day put in or taken out, the longest first. */
export function toggled(days: number[], day: number): number[] {
  const all = days.includes(day) ? days.filter((one) => one !== day) : [...days, day];
  return all.sort((a, b) => b - a);
}

/** Whether two settings say the same. */
export function same(one: Setting, other: Setting): boolean {
  return (
    one.channel === other.channel &&
    one.quiet_hours.from === other.quiet_hours.from &&
    one.quiet_hours.to === other.quiet_hours.to &&
    [...one.lead_days].sort().join() === [...other.lead_days].sort().join()
  );
}
