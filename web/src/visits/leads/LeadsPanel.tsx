import { useState } from 'react';
import { dayZh } from '../../format/dates';
import { useLoaded } from '../../office/useLoaded';
import { Rows } from '../../service/parts/Rows';
import { Icon } from '../../ui/Icon';
import { Problem } from '../../ui/Problem';
import { Skeletons } from '../../ui/Skeletons';
import { dayAndHour } from '../days';
import type { Items, Lead } from '../types';
import { leads as wording } from '../wording';
import { RevokeLead } from './RevokeLead';

/** What went to which dealer, when, on which consent; what stands can be taken back. */
export function LeadsPanel({ version }: { version: number }) {
  const { value, problem, again } = useLoaded<Items<Lead>>('/api/leads', version);
  const [open, setOpen] = useState(false);
  const standing = value?.items.filter((lead) => lead.can_revoke) ?? [];
  const over = value?.items.filter((lead) => !lead.can_revoke) ?? [];
  return (
    <section className="panel leads" aria-label={wording.title}>
      <h2 className="panel__title">{wording.title}</h2>
      <p className="small soft">{wording.why}</p>
      {!value && problem && <Problem onAgain={again}>{problem}</Problem>}
      {!value && !problem && <Skeletons label={wording.loading} lines={4} />}
      {value?.items.length === 0 && <p className="leads__none">{wording.empty}</p>}
      {standing.map((lead) => (
        <Line key={lead.lead_no} lead={lead} onChanged={again} />
      ))}
      {over.length > 0 && (
        <button type="button" className="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span>{wording.before(over.length)}</span>
          <Icon name={open ? 'down' : 'chevron'} />
        </button>
      )}
      {open && over.map((lead) => <Line key={lead.lead_no} lead={lead} onChanged={again} />)}
      <a className="button button--quiet button--full" href="/account">
        {wording.consents}
      </a>
    </section>
  );
}

function Line({ lead, onChanged }: { lead: Lead; onChanged: () => void }) {
  const sent = lead.delivered_at
    ? wording.at(dayAndHour(lead.delivered_at))
    : wording.waiting(dayAndHour(lead.created_at));
  return (
    <article className="lead" aria-label={`${lead.intent_zh}：${lead.dealer_name}`}>
      <div className="visit__head">
        <h3 className="step__subtitle">{lead.intent_zh}</h3>
        <span className={`state${lead.can_revoke ? '' : ' state--ended'}`}>{lead.status_zh}</span>
      </div>
      <Rows
        rows={[
          { label: wording.to, value: lead.dealer_name },
          ...lead.sent,
          { label: wording.on, value: sent },
          { label: wording.consent, value: lead.consent?.told ?? '' },
          lead.can_revoke ? { label: wording.until, value: dayZh(lead.expires_on) } : null,
        ]}
      />
      <p className="small soft">{lead.next}</p>
      {lead.can_revoke && <RevokeLead lead={lead} onChanged={onChanged} />}
    </article>
  );
}
