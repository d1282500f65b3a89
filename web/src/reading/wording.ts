/** What stands below a text that has to be read. */
export const wording = {
  readToEnd: '已读到最后',
  readOn: '往下滑，读到最后',
  timeEnough: '阅读时间够了',
  secondsLeft: (seconds: number) => `请再看 ${seconds} 秒`,
  ready: '已读完，可以确认了',
};
