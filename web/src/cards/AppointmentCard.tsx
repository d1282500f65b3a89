import { useState } from 'react';
import { callForFile, sentenceOf } from '../api/http';
import { useCardPowers } from '../chat/cardPowers';
import type { Appointment, Card } from '../contract/cards';
import { momentZh } from '../format/dates';
import { Icon } from '../ui/Icon';
import { saveFile } from '../ui/download';
import { Problem } from '../ui/Problem';
import { visitsAddress } from '../visits/asked';
import { CardLink } from './CardLink';

/** Its own page is the application; all others stand on the page of visits. */
const DELIVERY = 'delivery';

/** When and where, what to bring, and the file for the calendar. */
export function AppointmentCard({ card }: { card: Card }) {
  const { kind, dealer, starts_at: at, ics_url: ics, bring } = card.data as unknown as Appointment;
  const { token } = useCardPowers();
  const [problem, setProblem] = useState('');
  const keep = () => {
    setProblem('');
    token()
      .then((bearer) => callForFile(ics, { token: bearer }))
      .then((blob) => saveFile(new Blob([blob], { type: 'text/calendar' }), 'appointment.ics'))
      .catch((error: unknown) => setProblem(sentenceOf(error)));
  };
  return (
    <>
      <div className="hero">
        <p className="hero__label">{String(dealer.name ?? '')}</p>
        <p className="hero__figure">{momentZh(at)}</p>
        {typeof dealer.address === 'string' && <p className="small soft">{dealer.address}</p>}
      </div>
      {bring.length > 0 && (
        <div className="points points--plain">
          <h4>请带上</h4>
          <ul>
            {bring.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      <Problem>{problem}</Problem>
      {ics.startsWith('/api/') && (
        <div className="actions">
          <button type="button" className="button" onClick={keep}>
            <Icon name="calendar" />
            加到手机日历
          </button>
        </div>
      )}
      {kind !== DELIVERY && <CardLink url={visitsAddress()} words="改时间、取消或看路线" />}
    </>
  );
}
