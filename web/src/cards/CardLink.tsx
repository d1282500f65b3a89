import { safeAddress, windowFor } from '../ui/addresses';

/** The way from a card to its page, where the card brings no button of its own. */
export function CardLink({ url, words }: { url: string; words: string }) {
  const address = safeAddress(url);
  if (!address) return null;
  return (
    <div className="actions">
      <a className="button button--primary" href={address} {...windowFor(address)}>
        {words}
      </a>
    </div>
  );
}
