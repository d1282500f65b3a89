import { useState } from 'react';
import type { Card, Confirm } from '../contract/cards';
import { ActionButton } from './CardActions';

/** What is about to be done. Pressing commits once: the buttons rest afterwards. */
export function ConfirmCard({ card }: { card: Card }) {
  const { rows, consequence } = card.data as unknown as Confirm;
  const [pressed, setPressed] = useState('');
  return (
    <>
      <dl className="rows">
        {rows.map((row) => (
          <div key={row.label} className="rows__row rows__row--differs">
            <dt>{row.label}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
      </dl>
      <p className="consequence">{consequence}</p>
      <div className="actions">
        {(card.actions ?? []).map((action, index) => (
          <ActionButton
            key={action.label}
            action={action}
            primary={index === 0}
            disabled={pressed !== ''}
            onPressed={() => setPressed(action.label)}
          />
        ))}
      </div>
      {pressed && (
        <p className="small soft" role="status">
          已选择：{pressed}
        </p>
      )}
    </>
  );
}
