import { call } from './http';

const KEY = 'chedai.session';

export interface Session {
  token: string;
  conversation_id: string;
}

/** The anonymous session: kept in localStorage, opened when first needed, replaced when expired. */
export class SessionKeeper {
  private opening: Promise<Session> | null = null;
  private session: Session | null = read();

  /** The session of an earlier visit or of this one, if there is one. */
  current(): Session | null {
    return this.session;
  }

  /** The session, opened now if there is none; callers at the same time share one request. */
  async ensure(): Promise<Session> {
    if (this.session) return this.session;
    this.opening ??= call<Session>('/api/sessions', { method: 'POST', body: {} })
      .then((session) => {
        this.session = session;
        write(session);
        return session;
      })
      .finally(() => {
        this.opening = null;
      });
    return this.opening;
  }

  /** Forgets a session the edge no longer knows, unless another has taken its place. */
  drop(token: string): void {
    if (this.session?.token !== token) return;
    this.session = null;
    write(null);
  }
}

/** The page has this session from now on, wherever it came from; before any keeper is made. */
export function keepSession(session: Session): void {
  write(session);
}

// Storage may be shut (private windows, embedded frames): the session then lives with the page.
function read(): Session | null {
  try {
    const stored = JSON.parse(window.localStorage.getItem(KEY) ?? 'null') as Session | null;
    return stored?.token ? stored : null;
  } catch {
    return null;
  }
}

function write(session: Session | null): void {
  try {
    if (session) window.localStorage.setItem(KEY, JSON.stringify(session));
    else window.localStorage.removeItem(KEY);
  } catch {
    return;
  }
}
