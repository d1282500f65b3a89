/** What is said about a file on its way. */
export const wording = {
  tooLarge: '文件超过 15 MB，请换一张小一点的照片，或分几页上传。',
  sending: (percent: number) => `正在上传 ${percent}%`,
  waiting: '网络断了一下，恢复后从断开的地方接着传',
  retry: '再传一次',
  cancel: '取消',
  again: '重拍',
  kinds: '支持照片和 PDF，每个文件最多 15 MB',
};
