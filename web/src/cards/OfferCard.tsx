import { useState } from 'react';
import type { Card, Offer } from '../contract/cards';
import { dateZh } from '../format/dates';
import { ActionButton } from './CardActions';

/** One offer: the way on fills the line, accepting and declining stand below it, equally quiet. */
export function OfferCard({ card }: { card: Card }) {
  const { title, why_you: why, valid_until: until } = card.data as unknown as Offer;
  const [pressed, setPressed] = useState('');
  const actions = card.actions ?? [];
  const onward = actions.length > 2 ? actions.slice(0, 1) : [];
  return (
    <>
      <p className="offer__title">{title}</p>
      <p className="small soft">
        {why}（{dateZh(until)}前有效）
      </p>
      {[onward, actions.slice(onward.length)].map((row, index) => (
        <div key={index} className={`actions${index === 0 ? ' actions--full' : ''}`}>
          {row.map((action) => (
            <ActionButton
              key={action.label}
              action={action}
              primary={index === 0}
              disabled={pressed !== ''}
              onPressed={() => setPressed(action.label)}
            />
          ))}
        </div>
      ))}
    </>
  );
}
