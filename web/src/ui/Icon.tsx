const PATHS = {
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M12 19V5M6 11l6-6 6 6',
  calculator: 'M6 3h12a1 1 0 011 1v16a1 1 0 01-1 1H6a1 1 0 01-1-1V4a1 1 0 011-1zM8.5 7h7M8.5 12h.01M12 12h.01M15.5 12h.01M8.5 16.5h.01M12 16.5h.01M15.5 16.5h.01',
  chevron: 'M9 6l6 6-6 6',
  down: 'M6 9l6 6 6-6',
  edit: 'M4 20h4L19 9l-4-4L4 16v4z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  alert: 'M12 4l9 16H3L12 4zM12 10v4M12 17h.01',
  retry: 'M20 11a8 8 0 10-2.3 6.3M20 5v6h-6',
  offline: 'M3 3l18 18M8.5 16a5 5 0 017 0M5 12.5a10 10 0 014-2.3M14.5 10a10 10 0 014.5 2.5M12 20h.01',
  table: 'M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9',
  phone: 'M6 3h4l1.5 5-2.5 1.5a11 11 0 005.5 5.5L16 12.5l5 1.5v4a2 2 0 01-2.2 2A16 16 0 014 5.2 2 2 0 016 3z',
  pin: 'M12 21s7-6 7-11a7 7 0 10-14 0c0 5 7 11 7 11zM12 12.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5z',
  paper: 'M7 3h7l4 4v14H7a1 1 0 01-1-1V4a1 1 0 011-1zM14 3v4h4M9 12h6M9 16h6',
  swap: 'M7 7h13l-3-3M17 17H4l3 3',
} as const;

export type IconName = keyof typeof PATHS;

/** A line icon in one style; always beside words, so hidden from screen readers. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
