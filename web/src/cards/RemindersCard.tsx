import { useState } from 'react';
import { callForFile, sentenceOf } from '../api/http';
import { useCardPowers } from '../chat/cardPowers';
import type { Card, Reminders } from '../contract/cards';
import { dateZh } from '../format/dates';
import { Icon } from '../ui/Icon';
import { saveFile } from '../ui/download';
import { Problem } from '../ui/Problem';

const CHANNELS: Record<string, string> = {
  auto: '按日子自动选',
  wechat: '微信，发不到时改短信',
  sms: '短信',
  phone: '同事打电话',
  app: '只在网页和 App 里',
};

/** When and how reminders come, what always comes, what is ahead, and the file for the calendar. */
export function RemindersCard({ card }: { card: Card }) {
  const data = card.data as unknown as Reminders;
  const { lead_days: days, channel, quiet_hours: quiet, mandatory = [], upcoming = [] } = data;
  const rows = [
    { label: '提前', value: days.length > 0 ? `还款日前 ${days.join('、')} 天` : '还款日前不提醒' },
    { label: '方式', value: CHANNELS[channel] ?? channel },
    { label: '时间', value: `${String(quiet.to)} 到 ${String(quiet.from)} 之间` },
  ];
  return (
    <>
      <dl className="rows">
        {rows.map((row) => (
          <div key={row.label} className="rows__row">
            <dt>{row.label}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
      </dl>
      {mandatory.length > 0 && (
        <div className="points points--plain">
          <h4>一定会告诉您</h4>
          <ul>
            {mandatory.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      {upcoming.length > 0 && (
        <div className="points points--plain">
          <h4>接下来</h4>
          <ul>
            {upcoming.map((day) => (
              <li key={`${day.kind}${day.on}${day.text}`}>
                {dateZh(day.on)} {day.text}
              </li>
            ))}
          </ul>
        </div>
      )}
      {data.ics_url?.startsWith('/api/') && <CalendarButton address={data.ics_url} />}
    </>
  );
}

function CalendarButton({ address }: { address: string }) {
  const { token } = useCardPowers();
  const [problem, setProblem] = useState('');
  const keep = () => {
    setProblem('');
    token()
      .then((bearer) => callForFile(address, { token: bearer }))
      .then((blob) => saveFile(new Blob([blob], { type: 'text/calendar' }), 'repayments.ics'))
      .catch((error: unknown) => setProblem(sentenceOf(error)));
  };
  return (
    <>
      <Problem>{problem}</Problem>
      <div className="actions">
        <button type="button" className="button" onClick={keep}>
          <Icon name="calendar" />
          加到手机日历
        </button>
      </div>
    </>
  );
}
