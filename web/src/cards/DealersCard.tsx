import type { Card, Dealers } from '../contract/cards';
import { Icon } from '../ui/Icon';
import { visitsAddress } from '../visits/asked';
import { CardLink } from './CardLink';
import type { ReachableDealer } from './extras';

/** Showrooms with address, hours and a number that can be dialled. */
export function DealersCard({ card }: { card: Card }) {
  const items = (card.data as unknown as Dealers).items as ReachableDealer[];
  return (
    <>
      <ul className="list">
        {items.map((dealer) => (
          <li key={dealer.dealer_id} className="list__item">
            <Icon name="pin" />
            <div className="list__main">
              <p className="list__title">
                {dealer.name}
                <span className="small soft"> {dealer.city}</span>
              </p>
              <p className="small">{dealer.address}</p>
              {dealer.opening_hours && <p className="small soft">营业时间 {dealer.opening_hours}</p>}
            </div>
            {dealer.phone && (
              <a
                className="button button--quiet"
                href={`tel:${dealer.phone.replace(/[^+\d]/g, '')}`}
                aria-label={`打电话给${dealer.name}，${dealer.phone}`}
              >
                <Icon name="phone" />
              </a>
            )}
          </li>
        ))}
      </ul>
      <CardLink url={visitsAddress(items[0]?.city)} words="看距离，约时间" />
    </>
  );
}
