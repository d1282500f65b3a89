import { embedded } from '../embedded';

/** Only web addresses may be opened from what arrives; anything else is not an address. */
export function safeAddress(url: string): string | null {
  try {
    const parsed = new URL(url, window.location.origin);
    return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : null;
  } catch {
    return null;
  }
}

/** Our own pages open in this window, where the way back is; others, and in a frame all, beside. */
export function windowFor(address: string): { target?: string; rel?: string } {
  const own = new URL(address).origin === window.location.origin;
  return own && !embedded ? {} : { target: '_blank', rel: 'noopener noreferrer' };
}

/** Opens a web address as `windowFor` has it. */
export function openAddress(url: string): void {
  const address = safeAddress(url);
  if (!address) return;
  if (windowFor(address).target) window.open(address, '_blank', 'noopener');
  else window.location.assign(address);
}
