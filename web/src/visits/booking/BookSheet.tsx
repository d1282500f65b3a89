import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemError } from '../../api/http';
import { codeOf, part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { useLoaded } from '../../office/useLoaded';
import { Problem } from '../../ui/Problem';
import { Sheet } from '../../ui/Sheet';
import { Skeletons } from '../../ui/Skeletons';
import type { Dealer, Visit, VisitKind } from '../types';
import { booking as wording, wording as common } from '../wording';
import { Done } from './Done';
import { ReadBack } from './ReadBack';
import { Choosing } from './Choosing';

/** A showroom to book at, or a visit to move. */
export interface Booking {
  dealer: Dealer;
  visit?: Visit;
}

/** What is wished for so far. */
export interface Wish {
  kind: VisitKind;
  vehicle: string;
  /** The day that is looked at; it stays when its hour was taken. */
  day: string;
  startsAt: string;
}

interface BookSheetProps {
  booking: Booking;
  customer: boolean;
  login: ReactNode;
  standing: Visit[];
  onMove: (booking: Booking) => void;
  onDone: () => void;
  onClose: () => void;
}

const TAKEN = 'SLOT_TAKEN';
const STANDS = 'VISIT_STANDS';

/** A time is chosen, read back and confirmed; one that was taken meanwhile leads to the others. */
export function BookSheet({ booking, customer, login, standing, onMove, onDone, onClose }: BookSheetProps) {
  const { dealer, visit } = booking;
  const { call } = useOffice();
  const slots = useLoaded<{ slots: string[] }>(`/api/dealers/${part(dealer.dealer_id)}/slots`);
  const [wish, setWish] = useState<Wish>({ kind: visit?.kind ?? 'test_drive', vehicle: '', day: '', startsAt: '' });
  const [reading, setReading] = useState(false);
  const [done, setDone] = useState<Visit | null>(null);
  const [refused, setRefused] = useState('');
  const { again } = slots;

  const { run, busy, problem, clear } = useCommand(
    useCallback(
      async (key: string, wanted: Wish) => {
        const where = { dealer_id: dealer.dealer_id, starts_at: wanted.startsAt };
        const path = visit ? `/api/visits/${part(visit.visit_no)}/move` : '/api/visits';
        const about = { kind: wanted.kind, vehicle_key: wanted.vehicle || null, confirm: true };
        const body = visit ? where : { ...where, ...about };
        try {
          setDone(await call<Visit>(path, { method: 'POST', key, body }));
          onDone();
        } catch (error) {
          const code = codeOf(error);
          if (!(error instanceof ProblemError) || (code !== TAKEN && code !== STANDS)) throw error;
          setRefused(code);
          setReading(false);
          if (code === TAKEN) setWish({ ...wanted, startsAt: '' });
          again();
        }
      },
      [call, dealer, visit, onDone, again],
    ),
  );

  if (done) return <Done visit={done} moved={Boolean(visit)} onClose={onClose} />;
  if (reading && !customer) {
    return (
      <Sheet title={common.loginBook} onClose={onClose}>
        {login}
      </Sheet>
    );
  }
  if (reading) {
    return (
      <ReadBack
        booking={booking}
        wish={wish}
        busy={busy}
        problem={problem}
        onConfirm={() => void run(wish)}
        onBack={() => {
          clear();
          setReading(false);
        }}
        onClose={onClose}
      />
    );
  }
  const other = refused === STANDS ? standing.find(({ kind }) => kind === wish.kind) : undefined;
  return (
    <Choosing
      booking={booking}
      wish={wish}
      slots={slots.value?.slots ?? null}
      onWish={(changed) => setWish({ ...wish, ...changed })}
      onNext={() => {
        setRefused('');
        setReading(true);
      }}
      onClose={onClose}
      waiting={
        slots.problem ? (
          <Problem onAgain={again}>{slots.problem}</Problem>
        ) : (
          <Skeletons label={wording.loading} lines={5} />
        )
      }
    >
      <Problem>{refused === TAKEN ? wording.taken : refused === STANDS ? wording.stands : ''}</Problem>
      {other && (
        <button
          type="button"
          className="button button--full"
          onClick={() => onMove({ dealer, visit: other })}
        >
          {wording.standsGo}
        </button>
      )}
    </Choosing>
  );
}
