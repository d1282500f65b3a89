import { useState } from 'react';
import { momentZh } from '../format/dates';
import { Icon } from '../ui/Icon';
import { QrCode } from './QrCode';
import { wording } from './wording';

export interface MadeLink {
  url: string;
  expires_at: string;
  sms_sent?: boolean;
}

/** A link just made: to be copied, passed on, or scanned across the table. */
export function LinkBox({ link }: { link: MadeLink }) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const [scan, setScan] = useState(false);
  const copy = () => {
    copyText(link.url).then(
      () => setCopied('yes'),
      () => setCopied('failed'),
    );
  };
  const share = () => {
    // Closing the share sheet is no failure.
    navigator.share({ text: wording.shareText, url: link.url }).catch(() => undefined);
  };
  const canShare = typeof navigator.share === 'function';
  return (
    <div className="link-box">
      <p className="link-box__url" tabIndex={0}>
        {link.url}
      </p>
      <p className="small soft">
        {wording.until(momentZh(link.expires_at))}。
        {link.sms_sent === false ? wording.noSms : wording.sms}
      </p>
      <div className="link-box__ways">
        <button type="button" className="button button--primary" onClick={copy}>
          <Icon name="copy" />
          {wording.copy}
        </button>
        {canShare && (
          <button type="button" className="button" onClick={share}>
            <Icon name="share" />
            {wording.share}
          </button>
        )}
        <button
          type="button"
          className="button"
          aria-expanded={scan}
          onClick={() => setScan(!scan)}
        >
          <Icon name="qr" />
          {wording.qr}
        </button>
      </div>
      <p className="small" role="status">
        {copied === 'yes' && wording.copied}
        {copied === 'failed' && wording.copyByHand}
      </p>
      {scan && (
        <figure className="link-box__qr">
          <QrCode text={link.url} label={wording.qrHint} />
          <figcaption className="small soft">{wording.qrHint}</figcaption>
        </figure>
      )}
      <p className="small soft">{wording.forward}</p>
    </div>
  );
}

/** Old WebViews have no clipboard of their own; a selected field does it there. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard?.writeText) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'visually-hidden';
  document.body.appendChild(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (!done) throw new Error('not copied');
}
