import { useState } from 'react';
import type { Saying } from '../api/types';
import type { Action } from '../contract/cards';
import { Sheet } from '../ui/Sheet';
import { CarFields } from './CarFields';
import { DownField } from './DownField';
import { ExtraFields } from './ExtraFields';
import { ProductField } from './ProductField';
import { Result, ResultDetail } from './Result';
import { TermField } from './TermField';
import { beginWith, downBounds, productOf, requestOf, vehicleOf } from './plan';
import type { CalculatorStart, Catalogue, Plan } from './plan';
import { useCatalogue } from './useCatalogue';
import { useLiveQuote } from './useLiveQuote';
import { spoken, wording } from './wording';

interface CalculatorSheetProps {
  start: CalculatorStart;
  token: () => Promise<string>;
  onSay: (saying: Saying) => void;
  onClose: () => void;
}

/** The calculator: every figure is asked of the back office while the sliders move. */
export function CalculatorSheet(props: CalculatorSheetProps) {
  const { loaded, again } = useCatalogue(props.token);
  if (loaded && 'catalogue' in loaded) {
    return <Calculator {...props} catalogue={loaded.catalogue} />;
  }
  return (
    <Sheet title={wording.title} onClose={props.onClose}>
      {loaded ? (
        <div role="alert">
          <p>{loaded.problem}</p>
          <button type="button" className="button" onClick={again}>
            {wording.again}
          </button>
        </div>
      ) : (
        <div className="schedule__waiting" aria-busy="true" aria-label={wording.loading}>
          {[100, 100, 60, 100].map((width, index) => (
            <span key={index} className="skeleton" style={{ width: `${width}%` }} />
          ))}
        </div>
      )}
    </Sheet>
  );
}

function Calculator({
  start,
  token,
  onSay,
  onClose,
  catalogue,
}: CalculatorSheetProps & { catalogue: Catalogue }) {
  const [plan, setPlan] = useState(() => beginWith(catalogue, start));
  const request = requestOf(plan);
  const live = useLiveQuote(request, token);
  const product = productOf(catalogue, plan);
  const quote = live.answer?.quote ?? null;
  const bounds = downBounds(product, live.problem?.allowed ?? {});

  const tell = (kind: 'discuss' | 'keep', action: Action | undefined) => {
    if (action?.payload) {
      onSay({ kind: 'press', payload: action.payload, label: action.label });
    } else if (quote) {
      const words = { car: carName(catalogue, plan), product: product?.name ?? '', plan };
      onSay({ kind: 'text', text: spoken(kind, { ...words, down: quote.down_payment ?? '0' }) });
    }
  };
  const ready = !live.busy && !live.problem && request !== null && quote !== null;
  const [discuss, keep] = live.answer?.actions ?? [];
  const foot = (
    <div className="calculator__foot">
      <button
        type="button"
        className="button button--primary"
        disabled={!ready}
        onClick={() => tell('discuss', discuss)}
      >
        {wording.discuss}
      </button>
      <button type="button" className="button" disabled={!ready} onClick={() => tell('keep', keep)}>
        {wording.keep}
      </button>
    </div>
  );
  return (
    <Sheet title={wording.title} onClose={onClose} foot={foot}>
      <div className="calculator">
        <Result
          live={live}
          complete={request !== null}
          bounds={bounds}
          plan={plan}
          product={product}
          onChange={setPlan}
        />
        <CarFields catalogue={catalogue} plan={plan} onChange={setPlan} />
        <DownField plan={plan} product={product} bounds={bounds} quote={quote} onChange={setPlan} />
        <TermField plan={plan} product={product} onChange={setPlan} />
        <ProductField catalogue={catalogue} plan={plan} onChange={setPlan} />
        <ExtraFields plan={plan} product={product} onChange={setPlan} />
        <ResultDetail live={live} complete={request !== null} />
      </div>
    </Sheet>
  );
}

function carName(catalogue: Catalogue, plan: Plan): string {
  const vehicle = vehicleOf(catalogue, plan);
  const trim = vehicle?.trims.find((each) => each.trim_key === plan.trimKey);
  return vehicle ? `${vehicle.name}${trim?.name ?? ''}` : `车价${plan.price ?? ''}元`;
}
