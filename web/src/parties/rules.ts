import type { Application } from '../office/types';

/** Whether somebody can still be brought in: the back office lists the command while it can. */
export function mayInvite({ commands }: Application): boolean {
  return commands.includes('invite_party');
}

/** Whether the customer's own licence is wanted and not in, and nobody was named to drive. */
export function lacksLicence(application: Application): boolean {
  const wanted = application.documents.some(
    ({ document, required, status }) =>
      document === 'driving_licence' && required === true && status !== 'accepted',
  );
  const named = application.parties.some(({ role }) => role === 'driver');
  return wanted && !named && mayInvite(application);
}

/** Whether somebody can still be taken out. */
export function mayRemove({ commands }: Application): boolean {
  return commands.includes('remove_party');
}

/** What an open condition asks for; a co-borrower where nothing is asked. */
export function wantedRole({ conditions }: Application): 'co_borrower' | 'guarantor' {
  const open = (conditions ?? []).filter((condition) => !condition.met);
  return open.some(({ code }) => code.startsWith('guarantor')) ? 'guarantor' : 'co_borrower';
}
