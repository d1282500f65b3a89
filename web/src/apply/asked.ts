/** What a link to this page asks for: `/apply?step=upload&document=income_proof`. */
export function askedFor(search: string): string | null {
  const asked = new URLSearchParams(search);
  return asked.get('step') === 'upload' ? asked.get('document') : null;
}
