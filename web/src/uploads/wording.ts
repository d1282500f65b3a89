/** What is said about a file on its way. */
export const wording = {
  tooLarge: '文件超过 15 MB，请换一张小一点的照片，或分几页上传。',
  sending: (percent: number) => (percent > 0 ? `正在上传 ${percent}%` : '正在上传'),
  waiting: '网络断了一下，恢复后从断开的地方接着传',
  retry: '再传一次',
  kinds: '支持照片和 PDF，每个文件最多 15 MB',
  pick: '拍照或选择文件',
  more: '再加一页',
  page: (number: number) => `第 ${number} 页`,
  remove: (number: number) => `去掉第 ${number} 页`,
  go: (count: number) => (count > 1 ? `上传这 ${count} 页` : '上传'),
};
