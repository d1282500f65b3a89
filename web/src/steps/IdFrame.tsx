/** How an identity card lies in the picture: the side with the face, and the side with the emblem. */
export function IdFrame({ side }: { side: 'front' | 'back' }) {
  return (
    <svg className="id-frame" viewBox="0 0 160 101" aria-hidden="true" focusable="false">
      <rect className="id-frame__card" x="12" y="9" width="136" height="83" rx="6" />
      <path
        className="id-frame__corners"
        d="M4 20V6a4 4 0 014-4h14M138 2h14a4 4 0 014 4v14M156 81v14a4 4 0 01-4 4h-14M22 99H8a4 4 0 01-4-4V81"
      />
      {side === 'front' ? (
        <>
          <rect className="id-frame__face" x="104" y="22" width="34" height="42" rx="3" />
          <circle className="id-frame__face" cx="121" cy="37" r="8" />
          <path className="id-frame__face" d="M108 62c2-9 7-13 13-13s11 4 13 13" />
          <path className="id-frame__lines" d="M22 26h34M22 38h50M22 50h66M22 62h54M22 80h92" />
        </>
      ) : (
        <>
          <circle className="id-frame__face" cx="38" cy="34" r="15" />
          <path className="id-frame__face" d="M29 34h18M38 25v18" />
          <path className="id-frame__lines" d="M62 28h66M62 42h46M44 68h70M44 80h84" />
        </>
      )}
    </svg>
  );
}
