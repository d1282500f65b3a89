import { useCallback } from 'react';
import { part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { useStepUp } from '../../stepup/stepUpContext';
import { CommandButton } from '../../ui/CommandButton';
import { Problem } from '../../ui/Problem';
import { Figure, money } from '../parts/Figure';
import { Rows } from '../parts/Rows';
import type { Errand } from '../types';
import { wording } from './wording';

interface Report {
  excess_km_fee: string;
  damages: { item: string; count: number; fee: string }[];
  total: string;
  final?: boolean;
}

interface ReportPanelProps {
  errand: Errand;
  onAnswered: () => void;
}

/** The inspection's report, line by line; accepted, or looked at by a third party. */
export function ReportPanel({ errand, onAnswered }: ReportPanelProps) {
  const { call } = useOffice();
  const { withLevel } = useStepUp();
  const { request_no: no } = errand;
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string, answer: 'accept' | 'dispute') => {
        const options = { method: 'POST' as const, key, body: { answer, confirm: true } };
        await withLevel(() => call(`/api/errands/${part(no)}/report`, options));
        onAnswered();
      },
      [call, withLevel, no, onAnswered],
    ),
  );
  const report = errand.figures.report as Report | null | undefined;
  if (!report || errand.state !== 'INSPECTED') return null;
  return (
    <section className="panel stack" aria-label={wording.report}>
      <h2 className="panel__title">{wording.report}</h2>
      <Figure label={wording.reportTotal} amount={report.total} />
      <Rows
        rows={[
          { label: wording.reportKm, value: money(report.excess_km_fee) },
          ...report.damages.map(({ item, count, fee }) => ({ label: `${item} × ${count}`, value: money(fee) })),
        ]}
      />
      <Problem>{problem}</Problem>
      <CommandButton primary full busy={busy} onPress={() => void run('accept')}>
        {wording.accept}
      </CommandButton>
      {!report.final && (
        <CommandButton full busy={busy} onPress={() => void run('dispute')}>
          {wording.dispute}
        </CommandButton>
      )}
    </section>
  );
}
