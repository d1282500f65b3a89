import { momentZh } from '../format/dates';
import { part } from '../office/office';
import { useLoaded } from '../office/useLoaded';
import { shortPrint } from '../steps/prints';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import type { OnRecord } from './types';
import { wording } from './wording';

/** What the code on a paper leads to. */
export function RecordProof({ contract, hash }: { contract: string; hash: string }) {
  const path = `/api/contracts/${part(contract)}?hash=${part(hash)}`;
  const { value, problem, again } = useLoaded<OnRecord>(path);
  return (
    <section className="panel" aria-label={wording.byCode}>
      <h2 className="panel__title">{wording.byCode}</h2>
      {!value && problem && (
        <Problem onAgain={again}>{problem}</Problem>
      )}
      {!value && !problem && <Skeletons label={wording.loading} lines={4} />}
      {value && (
        <div className="stack">
          <Said good={value.state === 'complete' || value.state === 'sealed'}>{wording.states[value.state] ?? ''}</Said>
          <dl className="rows">
            <Row label={wording.paper}>{value.title}</Row>
            <Row label={wording.no}>{value.contract_no}</Row>
            <Row label={wording.issuer}>{value.issuer}</Row>
            {value.sealed_at && <Row label={wording.sealedAt}>{momentZh(value.sealed_at)}</Row>}
            <Row label={wording.print}>{shortPrint(value.fingerprint)}</Row>
          </dl>
          <ul>
            {value.signatures.map((one) => (
              <li key={`${one.role}${one.signed_at}`} className="signer signer--signed">
                <Icon name="check" />
                <span className="signer__name">
                  {one.name_masked}
                  <span className="small soft"> {wording.roles[one.role]}</span>
                </span>
                <span className="small soft">{momentZh(one.signed_at)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function Row({ label, children }: { label: string; children: string }) {
  return (
    <div className="rows__row rows__row--differs">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A finding, told by sign and word as well as by colour. */
export function Said({ good, children }: { good: boolean; children: string }) {
  return (
    <p className={good ? 'fine' : 'problem'} role="status">
      <Icon name={good ? 'check' : 'alert'} />
      {children}
    </p>
  );
}
