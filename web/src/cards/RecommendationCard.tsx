import { useId } from 'react';
import { useCardPowers } from '../chat/cardPowers';
import type { Card, Recommendation } from '../contract/cards';
import { ActionButton, CardActions } from './CardActions';
import type { PricedPlan, RecommendedPlan } from './extras';
import { PlanLinks } from './QuoteCard';
import { CarLine, CostBar, Hero, Points } from './QuoteFigures';
import { differs, isLeast, QUOTE_ROWS, variesOverTime } from './quoteRows';
import { Slides } from './Slides';
import { yuan } from '../format/money';

const ORDINALS = ['第一个', '第二个', '第三个'];

/** Two or three plans beside each other, the same rows in the same order. */
export function RecommendationCard({ card }: { card: Card }) {
  const items = (card.data as unknown as Recommendation).items as RecommendedPlan[];
  const plans = items.map((item) => item.quote);
  const names = items.map(({ quote }) => `${quote.product_name} ${quote.term_months} 期`);
  return (
    <>
      <CarLine plan={plans[0]} title={card.title} />
      <Slides label={card.title} names={names}>
        {items.map((item) => (
          <Plan key={item.quote.quote_id} item={item} plans={plans} />
        ))}
      </Slides>
      <CardActions actions={card.actions ?? []} plain />
    </>
  );
}

function Plan({ item, plans }: { item: RecommendedPlan; plans: PricedPlan[] }) {
  const headingId = useId();
  const { quote, badges = [] } = item;
  return (
    <section className={`plan${item.rank === 1 ? ' plan--first' : ''}`} aria-labelledby={headingId}>
      <div className="plan__badges">
        {badges.map((badge) => (
          <span className="badge" key={badge}>
            {badge}
          </span>
        ))}
      </div>
      <h4 className="plan__name" id={headingId}>
        {quote.product_name}
        <span className="soft"> · {quote.term_months} 期</span>
      </h4>
      <Hero plan={quote} />
      <PlanRows plan={quote} plans={plans} />
      <CostBar plan={quote} />
      <Points kind="why" points={item.reasons} />
      <Points kind="catch" points={[...changes(quote), ...item.cautions]} />
      <div className="plan__foot">
        <div className="actions">
          <Choose item={item} />
        </div>
        <PlanLinks plan={quote} />
      </div>
    </section>
  );
}

/** Taking a plan: by its signed button, or in the customer's own words when it has none. */
function Choose({ item }: { item: RecommendedPlan }) {
  const { say } = useCardPowers();
  const first = item.rank === 1;
  if (item.action) return <ActionButton action={item.action} primary={first} />;
  return (
    <button
      type="button"
      className={`button${first ? ' button--primary' : ''}`}
      onClick={() => say({ kind: 'text', text: `就选${ORDINALS[item.rank - 1] ?? '这个'}` })}
    >
      就选这个
      <span className="visually-hidden">
        ：{item.quote.product_name} {item.quote.term_months} 期
      </span>
    </button>
  );
}

function changes(quote: PricedPlan): string[] {
  if (!variesOverTime(quote)) return [];
  return [`月供会变：最高一期 ${yuan(quote.highest_payment)} 元。`];
}

function PlanRows({ plan, plans }: { plan: PricedPlan; plans: PricedPlan[] }) {
  return (
    <dl className="rows">
      {QUOTE_ROWS.map((row) => {
        const different = differs(row, plans);
        return (
          <div key={row.key} className={different ? 'rows__row rows__row--differs' : 'rows__row'}>
            <dt>{row.label}</dt>
            <dd>
              {isLeast(row, plan, plans) && <span className="least">最少</span>}
              {row.show(plan)}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
