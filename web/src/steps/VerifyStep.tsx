import type { AppPaper, Party } from '../office/types';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import { ConsentTick } from './ConsentTick';
import { IdPhotos } from './IdPhotos';
import { RealPerson } from './RealPerson';
import { useConsents } from './useConsents';
import { consent as consentWords, verify as wording } from './wording';

interface VerifyStepProps {
  party: Party;
  /** The party's papers as the checklist has them. */
  papers: AppPaper[];
}

/** Who somebody is: permission for the photo, both sides, what was read, then the living person. */
export function VerifyStep({ party, papers }: VerifyStepProps) {
  const consents = useConsents(party.party_id);
  const idCard = papers.find((paper) => paper.document === 'id_card');
  if (consents.problem && !consents.items) {
    return <Problem onAgain={consents.again}>{consents.problem}</Problem>;
  }
  if (!consents.items) return <Skeletons label={consentWords.separate} lines={5} />;

  const image = consents.find('id_image');
  const face = consents.find('face_verify');
  const read = idCard?.status === 'accepted';
  const known = idCard?.paper_id ?? null;
  return (
    <div className="stack">
      {image && (
        <section className="stack">
          {!image.granted && <p>{wording.consentId}</p>}
          <ConsentTick consent={image} partyId={party.party_id} onChange={consents.change} />
        </section>
      )}
      {image?.granted && (
        <IdPhotos partyId={party.party_id} known={known} complete={read} />
      )}
      {read && face && (
        <section className="stack">
          <div>
            <h4 className="step__subtitle">{wording.faceTitle}</h4>
            <p className="small soft">{wording.faceHint}</p>
          </div>
          {!face.granted && <p className="small">{wording.faceConsent}</p>}
          <ConsentTick consent={face} partyId={party.party_id} onChange={consents.change} />
          <RealPerson party={party} allowed={face.granted} />
        </section>
      )}
    </div>
  );
}
