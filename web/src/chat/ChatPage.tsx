import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Saying } from '../api/types';
import { CalculatorSheet } from '../calculator/CalculatorSheet';
import type { CalculatorStart } from '../calculator/plan';
import type { Action } from '../contract/cards';
import { openAddress } from '../ui/addresses';
import { Banner } from './Banner';
import { CardPowersContext } from './cardPowers';
import { Composer } from './Composer';
import { Header } from './Header';
import { lastPlanOf } from './lastPlan';
import { MessageList } from './MessageList';
import { QuickReplies, quickRepliesOf } from './QuickReplies';
import { useConversation } from './useConversation';
import { Loading, Welcome } from './Welcome';
import { wording } from './wording';

const PATIENCE_MS = 300;

export function ChatPage() {
  const talk = useConversation();
  const { say, token } = talk;
  const [calculator, setCalculator] = useState<CalculatorStart | null>(null);

  const sayFromCalculator = useCallback(
    (saying: Saying) => {
      setCalculator(null);
      say(saying);
    },
    [say],
  );
  const powers = useMemo(() => ({ say, token, openCalculator: setCalculator }), [say, token]);
  const press = (action: Action) => {
    if (action.url) openAddress(action.url);
    else if (action.payload) say({ kind: 'press', payload: action.payload, label: action.label });
  };
  const write = (text: string) => say({ kind: 'text', text });
  const empty = talk.entries.every((entry) => entry.role === 'system');

  return (
    <CardPowersContext.Provider value={powers}>
      <div className="page">
        <a className="skip-link" href="#composer">
          {wording.skip}
        </a>
        <Header onCalculator={() => setCalculator({ plan: lastPlanOf(talk.entries) })} />
        <Banner stream={talk.stream} />
        <main className="main">
          {empty ? (
            <EmptyTalk loading={talk.loading} onStart={write} />
          ) : (
            <MessageList
              entries={talk.entries}
              loading={talk.loading}
              waiting={talk.waiting}
              onRetry={talk.retry}
            />
          )}
        </main>
        <footer className="footer">
          <div className="footer__inner">
            {!talk.waiting && <QuickReplies actions={quickRepliesOf(talk.entries)} onPress={press} />}
            <Composer onSend={write} />
          </div>
        </footer>
      </div>
      {calculator && (
        <CalculatorSheet
          start={calculator}
          token={token}
          onSay={sayFromCalculator}
          onClose={() => setCalculator(null)}
        />
      )}
    </CardPowersContext.Provider>
  );
}

function EmptyTalk({ loading, onStart }: { loading: boolean; onStart: (text: string) => void }) {
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    const timer = window.setTimeout(() => setPatient(false), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, []);
  if (!loading) return <Welcome onStart={onStart} />;
  return patient ? null : <Loading />;
}
