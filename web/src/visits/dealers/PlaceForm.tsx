import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import { useLoaded } from '../../office/useLoaded';
import { Icon } from '../../ui/Icon';
import { Problem } from '../../ui/Problem';
import { placeOf, position } from '../asked';
import type { Asked, Items } from '../types';
import { dealers as wording } from '../wording';

interface PlaceFormProps {
  busy: boolean;
  /** The cities with showrooms are offered while nothing was asked yet. */
  cities: boolean;
  onAsk: (asked: Asked) => void;
}

/** Where distances are measured from: a place that is named, or where the device is. */
export function PlaceForm({ busy, cities, onAsk }: PlaceFormProps) {
  const id = useId();
  const [place, setPlace] = useState(() => named(placeOf(window.location.search)));
  const [locating, setLocating] = useState(false);
  const [problem, setProblem] = useState('');
  const { value: known } = useLoaded<Items<{ city: string }>>(cities ? '/api/cities' : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const said = place.trim();
    if (said) onAsk({ place: said });
  };
  const locate = () => {
    setLocating(true);
    setProblem('');
    position()
      .then((here) => {
        setPlace('');
        onAsk(here);
      })
      .catch(() => setProblem(wording.denied))
      .finally(() => setLocating(false));
  };
  const choose = (city: string) => {
    setPlace(city);
    onAsk({ place: city });
  };
  return (
    <form className="place stack" onSubmit={submit}>
      <div>
        <label className="field-label" htmlFor={id}>
          {wording.where}
        </label>
        <div className="beside">
          <input
            id={id}
            className="field"
            value={place}
            maxLength={40}
            placeholder={wording.example}
            autoComplete="address-level2"
            enterKeyHint="search"
            onChange={(event) => setPlace(event.target.value)}
          />
          <button type="submit" className="button button--primary" disabled={busy || !place.trim()}>
            {wording.look}
          </button>
        </div>
      </div>
      <div>
        <button type="button" className="button button--full" disabled={locating} onClick={locate}>
          <Icon name="pin" />
          {locating ? wording.locating : wording.here}
        </button>
        <p className="small soft place__why">{wording.hereWhy}</p>
      </div>
      <Problem>{problem}</Problem>
      {cities && known && (
        <div role="group" aria-label={wording.choose}>
          <p className="field-label">{wording.choose}</p>
          <div className="chips">
            {known.items.map(({ city }) => (
              <button key={city} type="button" className="choice" onClick={() => choose(city)}>
                {city}
              </button>
            ))}
          </div>
        </div>
      )}
    </form>
  );
}

const named = (asked: Asked | null): string => (asked && 'place' in asked ? asked.place : '');
