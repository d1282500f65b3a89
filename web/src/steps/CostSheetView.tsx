import { rate } from '../format/money';
import type { CostBlock, CostItem, CostSheet } from './costSheet';
import { cost as wording } from './wording';

/** The cost sheet: the annualised cost first, then each block with its rows. */
export function CostSheetView({ sheet, irr }: { sheet: CostSheet; irr: string }) {
  return (
    <div className="cost-sheet">
      <div className="hero">
        <p className="hero__label">{wording.irr}</p>
        <p className="hero__figure">{rate(irr)}</p>
      </div>
      <p className="cost-sheet__statement">{sheet.statement}</p>
      {sheet.blocks.map((block) => (
        <Block key={block.title} block={block} />
      ))}
    </div>
  );
}

function Block({ block }: { block: CostBlock }) {
  return (
    <section className="cost-sheet__block">
      <h4>{block.title}</h4>
      {block.lines && block.lines.length > 0 && (
        <dl className="rows">
          {block.lines.map((line) => (
            <div key={line.label} className="rows__row rows__row--differs">
              <dt>{line.label}</dt>
              <dd>{line.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {(block.items ?? []).map((item) => (
        <Item key={item.item} item={item} />
      ))}
      {(block.notes ?? []).map((note) => (
        <p key={note} className="small">
          {note}
        </p>
      ))}
    </section>
  );
}

function Item({ item }: { item: CostItem }) {
  const about = [item.collector, item.basis, item.when].filter(Boolean).join(' · ');
  return (
    <div className="cost-item">
      <p className="cost-item__head">
        <span>{item.item}</span>
        <strong>{item.amount}</strong>
      </p>
      <p className="small soft">
        {about}
        {item.annualised && ` · ${wording.annualised} ${item.annualised}`}
      </p>
    </div>
  );
}
