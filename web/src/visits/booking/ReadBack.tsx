import { momentZh } from '../../format/dates';
import { useLoaded } from '../../office/useLoaded';
import { Rows } from '../../service/parts/Rows';
import { ConsentTick } from '../../steps/ConsentTick';
import { useConsents } from '../../steps/useConsents';
import { CommandButton } from '../../ui/CommandButton';
import { Problem } from '../../ui/Problem';
import { Sheet } from '../../ui/Sheet';
import { Skeletons } from '../../ui/Skeletons';
import { dayAndHour } from '../days';
import { booking as wording } from '../wording';
import type { Booking, Wish } from './BookSheet';

interface ReadBackProps {
  booking: Booking;
  wish: Wish;
  busy: boolean;
  problem: string;
  onConfirm: () => void;
  onBack: () => void;
  onClose: () => void;
}

const PURPOSE = 'dealer_share';

/** Where, when, and what goes to the dealer; confirmed once the consent for it is given. */
export function ReadBack({ booking, wish, busy, problem, onConfirm, onBack, onClose }: ReadBackProps) {
  const { dealer, visit } = booking;
  const consents = useConsents();
  const consent = consents.find(PURPOSE);
  const car = useCarName(wish.vehicle) || (visit?.vehicle ?? '');
  const rows = wording.rows;
  return (
    <Sheet
      title={wording.check}
      onClose={onClose}
      foot={
        <div className="stack stack--tight">
          <Problem>{problem}</Problem>
          <CommandButton
            primary
            full
            busy={busy}
            busyWords={wording.going}
            disabled={!consent?.granted}
            onPress={onConfirm}
          >
            {visit ? wording.confirmMove : wording.confirm}
          </CommandButton>
          <CommandButton quiet full disabled={busy} onPress={onBack}>
            {wording.other}
          </CommandButton>
        </div>
      }
    >
      <Rows
        rows={[
          { label: rows.what, value: visit?.kind_zh ?? wording.kinds[wish.kind] },
          { label: rows.dealer, value: dealer.name },
          { label: rows.address, value: dealer.address },
          visit ? { label: rows.was, value: momentZh(visit.starts_at) } : null,
          { label: rows.when, value: dayAndHour(wish.startsAt) },
          { label: rows.car, value: car },
          { label: rows.goes, value: wording.goes(Boolean(car)) },
        ]}
      />
      <p className="consequence">{visit ? wording.moveConsequence : wording.consequence}</p>
      {consent && !consent.granted && <p className="booking__consent">{wording.consentWhy}</p>}
      {consent && <ConsentTick consent={consent} onChange={consents.change} />}
      {!consents.items && !consents.problem && <Skeletons label={wording.consentWhy} lines={2} />}
      {!consents.items && consents.problem && <Problem onAgain={consents.again}>{consents.problem}</Problem>}
    </Sheet>
  );
}

function useCarName(key: string): string {
  const path = key ? '/api/catalogue' : null;
  const { value } = useLoaded<{ vehicles: { vehicle_key: string; name: string }[] }>(path);
  return value?.vehicles.find((vehicle) => vehicle.vehicle_key === key)?.name ?? '';
}
