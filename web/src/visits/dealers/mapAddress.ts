import type { Dealer } from '../types';

/** The address by which a device opens the map application it has; no map of others is loaded. */
export function mapAddress(dealer: Dealer, device: string): string {
  const at = `${Number(dealer.latitude)},${Number(dealer.longitude)}`;
  const name = encodeURIComponent(dealer.name);
  if (/iPhone|iPad|iPod|Macintosh/.test(device)) return `maps:?ll=${at}&q=${name}`;
  return `geo:${at}?q=${at}(${name})`;
}
