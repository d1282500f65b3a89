"""The lender's letter that a mortgage may move to the office of another city: sealed, kept."""

from sqlalchemy.orm import Session

from backoffice.changes.address import mortgaged_loans
from backoffice.changes.models import Change, ChangeDocument
from backoffice.changes.sealing import drawn, keep, lender_signer, named, with_seal
from backoffice.changes.standing import identity_on_file
from backoffice.customers.models import Customer
from backoffice.loans.views import car_name, vin_masked
from backoffice.office import office_of
from foundation.log import mask

KIND = "mortgage_city_letter"


def letter(session: Session, change: Change) -> ChangeDocument:
    """The letter, made once; raises `TimestampRequestError`."""
    found = session.get(ChangeDocument, (change.request_no, KIND))
    if found is not None:
        return found
    now = office_of(session).clock.now()
    customer = session.get_one(Customer, change.customer_id)
    known = identity_on_file(session, change.customer_id)
    facts = {
        "name": known.name if known else customer.name or "",
        "id_masked": mask(known.id_no) if known else "",
        "old_city": change.figures["old_city"] or "",
        "city": change.figures["city"],
        "from_day": change.figures["from_day"],
        "cars": [
            {
                "contract_no": loan.contract_no,
                "name": car_name(loan),
                "plate": loan.vehicle.get("plate") or "",
                "vin": vin_masked(loan.vehicle.get("vin")) or "",
            }
            for loan in mortgaged_loans(session, change.customer_id)
        ],
    }
    paper = named(change, KIND, facts)
    plain = drawn(session, change, paper, [lender_signer(session)], facts, now)
    return keep(session, change, KIND, with_seal(session, change, paper, plain, now), now)
