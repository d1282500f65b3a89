import { createContext, useContext } from 'react';
import { call, callForFile, ProblemError } from '../api/http';
import type { RequestOptions } from '../api/http';

/** Calls in the name of whoever has the page: the customer, or a party that came by a link. */
export interface Office {
  /** `customer` owns the application; `party` may only touch what is his own. */
  who: 'customer' | 'party';
  call: <T>(path: string, options?: RequestOptions) => Promise<T>;
  file: (path: string, options?: RequestOptions) => Promise<Blob>;
  /** Looks again at what the page shows. */
  reload: () => Promise<void>;
}

/** An office whose calls carry `token()`; `lost` hears that the session is no longer known. */
export function officeOf(
  who: Office['who'],
  token: () => string | null,
  lost: () => void,
  reload: () => Promise<void>,
): Office {
  const guarded = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (isLost(error)) lost();
      throw error;
    }
  };
  const named = (options: RequestOptions = {}) => ({ ...options, token: token() ?? undefined });
  return {
    who,
    reload,
    call: (path, options) => guarded(call(path, named(options))),
    file: (path, options) => guarded(callForFile(path, named(options))),
  };
}

/** Whether nobody is signed in any more: the session ended, or was never a customer's. */
export function isLost(error: unknown): boolean {
  return error instanceof ProblemError && error.status === 401;
}

export function codeOf(error: unknown): string {
  return error instanceof ProblemError ? error.code : '';
}

const refuse = () => Promise.reject(new Error('a step stands outside an application'));

export const OfficeContext = createContext<Office>({
  who: 'customer',
  call: refuse,
  file: refuse,
  reload: refuse,
});

export const useOffice = (): Office => useContext(OfficeContext);

export const part = (id: string): string => encodeURIComponent(id);
