import type { Card, Process } from '../contract/cards';

/** The way step by step: who does what, and how long it takes. */
export function ProcessCard({ card }: { card: Card }) {
  const { steps } = card.data as unknown as Process;
  return (
    <ol className="steps">
      {steps.map((step, index) => (
        <li key={step.name}>
          <span className="steps__number" aria-hidden="true">
            {index + 1}
          </span>
          <div className="steps__head">
            <h4>{step.name}</h4>
            {step.takes && <span className="small soft">{step.takes}</span>}
          </div>
          {step.you_do && (
            <p>
              <span className="steps__who">您要做</span>
              {step.you_do}
            </p>
          )}
          {step.we_do && (
            <p className="soft">
              <span className="steps__who">我们做</span>
              {step.we_do}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
