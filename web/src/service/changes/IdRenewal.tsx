import { ConsentTick } from '../../steps/ConsentTick';
import { IdPhotos } from '../../steps/IdPhotos';
import { useConsents } from '../../steps/useConsents';
import { consent as consentWords, verify as words } from '../../steps/wording';
import { Problem } from '../../ui/Problem';
import { Skeletons } from '../../ui/Skeletons';
import { FaceCheck } from './FaceCheck';
import type { Change } from './types';

/** The renewal itself: both sides, then the living person; each with its own consent. */
export function IdRenewal({ change }: { change: Change }) {
  const consents = useConsents();
  if (consents.problem && !consents.items) {
    return <Problem onAgain={consents.again}>{consents.problem}</Problem>;
  }
  if (!consents.items) return <Skeletons label={consentWords.separate} lines={5} />;
  const image = consents.find('id_image');
  const face = consents.find('face_verify');
  const read = change.now === 'face';
  return (
    <section className="panel stack" aria-label={words.photosTitle}>
      {image && <ConsentTick consent={image} onChange={consents.change} />}
      {(image?.granted ?? true) && <IdPhotos changeNo={change.request_no} known={change.papers[0]?.paper_id ?? null} complete={read} />}
      {read && (
        <>
          <div>
            <h3 className="step__subtitle">{words.faceTitle}</h3>
            <p className="small soft">{words.faceHint}</p>
          </div>
          {face && <ConsentTick consent={face} onChange={consents.change} />}
          <FaceCheck changeNo={change.request_no} allowed={face?.granted ?? true} />
        </>
      )}
    </section>
  );
}
