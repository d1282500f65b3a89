export type PageName = 'chat' | 'apply' | 'account' | 'remote' | 'proof' | 'service' | 'visits';

const PAGES: Record<string, PageName> = {
  '/apply': 'apply',
  '/account': 'account',
  '/s': 'remote',
  '/verify': 'proof',
  '/visits': 'visits',
};

/** Which page an address names; what is no page of ours is the talk. */
export function pageOf(path: string): PageName {
  if (/^\/service(\/|$)/.test(path)) return 'service';
  return PAGES[path.replace(/\/+$/, '')] ?? 'chat';
}
