export interface ServerEvent {
  id: string;
  event: string;
  data: string;
}

/** Splits a `text/event-stream` that arrives in pieces of any size into its events. */
export class EventParser {
  private rest = '';
  private fields = { id: '', event: 'message', data: [] as string[] };

  /** Takes the next piece and gives the events it completes. */
  feed(piece: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    this.rest += piece;
    // A lone CR at the very end may be half of CRLF: it waits for the next piece.
    const lines = this.rest.split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') this.take(line);
      else if (this.fields.data.length > 0) events.push(this.finish());
      else this.reset();
    }
    return events;
  }

  private take(line: string): void {
    if (line.startsWith(':')) return;
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.fields.data.push(value);
    else if (name === 'id') this.fields.id = value;
    else if (name === 'event') this.fields.event = value;
  }

  private finish(): ServerEvent {
    const { id, event, data } = this.fields;
    this.reset();
    return { id, event, data: data.join('\n') };
  }

  private reset(): void {
    this.fields = { id: '', event: 'message', data: [] };
  }
}
