import { dayZh } from '../../format/dates';
import { part } from '../../office/office';
import { useLoaded } from '../../office/useLoaded';
import { useVersion } from '../liveness';
import { Fetched } from '../parts/Fetched';
import { Rows } from '../parts/Rows';
import { PolicyUpload } from './PolicyUpload';
import { wording } from './wording';

export interface Insurance {
  contract_no: string;
  policy: { insurer: string; valid_from: string; valid_to: string } | null;
  standing: string;
  days_left: number | null;
  duties: string[];
  free_choice_note: string;
}

/** The policy on file, until when it holds, and the place to hand in the next one. */
export default function InsurancePage({ no }: { no: string }) {
  const loaded = useLoaded<Insurance>(`/api/loans/${part(no)}/insurance`, useVersion());
  return (
    <Fetched loaded={loaded}>
      {(insurance) => (
        <div className="errand-form">
          <section className="panel stack">
            <Standing insurance={insurance} />
            <p className="consequence">{insurance.free_choice_note}</p>
            {insurance.duties.length > 0 && (
              <section>
                <h3 className="step__subtitle">{wording.duties}</h3>
                <ul className="not-now">
                  {insurance.duties.map((duty) => (
                    <li key={duty}>{duty}</li>
                  ))}
                </ul>
              </section>
            )}
          </section>
          <PolicyUpload no={no} onDone={loaded.again} />
        </div>
      )}
    </Fetched>
  );
}

function Standing({ insurance }: { insurance: Insurance }) {
  const { policy, standing, days_left: left } = insurance;
  const words = wording.standing[standing] ?? standing;
  return (
    <>
      <div className="hero">
        <p className="hero__label">{policy ? wording.until : wording.title}</p>
        <p className="hero__figure">{policy ? dayZh(policy.valid_to) : words}</p>
        {policy && (
          <p className="hero__terms">
            <span>
              <strong>{words}</strong>
            </span>
            {left !== null && left >= 0 && <span>{wording.days(left)}</span>}
          </p>
        )}
      </div>
      {policy && (
        <Rows
          rows={[
            { label: wording.insurer, value: policy.insurer },
            { label: wording.from, value: dayZh(policy.valid_from) },
          ]}
        />
      )}
    </>
  );
}
