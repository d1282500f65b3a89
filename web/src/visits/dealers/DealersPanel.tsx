import { useCallback, useEffect, useState } from 'react';
import { ProblemError, sentenceOf } from '../../api/http';
import { useOffice } from '../../office/office';
import { Problem } from '../../ui/Problem';
import { Skeletons } from '../../ui/Skeletons';
import { placeOf } from '../asked';
import type { Asked, NearDealer, Nearest } from '../types';
import { dealers as wording } from '../wording';
import { DealerLine } from './DealerLine';
import { DealerMap } from './DealerMap';
import { PlaceForm } from './PlaceForm';

const NEAR_M = 100_000;
const AT_LEAST = 3;

/** Showrooms from the nearest on, as a list and drawn to scale beside it. */
export function DealersPanel({ onBook }: { onBook: (dealer: NearDealer) => void }) {
  const { found, busy, problem, several, ask } = useNearest();
  const [chosen, setChosen] = useState('');
  const near = found?.items.filter(({ distance_m: far }) => far <= NEAR_M) ?? [];
  const shown = near.length > 0 ? near : (found?.items.slice(0, AT_LEAST) ?? []);
  return (
    <section className="panel dealers" id="dealers" aria-label={wording.title}>
      <h2 className="panel__title">{wording.title}</h2>
      <PlaceForm busy={busy} cities={!found} onAsk={ask} />
      {several.length > 0 && (
        <div className="dealers__several" role="alert">
          <p>{wording.several}</p>
          <div className="chips">
            {several.map((place) => (
              <button key={place} type="button" className="button" onClick={() => ask({ place })}>
                {place}
              </button>
            ))}
          </div>
        </div>
      )}
      <Problem>{several.length > 0 ? '' : problem}</Problem>
      {busy && !found && <Skeletons label={wording.loading} lines={5} />}
      {!busy && !found && !problem && <p className="soft dealers__empty">{wording.empty}</p>}
      {found && (
        <div className="dealers__found" aria-busy={busy}>
          <p className="dealers__told small soft" role="status">
            {wording.from(found.origin.name)} · {wording.shownOf(shown.length)}
          </p>
          {near.length === 0 && <p className="dealers__far">{wording.farAway}</p>}
          <DealerMap origin={found.origin} dealers={shown} chosen={chosen} onChoose={setChosen} />
          <ol className="dealers__list">
            {shown.map((dealer, index) => (
              <DealerLine
                key={dealer.dealer_id}
                dealer={dealer}
                place={index + 1}
                chosen={dealer.dealer_id === chosen}
                onBook={() => onBook(dealer)}
              />
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}

/** What is near a place: asked for by the address, then as often as another place is named. */
function useNearest() {
  const { call } = useOffice();
  const [first] = useState(() => placeOf(window.location.search));
  const [found, setFound] = useState<Nearest | null>(null);
  const [busy, setBusy] = useState(first !== null);
  const [problem, setProblem] = useState('');
  const [several, setSeveral] = useState<string[]>([]);

  const look = useCallback(
    (asked: Asked) =>
      call<Nearest>('/api/dealers/nearest', { method: 'POST', body: asked })
        .then((nearest) => {
          setFound(nearest);
          setProblem('');
          setSeveral([]);
        })
        .catch((error: unknown) => {
          setProblem(sentenceOf(error));
          setSeveral(severalOf(error));
        })
        .finally(() => setBusy(false)),
    [call],
  );
  useEffect(() => {
    if (first) void look(first);
  }, [first, look]);
  const ask = (asked: Asked) => {
    setBusy(true);
    void look(asked);
  };
  return { found, busy, problem, several, ask };
}

/** The places of which one is meant, as the back office names them. */
function severalOf(error: unknown): string[] {
  const places = error instanceof ProblemError ? error.allowed.places : null;
  return Array.isArray(places) ? places.map(String) : [];
}
