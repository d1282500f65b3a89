import { useCallback, useState } from 'react';
import { dayZh } from '../../format/dates';
import { useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { useLoaded } from '../../office/useLoaded';
import { useStepUp } from '../../stepup/stepUpContext';
import { CommandButton } from '../../ui/CommandButton';
import { Problem } from '../../ui/Problem';
import { useVersion } from '../liveness';
import { ConfirmSheet } from '../parts/ConfirmSheet';
import { DayField } from '../parts/DayField';
import { Fetched } from '../parts/Fetched';
import { Reasons } from '../parts/Reasons';
import { Rows } from '../parts/Rows';
import { TextField } from '../parts/TextField';
import { openOf } from './types';
import type { OnFile } from './types';
import { UnderWay } from './UnderWay';
import { useChange } from './useChange';
import { address as wording, wording as shared } from './wording';

interface AddressTrial {
  figures: { address: string; city: string; old_city: string | null; from_day: string; city_changes: boolean; note: string };
  eligible: boolean;
  reasons: string[];
}

interface Where {
  city: string;
  address: string;
  from_day: string;
}

/** Where one lives from a day on, and what another city means for the mortgage. */
export default function AddressPage() {
  const loaded = useLoaded<OnFile>('/api/changes', useVersion());
  return (
    <Fetched loaded={loaded} label={shared.loading}>
      {(onFile) => {
        const open = openOf(onFile, 'address');
        if (open) return <UnderWay change={open} />;
        return (
          <section className="panel panel--narrow stack">
            <Rows rows={[{ label: wording.now, value: [onFile.city, onFile.address].filter(Boolean).join(' ') }]} />
            <AddressForm />
          </section>
        );
      }}
    </Fetched>
  );
}

function AddressForm() {
  const { call } = useOffice();
  const { withLevel } = useStepUp();
  const [where, setWhere] = useState<Where>({ city: '', address: '', from_day: '' });
  const [trial, setTrial] = useState<AddressTrial | null>(null);
  const changing = useChange('address');
  const looking = useCommand(
    useCallback(
      async (key: string, asked: Where) => {
        const options = { method: 'POST' as const, key, body: asked };
        setTrial(await withLevel(() => call<AddressTrial>('/api/changes/address/trial', options)));
      },
      [call, withLevel],
    ),
  );
  const tell = (more: Partial<Where>) => {
    setWhere({ ...where, ...more });
    setTrial(null);
  };
  const whole = where.city.trim() !== '' && where.address.trim().length > 4 && where.from_day !== '';
  return (
    <div className="stack">
      <TextField
        label={wording.city}
        hint={wording.cityHint}
        maxLength={20}
        value={where.city}
        onChange={(city) => tell({ city })}
      />
      <TextField
        label={wording.address}
        maxLength={120}
        autoComplete="street-address"
        value={where.address}
        onChange={(text) => tell({ address: text })}
      />
      <DayField label={wording.day} value={where.from_day} onChange={(day) => tell({ from_day: day })} />
      {trial && <Reasons reasons={trial.reasons} />}
      <Problem>{looking.problem}</Problem>
      <CommandButton
        primary
        full
        disabled={!whole}
        busy={looking.busy}
        busyWords={wording.looking}
        onPress={() => void looking.run(where)}
      >
        {wording.look}
      </CommandButton>
      {trial?.eligible && (
        <ConfirmSheet
          title={wording.confirmTitle}
          label={wording.confirm}
          rows={rowsOf(trial)}
          consequence={trial.figures.note}
          busy={changing.busy}
          onConfirm={() => void changing.run({ ...where })}
          onClose={() => setTrial(null)}
        >
          <Problem>{changing.problem}</Problem>
        </ConfirmSheet>
      )}
    </div>
  );
}

function rowsOf({ figures }: AddressTrial) {
  const { row } = wording;
  return [
    { label: row.city, value: figures.city },
    { label: row.old, value: figures.city_changes ? (figures.old_city ?? '') : '' },
    { label: row.address, value: figures.address },
    { label: row.day, value: dayZh(figures.from_day) },
  ];
}
