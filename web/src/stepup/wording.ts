/** What is asked before something important. */
export const wording = {
  lastTitle: '再确认一次是您本人',
  lastWhy: '这一步会改变您的贷款申请，请输入身份证号最后 4 位。',
  lastLabel: '身份证号最后 4 位（可能有字母 X）',
  locked: '下面有您的个人和合同信息，看之前再确认一次是您本人。',
  unlock: '确认是本人，继续',
  go: '确认',
  checking: '正在核对',
  codeTitle: '签名验证码',
  codeSending: '正在把验证码发到您的手机。',
  codeSent: '验证码已发到您登记的手机，10 分钟内有效。',
  codeLabel: '6 位验证码',
  resend: '重新发送',
  wait: (seconds: number) => `${seconds} 秒后可重发`,
  codeWarning: '这个验证码等于您的签名，请不要告诉任何人，我们的工作人员也不会问您要。',
};
