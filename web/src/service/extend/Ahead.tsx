import { dayZh } from '../../format/dates';
import { Icon } from '../../ui/Icon';
import type { ExtendFigures } from './types';
import { wording } from './wording';

/** Whose signatures it takes; each can be given anywhere. */
export function Signers({ signers }: { signers: NonNullable<ExtendFigures['signers']> }) {
  if (signers.length === 0) return null;
  return (
    <section aria-label={wording.signers}>
      <h3 className="step__subtitle">{wording.signers}</h3>
      <ul className="signers">
        {signers.map((signer) => (
          <li key={`${signer.role}${signer.name_masked ?? ''}`} className="signer">
            <Icon name="pen" />
            <span className="signer__name">
              {signer.name_masked}
              <span className="small soft"> {wording.roles[signer.role] ?? signer.role}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className="small soft">{wording.signersWhy}</p>
    </section>
  );
}

interface AheadProps {
  steps: string[];
  decideBy?: string | null;
}

/** What comes after the request, before it is made. */
export function Ahead({ steps, decideBy }: AheadProps) {
  return (
    <section aria-label={wording.ahead}>
      <h3 className="step__subtitle">{wording.ahead}</h3>
      <ol className="ahead">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {decideBy && <p className="small">{wording.decideBy(dayZh(decideBy))}</p>}
    </section>
  );
}
