/** The product's own mark: a dial over a road. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect className="mark__ground" width="32" height="32" rx="9" />
      <path className="mark__line" d="M7 19.5a9 9 0 0118 0M10 23.5h12" />
      <path className="mark__hand" d="M16 19.5l4.2-4.6" />
    </svg>
  );
}
