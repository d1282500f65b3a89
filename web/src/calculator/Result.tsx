import { CostBar, Facts, Hero, Points } from '../cards/QuoteFigures';
import { Icon } from '../ui/Icon';
import type { Bounds, CatalogueProduct, Plan } from './plan';
import type { LiveQuote } from './useLiveQuote';
import { toLoan, toShare, toTerm, wording } from './wording';

type Refusal = NonNullable<LiveQuote['problem']>;

interface ResultProps {
  live: LiveQuote;
  complete: boolean;
  bounds: Bounds;
  plan: Plan;
  product: CatalogueProduct | undefined;
  onChange: (plan: Plan) => void;
}

/** What it costs a month, or why that cannot be said and what would do instead. */
export function Result({ live, complete, bounds, plan, product, onChange }: ResultProps) {
  const { answer, problem, busy } = live;
  const old = Boolean(problem) || !complete;
  return (
    <div className="result" aria-busy={busy} data-busy={busy}>
      {answer && (
        <div className={old ? 'result__old' : undefined} aria-live="polite" aria-atomic="true">
          <Hero plan={answer.quote} />
        </div>
      )}
      {!answer && !problem && (
        <div className="schedule__waiting" aria-label={wording.busy}>
          <span className="skeleton" style={{ width: '40%' }} />
          <span className="skeleton" style={{ width: '70%' }} />
        </div>
      )}
      {!complete && <p className="result__problem">{wording.untyped}</p>}
      {complete && problem && (
        <div className="result__problem" role="alert">
          <p>
            <Icon name="alert" />
            {problem.title}
          </p>
          <div className="chips">
            <WayBack
              bounds={bounds}
              plan={plan}
              product={product}
              problem={problem}
              onChange={onChange}
            />
          </div>
          {answer && <p className="small soft">{wording.stale}</p>}
        </div>
      )}
    </div>
  );
}

/** The rest of the figures, beneath the fields. */
export function ResultDetail({ live, complete }: Pick<ResultProps, 'live' | 'complete'>) {
  const { answer, problem } = live;
  if (!answer || problem || !complete) return null;
  return (
    <section className="result-detail" aria-label={wording.detail} data-busy={live.busy}>
      <Facts plan={answer.quote} />
      <CostBar plan={answer.quote} />
      <Points kind="catch" points={answer.cautions ?? []} />
    </section>
  );
}

/** One press back into what is possible. */
function WayBack({
  bounds,
  plan,
  product,
  problem,
  onChange,
}: Pick<ResultProps, 'bounds' | 'plan' | 'product' | 'onChange'> & { problem: Refusal }) {
  if (product && !product.terms.includes(plan.term)) {
    return product.terms.map((term) => (
      <button type="button" className="button" key={term} onClick={() => onChange({ ...plan, term })}>
        {toTerm(term)}
      </button>
    ));
  }
  const limit = loanLimit(problem);
  if (limit) {
    const byLoan: Plan = { ...plan, down: { kind: 'loan', value: limit } };
    return (
      <button type="button" className="button" onClick={() => onChange(byLoan)}>
        {toLoan(limit)}
      </button>
    );
  }
  if (problem.allowed.min_pct === undefined && problem.allowed.max_pct === undefined) return null;
  const shares = new Set([Math.ceil(bounds.min), Math.floor(bounds.max)]);
  const share = (pct: number): Plan => ({ ...plan, down: { kind: 'pct', value: String(pct) } });
  return Array.from(shares).map((pct) => (
    <button type="button" className="button" key={pct} onClick={() => onChange(share(pct))}>
      {toShare(pct)}
    </button>
  ));
}

/** The loan amount that is allowed at most (or at least), when that is what stands in the way. */
function loanLimit({ code, allowed }: Refusal): string | null {
  const side = { AMOUNT_TOO_LOW: allowed.min, AMOUNT_TOO_HIGH: allowed.max };
  const limit = side[code as keyof typeof side];
  return typeof limit === 'string' ? limit : null;
}
