import type { Card, Sign } from '../contract/cards';
import { momentZh } from '../format/dates';
import { Icon } from '../ui/Icon';
import { CardLink } from './CardLink';
import { ROLES, SIGNATURES } from './words';

/** Who has signed and who has not; the signature itself is given on its page. */
export function SignCard({ card }: { card: Card }) {
  const { contract_no: no, parties, url, read_first: first = [] } = card.data as unknown as Sign;
  return (
    <>
      <p className="small soft">合同号 {no}</p>
      <ul className="signers">
        {parties.map((party) => (
          <li key={`${party.role}${party.name_masked}`} className={`signer signer--${party.status}`}>
            <Icon name={party.status === 'signed' ? 'check' : 'pen'} />
            <span className="signer__name">
              {party.name_masked}
              <span className="small soft"> {ROLES[party.role]}</span>
            </span>
            <span className="small">
              {SIGNATURES[party.status]}
              {party.signed_at && <span className="soft"> {momentZh(party.signed_at)}</span>}
            </span>
          </li>
        ))}
      </ul>
      {first.length > 0 && (
        <div className="points points--catch">
          <h4>签之前先看</h4>
          <ul>
            {first.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      {!card.actions?.length && <CardLink url={url} words="看合同并签署" />}
    </>
  );
}
