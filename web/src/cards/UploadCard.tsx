import type { Card, Upload } from '../contract/cards';
import { Icon } from '../ui/Icon';
import { CardLink } from './CardLink';

/** A paper that is wanted: which, what was wrong with the last one, and where to give it. */
export function UploadCard({ card }: { card: Card }) {
  const { url, title, problem, fix } = card.data as unknown as Upload;
  return (
    <>
      <p className="page-line">
        <Icon name="camera" />
        <span>{title && title !== card.title ? title : '拍照或选文件都行，传完几秒钟就告诉您行不行。'}</span>
      </p>
      {problem && <p className="list__problem">{problem}</p>}
      {fix && <p className="small">{fix}</p>}
      {!card.actions?.length && <CardLink url={url} words="去上传" />}
    </>
  );
}
