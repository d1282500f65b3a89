/** Words that several cards of an application share. */
export const WHO: Record<string, string> = { you: '您要做', us: '我们在做', party: '等对方' };

export const ROLES: Record<string, string> = {
  borrower: '借款人',
  co_borrower: '共同借款人',
  guarantor: '担保人',
};

export const SIGNATURES: Record<string, string> = {
  pending: '还没签',
  signed: '已签',
  refused: '已拒签',
  expired: '已过期',
};

/** `"3 分钟"` → `"约 3 分钟"`; what already says how long it is stays. */
export function takesZh(takes: string): string {
  return /^\d+ ?(秒|分钟|小时|天)$/.test(takes) ? `约 ${takes}` : takes;
}
