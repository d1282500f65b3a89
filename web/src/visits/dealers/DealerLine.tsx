import { useState } from 'react';
import { CommandButton } from '../../ui/CommandButton';
import { Icon } from '../../ui/Icon';
import type { Dealer, NearDealer } from '../types';
import { dealers as wording, wording as common } from '../wording';
import { mapAddress } from './mapAddress';

interface DealerLineProps {
  dealer: NearDealer;
  place: number;
  chosen: boolean;
  onBook: () => void;
}

/** One showroom: how far, open or not, what it does, how to get there, and its times. */
export function DealerLine({ dealer, place, chosen, onBook }: DealerLineProps) {
  return (
    <li className={`dealer${chosen ? ' dealer--chosen' : ''}`} id={`dealer-${dealer.dealer_id}`}>
      <div className="dealer__head">
        <span className="dealer__place" aria-hidden="true">
          {place}
        </span>
        <h3 className="dealer__name">{dealer.name}</h3>
        <p className="dealer__far">{dealer.distance_zh}</p>
      </div>
      <p className={`dealer__open small${dealer.open_now ? ' dealer__open--now' : ''}`}>
        <Icon name="clock" />
        {dealer.open_zh}
      </p>
      <dl className="dealer__facts small">
        <div>
          <dt>{wording.hours}</dt>
          <dd>{dealer.opening_hours}</dd>
        </div>
        <div>
          <dt>{wording.services}</dt>
          <dd>{dealer.services.map(({ name }) => name).join('、')}</dd>
        </div>
      </dl>
      <p className="dealer__address small">{dealer.address}</p>
      <Reach dealer={dealer} />
      <CommandButton primary full onPress={onBook}>
        <Icon name="calendar" />
        {wording.book}
        <span className="visually-hidden">：{dealer.name}</span>
      </CommandButton>
    </li>
  );
}

/** The ways to a showroom: its phone, the device's own map application, its address to paste. */
export function Reach({ dealer }: { dealer: Dealer }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard?.writeText(dealer.address).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <div className="reach">
      <a
        className="button button--quiet"
        href={`tel:${dealer.phone.replace(/[^+\d]/g, '')}`}
        aria-label={common.call(dealer.name, dealer.phone)}
      >
        <Icon name="phone" />
        {common.callShort}
      </a>
      <a
        className="button button--quiet"
        href={mapAddress(dealer, navigator.userAgent)}
        aria-label={common.mapOf(dealer.name)}
      >
        <Icon name="pin" />
        {common.map}
      </a>
      <button type="button" className="button button--quiet" onClick={copy}>
        <Icon name="copy" />
        <span role="status">{copied ? common.copied : common.copy}</span>
      </button>
    </div>
  );
}
