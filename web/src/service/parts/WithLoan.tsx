import type { ReactNode } from 'react';
import { part } from '../../office/office';
import { useLoaded } from '../../office/useLoaded';
import { errandAddress } from '../addresses';
import { useVersion } from '../liveness';
import type { Loan, LoanWindow } from '../types';
import { wording } from '../wording';
import { Fetched } from './Fetched';
import { NotNow } from './NotNow';

interface WithLoanProps {
  no: string;
  /** The loan's windows that open this page: one of them is enough. */
  errands?: string[];
  children: (loan: Loan, window: LoanWindow | undefined) => ReactNode;
}

/** A page of an errand: shown when its loan allows it, else why not and what instead. */
export function WithLoan({ no, errands = [], children }: WithLoanProps) {
  const loaded = useLoaded<Loan>(`/api/loans/${part(no)}`, useVersion());
  return (
    <Fetched loaded={loaded}>
      {(loan) => {
        const windows = loan.windows.filter(({ errand }) => errands.includes(errand));
        const open = windows.find(({ allowed }) => allowed);
        const [shut] = windows;
        const under = loan.errands[0];
        if (errands.length > 0 && !open && (shut || !under)) {
          return <NotNow no={no} reasons={[shut?.why_not ?? loan.state_zh]} window={shut} />;
        }
        if (under) return <UnderWay no={under.request_no} what={under.errand_zh} />;
        return children(loan, open);
      }}
    </Fetched>
  );
}

/** Another errand of this contract comes first. */
function UnderWay({ no, what }: { no: string; what: string }) {
  return (
    <section className="panel panel--narrow">
      <h2 className="panel__title">{wording.openTitle}</h2>
      <p className="panel__words">
        <strong>{what}</strong>
      </p>
      <p className="panel__words">{wording.openWhy}</p>
      <a className="button button--primary button--full" href={errandAddress(no)}>
        {wording.openGo}
      </a>
    </section>
  );
}
