import type { Appointment } from '../leaseEnd/Visit';
import type { Errand } from '../types';

export interface Inspection {
  dealer: { name: string; address: string };
  starts_at: string;
}

/** The appointment of a return while the inspection is still to come. */
export function standing(errand: Errand): Inspection | null {
  const booked = errand.figures.appointment as Inspection | null | undefined;
  return errand.state === 'BOOKED' && booked ? booked : null;
}

/** What is sent to move it. */
export function moveOf({ dealerId, startsAt }: Appointment) {
  return { dealer_id: dealerId, starts_at: startsAt, confirm: true };
}
