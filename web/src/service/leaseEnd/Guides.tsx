import type { DamageLine } from './types';
import { wording } from './wording';

/** What wear is free and what is charged, and which pictures to take. */
export function Guides({ damage, photos }: { damage: DamageLine[]; photos: string[] }) {
  return (
    <div className="stack">
      {damage.length > 0 && (
        <section>
          <h3 className="step__subtitle">{wording.damage}</h3>
          <dl className="damage">
            {damage.map(({ item, free, fee }) => (
              <div key={item} className="damage__line">
                <dt>{item}</dt>
                <dd>
                  <span className="damage__free">{wording.damageFree}</span> {free}
                </dd>
                <dd>
                  <span className="damage__fee">{wording.damageFee}</span> {fee}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {photos.length > 0 && (
        <details className="photo-guide">
          <summary>
            {wording.photos}
            <span className="small soft">（{photos.length}）</span>
          </summary>
          <ol className="ahead">
            {photos.map((photo) => (
              <li key={photo}>{photo}</li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}
