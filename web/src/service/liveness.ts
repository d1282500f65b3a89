import { createContext, useContext } from 'react';

/** Changes whenever something may have happened: what is shown is looked at again. */
export const VersionContext = createContext(0);

export const useVersion = (): number => useContext(VersionContext);
