import { createContext, useContext } from 'react';

export interface StepUpPowers {
  /** Does `work`; when the level is too low, asks for the proof and does it again. */
  withLevel: <T>(work: () => Promise<T>) => Promise<T>;
  /** Asks for a proof now; whether it was given. */
  prove: (level: string) => Promise<boolean>;
}

export const StepUpContext = createContext<StepUpPowers>({
  withLevel: (work) => work(),
  prove: () => Promise.resolve(false),
});

export const useStepUp = (): StepUpPowers => useContext(StepUpContext);
