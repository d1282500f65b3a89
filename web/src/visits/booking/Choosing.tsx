import { useId } from 'react';
import type { ReactNode } from 'react';
import { clockZh } from '../../format/dates';
import { useLoaded } from '../../office/useLoaded';
import { Chips } from '../../service/parts/Chips';
import { byDay } from '../../service/leaseEnd/slots';
import { CommandButton } from '../../ui/CommandButton';
import { Sheet } from '../../ui/Sheet';
import { dayShort } from '../days';
import type { VisitKind } from '../types';
import { booking as wording } from '../wording';
import type { Booking, Wish } from './BookSheet';

interface ChoosingProps {
  booking: Booking;
  wish: Wish;
  slots: string[] | null;
  onWish: (changed: Partial<Wish>) => void;
  onNext: () => void;
  onClose: () => void;
  /** Shown while the times are on their way. */
  waiting: ReactNode;
  /** What came in between. */
  children: ReactNode;
}

const KINDS: VisitKind[] = ['test_drive', 'showroom'];

/** What for, which car, which day and hour. */
export function Choosing(props: ChoosingProps) {
  const { booking, wish, slots, onWish, onNext, onClose } = props;
  const { dealer, visit } = booking;
  return (
    <Sheet
      title={visit ? wording.moveTitle : wording.title}
      onClose={onClose}
      foot={
        <CommandButton primary full disabled={!wish.startsAt} onPress={onNext}>
          {wish.startsAt ? wording.next : wording.choose}
        </CommandButton>
      }
    >
      <div className="stack">
        <p>
          <strong>{dealer.name}</strong>
          <span className="small soft booking__address">{dealer.address}</span>
        </p>
        {props.children}
        {!visit && (
          <Chips
            legend={wording.kind}
            name="kind"
            options={KINDS.map((kind) => ({ value: kind, label: wording.kinds[kind] }))}
            chosen={wish.kind}
            onChoose={(kind) => onWish({ kind: kind as VisitKind })}
          />
        )}
        {!visit && <Cars chosen={wish.vehicle} onChoose={(vehicle) => onWish({ vehicle })} />}
        {slots === null && props.waiting}
        {slots?.length === 0 && <p className="soft">{wording.noSlots}</p>}
        {slots !== null && slots.length > 0 && (
          <Times slots={slots} wish={wish} onWish={onWish} />
        )}
      </div>
    </Sheet>
  );
}

interface TimesProps {
  slots: string[];
  wish: Wish;
  onWish: (changed: Partial<Wish>) => void;
}

function Times({ slots, wish, onWish }: TimesProps) {
  const days = byDay(slots);
  const day = days.find(([each]) => each === wish.day) ?? days[0];
  if (!day) return null;
  return (
    <div className="times stack">
      <Chips
        even
        legend={wording.day}
        name="day"
        options={days.map(([each]) => ({ value: each, label: dayShort(each) }))}
        chosen={day[0]}
        onChoose={(another) => onWish({ day: another, startsAt: '' })}
      />
      <Chips
        even
        legend={wording.hour}
        name="hour"
        options={day[1].map((slot) => ({ value: slot, label: clockZh(slot) }))}
        chosen={wish.startsAt}
        onChoose={(startsAt) => onWish({ day: day[0], startsAt })}
      />
    </div>
  );
}

interface CarsProps {
  chosen: string;
  onChoose: (key: string) => void;
}

/** The models there are; which one is wished for may be left open. */
function Cars({ chosen, onChoose }: CarsProps) {
  const id = useId();
  const { value } = useLoaded<{ vehicles: { vehicle_key: string; name: string }[] }>('/api/catalogue');
  if (!value) return null;
  return (
    <div>
      <label className="field-label" htmlFor={id}>
        {wording.car}
      </label>
      <select id={id} className="field" value={chosen} onChange={(event) => onChoose(event.target.value)}>
        <option value="">{wording.anyCar}</option>
        {value.vehicles.map(({ vehicle_key: key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
