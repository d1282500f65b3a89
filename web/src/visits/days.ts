import { clockZh, dateZh } from '../format/dates';

/** `"2026-12-20"` → `"12月20日 周日"`, for narrow buttons. */
export const dayShort = (iso: string): string => dateZh(iso).replace(/（(.+)）/, ' $1');

/** An instant → `"12月20日（周日）14:30"`. */
export const dayAndHour = (instant: string): string => `${dateZh(instant)}${clockZh(instant)}`;
