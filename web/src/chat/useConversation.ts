import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { readHistory } from '../api/history';
import { call, newKey, ProblemError, sentenceOf } from '../api/http';
import { SessionKeeper } from '../api/session';
import { listen } from '../api/stream';
import type { StreamState } from '../api/stream';
import type { Saying, TurnAnswer, WireMessage } from '../api/types';
import { conversation, EMPTY, isWaiting } from './conversation';
import type { Entry } from './conversation';
import { wording } from './wording';

const TURN_TIMEOUT_MS = 40_000;

export interface Talk {
  entries: Entry[];
  /** The history of an earlier visit is still on its way. */
  loading: boolean;
  waiting: boolean;
  stream: StreamState | 'idle';
  say: (saying: Saying) => void;
  retry: (entry: Entry) => void;
  /** A token for calls beside the talk, opening a session when there is none. */
  token: () => Promise<string>;
}

/** The talk with the edge: session, history, sending once, and what the stream brings. */
export function useConversation(): Talk {
  const [state, dispatch] = useReducer(conversation, EMPTY);
  const [keeper] = useState(() => new SessionKeeper());
  const [token, setToken] = useState(() => keeper.current()?.token ?? null);
  const [loading, setLoading] = useState(token !== null);
  const [stream, setStream] = useState<StreamState | 'idle'>('idle');
  const cursor = useRef(0);
  useEffect(() => {
    cursor.current = state.cursor;
  }, [state.cursor]);

  const expire = useCallback(
    (lost: string) => {
      // History, stream and sending may all find out; only the first may clear the page.
      if (keeper.current()?.token !== lost) return;
      keeper.drop(lost);
      setToken(null);
      setLoading(false);
      cursor.current = 0;
      dispatch({ type: 'restarted' });
      dispatch({ type: 'noted', text: wording.expired, at: new Date().toISOString() });
    },
    [keeper],
  );

  useEffect(() => {
    if (!token) return undefined;
    return follow(token, {
      cursor: () => cursor.current,
      arrived: (messages) => dispatch({ type: 'arrived', messages }),
      loaded: () => setLoading(false),
      state: setStream,
      expired: () => expire(token),
    });
  }, [token, expire]);

  const open = useCallback(async () => {
    const session = await keeper.ensure();
    setToken(session.token);
    return session.token;
  }, [keeper]);

  const deliver = useCallback(
    async (clientId: string, saying: Saying) => {
      dispatch({ type: 'sending', clientId, saying, at: new Date().toISOString() });
      try {
        const answer = await post(clientId, saying, open, expire);
        const { turn_id: turnId, messages } = answer;
        dispatch({ type: 'answered', clientId, turnId, messages, at: new Date().toISOString() });
      } catch (error) {
        dispatch({ type: 'failed', clientId, problem: sentenceOf(error) });
      }
    },
    [open, expire],
  );

  const say = useCallback((saying: Saying) => void deliver(newKey(), saying), [deliver]);
  const retry = useCallback(
    (entry: Entry) => {
      if (entry.saying && entry.client_message_id) {
        void deliver(entry.client_message_id, entry.saying);
      }
    },
    [deliver],
  );

  const waiting = isWaiting(state);
  return useMemo(
    () => ({ entries: state.entries, loading, waiting, stream, say, retry, token: open }),
    [state.entries, loading, waiting, stream, say, retry, open],
  );
}

interface Following {
  cursor: () => number;
  arrived: (messages: WireMessage[]) => void;
  loaded: () => void;
  state: (state: StreamState) => void;
  expired: () => void;
}

/** History first, then the stream from where it ended. */
function follow(token: string, on: Following): () => void {
  const stop = new AbortController();
  let hush: (() => void) | null = null;
  const start = () => {
    if (stop.signal.aborted) return;
    on.loaded();
    hush = listen({
      token,
      cursor: on.cursor,
      onMessage: (message) => on.arrived([message]),
      onState: on.state,
      onExpired: on.expired,
    });
  };
  const page = (messages: WireMessage[]) => {
    if (!stop.signal.aborted) on.arrived(messages);
  };
  readHistory(token, on.cursor(), stop.signal, page)
    // The cursor is read by the stream's request: let the state settle first.
    .then(() => window.setTimeout(start, 0))
    .catch((error: unknown) => {
      if (error instanceof ProblemError && error.status === 401) on.expired();
      // Without history the stream brings everything from the last known line.
      else start();
    });
  return () => {
    stop.abort();
    hush?.();
  };
}

/** Sends once under its id; a session that has expired is replaced and the words go with it. */
async function post(
  clientId: string,
  saying: Saying,
  open: () => Promise<string>,
  expire: (token: string) => void,
): Promise<TurnAnswer> {
  const words = saying.kind === 'text' ? { text: saying.text } : { payload: saying.payload };
  const body = { ...words, client_message_id: clientId };
  const send = (token: string) =>
    call<TurnAnswer>('/api/messages', { method: 'POST', token, body, timeoutMs: TURN_TIMEOUT_MS });
  const token = await open();
  try {
    return await send(token);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== 401) throw error;
    expire(token);
    return send(await open());
  }
}
