"""A command under the same key runs once; its answer is given again."""

import hashlib
from collections.abc import Callable
from typing import Annotated, TypeVar

import sqlalchemy as sa
from fastapi import Header
from pydantic import BaseModel
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.idempotency.models import RememberedAnswer
from backoffice.refusals import Refusal

Answer = TypeVar("Answer", bound=BaseModel)

_KEY_FORM = r"^[\x21-\x7e]{1,200}$"
RequiredKey = Annotated[str, Header(alias="Idempotency-Key", pattern=_KEY_FORM)]
OptionalKey = Annotated[str | None, Header(alias="Idempotency-Key", pattern=_KEY_FORM)]


def _hash(request: BaseModel) -> str:
    return hashlib.sha256(request.model_dump_json().encode()).hexdigest()


def once(
    session: Session,
    key: str | None,
    action: str,
    request: BaseModel,
    perform: Callable[[], Answer],
    answer_type: type[Answer],
) -> Answer:
    """Run `perform` unless `key` already ran `action`; then give that answer again.

    The key is taken in `session`'s transaction: two calls at once wait for each other. Raises
    `Refusal` (IDEMPOTENCY_KEY_REUSED) when the key was used for another request.
    """
    if key is None:
        return perform()
    request_hash = _hash(request)
    taken = session.execute(
        insert(RememberedAnswer)
        .values(action=action, key=key, request_hash=request_hash)
        .on_conflict_do_nothing()
        .returning(RememberedAnswer.key)
    ).first()
    remembered = session.get_one(RememberedAnswer, (action, key))
    if taken is None:
        if remembered.request_hash != request_hash:
            raise Refusal("IDEMPOTENCY_KEY_REUSED")
        return answer_type.model_validate(remembered.answer)
    answer = perform()
    session.execute(
        sa.update(RememberedAnswer)
        .where(RememberedAnswer.action == action, RememberedAnswer.key == key)
        .values(answer=answer.model_dump(mode="json"))
    )
    return answer
