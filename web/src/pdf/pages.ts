import { getDocument, GlobalWorkerOptions } from 'pdfjs-dist/legacy/build/pdf.mjs';
import worker from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = worker;

const SHARPEST = 2;

export interface DrawnPage {
  canvas: HTMLCanvasElement;
  /** What stands on it, for those who listen. */
  words: string;
}

/** Draws the pages of a PDF one after the other, each as wide as `width` on the screen. */
export async function drawPages(
  file: Blob,
  width: number,
  onPage: (page: DrawnPage) => void,
  signal: AbortSignal,
): Promise<void> {
  const loading = getDocument({ data: await file.arrayBuffer(), isEvalSupported: false });
  const stop = () => void loading.destroy();
  signal.addEventListener('abort', stop);
  try {
    const pdf = await loading.promise;
    for (let number = 1; number <= pdf.numPages && !signal.aborted; number += 1) {
      const page = await pdf.getPage(number);
      const natural = page.getViewport({ scale: 1 });
      const sharpness = Math.min(SHARPEST, window.devicePixelRatio || 1);
      const viewport = page.getViewport({ scale: (width / natural.width) * sharpness });
      const canvas = document.createElement('canvas');
      canvas.width = Math.round(viewport.width);
      canvas.height = Math.round(viewport.height);
      await page.render({ canvas, viewport }).promise;
      const { items } = await page.getTextContent();
      const words = items.map((item) => ('str' in item ? item.str : '')).join('');
      if (!signal.aborted) onPage({ canvas, words });
    }
  } finally {
    signal.removeEventListener('abort', stop);
    void loading.destroy();
  }
}
