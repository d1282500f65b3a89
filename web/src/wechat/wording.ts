/** What the account page says about WeChat. */
export const wording = {
  title: '微信',
  why: '绑定后，网页和微信是同一段对话：方案、申请和刚说到一半的话，两边都接得上。',
  bind: '绑定微信',
  scan: '用微信扫一扫，扫完这里会自动更新。',
  expired: '二维码已过期，请重新生成。',
  anew: '重新生成',
  picture: '绑定微信的二维码',
  bound: (since: string) => `${since} 绑定`,
  name: '微信服务号',
  unsubscribed: '还没关注公众号，收不到消息。',
  unbind: '解绑',
};
