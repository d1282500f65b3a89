/** What is said about a file on its way. */
export const wording = {
  tooLarge: '文件超过 15 MB，请换一张小一点的照片，或分几页上传。',
  sending: (percent: number) => (percent > 0 ? `正在上传 ${percent}%` : '正在上传'),
  waiting: '网络断了一下，恢复后从断开的地方接着传',
  retry: '再传一次',
  unfinished: (percent: number, pages: number) =>
    pages > 1
      ? `上次的 ${pages} 页传到 ${percent}% 断开了，已传的都还在。请按原来的顺序再选这几页，只传剩下的部分。`
      : `上次传到 ${percent}% 断开了，已传的都还在。请再选同一个文件，只传剩下的部分。`,
  halfway: (percent: number) => `上次传到 ${percent}%，可以接着传`,
  kinds: '支持照片和 PDF，每个文件最多 15 MB',
  pick: '拍照或选择文件',
  more: '再加一页',
  page: (number: number) => `第 ${number} 页`,
  remove: (number: number) => `去掉第 ${number} 页`,
  go: (count: number) => (count > 1 ? `上传这 ${count} 页` : '上传'),
};
