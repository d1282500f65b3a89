import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Icon } from './Icon';

const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), [tabindex="0"]';

/** The sheets that are open, the one on top last: keys are for that one. */
const open: HTMLElement[] = [];

interface SheetProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  foot?: ReactNode;
}

/** A modal sheet: keeps the focus inside, closes on Esc and on the scrim, gives the focus back. */
export function Sheet({ title, onClose, children, foot }: SheetProps) {
  const headingId = useId();
  const panel = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const opener = document.activeElement;
    panel.current?.focus();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);

  // Keys are heard everywhere: what had the focus inside may have gone in the meantime.
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  }, [onClose]);
  useEffect(() => {
    const own = panel.current;
    if (own) open.push(own);
    const onKeyDown = (event: KeyboardEvent) => {
      if (open[open.length - 1] !== own || event.defaultPrevented) return;
      if (event.key === 'Escape') {
        event.preventDefault();
        close.current();
      }
      if (event.key === 'Tab') keepFocusInside(event, own);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      open.splice(open.indexOf(own as HTMLElement), own ? 1 : 0);
    };
  }, []);

  return createPortal(
    <div
      className="sheet-scrim"
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div
        className="sheet"
        role="dialog"
        aria-modal="true"
        aria-labelledby={headingId}
        tabIndex={-1}
        ref={panel}
      >
        <div className="sheet__head">
          <h2 className="sheet__title" id={headingId}>
            {title}
          </h2>
          <button type="button" className="button button--quiet" aria-label="关闭" onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        <div className="sheet__body" tabIndex={0} role="group" aria-label={title}>
          {children}
        </div>
        {foot && <div className="sheet__foot">{foot}</div>}
      </div>
    </div>,
    document.body,
  );
}

function keepFocusInside(event: KeyboardEvent, panel: HTMLElement | null) {
  if (!panel) return;
  const stops = Array.from(panel.querySelectorAll<HTMLElement>(FOCUSABLE));
  const first = stops[0];
  const last = stops[stops.length - 1];
  const here = document.activeElement;
  if (!panel.contains(here)) {
    event.preventDefault();
    first?.focus();
  } else if (event.shiftKey && (here === first || here === panel)) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && here === last) {
    event.preventDefault();
    first?.focus();
  }
}
