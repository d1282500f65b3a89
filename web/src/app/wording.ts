/** What stands around every page, and what is said when a page cannot be shown at all. */
export const wording = {
  product: '车贷顾问',
  skip: '跳到正文',
  talk: '对话',
  account: '账户与授权',
  brokenTitle: '页面没有打开',
  broken: '可能是网络断了一下。您填过的内容都已保存，重新打开就能接着来。',
  again: '重新打开',
} as const;
