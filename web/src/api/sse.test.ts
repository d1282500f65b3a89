import { describe, expect, it } from 'vitest';
import { EventParser } from './sse';

const STREAM =
  'retry: 2000\n\nid: 7\nevent: message\ndata: {"text":"首付"}\n\n: quiet\n\nid: 8\r\nevent: message\r\ndata: a\r\ndata: b\r\n\r\n';
const EVENTS = [
  { id: '7', event: 'message', data: '{"text":"首付"}' },
  { id: '8', event: 'message', data: 'a\nb' },
];

describe('the event parser', () => {
  it('reads events, skips comments and what is no event', () => {
    expect(new EventParser().feed(STREAM)).toEqual(EVENTS);
  });

  it('reads the same however the stream is cut', () => {
    for (let size = 1; size <= STREAM.length; size += 1) {
      const parser = new EventParser();
      const events = [];
      for (let at = 0; at < STREAM.length; at += size) {
        events.push(...parser.feed(STREAM.slice(at, at + size)));
      }
      expect(events).toEqual(EVENTS);
    }
  });

  it('gives nothing of an event that has not ended', () => {
    expect(new EventParser().feed('id: 1\ndata: half')).toEqual([]);
  });
});
