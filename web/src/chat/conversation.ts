import type { Saying, WireMessage } from '../api/types';

export type Role = 'customer' | 'bot' | 'agent' | 'system';

/** One line of the talk on the page. `state` is the fate of what the customer sent. */
export interface Entry extends WireMessage {
  id: string;
  role: Role;
  state: 'sent' | 'sending' | 'failed';
  /** The request that brings the answer is under way, though the words may have arrived. */
  awaited?: boolean;
  /** Why sending failed, fit to show. */
  problem?: string;
  /** What to send again. */
  saying?: Saying;
}

export interface Conversation {
  entries: Entry[];
  /** Last position got from history or stream; reconnecting asks for what comes after it. */
  cursor: number;
}

export type Event =
  | { type: 'arrived'; messages: WireMessage[] }
  | { type: 'sending'; clientId: string; saying: Saying; at: string }
  | { type: 'answered'; clientId: string; turnId: string; messages: WireMessage[]; at: string }
  | { type: 'failed'; clientId: string; problem: string }
  | { type: 'noted'; text: string; at: string }
  | { type: 'restarted' };

export const EMPTY: Conversation = { entries: [], cursor: 0 };

/** The talk as a pure function of what happened: nothing is lost, nothing stands twice. */
export function conversation(state: Conversation, event: Event): Conversation {
  switch (event.type) {
    case 'arrived':
      return event.messages.reduce(arrive, state);
    case 'sending':
      return { ...state, entries: sending(state.entries, event) };
    case 'answered':
      return { ...state, entries: answered(state.entries, event) };
    case 'failed':
      return { ...state, entries: patch(state.entries, event.clientId, failure(event.problem)) };
    case 'noted':
      return { ...state, entries: [...state.entries, note(event.text, event.at)] };
    case 'restarted':
      // What was never delivered belongs to the customer, not to the old session.
      return { cursor: 0, entries: state.entries.filter((entry) => entry.state !== 'sent') };
  }
}

/** Whether an answer is under way of which nothing stands on the page yet. */
export function isWaiting({ entries }: Conversation): boolean {
  const answeredTurns = new Set(
    entries.filter((entry) => entry.role !== 'customer').map((entry) => entry.turn_id),
  );
  return entries.some(
    (entry) => entry.awaited && !(entry.turn_id && answeredTurns.has(entry.turn_id)),
  );
}

function arrive(state: Conversation, message: WireMessage): Conversation {
  const cursor = Math.max(state.cursor, message.seq ?? 0);
  return { cursor, entries: merge(state.entries, message) };
}

/** Puts one message in: onto the line that already stands for it, or at its place by position. */
function merge(entries: Entry[], message: WireMessage): Entry[] {
  const known = entries.findIndex((entry) => isSame(entry, message));
  const before = entries[known];
  if (!before) return ordered([...entries, toEntry(message)]);
  const state = before.role === 'customer' ? 'sent' : before.state;
  const merged: Entry = { ...before, ...present(message), state, problem: undefined };
  return ordered(replace(entries, known, merged));
}

function isSame(entry: Entry, message: WireMessage): boolean {
  if (entry.seq !== undefined && message.seq !== undefined) return entry.seq === message.seq;
  const role = message.role ?? 'bot';
  if (entry.role !== role) return false;
  if (role === 'customer') {
    return Boolean(message.client_message_id) && entry.client_message_id === message.client_message_id;
  }
  // The answer to a request may come without positions; the stream brings the same turn with them.
  const sameTurn = Boolean(message.turn_id) && entry.turn_id === message.turn_id;
  return sameTurn && content(entry) === content(message);
}

function content(message: WireMessage): string {
  return message.card ? `${message.card.name}\n${message.card.text}` : (message.text ?? '');
}

function answered(
  entries: Entry[],
  { clientId, turnId, messages, at }: Extract<Event, { type: 'answered' }>,
): Entry[] {
  const sent = patch(entries, clientId, {
    state: 'sent',
    awaited: false,
    turn_id: turnId,
    problem: undefined,
  });
  const claimed = new Set<string>();
  return messages.reduce((all, message) => {
    const whole: WireMessage = { role: 'bot', at, turn_id: turnId, ...message };
    // Two equal lines in one turn are two lines: each may be claimed once.
    const twin = all.find((entry) => !claimed.has(entry.id) && isSame(entry, whole));
    if (twin) {
      claimed.add(twin.id);
      return ordered(all.map((entry) => (entry === twin ? { ...twin, ...present(whole) } : entry)));
    }
    const fresh = toEntry(whole, all.length);
    claimed.add(fresh.id);
    return ordered([...all, fresh]);
  }, sent);
}

function sending(
  entries: Entry[],
  { clientId, saying, at }: Extract<Event, { type: 'sending' }>,
): Entry[] {
  if (entries.some((entry) => entry.client_message_id === clientId)) {
    return patch(entries, clientId, { state: 'sending', awaited: true, problem: undefined });
  }
  const text = saying.kind === 'text' ? saying.text : saying.label;
  const entry: Entry = {
    id: `c:${clientId}`,
    client_message_id: clientId,
    role: 'customer',
    state: 'sending',
    awaited: true,
    text,
    saying,
    at,
  };
  return [...entries, entry];
}

function failure(problem: string): Partial<Entry> {
  return { state: 'failed', awaited: false, problem };
}

function note(text: string, at: string): Entry {
  return { id: `n:${at}:${text}`, role: 'system', state: 'sent', text, at };
}

function toEntry(message: WireMessage, salt = 0): Entry {
  const role = message.role ?? 'bot';
  const id = message.seq !== undefined ? `s:${message.seq}` : `t:${message.turn_id}:${salt}`;
  return { ...message, id, role, state: 'sent' };
}

/** Only the members a message really has, so that merging never wipes what is known. */
function present(message: WireMessage): Partial<WireMessage> {
  const members: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(message)) {
    if (value !== undefined && value !== null) members[name] = value;
  }
  return members;
}

function patch(entries: Entry[], clientId: string, change: Partial<Entry>): Entry[] {
  return entries.map((entry) =>
    entry.client_message_id === clientId ? settle(entry, change) : entry,
  );
}

// A line that the stream already showed as delivered does not fail any more.
function settle(entry: Entry, change: Partial<Entry>): Entry {
  const delivered = entry.seq !== undefined && change.state === 'failed';
  return delivered ? { ...entry, awaited: false } : { ...entry, ...change };
}

function replace(entries: Entry[], index: number, entry: Entry): Entry[] {
  return entries.map((old, position) => (position === index ? entry : old));
}

/** Lines with a position by position; those without stay behind the line they followed. */
function ordered(entries: Entry[]): Entry[] {
  let last = 0;
  const keyed = entries.map((entry, index) => {
    last = entry.seq ?? last;
    const pending = entry.seq === undefined && entry.state !== 'sent';
    return { entry, index, key: pending ? Number.MAX_SAFE_INTEGER : last };
  });
  keyed.sort((a, b) => a.key - b.key || a.index - b.index);
  return keyed.map(({ entry }) => entry);
}
