import { useCallback } from 'react';
import { part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { CommandButton } from '../../ui/CommandButton';
import { saveFile } from '../../ui/download';
import { Icon } from '../../ui/Icon';
import { Problem } from '../../ui/Problem';
import { wording } from './wording';

/** The appointment as a file that any calendar opens. */
export function CalendarButton({ requestNo }: { requestNo: string }) {
  const { file } = useOffice();
  const { run, busy, problem } = useCommand(
    useCallback(async () => {
      const blob = await file(`/api/errands/${part(requestNo)}/appointment.ics`);
      saveFile(new Blob([blob], { type: 'text/calendar' }), `${requestNo}.ics`);
    }, [file, requestNo]),
  );
  return (
    <>
      <CommandButton primary full busy={busy} onPress={() => void run()}>
        <Icon name="calendar" />
        {wording.calendar}
      </CommandButton>
      <Problem>{problem}</Problem>
    </>
  );
}
