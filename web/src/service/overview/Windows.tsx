import { useState } from 'react';
import { Icon } from '../../ui/Icon';
import { windowAddress } from '../addresses';
import { windowDays } from '../parts/windowDays';
import type { Loan, LoanWindow } from '../types';
import { errands as names, wording } from './wording';
import { doable } from './doable';

/** What can be done now, as buttons; what cannot, folded, each with its reason and its days. */
export function Windows({ loan }: { loan: Loan }) {
  const [open, setOpen] = useState(false);
  const { can, cannot } = doable(loan.windows);
  const no = loan.contract_no;
  return (
    <section className="contract__part" aria-label={wording.can}>
      {can.length > 0 && <h3 className="step__subtitle">{wording.can}</h3>}
      <div className="do">
        {can.map(({ errand }) => (
          <a key={errand} className="do__one" href={windowAddress(no, errand)}>
            {names[errand] ?? errand}
          </a>
        ))}
      </div>
      {cannot.length > 0 && (
        <button type="button" className="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span className="soft small">
            {wording.cannot}：{cannot.map(({ errand }) => names[errand] ?? errand).join('、')}
          </span>
          <Icon name="down" />
        </button>
      )}
      {open && (
        <ul className="shut-list">
          {cannot.map((one) => (
            <Shut key={one.errand} one={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Shut({ one }: { one: LoanWindow }) {
  const days = windowDays(one);
  return (
    <li className="small">
      <strong>{names[one.errand] ?? one.errand}</strong>
      <span>{one.why_not}</span>
      {days && <span className="soft">{days}</span>}
    </li>
  );
}
