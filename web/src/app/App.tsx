import { Component, lazy, Suspense } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { pageOf } from './routes';
import type { PageName } from './routes';
import { wording } from './wording';

const PAGES: Record<PageName, ComponentType> = {
  chat: lazy(() => import('../chat/TalkPage')),
  apply: lazy(() => import('../apply/ApplyPage')),
  account: lazy(() => import('../account/AccountPage')),
  remote: lazy(() => import('../remote/RemotePage')),
  proof: lazy(() => import('../proof/ProofPage')),
  service: lazy(() => import('../service/ServicePage')),
  visits: lazy(() => import('../visits/VisitsPage')),
};

/** The page that the address names, fetched when it is opened. */
export function App() {
  const Page = PAGES[pageOf(window.location.pathname)];
  return (
    <Fallback>
      <Suspense fallback={null}>
        <Page />
      </Suspense>
    </Fallback>
  );
}

/** A page that could not be fetched, or that broke, says so and is opened anew. */
class Fallback extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="broken" role="alert">
        <h1>{wording.brokenTitle}</h1>
        <p>{wording.broken}</p>
        <button
          type="button"
          className="button button--primary"
          onClick={() => window.location.reload()}
        >
          {wording.again}
        </button>
      </main>
    );
  }
}
