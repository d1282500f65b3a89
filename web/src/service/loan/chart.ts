import type { ScheduleRow } from '../../contract/cards';

export const [WIDTH, HEIGHT] = [640, 200];
const GAP = 0.22;

export interface Bar {
  period: number;
  x: number;
  width: number;
  principal: { y: number; height: number };
  interest: { y: number; height: number };
  paid: boolean;
}

/** Lengths of the drawing, to scale; a drawing needs no cents and no figure is taken from it. */
export function chartOf(rows: ScheduleRow[], paidPeriods: number): { bars: Bar[]; line: string } {
  const highest = Math.max(...rows.map((row) => Number(row.payment)), 0.01);
  const opening = Math.max(...rows.map((row) => Number(row.balance) + Number(row.principal)), 0.01);
  const slot = WIDTH / rows.length;
  const tall = (amount: string) => (Math.max(0, Number(amount)) / highest) * HEIGHT * 0.92;
  const bars = rows.map((row, index): Bar => {
    const [principal, interest] = [tall(row.principal), tall(row.interest)];
    return {
      period: row.period,
      x: index * slot + (slot * GAP) / 2,
      width: slot * (1 - GAP),
      principal: { y: HEIGHT - principal, height: principal },
      interest: { y: HEIGHT - principal - interest, height: interest },
      paid: row.period <= paidPeriods,
    };
  });
  const at = (x: number, balance: number) => `${x.toFixed(1)},${(HEIGHT - (balance / opening) * HEIGHT * 0.96).toFixed(1)}`;
  const points = rows.map((row, index) => at((index + 1) * slot, Number(row.balance)));
  return { bars, line: [at(0, opening), ...points].join(' ') };
}
