import { useCallback, useId, useState } from 'react';
import { dateZh, dayZh, momentZh } from '../format/dates';
import { part, useOffice } from '../office/office';
import type { Application } from '../office/types';
import { useCommand } from '../office/useCommand';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { declined as wording } from './wording';

/** No, said plainly: the public reason, and every right that follows from it. */
export function DeclinedPanel({ application }: { application: Application }) {
  const { decision, application_no: no } = application;
  const review = decision?.review;
  return (
    <section className="panel step" aria-label={wording.title}>
      <h2 className="step__title">{wording.title}</h2>
      {decision?.reason_public && (
        <p>
          <span className="soft">{wording.why}：</span>
          {decision.reason_public}
        </p>
      )}
      <p className="panel__words">{wording.feel}</p>
      {decision?.reapply_after && (
        <p className="fine">
          <Icon name="calendar" />
          {wording.reapply(dayZh(decision.reapply_after))}
        </p>
      )}
      <h4 className="step__subtitle">{wording.rights}</h4>
      {review?.asked_at ? (
        <p className="fine" role="status">
          <Icon name="check" />
          {wording.reviewing(momentZh(review.asked_at), dateZh(review.due_by ?? ''))}
        </p>
      ) : (
        <Review applicationNo={no} />
      )}
      <Right title={wording.explain} why={wording.explainWhy} />
      <Right title={wording.erase} why={wording.eraseWhy} />
    </section>
  );
}

function Right({ title, why }: { title: string; why: string }) {
  return (
    <div className="right">
      <div className="right__words">
        <p className="right__title">{title}</p>
        <p className="small soft">{why}</p>
      </div>
      <a className="button" href="/" aria-label={`${title}：${wording.talk}`}>
        {wording.talk}
      </a>
    </div>
  );
}

function Review({ applicationNo }: { applicationNo: string }) {
  const { call, reload } = useOffice();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const id = useId();
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string, why: string) => {
        const path = `/api/applications/${part(applicationNo)}/review`;
        await call(path, { method: 'POST', key, body: { reason: why } });
        await reload();
      },
      [call, applicationNo, reload],
    ),
  );
  return (
    <div className="right right--open">
      <div className="right__words">
        <p className="right__title">{wording.review}</p>
        <p className="small soft">{wording.reviewWhy}</p>
      </div>
      {!open && (
        <button
          type="button"
          className="button button--primary"
          aria-label={wording.review}
          onClick={() => setOpen(true)}
        >
          {wording.ask}
        </button>
      )}
      {open && (
        <div className="right__form stack">
          <div>
            <label className="field-label" htmlFor={id}>
              {wording.reviewReason}
            </label>
            <textarea
              id={id}
              className="field field--words"
              rows={3}
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
          <Problem>{problem}</Problem>
          <button
            type="button"
            className="button button--primary button--full"
            disabled={busy}
            onClick={() => void run(reason.trim() || wording.review)}
          >
            {wording.reviewGo}
          </button>
        </div>
      )}
    </div>
  );
}
