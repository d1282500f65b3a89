import type { Card, Term } from '../contract/cards';

export function TermCard({ card }: { card: Card }) {
  const { term, plain, example } = card.data as unknown as Term;
  return (
    <dl className="term">
      {term !== card.title && <dt className="term__word">{term}</dt>}
      <dd>{plain}</dd>
      {example && (
        <>
          <dt className="term__label">举个例子</dt>
          <dd className="term__example">{example}</dd>
        </>
      )}
    </dl>
  );
}
