const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** `"2026-12-20"` or an instant → `"12月20日（周日）"`, read as written, without time zones. */
export function dateZh(iso: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  if (!parts) return iso;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const weekday = WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? '';
  return `${month}月${day}日（${weekday}）`;
}

/** `"2027-02-19"` → `"2027年2月19日"`, for days that may lie in another year. */
export function dayZh(iso: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  return parts ? `${parts[1]}年${Number(parts[2])}月${Number(parts[3])}日` : iso;
}

/** `"2026-12-20"` → `"2026.12.20"` for tables. */
export function dateCompact(iso: string): string {
  return iso.slice(0, 10).replace(/-/g, '.');
}

/** An instant → `"14:30"`, read as written, without time zones. */
export function clockZh(instant: string): string {
  return /T(\d{2}:\d{2})/.exec(instant)?.[1] ?? instant;
}

/** An instant or a date → `"12月20日"`, with its hour where it has one: `"12月20日 14:30"`. */
export function momentZh(instant: string): string {
  const parts = /^\d{4}-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/.exec(instant);
  if (!parts) return instant;
  const day = `${Number(parts[1])}月${Number(parts[2])}日`;
  return parts[3] ? `${day} ${parts[3]}` : day;
}

/** An instant → `"14:05"` today, `"11月20日 14:05"` otherwise, in the reader's zone. */
export function timeZh(instant: string, now: Date): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return '';
  const clock = `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`;
  const today = at.toDateString() === now.toDateString();
  return today ? clock : `${at.getMonth() + 1}月${at.getDate()}日 ${clock}`;
}

/** `36` → `"36 期"`, with years where they are whole: `"36 期（3 年）"`. */
export function termZh(months: number): string {
  return months % 12 === 0 ? `${months} 期（${months / 12} 年）` : `${months} 期`;
}
