import { describe, expect, it } from 'vitest';
import { pageOf } from './routes';

describe('the page an address names', () => {
  it.each([
    ['/', 'chat'],
    ['/index.html', 'chat'],
    ['/apply', 'apply'],
    ['/apply/', 'apply'],
    ['/account', 'account'],
    ['/s', 'remote'],
    ['/verify', 'proof'],
    ['/visits', 'visits'],
    ['/visits/', 'visits'],
    ['/service', 'service'],
    ['/service/', 'service'],
    ['/service/loans/C1/settle', 'service'],
    ['/services', 'chat'],
    ['/something', 'chat'],
  ])('%s is %s', (path, page) => expect(pageOf(path)).toBe(page));
});
