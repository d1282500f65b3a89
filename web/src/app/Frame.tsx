import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon';
import { Mark } from '../ui/Mark';
import { wording } from './wording';
import './frame.css';

interface FrameProps {
  title: string;
  /** Who is signed in, masked. */
  person?: string | null;
  account?: boolean;
  /** The talk is not for everybody: who came by a link has none. */
  talk?: boolean;
  children: ReactNode;
}

/** A page that scrolls as a whole: the mark and where one is above, the talk one press away. */
export function Frame({ title, person, account, talk = true, children }: FrameProps) {
  useEffect(() => {
    document.title = `${title} · ${wording.product}`;
    document.documentElement.classList.add('document');
    return () => document.documentElement.classList.remove('document');
  }, [title]);
  return (
    <>
      <a className="skip-link" href="#main">
        {wording.skip}
      </a>
      <header className="top">
        <div className="top__inner">
          <Mark />
          <div className="top__name">
            <h1>{title}</h1>
            {person && <p className="small soft">{person}</p>}
          </div>
          {account && (
            <a className="button button--quiet" href="/account" aria-label={wording.account}>
              <Icon name="person" />
            </a>
          )}
          {talk && (
            <a className="button top__talk" href="/">
              <Icon name="chat" />
              {wording.talk}
            </a>
          )}
        </div>
      </header>
      <main className="document-page" id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
