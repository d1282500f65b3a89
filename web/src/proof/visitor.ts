import { call, callForFile } from '../api/http';
import type { Office } from '../office/office';

/** An office for anybody: its calls carry a session that is opened when there is none. */
export function visitorOffice(token: () => Promise<string>): Office {
  return {
    who: 'customer',
    call: async (path, options) => call(path, { ...options, token: await token() }),
    file: async (path, options) => callForFile(path, { ...options, token: await token() }),
    reload: () => Promise.resolve(),
  };
}
