import { call } from './http';
import type { History, WireMessage } from './types';

/** All lines after a position, page by page; each page is handed on as it comes. */
export async function readHistory(
  token: string,
  after: number,
  signal: AbortSignal,
  onPage: (messages: WireMessage[]) => void,
): Promise<void> {
  let from = after;
  for (;;) {
    const page = await call<History>(`/api/messages?after=${from}`, { token, signal });
    onPage(page.messages);
    const last = page.messages[page.messages.length - 1]?.seq;
    if (!page.more || last === undefined || last <= from) return;
    from = last;
  }
}
