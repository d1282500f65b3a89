import { ended as wording } from './wording';

/** An application that is over: what that means, and the way to begin anew. */
export function EndedPanel({ state }: { state: string }) {
  const expired = state === 'EXPIRED';
  return (
    <section className="panel">
      <h2 className="panel__title">{expired ? wording.expiredTitle : wording.cancelledTitle}</h2>
      <p className="panel__words">{expired ? wording.expired : wording.cancelled}</p>
      <a className="button button--primary button--full" href="/">
        {wording.again}
      </a>
    </section>
  );
}
