const KEY = 'chedai.link';

/**
 * The token behind `#`: taken out of the address bar at once, kept for this tab only, so that it
 * stands in no history, no log and no storage that outlives the window.
 */
export function takeToken(address: Location, history: History, store: Storage | null): string | null {
  const token = address.hash.replace(/^#/, '');
  if (token) {
    history.replaceState(null, '', address.pathname);
    write(store, token);
    return token;
  }
  return read(store);
}

export function forgetToken(store: Storage | null): void {
  try {
    store?.removeItem(KEY);
  } catch {
    return;
  }
}

export function tabStore(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

function write(store: Storage | null, token: string): void {
  try {
    store?.setItem(KEY, token);
  } catch {
    return;
  }
}

function read(store: Storage | null): string | null {
  try {
    return store?.getItem(KEY) ?? null;
  } catch {
    return null;
  }
}
