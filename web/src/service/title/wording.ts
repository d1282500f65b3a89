export const wording = {
  intro: '登记证书（绿本）抵押期间由我们保管。办下面这些事可以借出来，用完还回来，抵押和还款都不变。',
  reason: '要办什么',
  reasons: [
    { value: 'plate', label: '换车牌' },
    { value: 'transfer_registration', label: '车辆转籍' },
    { value: 'change_registration', label: '变更登记' },
    { value: 'replace', label: '补领证件' },
    { value: 'other', label: '其他' },
  ],
  ask: '选好以后，告诉您什么时候寄出、什么时候要还。',
  ship: '最晚寄出',
  back: '最晚归还',
  go: '看好了，申请借用',
  confirmTitle: '确认借用登记证书',
  confirm: '确认借用',
  consequence: '证书会寄到您登记的地址，请在归还日前寄回；没有按时归还会有工作人员联系您。寄出前可以取消。',
  row: { contract: '合同号', reason: '用途', ship: '最晚寄出', back: '最晚归还' },
};
