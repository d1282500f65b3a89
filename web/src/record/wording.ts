/** What the record says. */
export const wording = {
  title: '我的信息',
  why: '我们知道您的哪些信息、从哪来、留多久，都在这里。',
  show: '看全部',
  hide: '收起',
  purpose: (purpose: string, kept: string) => `用来${purpose}。${kept}。`,
  from: (source: string, since: string) => (since ? `${source}，${since}` : source),
  correct: '更正',
  correctTitle: (label: string) => `更正${label}`,
  byPage: '去更正',
  save: '保存',
  takeJson: '下载 JSON',
  takePdf: '下载 PDF',
  fileName: '我的信息',
  remove: '删除我的信息',
  removeTitle: '删除我的信息',
  goes: '现在就删',
  stays: '依法留着，只存不用',
  nothingGoes: '没有现在可以删的信息。',
  until: (day: string) => `到 ${day}`,
  count: (what: string, count: number) => `${what}（${count} 项）`,
  confirm: '确认删除',
  keep: '先不删',
  done: '好的',
};

/** The things that are put right here, with their units. */
export const UNITS: Record<string, string> = {
  city: '',
  income_monthly: '元 / 月',
  other_debt_monthly: '元 / 月',
};
