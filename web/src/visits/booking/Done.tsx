import { CommandButton } from '../../ui/CommandButton';
import { Icon } from '../../ui/Icon';
import { Sheet } from '../../ui/Sheet';
import { CalendarButton } from '../own/CalendarButton';
import type { Visit } from '../types';
import { booking as wording, own } from '../wording';

interface DoneProps {
  visit: Visit;
  moved: boolean;
  onClose: () => void;
}

/** The receipt: what stands now, under which number, what to bring, the calendar. */
export function Done({ visit, moved, onClose }: DoneProps) {
  return (
    <Sheet
      title={moved ? wording.movedTitle : wording.doneTitle}
      onClose={onClose}
      foot={
        <div className="stack stack--tight">
          <CalendarButton address={visit.ics_url} primary />
          <CommandButton quiet full onPress={onClose}>
            {wording.done}
          </CommandButton>
        </div>
      }
    >
      <div className="stack" role="status">
        <p className="fine">
          <Icon name="check" />
          {visit.what}
        </p>
        <p>{visit.dealer.address}</p>
        <p>
          {own.bring}：{visit.bring.join('、')}
        </p>
        <p className="small soft">{visit.next}</p>
        <p className="small soft">
          {wording.no} {visit.visit_no}
        </p>
      </div>
    </Sheet>
  );
}
