"""Putting single things right."""

from decimal import Decimal

from pydantic import ValidationError
from sqlalchemy.orm import Session

from backoffice.customers.models import Customer
from backoffice.dealers.finding import CITY_ENDS
from backoffice.numbers import fresh_number
from backoffice.office import office_of
from backoffice.records.gathering import WORDS
from backoffice.records.schemas import Amount, Correct, RecordReceipt
from backoffice.refusals import Refusal
from foundation.zh import yuan


def _sum(value: str) -> Decimal:
    try:
        return Amount(value=value).value
    except ValidationError as error:
        raise Refusal("RECORD_VALUE") from error


def correct(session: Session, customer: Customer, request: Correct) -> RecordReceipt:
    """Put one thing right, from now on; raises `Refusal` (RECORD_VALUE) for what is no sum."""
    value = request.value.strip()
    if request.name == "city":
        customer.city, told = value.removesuffix(CITY_ENDS), value
    else:
        amount = _sum(value)
        setattr(customer, request.name, amount)
        told = WORDS.say("yuan", amount=yuan(amount))
    session.flush()
    today = office_of(session).clock.business_date()
    return RecordReceipt(
        request_no=fresh_number("D", today),
        what=WORDS.say("corrected", label=WORDS.say(request.name), value=told),
        effective=today.isoformat(),
        next=WORDS.say("corrected_next"),
    )
