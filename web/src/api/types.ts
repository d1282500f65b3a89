import type { Action, Card } from '../contract/cards';

/** One message of the conversation as the edge sends it: history, stream and answers alike. */
export interface WireMessage {
  /** Position in the conversation; grows by one line of talk, never reused. */
  seq?: number;
  turn_id?: string | null;
  role?: 'customer' | 'bot' | 'agent' | 'system';
  client_message_id?: string | null;
  at?: string;
  text?: string;
  card?: Card;
  actions?: Action[];
  /** Lines of the edge itself (notice, warning, noted …) and presses of buttons. */
  kind?: string | null;
  /** Who speaks, when a person does. */
  author?: string | null;
}

/** `pending`: the words are noted, the rest of the turn follows on the stream. */
export interface TurnAnswer {
  turn_id: string;
  messages: WireMessage[];
  pending?: boolean;
}

export interface History {
  messages: WireMessage[];
  /** There are further lines after the last of these. */
  more?: boolean;
}

/** What a customer says: typed text, or a press of a signed button (its label is only shown). */
export type Saying =
  | { kind: 'text'; text: string }
  | { kind: 'press'; payload: string; label: string };
