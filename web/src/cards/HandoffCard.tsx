import type { Card, Handoff } from '../contract/cards';

/** Where the way to a person stands. */
export function HandoffCard({ card }: { card: Card }) {
  const { state, position, agent_alias } = card.data as unknown as Handoff;
  return (
    <p className="handoff">
      <span className={`handoff__dot handoff__dot--${state}`} aria-hidden="true" />
      {state === 'queued' && (position ? `正在排队，您前面还有 ${position} 位。` : '正在为您联系人工顾问。')}
      {state === 'connected' && `${agent_alias ?? '人工顾问'}正在为您服务。`}
      {state === 'ended' && '人工服务已结束，可以继续问我。'}
    </p>
  );
}
