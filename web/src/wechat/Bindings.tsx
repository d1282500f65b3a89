import { useCallback, useEffect, useState } from 'react';
import { timeZh } from '../format/dates';
import { useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { useLoaded } from '../office/useLoaded';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import { wording } from './wording';
import './wechat.css';

interface Binding {
  channel: string;
  since: string;
  subscribed: boolean;
}

interface Ticket {
  qr: string;
  url: string;
  expires_in: number;
}

const LOOK_MS = 2000;

/** Which WeChat accounts are the customer's; one more by scanning, none by unbinding. */
export function Bindings() {
  const { value, problem, again } = useLoaded<{ items: Binding[] }>('/api/bindings');
  const { call } = useOffice();
  const [ticket, setTicket] = useState<Ticket | null>(null);
  const count = value?.items.length ?? 0;
  const bind = useCommand(
    useCallback(async () => {
      setTicket(await call<Ticket>('/api/bindings/wechat', { method: 'POST', body: {} }));
    }, [call]),
  );
  const unbind = useCommand(
    useCallback(async () => {
      await call('/api/bindings/wechat', { method: 'DELETE' });
      setTicket(null);
      again();
    }, [call, again]),
  );
  return (
    <section className="panel" aria-label={wording.title}>
      <h2 className="panel__title">{wording.title}</h2>
      {!value && problem && <Problem onAgain={again}>{problem}</Problem>}
      {!value && !problem && <Skeletons label={wording.title} lines={2} />}
      {value && count === 0 && <p className="small soft">{wording.why}</p>}
      <ul className="list">
        {(value?.items ?? []).map((binding) => (
          <li key={binding.since} className="list__item">
            <Icon name="phoneDevice" />
            <div className="list__main">
              <p className="list__title">{wording.name}</p>
              <p className="small soft">{wording.bound(timeZh(binding.since, new Date()))}</p>
              {!binding.subscribed && <p className="small soft">{wording.unsubscribed}</p>}
            </div>
            <button
              type="button"
              className="button"
              disabled={unbind.busy}
              onClick={() => void unbind.run()}
            >
              {wording.unbind}
            </button>
          </li>
        ))}
      </ul>
      <Problem>{bind.problem || unbind.problem}</Problem>
      {ticket && count === 0 && <Code key={ticket.url} ticket={ticket} look={again} onAnew={() => void bind.run()} />}
      {value && !ticket && count === 0 && (
        <button
          type="button"
          className="button button--full"
          disabled={bind.busy}
          onClick={() => void bind.run()}
        >
          {wording.bind}
        </button>
      )}
    </section>
  );
}

function Code({ ticket, look, onAnew }: { ticket: Ticket; look: () => void; onAnew: () => void }) {
  const [expired, setExpired] = useState(false);
  useEffect(() => {
    const looking = window.setInterval(look, LOOK_MS);
    const ending = window.setTimeout(() => {
      window.clearInterval(looking);
      setExpired(true);
    }, ticket.expires_in * 1000);
    return () => {
      window.clearInterval(looking);
      window.clearTimeout(ending);
    };
  }, [ticket, look]);
  if (expired) {
    return (
      <div className="wechat-code">
        <p role="status">{wording.expired}</p>
        <button type="button" className="button" onClick={onAnew}>
          {wording.anew}
        </button>
      </div>
    );
  }
  return (
    <div className="wechat-code">
      <img className="wechat-code__picture" src={ticket.qr} alt={wording.picture} />
      <p className="small soft" role="status">
        {wording.scan}
      </p>
      <a className="small wechat-code__address" href={ticket.url}>
        {ticket.url}
      </a>
    </div>
  );
}
