import { OVERVIEW } from '../addresses';
import { wording } from '../wording';

/** No such page, or somebody else's: both are answered alike. */
export function Missing() {
  return (
    <section className="panel panel--narrow panel--empty">
      <h2 className="panel__title">{wording.missingTitle}</h2>
      <p className="panel__words">{wording.missing}</p>
      <a className="button button--primary button--full" href={OVERVIEW}>
        {wording.missingGo}
      </a>
    </section>
  );
}
