export const wording = {
  underWay: '这一项已经在办',
  underWayGo: '看进度',
  row: { effective: '生效', number: '编号', what: '办什么' },
  way: '办理进度',
  cancel: '取消这项变更',
  cancelled: '已取消。',
  loading: '正在取您的资料',
  again: '再办一次',
  notices: '办好后，原来的联系方式也会收到一条通知。',
};

export const idCard = {
  standing: {
    ok: '在有效期内',
    soon: '快到期了',
    expired: '已过期',
    blocked: '已过期，部分业务暂停',
    unknown: '还没有登记有效期',
  } as Record<string, string>,
  validTo: '身份证有效期到',
  why: '拍新身份证两面，再对着镜头几秒钟，一般 5 分钟内办好，不用邮寄。',
  open: '开始更新',
  opening: '正在打开',
  face: '真人核验',
};

export const bankCard = {
  which: '换哪份合同的卡',
  now: '现在的还款卡',
  nowOf: (bank: string | null, tail: string | null) => `${bank ?? '银行卡'}（尾号 ${tail ?? '—'}）`,
  holder: '姓名',
  holderHint: '要用您本人的储蓄卡，姓名和身份证号按登记的核对。',
  id: '身份证号',
  number: '新卡卡号',
  phone: '银行预留手机号',
  phoneHint: '办卡时留给银行的那个号码',
  check: '核对这张卡',
  checking: '正在向银行核对',
  figure: '新卡',
  effective: '生效日',
  firstDue: '从这期起用新卡',
  cutoff: '本期换卡截止',
  old: '旧卡',
  go: '看好了，换成这张卡',
  confirmTitle: '确认更换还款卡',
  confirm: '确认换卡并签扣款授权',
  consequence: '会请您用短信验证码签一份新的扣款授权；新卡第一次扣款成功以后，旧卡的授权才停。',
  again: '换一张卡',
  left: (count: number) => `今天还可以试 ${count} 次。`,
  none: '名下没有需要还款的合同。',
};

export const phone = {
  now: '现在的手机号',
  next: '新手机号',
  send: '获取验证码',
  resend: '重新获取',
  wait: (seconds: number) => `${seconds} 秒后可重发`,
  sent: '验证码已发到新手机号。',
  code: '6 位验证码',
  go: '确认换成这个号码',
  going: '正在办理',
  hold: '换好后 24 小时内不能办结清、换卡这类业务，是为了防止别人冒用。',
};

export const address = {
  now: '登记的地址',
  city: '城市',
  cityHint: '例如 成都',
  address: '详细地址',
  day: '从哪天起',
  look: '看看有什么影响',
  looking: '正在核对',
  go: '看好了，更新地址',
  confirmTitle: '确认更新地址',
  confirm: '确认更新',
  row: { city: '城市', address: '地址', day: '从哪天起', old: '原来的城市' },
};
