import { useCallback, useState } from 'react';
import { clockZh, dateZh } from '../../format/dates';
import { part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { useLoaded } from '../../office/useLoaded';
import { useStepUp } from '../../stepup/stepUpContext';
import { CommandButton } from '../../ui/CommandButton';
import { Problem } from '../../ui/Problem';
import { Sheet } from '../../ui/Sheet';
import { Visit } from '../leaseEnd/Visit';
import type { Appointment } from '../leaseEnd/Visit';
import type { LeaseDealer } from '../leaseEnd/types';
import { Fetched } from '../parts/Fetched';
import type { Errand } from '../types';
import { moveOf, standing } from './inspection';
import { wording } from './wording';

interface MoveInspectionProps {
  errand: Errand;
  onMoved: (errand: Errand) => void;
}

/** The appointment of an inspection: where and when, and another one instead. */
export function MoveInspection({ errand, onMoved }: MoveInspectionProps) {
  const [open, setOpen] = useState(false);
  const [moved, setMoved] = useState(false);
  const booked = standing(errand);
  if (!booked) return null;
  return (
    <section className="panel stack" aria-label={wording.inspection}>
      <h2 className="panel__title">{wording.inspection}</h2>
      <p>
        <strong>
          {dateZh(booked.starts_at)} {clockZh(booked.starts_at)}
        </strong>
      </p>
      <p className="small soft">
        {booked.dealer.name}，{booked.dealer.address}
      </p>
      {moved && (
        <p className="small" role="status">
          {wording.moved}
        </p>
      )}
      <CommandButton full onPress={() => setOpen(true)}>
        {wording.move}
      </CommandButton>
      {open && (
        <Another
          no={errand.request_no}
          onClose={() => setOpen(false)}
          onMoved={(answer) => {
            setOpen(false);
            setMoved(true);
            onMoved(answer);
          }}
        />
      )}
    </section>
  );
}

interface AnotherProps {
  no: string;
  onClose: () => void;
  onMoved: (errand: Errand) => void;
}

function Another({ no, onClose, onMoved }: AnotherProps) {
  const { call } = useOffice();
  const { withLevel } = useStepUp();
  const [visit, setVisit] = useState<Appointment>({ dealerId: '', startsAt: '' });
  const loaded = useLoaded<{ dealers: LeaseDealer[] }>(`/api/errands/${part(no)}/appointment/slots`);
  const { again } = loaded;
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string) => {
        const options = { method: 'POST' as const, key, body: moveOf(visit) };
        try {
          onMoved(await withLevel(() => call<Errand>(`/api/errands/${part(no)}/appointment`, options)));
        } catch (error) {
          again(); // somebody else may have been faster
          throw error;
        }
      },
      [call, withLevel, no, visit, onMoved, again],
    ),
  );
  const chosen = visit.dealerId !== '' && visit.startsAt !== '';
  return (
    <Sheet
      title={wording.moveTitle}
      onClose={onClose}
      foot={
        <div className="stack stack--tight">
          <p className="consequence small">
            {chosen ? wording.moveTo(`${dateZh(visit.startsAt)} ${clockZh(visit.startsAt)}`) : wording.moveWhy}
          </p>
          <Problem>{problem}</Problem>
          <CommandButton primary full busy={busy} disabled={!chosen} onPress={() => void run()}>
            {wording.moveGo}
          </CommandButton>
        </div>
      }
    >
      <Fetched loaded={loaded} label={wording.loading}>
        {({ dealers }) => <Visit dealers={dealers} value={visit} onChange={setVisit} />}
      </Fetched>
    </Sheet>
  );
}
