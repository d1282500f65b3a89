/** Only web addresses may be opened from what arrives; anything else is not an address. */
export function safeAddress(url: string): string | null {
  try {
    const parsed = new URL(url, window.location.origin);
    return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : null;
  } catch {
    return null;
  }
}

/** Opens a web address beside the talk. */
export function openAddress(url: string): void {
  const address = safeAddress(url);
  if (address) window.open(address, '_blank', 'noopener');
}
