import { useState } from 'react';
import { useCardPowers } from '../chat/cardPowers';
import type { Card } from '../contract/cards';
import { dateZh } from '../format/dates';
import { isPositive, yuan } from '../format/money';
import { Icon } from '../ui/Icon';
import type { PricedPlan, QuoteCardData } from './extras';
import { CarLine, CostBar, Facts, Hero, Points } from './QuoteFigures';
import { balloonLabel, variesOverTime } from './quoteRows';
import { ScheduleSheet } from './ScheduleSheet';

export function QuoteCard({ card }: { card: Card }) {
  const { quote, cautions = [], disclosures = [] } = card.data as unknown as QuoteCardData;
  return (
    <>
      <CarLine plan={quote} title={card.title} />
      <Hero plan={quote} />
      <Facts plan={quote} />
      <CostBar plan={quote} />
      <Points kind="catch" points={[...figuresToMind(quote, cautions), ...cautions]} />
      <PlanLinks plan={quote} />
      <p className="card__note small soft">
        {disclosures.map((line) => `${line} `)}
        报价有效到 {dateZh(quote.valid_until)}
      </p>
    </>
  );
}

/** What the figures themselves demand to be said, unless the assistant's cautions say it. */
function figuresToMind(quote: PricedPlan, cautions: string[]): string[] {
  const said = cautions.join('');
  const lines: string[] = [];
  if (isPositive(quote.balloon) && !said.includes(yuan(quote.balloon))) {
    lines.push(`${balloonLabel(quote)} ${yuan(quote.balloon)} 元，最后一期要一次处理。`);
  }
  if (variesOverTime(quote) && !said.includes(yuan(quote.highest_payment))) {
    const [highest, last] = [yuan(quote.highest_payment), yuan(quote.last_payment)];
    lines.push(`月供会变：最高一期 ${highest} 元，最后一期 ${last} 元。`);
  }
  return lines;
}

/** The ways deeper into a plan: its schedule, and the calculator set to it. */
export function PlanLinks({ plan }: { plan: PricedPlan }) {
  const { openCalculator, token } = useCardPowers();
  const [schedule, setSchedule] = useState(false);
  return (
    <div className="links">
      <button type="button" className="link-row" onClick={() => setSchedule(true)}>
        <Icon name="table" />
        <span>每期还款明细</span>
        <Icon name="chevron" />
      </button>
      <button type="button" className="link-row" onClick={() => openCalculator({ plan })}>
        <Icon name="calculator" />
        <span>调首付和期数</span>
        <Icon name="chevron" />
      </button>
      {schedule && (
        <ScheduleSheet plan={plan} token={token} onClose={() => setSchedule(false)} />
      )}
    </div>
  );
}
