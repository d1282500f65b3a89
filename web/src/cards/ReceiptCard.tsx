import type { Card } from '../contract/cards';
import { Icon } from '../ui/Icon';
import type { FiledReceipt } from './extras';

export function ReceiptCard({ card }: { card: Card }) {
  const { request_no, what, effective, next, rows = [] } = card.data as unknown as FiledReceipt;
  const all = [
    { label: '编号', value: request_no },
    ...rows,
    { label: '生效', value: effective },
    { label: '接下来', value: next },
  ].filter((row) => row.value);
  return (
    <>
      <p className="receipt__what">
        <span className="receipt__tick">
          <Icon name="check" />
        </span>
        {what}
      </p>
      <dl className="rows">
        {all.map((row) => (
          <div key={row.label} className="rows__row rows__row--differs">
            <dt>{row.label}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
