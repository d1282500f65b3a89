import { useCallback, useEffect, useRef, useState } from 'react';
import { ProblemError, sentenceOf } from '../api/http';
import { useOffice } from '../office/office';
import { sendPaper } from './resumable';
import { shrink } from './shrink';
import { wording } from './wording';

export const LARGEST = 15 * 1024 * 1024;

export interface Upload {
  /** What is being sent, to look at. */
  preview: string | null;
  /** 0 to 1 while it is under way, else null. */
  progress: number | null;
  /** The line is cut; it goes on by itself. */
  waiting: boolean;
  problem: string;
  /** One file goes piece by piece; several pages of one paper go together. */
  start: (files: File[]) => void;
  retry: () => void;
  /** This browser cannot draw the picture: it is sent without being shown. */
  unseen: () => void;
  cancel: () => void;
}

interface Target {
  document: string;
  side?: string;
  partyId?: string;
  changeNo?: string;
  contractNo?: string;
}

/** One file on its way: made smaller, sent piece by piece, gone on with after a cut. */
export function useUpload(target: Target, onPaper: (paperId: string) => void): Upload {
  const { call } = useOffice();
  const { document, side, partyId, changeNo, contractNo } = target;
  const [preview, setPreview] = useState<string | null>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState('');
  const last = useRef<File[]>([]);
  const under = useRef<AbortController | null>(null);

  useEffect(() => () => under.current?.abort(), []);
  useEffect(() => () => void (preview && URL.revokeObjectURL(preview)), [preview]);

  const go = useCallback(
    async (chosen: File[]) => {
      under.current?.abort();
      const stop = new AbortController();
      under.current = stop;
      setProblem('');
      setProgress(0);
      try {
        const pages = await Promise.all(chosen.map(shrink));
        if (pages.some(({ size }) => size > LARGEST)) {
          throw new ProblemError(413, 'FILE_TOO_LARGE', wording.tooLarge);
        }
        const whose = { party_id: partyId, change_no: changeNo, contract_no: contractNo };
        const paper = { document, side, ...whose };
        const course = { onProgress: setProgress, onWaiting: setWaiting, signal: stop.signal };
        const paperId = await sendPaper(call, paper, pages, course);
        if (!stop.signal.aborted) onPaper(paperId);
      } catch (error) {
        if (!stop.signal.aborted) setProblem(sentenceOf(error));
      } finally {
        if (under.current === stop) {
          setProgress(null);
          setWaiting(false);
        }
      }
    },
    [call, document, side, partyId, changeNo, contractNo, onPaper],
  );

  const start = useCallback(
    (chosen: File[]) => {
      last.current = chosen;
      const first = chosen[0];
      setPreview(first?.type.startsWith('image/') ? URL.createObjectURL(first) : null);
      void go(chosen);
    },
    [go],
  );
  const retry = useCallback(() => void go(last.current), [go]);
  const cancel = useCallback(() => {
    under.current?.abort();
    setProgress(null);
    setPreview(null);
    setProblem('');
  }, []);
  const unseen = useCallback(() => setPreview(null), []);
  return { preview, progress, waiting, problem, start, retry, unseen, cancel };
}
