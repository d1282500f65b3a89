/** What the steps say: short, exact, and why something is asked when it is personal. */

export const login = {
  title: '先确认是您本人的手机',
  why: '申请进度、补材料和签约都跟着这个手机号走，换一台设备也能接着办。',
  phone: '手机号',
  code: '6 位验证码',
  send: '获取验证码',
  resend: '重新获取',
  wait: (seconds: number) => `${seconds} 秒后可重发`,
  sent: '验证码已发出，请看短信。',
  go: '登录并继续',
  going: '正在登录',
  warning: '验证码不要告诉任何人，我们的工作人员也不会问您要。',
};

export const consent = {
  read: '看全文',
  fold: '收起',
  since: (at: string) => `${at} 同意，可随时取消`,
  separate: '每一项单独同意，不同意的那项不会用。',
};

export const verify = {
  consentId: '同意后才能拍身份证。照片只用来核对身份和办这笔贷款。',
  photosTitle: '拍身份证两面',
  photosHint: '放在深色桌面上，四个角都拍进来，不反光、不遮挡。',
  front: '人像面',
  back: '国徽面',
  take: (side: string) => `拍${side}`,
  retake: (side: string) => `重拍${side}`,
  checking: '正在识别，一般几秒钟',
  readFine: '已识别',
  confirmTitle: '看看认得对不对',
  confirmHint: '标黄的地方可能没认准，请对着证件看一眼，不对就直接改。',
  doubtful: '请核对',
  elsewhere: '其他地方只显示一部分，是为了安全；有不对的，重拍一张就行。',
  confirm: '核对好了，确认',
  otherSide: (name: string) => `这张是${name}，请换另一面`,
  confirming: '正在保存',
  faceTitle: '真人核验',
  faceHint: '对着手机镜头几秒钟，核对和身份证是同一个人，约 1 分钟。',
  faceConsent: '同意后才会打开摄像头。人脸只用于这次核对，核对完 24 小时内删除，只留结果。',
  faceStart: '开始真人核验',
  faceAgain: '再核验一次',
  faceFailed: '刚才没有核验成功。光线亮一些、正对镜头再试一次，也可以改为视频人工核验。',
  faceWaiting: '请在下面的页面完成核验，完成后会自动回到这里。',
  faceFrame: '真人核验',
  faceClose: '先不做了，返回',
  video: '不想刷脸？改为视频人工核验',
  videoBooked: '已为您登记视频人工核验，工作人员会在工作时间联系您，约 10 分钟。其他步骤可以先做。',
};

export const authorise = {
  title: '征信查询授权书',
  what: '这是单独的一份授权：同意后我们向征信机构查询 1 次，会留下一条查询记录。不同意就不查，申请停在这一步。',
  tick: '我已读完，同意查询本人的征信报告，仅用于这次贷款审批',
  go: '同意并授权',
  going: '正在提交',
  early: '读完上面的内容后可以确认',
  loading: '正在取授权书',
};

export const card = {
  consent: '同意后才会核对银行卡。',
  number: '银行卡号',
  photo: '拍卡识别',
  photoAgain: '重拍',
  photoChecking: '正在识别卡号',
  photoRead: (shown: string) => `已认出卡号 ${shown}`,
  photoMasked: '卡号按照片来，不用再输；认错了就在上面改。',
  phone: '银行预留手机号',
  phoneHint: '办卡时留给银行的手机号',
  go: '核对这张卡',
  going: '正在向银行核对姓名、身份证号、卡号、手机号',
};

export const fields = {
  why: '填一项存一项，随时可以离开，换台设备接着填。',
  done: '填好了，继续',
  saved: '已保存',
  saving: '正在保存',
  left: (count: number) => `还差 ${count} 项`,
  yuan: '元',
  optional: '选填',
  filled: (count: number) => `其余 ${count} 项已替您填好`,
  typed: (count: number) => `您一共只需填写，目前填了 ${count} 项`,
  sources: {
    account: '来自您的账户',
    plan: '来自方案',
    ocr: '从证件读取',
    bin: '由卡号得出',
    register: '来自登记信息',
    bureau: '来自征信',
    typed: '您填的',
    assumed: '我们先假设的',
  } as Record<string, string>,
};

export const papers = {
  why: '拍照或选文件都行，传完几秒钟就告诉您行不行。',
  none: '暂时没有要补的材料。',
  done: (count: number) => `已通过 ${count} 份`,
  upload: '上传',
  again: '重新上传',
  fix: '怎么办',
  status: {
    missing: '待上传',
    uploaded: '已上传',
    checking: '核对中',
    confirm: '请您核对',
    accepted: '已通过',
    rejected: '要重传',
  } as Record<string, string>,
  required: '必备',
  maybe: '按情况',
  nameDriver: '没有驾照？登记一位指定驾驶人',
  excused: { waived: '这次免交', told: '不用交', named: '由指定驾驶人上传' } as Record<string, string>,
  sheetHint: '一份材料有几页就放几页，一起上传。',
  checking: '正在核对内容，一般几秒钟，您可以先做别的。',
  accepted: '这份材料通过了。',
  later: '先关掉，核对好会告诉您',
  close: '好的',
  whose: {
    borrower: '您的材料',
    co_borrower: '共同借款人的材料',
    guarantor: '担保人的材料',
    driver: '指定驾驶人的材料',
  } as Record<string, string>,
  theirs: '由本人在签约链接里上传，您不用代办。',
};

export const cost = {
  title: '综合融资成本明示表',
  irr: '年化综合融资成本（单利）',
  annualised: '折合年化',
  what: '国家要求签约前让您看清这笔贷款一共花多少。表里没有的费用，以后一律不收。',
  loading: '正在生成费用明示表',
  tick: '我已看完，清楚这笔贷款的全部费用和违约后果',
  go: '确认费用，生成合同',
  goParty: '我已看清，继续',
  going: '正在提交',
};

export const sign = {
  loading: '正在取合同',
  look: '打开看',
  opening: '正在打开',
  opened: '看过了',
  documents: '请先看一遍要签的文件',
  pages: (count: number) => `${count} 页`,
  print: (hash: string) => `文件指纹 ${hash}`,
  printHint: '文件指纹是这份文件独一无二的编号，签完后改动一个字它就会变。',
  who: '谁签了',
  status: {
    todo: '还没签',
    pending: '还没签',
    signed: '已签',
    refused: '已拒签',
    expired: '链接已过期',
  } as Record<string, string>,
  roles: { borrower: '借款人', co_borrower: '共同借款人', guarantor: '担保人' } as Record<string, string>,
  mine: '您',
  tick: '我已看过以上文件，同意用电子签名签署',
  go: '签名',
  going: '正在签署，约几秒钟',
  waiting: '签名会用一个新的短信验证码确认是您本人。',
  refuse: '我不签',
  refuseTitle: '不签这份合同',
  refuseWhy: '不签不需要理由，写一句能帮我们知道该怎么改（选填）。签约会停下来，我们会告诉借款人。',
  reason: '原因（选填）',
  refuseGo: '确认不签',
  noReason: '未说明',
  unread: (titles: string[]) => `还没打开：${titles.join('、')}`,
  back: '返回',
  blocked: '现在还不能签',
  done: '您已签名，合同已存证。',
};

export const viewer = {
  loading: '正在打开文件',
  tab: '在新窗口打开',
  save: '保存到手机',
  note: '这个浏览器画不出文件，请在新窗口打开，或保存下来看。',
};

export const delivery = {
  why: '约好以后随时可以改。',
  loading: '正在取可约时间',
  none: '暂时没有可约的时间，我们会尽快更新，您也可以在对话里说「转人工」。',
  go: '就约这个时间',
  going: '正在预约',
  calendar: '加到手机日历',
  change: '改个时间',
};

export const wait = {
  live: '有进展会自动更新在这里',
  leave: '不用等着，可以先离开。结果会发短信告诉您，也会出现在对话里。',
};
