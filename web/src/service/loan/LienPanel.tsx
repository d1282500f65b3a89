import { part } from '../../office/office';
import { useLoaded } from '../../office/useLoaded';
import { Way } from '../errand/Way';
import { useVersion } from '../liveness';
import type { WayStep } from '../types';
import { wording } from './wording';

/** How the release of the mortgage goes; nothing where there is nothing to tell. */
export function LienPanel({ no }: { no: string }) {
  const { value } = useLoaded<{ steps: WayStep[] }>(`/api/loans/${part(no)}/lien`, useVersion());
  if (!value?.steps.length) return null;
  return (
    <section className="panel" id="lien" aria-label={wording.lien}>
      <h2 className="panel__title">{wording.lien}</h2>
      <Way steps={value.steps} who="lender" />
    </section>
  );
}
