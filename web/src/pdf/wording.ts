/** What is said of a document that is drawn. */
export const wording = {
  drawing: '正在打开文件',
  page: (number: number) => `第 ${number} 页`,
};
