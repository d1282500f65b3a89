import { useCallback } from 'react';
import { useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { CommandButton } from '../../ui/CommandButton';
import { saveFile } from '../../ui/download';
import { Icon } from '../../ui/Icon';
import { Problem } from '../../ui/Problem';
import { wording } from './wording';

/** All due dates as a file that any calendar opens. */
export function CalendarFile() {
  const { file } = useOffice();
  const { run, busy, problem } = useCommand(
    useCallback(async () => {
      const blob = await file('/api/reminders/calendar.ics');
      saveFile(new Blob([blob], { type: 'text/calendar' }), 'repayments.ics');
    }, [file]),
  );
  return (
    <>
      <CommandButton full busy={busy} onPress={() => void run()}>
        <Icon name="calendar" />
        {wording.calendar}
      </CommandButton>
      <Problem>{problem}</Problem>
    </>
  );
}
