"""The fake's changes, insurance and papers have the shapes of the back office's own schemas."""

from typing import Any

import pytest

from backoffice.changes.schemas import Changes, ChangeView
from backoffice.servicing.insurance import InsuranceView
from backoffice.servicing.papers import LoanDocuments
from foundation.backoffice import Actor
from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_changes import change

ACTOR = Actor("customer:U1", "L1", "web")


@pytest.mark.parametrize(
    ("schema", "method", "number"),
    [
        (Changes, "changes", "U1"),
        (LoanDocuments, "loan_documents", "C1"),
        (InsuranceView, "insurance", "C1"),
    ],
)
def test_answers_have_the_real_shape(schema: Any, method: str, number: str) -> None:
    answer = getattr(FakeBackOffice(), method)(ACTOR, number)
    schema.model_validate(answer)
    assert set(answer) == set(schema.model_fields)


def test_a_change_has_the_real_shape() -> None:
    made = change("id_card", "更新身份证")
    ChangeView.model_validate(made)
    assert set(made) == set(ChangeView.model_fields)
