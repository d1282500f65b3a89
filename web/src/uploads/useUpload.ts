import { useCallback, useEffect, useRef, useState } from 'react';
import { ProblemError, sentenceOf } from '../api/http';
import { useOffice } from '../office/office';
import { follow, sendPaper } from './resumable';
import type { Course } from './resumable';
import { shrink } from './shrink';
import { under, useUnfinished } from './unfinished';
import type { Target, Unfinished } from './unfinished';
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
  /** What was begun before this page came: the same files go on where it ended. */
  unfinished: Unfinished | null;
  /** The files of one paper, in order. */
  start: (files: File[]) => void;
  retry: () => void;
  /** This browser cannot draw the picture: it is sent without being shown. */
  unseen: () => void;
  cancel: () => void;
}

/** A paper on its way: made smaller, sent piece by piece, gone on with after a cut or a reload. */
export function useUpload(target: Target, onPaper: (paperId: string) => void): Upload {
  const { call } = useOffice();
  const { document, side, partyId, changeNo, contractNo } = target;
  const [preview, setPreview] = useState<string | null>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState('');
  const last = useRef<File[]>([]);
  const running = useRef<AbortController | null>(null);
  const [begun, setBegun] = useState(false);
  const items = useUnfinished();
  const before = begun ? null : under(items, target);

  useEffect(() => () => running.current?.abort(), []);
  useEffect(() => () => void (preview && URL.revokeObjectURL(preview)), [preview]);

  const run = useCallback(
    async (work: (course: Course) => Promise<string>) => {
      running.current?.abort();
      const stop = new AbortController();
      running.current = stop;
      setProblem('');
      try {
        const course = { onProgress: setProgress, onWaiting: setWaiting, signal: stop.signal };
        const paperId = await work(course);
        if (!stop.signal.aborted) onPaper(paperId);
      } catch (error) {
        if (!stop.signal.aborted) setProblem(sentenceOf(error));
      } finally {
        if (running.current === stop) {
          setProgress(null);
          setWaiting(false);
        }
      }
    },
    [onPaper],
  );
  const go = useCallback(
    (chosen: File[]) => {
      setBegun(true);
      setProgress(0);
      return run(async (course) => {
        const pages = await Promise.all(chosen.map(shrink));
        if (pages.some(({ size }) => size > LARGEST)) {
          throw new ProblemError(413, 'FILE_TOO_LARGE', wording.tooLarge);
        }
        const whose = { party_id: partyId, change_no: changeNo, contract_no: contractNo };
        return sendPaper(call, { document, side, ...whose }, pages, course);
      });
    },
    [run, call, document, side, partyId, changeNo, contractNo],
  );

  // What arrived in full needs no file: only its number is missing.
  const arrived = before && before.offset >= before.size ? before.upload_id : null;
  useEffect(() => {
    if (!arrived) return undefined;
    const wait = async (course: Course) => {
      const paperId = await follow(call, arrived, course);
      setBegun(true);
      return paperId;
    };
    const timer = window.setTimeout(() => void run(wait), 0);
    return () => window.clearTimeout(timer);
  }, [arrived, run, call]);

  const start = useCallback(
    (chosen: File[]) => {
      last.current = chosen;
      const first = chosen[0];
      setPreview(first?.type.startsWith('image/') ? URL.createObjectURL(first) : null);
      void go(chosen);
    },
    [go],
  );
  const retry = useCallback(() => {
    if (last.current.length > 0) void go(last.current);
    else setProblem('');
  }, [go]);
  const cancel = useCallback(() => {
    running.current?.abort();
    setProgress(null);
    setPreview(null);
    setProblem('');
  }, []);
  const unseen = useCallback(() => setPreview(null), []);
  const unfinished = arrived ? null : before;
  return { preview, progress, waiting, problem, unfinished, start, retry, unseen, cancel };
}
