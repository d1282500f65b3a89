import { useCallback } from 'react';
import { useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { CommandButton } from '../../ui/CommandButton';
import { saveFile } from '../../ui/download';
import { Icon } from '../../ui/Icon';
import { Problem } from '../../ui/Problem';
import { own as wording } from '../wording';

interface CalendarButtonProps {
  address: string;
  primary?: boolean;
}

/** An appointment as a file that any calendar opens. */
export function CalendarButton({ address, primary }: CalendarButtonProps) {
  const { file } = useOffice();
  const { run, busy, problem } = useCommand(
    useCallback(async () => {
      const blob = await file(address);
      saveFile(new Blob([blob], { type: 'text/calendar' }), 'appointment.ics');
    }, [file, address]),
  );
  return (
    <>
      <CommandButton primary={primary} full busy={busy} onPress={() => void run()}>
        <Icon name="calendar" />
        {wording.calendar}
      </CommandButton>
      <Problem>{problem}</Problem>
    </>
  );
}
