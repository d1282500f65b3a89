"""The port to the dealers' workshops: told of each inspection, its change and its end."""

from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

from sqlalchemy.dialects.postgresql import insert

from backoffice.providers.assembly import outside_of
from backoffice.providers.ports import Message
from backoffice.providers.sandbox.outside import Outside, Raw, Told
from backoffice.servicing.lease_end.models import SandboxDealerOrder

if TYPE_CHECKING:
    from backoffice.office import Office

PORT = "dealer_workshop"


class InspectionOrder(Message):
    """What a dealer is asked to do; the same number and sequence told again is one order."""

    order_no: str
    sequence: int
    act: Literal["book", "change", "cancel"]
    dealer_id: str
    starts_at: datetime
    minutes: int
    car: str
    plate: str
    vin_tail: str
    customer: str
    checklist: tuple[str, ...]


class WorkshopAnswer(Message):
    """Whether the dealer took the order, and under which number of its own."""

    accepted: bool
    reference: str | None = None


class DealerWorkshop(Protocol):
    """The dealers' system for work orders."""

    def tell(self, order: InspectionOrder) -> WorkshopAnswer:
        """Hand an order over; raises `ProviderError`."""
        ...


class SandboxWorkshop:
    """Takes every order and keeps it, so that it can be looked at."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    def tell(self, order: InspectionOrder) -> WorkshopAnswer:
        """Keep the order once."""

        def answer(told: Told) -> Raw:
            if told.manner == "no":
                return {"accepted": False}
            facts = order.model_dump(mode="json")
            with self._outside.database.transaction() as session:
                session.execute(
                    insert(SandboxDealerOrder)
                    .values(
                        order_no=order.order_no,
                        sequence=order.sequence,
                        dealer_id=order.dealer_id,
                        act=order.act,
                        facts=facts,
                        at=self._outside.clock.now(),
                    )
                    .on_conflict_do_nothing()
                )
            return {"accepted": True, "reference": f"GD{order.order_no}-{order.sequence}"}

        return self._outside.ask(PORT, (order.dealer_id, order.order_no), answer, WorkshopAnswer)


def workshop_of(office: "Office") -> DealerWorkshop:
    """Who takes work orders; raises `ProviderMissing` outside the sandbox."""
    return SandboxWorkshop(outside_of(office))
