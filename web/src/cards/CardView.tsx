import { Component, useId } from 'react';
import type { ReactNode } from 'react';
import type { Card } from '../contract/cards';
import { CardActions } from './CardActions';
import { drawings } from './registry';

/** A card as an article with a heading; what cannot be drawn is read out in its own words. */
export function CardView({ card }: { card: Card }) {
  const headingId = useId();
  const drawing = Object.prototype.hasOwnProperty.call(drawings, card.name)
    ? drawings[card.name]
    : undefined;
  const words = <p className="card__text">{card.text}</p>;
  const width = drawing?.wide ? ' card--wide' : '';
  return (
    <article className={`card card--${card.name}${width}`} aria-labelledby={headingId}>
      <h3 className="card__title" id={headingId}>
        {card.title}
      </h3>
      <Fallback words={words} key={card.text}>
        {drawing ? <drawing.draw card={card} /> : words}
      </Fallback>
      {!drawing?.ownActions && <CardActions actions={card.actions ?? []} />}
    </article>
  );
}

/** A card whose data is not as promised falls back to its text instead of breaking the talk. */
class Fallback extends Component<{ words: ReactNode; children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? this.props.words : this.props.children;
  }
}
