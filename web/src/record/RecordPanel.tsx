import { useCallback, useState } from 'react';
import { useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { useLoaded } from '../office/useLoaded';
import { useStepUp } from '../stepup/stepUpContext';
import { saveFile } from '../ui/download';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import { CorrectSheet } from './CorrectSheet';
import { DeleteSheet } from './DeleteSheet';
import type { CustomerRecord, RecordItem, RecordSection } from './types';
import { UNITS, wording } from './wording';
import './record.css';

type Form = 'json' | 'pdf';

/** All that is known of the customer, and his rights over it. */
export function RecordPanel() {
  const { value, problem, again } = useLoaded<CustomerRecord>('/api/record');
  const [open, setOpen] = useState(false);
  const [item, setItem] = useState<RecordItem | null>(null);
  const [deleting, setDeleting] = useState(false);
  return (
    <section className="panel record" id="record" aria-label={wording.title}>
      <h2 className="panel__title">{wording.title}</h2>
      <p className="small soft">{wording.why}</p>
      {!value && problem && <Problem onAgain={again}>{problem}</Problem>}
      {!value && !problem && <Skeletons label={wording.title} lines={4} />}
      {value && (
        <>
          <button
            type="button"
            className="button button--full"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? wording.hide : wording.show}
          </button>
          {open && value.sections.map((part) => <Part key={part.section} part={part} onCorrect={setItem} />)}
          {open && <p className="small soft">{value.excluded}</p>}
          <Files />
          <button type="button" className="button button--quiet" onClick={() => setDeleting(true)}>
            {wording.remove}
          </button>
        </>
      )}
      {item && <CorrectSheet item={item} onClose={() => setItem(null)} onDone={again} />}
      {deleting && <DeleteSheet onClose={() => setDeleting(false)} onDone={again} />}
    </section>
  );
}

function Part({ part, onCorrect }: { part: RecordSection; onCorrect: (item: RecordItem) => void }) {
  return (
    <section className="record__part" aria-label={part.title}>
      <h3 className="record__title">{part.title}</h3>
      <p className="small soft">{wording.purpose(part.purpose, part.kept)}</p>
      <ul className="list">
        {part.items.map((item, index) => (
          <li className="list__item" key={`${item.name}-${index}`}>
            <div className="list__main">
              <p className="small soft">{item.label}</p>
              <p className="list__title record__value">{item.value}</p>
              <p className="small soft">{wording.from(item.source, item.since ?? '')}</p>
            </div>
            <Correct item={item} onCorrect={onCorrect} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Correct({ item, onCorrect }: { item: RecordItem; onCorrect: (item: RecordItem) => void }) {
  if (!item.correct_at) return null;
  if (item.name in UNITS) {
    return (
      <button
        type="button"
        className="button"
        aria-label={wording.correctTitle(item.label)}
        onClick={() => onCorrect(item)}
      >
        {wording.correct}
      </button>
    );
  }
  if (item.correct_at === window.location.pathname) return null;
  return (
    <a className="button" href={item.correct_at} aria-label={wording.correctTitle(item.label)}>
      {wording.byPage}
    </a>
  );
}

/** The record as files; they need a proved identity. */
function Files() {
  const { file } = useOffice();
  const { withLevel } = useStepUp();
  const { run, busy, problem } = useCommand(
    useCallback(
      async (_key: string, form: Form) => {
        const blob = await withLevel(() => file(`/api/record.${form}`));
        saveFile(blob, `${wording.fileName}.${form}`);
      },
      [file, withLevel],
    ),
  );
  return (
    <div className="record__files">
      <button type="button" className="button" disabled={busy} onClick={() => void run('pdf')}>
        {wording.takePdf}
      </button>
      <button type="button" className="button" disabled={busy} onClick={() => void run('json')}>
        {wording.takeJson}
      </button>
      <Problem>{problem}</Problem>
    </div>
  );
}
