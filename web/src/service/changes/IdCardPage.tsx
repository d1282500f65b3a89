import { dayZh } from '../../format/dates';
import { useLoaded } from '../../office/useLoaded';
import { CommandButton } from '../../ui/CommandButton';
import { Problem } from '../../ui/Problem';
import { useVersion } from '../liveness';
import { Fetched } from '../parts/Fetched';
import { openOf } from './types';
import type { OnFile } from './types';
import { UnderWay } from './UnderWay';
import { useChange } from './useChange';
import { idCard, wording } from './wording';

/** How the identity card on file stands, and the beginning of its renewal. */
export default function IdCardPage() {
  const loaded = useLoaded<OnFile>('/api/changes', useVersion());
  const { run, busy, problem } = useChange('id_card');
  return (
    <Fetched loaded={loaded} label={wording.loading}>
      {(onFile) => {
        const open = openOf(onFile, 'id_card');
        if (open) return <UnderWay change={open} />;
        const { identity } = onFile;
        return (
          <section className="panel panel--narrow stack">
            {identity && (
              <div className="hero">
                <p className="hero__label">{idCard.validTo}</p>
                <p className="hero__figure">
                  {identity.valid_to ? dayZh(identity.valid_to) : (idCard.standing[identity.standing] ?? '')}
                </p>
                <p className="hero__terms">
                  <span>
                    <strong>{idCard.standing[identity.standing] ?? identity.standing}</strong>
                  </span>
                </p>
              </div>
            )}
            {identity?.note && <p className="consequence">{identity.note}</p>}
            <p>{idCard.why}</p>
            <Problem>{problem}</Problem>
            <CommandButton primary full busy={busy} busyWords={idCard.opening} onPress={() => void run({})}>
              {idCard.open}
            </CommandButton>
            <p className="small soft">{wording.notices}</p>
          </section>
        );
      }}
    </Fetched>
  );
}
