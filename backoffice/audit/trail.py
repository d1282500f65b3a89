"""Runs a command once and writes it into the trail, in the command's own transaction."""

import hashlib
from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor
from backoffice.audit.models import AuditRecord
from backoffice.idempotency.service import once
from backoffice.office import office_of

Answer = TypeVar("Answer", bound=BaseModel)

# Everything that a command on an application, a party or a customer's consents can change.
_STATE = sa.text(
    """
    SELECT encode(sha256(convert_to(coalesce(string_agg(told, '|' ORDER BY told), ''), 'UTF8')),
                  'hex')
    FROM (
        SELECT row_to_json(a)::text AS told FROM applications a WHERE application_no = :subject
        UNION ALL
        SELECT row_to_json(p)::text FROM parties p WHERE application_no = :subject
        UNION ALL
        SELECT row_to_json(f)::text FROM application_fields f WHERE application_no = :subject
        UNION ALL
        SELECT row_to_json(c)::text FROM conditions c WHERE application_no = :subject
        UNION ALL
        SELECT row_to_json(h)::text FROM handover_bookings h WHERE application_no = :subject
        UNION ALL
        SELECT row_to_json(l)::text FROM party_links l JOIN parties USING (party_id)
            WHERE application_no = :subject
        UNION ALL
        SELECT row_to_json(k)::text FROM consents k WHERE subject_id = :subject
            OR subject_id IN (SELECT party_id FROM parties WHERE application_no = :subject)
        UNION ALL
        SELECT row_to_json(n)::text FROM loans n WHERE contract_no = :subject
        UNION ALL
        SELECT row_to_json(s)::text FROM loan_standings s WHERE contract_no = :subject
        UNION ALL
        SELECT row_to_json(d)::text FROM loan_debits d WHERE contract_no = :subject
        UNION ALL
        SELECT row_to_json(m)::text FROM loan_mandates m WHERE contract_no = :subject
        UNION ALL
        SELECT row_to_json(r)::text FROM servicing_errands r WHERE contract_no = :subject
        UNION ALL
        SELECT row_to_json(o)::text FROM servicing_offers o WHERE contract_no = :subject
        UNION ALL
        SELECT row_to_json(u)::text FROM customers u WHERE customer_id = :subject
        UNION ALL
        SELECT row_to_json(i)::text FROM customer_identities i WHERE customer_id = :subject
        UNION ALL
        SELECT row_to_json(t)::text FROM customer_addresses t WHERE customer_id = :subject
        UNION ALL
        SELECT row_to_json(e)::text FROM changes e WHERE customer_id = :subject
        UNION ALL
        SELECT row_to_json(g)::text FROM customer_card_tries g WHERE customer_id = :subject
        UNION ALL
        SELECT row_to_json(m)::text FROM reminder_choices m WHERE customer_id = :subject
        UNION ALL
        SELECT row_to_json(v)::text FROM visits v WHERE customer_id = :subject
        UNION ALL
        SELECT row_to_json(w)::text FROM leads w WHERE customer_id = :subject
        UNION ALL
        SELECT row_to_json(y)::text FROM care_switches y WHERE customer_id = :subject
    ) AS everything
    """
)


def fingerprint(session: Session, subject: str) -> str:
    """A hash of all that is known of an application or of a subject of consents."""
    session.flush()
    return str(session.scalar(_STATE, {"subject": subject}))


def digest(text: str) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def record(
    session: Session,
    actor: Actor,
    command: str,
    subject: str,
    *,
    before: str,
    request: str = "",
    key: str | None = None,
) -> None:
    """Write one command into the trail; `before` is the subject's fingerprint before it."""
    session.add(
        AuditRecord(
            at=office_of(session).clock.now(),
            actor=str(actor),
            level=str(actor.level),
            channel=actor.channel,
            command=command,
            subject=subject,
            request_hash=digest(request),
            before_hash=before,
            after_hash=fingerprint(session, subject),
            key=key,
        )
    )


def command(
    session: Session,
    actor: Actor,
    key: str | None,
    name: str,
    subject: str,
    request: BaseModel,
    perform: Callable[[], Answer],
    answer_type: type[Answer],
) -> Answer:
    """Run `perform` once for this actor, subject and key, and write it into the trail.

    A key belongs to its actor and subject: nobody is given an answer that was another's.
    """
    scoped = None if key is None else digest(f"{actor}|{subject}|{key}")

    def audited() -> Answer:
        before = fingerprint(session, subject)
        answer = perform()
        asked = request.model_dump_json()
        record(session, actor, name, subject, before=before, request=asked, key=scoped)
        return answer

    return once(session, scoped, name, request, audited, answer_type)
