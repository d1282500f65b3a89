import { describe, expect, it, vi } from 'vitest';
import { NoAnswerError, ProblemError } from '../api/http';
import type { Office } from '../office/office';
import { CHUNK, follow, sendPaper } from './resumable';
import { fitted, LONG_EDGE } from './shrink';

const SIZE = CHUNK * 2 + 100;
const file = new Blob([new Uint8Array(SIZE)]);
const paper = { document: 'id_card', side: 'front', party_id: 'T1' };
const send = (call: Office['call'], on: ReturnType<typeof course>, pages = [file]) =>
  sendPaper(call, paper, pages, on);

/** An edge that keeps what arrives and fails as the test wants. */
function edge(faults: (put: number) => Error | null, keep = true, from = 0) {
  let [offset, puts] = [from, 0];
  const log: string[] = [];
  const call = async (path: string, options: Parameters<Office['call']>[1] = {}) => {
    const method = options.method ?? 'GET';
    log.push(`${method} ${path.replace('/api/uploads', '')}`);
    if (method === 'POST') return { upload_id: 'u1', offset };
    if (method === 'GET') return { offset, size: SIZE, done: false };
    const fault = faults(puts);
    puts += 1;
    expect(options.headers?.['Upload-Offset']).toBe(String(offset));
    if (!fault || keep) offset += (options.raw as Blob).size;
    if (fault) throw fault;
    return { offset, done: offset === SIZE, paper_id: offset === SIZE ? 'p1' : undefined };
  };
  return { call: call as Office['call'], log };
}

const course = () => ({
  onProgress: vi.fn(),
  onWaiting: vi.fn(),
  signal: new AbortController().signal,
  pause: () => Promise.resolve(),
});

describe('sending a file', () => {
  it('goes piece by piece and tells how far it is', async () => {
    const on = course();
    const { call } = edge(() => null);
    expect(await send(call, on)).toBe('p1');
    expect(on.onProgress.mock.calls.map(([share]) => Math.round(share * 100))).toEqual([
      0, 50, 100, 100,
    ]);
  });

  it('asks after a cut how much arrived and goes on from there, nothing sent twice', async () => {
    const on = course();
    const { call, log } = edge((put) => (put === 1 ? new NoAnswerError('cut') : null));
    expect(await send(call, on)).toBe('p1');
    expect(log).toEqual(['POST /begin', 'PUT /u1', 'PUT /u1', 'GET /u1', 'PUT /u1']);
    expect(on.onWaiting.mock.calls).toEqual([[true], [false]]);
  });

  it('tries the same piece again when it was lost', async () => {
    const { call } = edge((put) => (put === 0 ? new NoAnswerError('cut') : null), false);
    expect(await send(call, course())).toBe('p1');
  });

  it('sends the pages of one paper one behind the other, announced with their sizes', async () => {
    const { call, log } = edge(() => null);
    const parts = [file.slice(0, CHUNK + 7), file.slice(CHUNK + 7)];
    const seen: unknown[] = [];
    const noted: Office['call'] = (path, options) => {
      if (path.endsWith('/begin')) seen.push(options?.body);
      return call(path, options);
    };
    expect(await send(noted, course(), parts)).toBe('p1');
    expect(seen).toMatchObject([{ size: SIZE, pages: [CHUNK + 7, CHUNK + 93] }]);
    expect(log.filter((one) => one.startsWith('PUT'))).toHaveLength(3);
  });

  it('sends only the rest of what was begun before the page came', async () => {
    const { call, log } = edge(() => null, true, CHUNK);
    expect(await send(call, course())).toBe('p1');
    expect(log.filter((one) => one.startsWith('PUT'))).toHaveLength(2);
  });

  it('waits for what has arrived in full until the back office has it', async () => {
    const answers = [
      { upload_id: 'u1', status: 'waiting', done: true },
      { upload_id: 'u1', status: 'handed', done: true, paper_id: 'p1' },
    ];
    const call = async () => answers.shift();
    expect(await follow(call as Office['call'], 'u1', course())).toBe('p1');
  });

  it('gives up at once on a refusal', async () => {
    const { call, log } = edge(() => new ProblemError(422, 'FILE_KIND', '不支持'), false);
    await expect(send(call, course())).rejects.toThrow('FILE_KIND');
    expect(log).toHaveLength(2);
  });
});

describe('a photo', () => {
  it('keeps its proportions and is never enlarged', () => {
    expect(fitted(4800, 3200)).toEqual({ width: LONG_EDGE, height: 1600 });
    expect(fitted(3000, 6000)).toEqual({ width: 1200, height: LONG_EDGE });
    expect(fitted(800, 600)).toEqual({ width: 800, height: 600 });
  });
});
