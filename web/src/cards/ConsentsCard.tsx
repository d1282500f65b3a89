import type { Card, Consents } from '../contract/cards';
import { momentZh } from '../format/dates';
import { ActionButton, CardActions } from './CardActions';

/** Each purpose by itself, with the button that gives or takes it back. */
export function ConsentsCard({ card }: { card: Card }) {
  const { items } = card.data as unknown as Consents;
  return (
    <>
      <ul className="list">
        {items.map((item) => (
          <li key={item.purpose} className="list__item">
            <div className="list__main">
              <p className="list__title">{item.title ?? item.purpose}</p>
              <p className="small soft">
                {item.granted && item.since ? `${momentZh(item.since)} 同意` : ''}
                {item.granted && !item.since ? '已同意' : ''}
                {!item.granted && '没有同意'}
              </p>
            </div>
            {item.action && <ActionButton action={item.action} />}
          </li>
        ))}
      </ul>
      <CardActions actions={card.actions ?? []} plain />
    </>
  );
}
