/** How a bank card lies in the picture. */
export function CardFrame() {
  return (
    <svg className="id-frame" viewBox="0 0 160 101" aria-hidden="true" focusable="false">
      <rect className="id-frame__card" x="12" y="9" width="136" height="83" rx="8" />
      <path
        className="id-frame__corners"
        d="M4 20V6a4 4 0 014-4h14M138 2h14a4 4 0 014 4v14M156 81v14a4 4 0 01-4 4h-14M22 99H8a4 4 0 01-4-4V81"
      />
      <rect className="id-frame__face" x="24" y="24" width="22" height="16" rx="3" />
      <path className="id-frame__lines" d="M24 58h24M56 58h24M88 58h24M120 58h16M24 76h40" />
    </svg>
  );
}
