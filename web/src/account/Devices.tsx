import { useCallback } from 'react';
import { timeZh } from '../format/dates';
import { part, useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { useLoaded } from '../office/useLoaded';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import { wording } from './wording';

interface Device {
  device_id: string;
  name?: string | null;
  current: boolean;
  last_at?: string | null;
}

/** Where one is signed in; any of the others can be signed out from here. */
export function Devices() {
  const { value, problem, again } = useLoaded<{ items: Device[] }>('/api/devices');
  return (
    <section className="panel" aria-label={wording.devicesTitle}>
      <h2 className="panel__title">{wording.devicesTitle}</h2>
      {!value && problem && <Problem onAgain={again}>{problem}</Problem>}
      {!value && !problem && <Skeletons label={wording.devicesTitle} lines={2} />}
      {value && value.items.length < 2 && <p className="small soft">{wording.noDevices}</p>}
      <ul className="list">
        {(value?.items ?? []).map((device) => (
          <Line key={device.device_id} device={device} onEnded={again} />
        ))}
      </ul>
    </section>
  );
}

function Line({ device, onEnded }: { device: Device; onEnded: () => void }) {
  const { call } = useOffice();
  const { device_id: id } = device;
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string) => {
        await call(`/api/devices/${part(id)}`, { method: 'DELETE', key });
        onEnded();
      },
      [call, id, onEnded],
    ),
  );
  const name = device.name || wording.unnamed;
  return (
    <li className="list__item">
      <Icon name="phoneDevice" />
      <div className="list__main">
        <p className="list__title">
          {name}
          {device.current && <span className="badge device__here">{wording.current}</span>}
        </p>
        {device.last_at && (
          <p className="small soft">{wording.last(timeZh(device.last_at, new Date()))}</p>
        )}
        <Problem>{problem}</Problem>
      </div>
      {!device.current && (
        <button
          type="button"
          className="button"
          disabled={busy}
          aria-label={`${wording.end}：${name}`}
          onClick={() => void run()}
        >
          {wording.end}
        </button>
      )}
    </li>
  );
}
