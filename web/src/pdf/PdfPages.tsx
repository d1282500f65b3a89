import { useEffect, useRef, useState } from 'react';
import { Skeletons } from '../ui/Skeletons';
import { wording } from './wording';

interface PdfPagesProps {
  file: Blob;
  /** What is shown where this browser cannot draw it. */
  otherwise: string;
}

/** A document to be read right here, on any phone; its words are there for screen readers too. */
export function PdfPages({ file, otherwise }: PdfPagesProps) {
  const box = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'drawing' | 'drawn' | 'failed'>('drawing');

  useEffect(() => {
    const stop = new AbortController();
    const host = box.current;
    const draw = async () => {
      const { drawPages } = await import('./pages');
      if (!host || stop.signal.aborted) return;
      host.textContent = '';
      let number = 0;
      await drawPages(
        file,
        host.clientWidth,
        ({ canvas, words }) => {
          number += 1;
          host.appendChild(pageOf(canvas, words, number));
          setState('drawn');
        },
        stop.signal,
      );
    };
    draw().catch(() => {
      if (!stop.signal.aborted) setState('failed');
    });
    return () => stop.abort();
  }, [file]);

  return (
    <>
      {state === 'drawing' && <Skeletons label={wording.drawing} lines={8} />}
      {state === 'failed' && <p>{otherwise}</p>}
      <div className="pdf" ref={box} />
    </>
  );
}

function pageOf(canvas: HTMLCanvasElement, words: string, number: number): HTMLElement {
  const page = document.createElement('section');
  page.className = 'pdf__page';
  page.setAttribute('aria-label', wording.page(number));
  canvas.setAttribute('aria-hidden', 'true');
  const told = document.createElement('p');
  told.className = 'visually-hidden';
  told.textContent = words;
  page.append(canvas, told);
  return page;
}
