"""Showrooms from the nearest on: how far, whether open, said in words."""

from datetime import datetime

from sqlalchemy.orm import Session

from backoffice.dealers.answers import dealer_answer
from backoffice.dealers.distance import Point, metres
from backoffice.dealers.finding import dealers_in
from backoffice.dealers.hours import Opening, opening
from backoffice.dealers.models import Dealer
from backoffice.dealers.places import WORDS, Place, find_place
from backoffice.dealers.schemas import NearDealer, Nearest, NearPlace, NearPoint, Origin
from backoffice.office import office_of
from foundation.wording import WEEKDAYS

ROUND_METRES = 100
KILOMETRE = 1000
WITHOUT_TENTHS = 100 * KILOMETRE


def distance_zh(far: int) -> str:
    """`800 米`, `3.2 公里`, `128 公里`: as exact as a straight line is worth."""
    tenths = max(1, (far + ROUND_METRES // 2) // ROUND_METRES)
    if tenths * ROUND_METRES < KILOMETRE:
        return WORDS.say("metres", metres=tenths * ROUND_METRES)
    if far < WITHOUT_TENTHS:
        whole, tenth = divmod(tenths, 10)
        return WORDS.say("kilometres", kilometres=f"{whole}.{tenth}")
    return WORDS.say("kilometres", kilometres=(far + KILOMETRE // 2) // KILOMETRE)


def open_zh(state: Opening, now: datetime) -> str:
    """Whether it is open now, and until or from when."""
    if state.until is not None:
        return WORDS.say("open", closes=f"{state.until:%H:%M}")
    if state.next is None:
        return WORDS.say("shut")
    opens, days = f"{state.next:%H:%M}", (state.next.date() - now.date()).days
    if days == 0:
        return WORDS.say("opens_today", opens=opens)
    day = WORDS.say("tomorrow") if days == 1 else WEEKDAYS[state.next.weekday()]
    return WORDS.say("opens_later", day=day, opens=opens)


def _origin(asked: NearPlace | NearPoint) -> Place:
    if isinstance(asked, NearPlace):
        return find_place(asked.place)
    return Place(WORDS.say("own_position"), "", Point(asked.latitude, asked.longitude))


def nearest(session: Session, asked: NearPlace | NearPoint) -> Nearest:
    """The showrooms by distance; raises `Refusal`: PLACE_UNKNOWN, PLACE_SEVERAL.

    Where somebody is is measured from and forgotten.
    """
    origin, now = _origin(asked), office_of(session).clock.now()
    found = [(metres(origin.point, _point(each)), each) for each in dealers_in(session, None)]
    found.sort(key=lambda pair: (pair[0], pair[1].position))
    return Nearest(
        origin=Origin(
            name=origin.name,
            city=origin.city or None,
            latitude=f"{origin.point.latitude:.6f}",
            longitude=f"{origin.point.longitude:.6f}",
        ),
        items=[_near(dealer, far, now) for far, dealer in found[: asked.limit]],
    )


def _point(dealer: Dealer) -> Point:
    return Point(float(dealer.latitude), float(dealer.longitude))


def _near(dealer: Dealer, far: int, now: datetime) -> NearDealer:
    state = opening(dealer.opening_hours, now)
    return NearDealer(
        **dealer_answer(dealer).model_dump(),
        distance_m=far,
        distance_zh=distance_zh(far),
        open_now=state.until is not None,
        open_zh=open_zh(state, now),
    )
