"""A showroom as it is answered."""

from backoffice.dealers.models import Dealer
from backoffice.dealers.places import WORDS
from backoffice.dealers.schemas import DealerAnswer, Service


def dealer_answer(dealer: Dealer) -> DealerAnswer:
    """A showroom as it is answered."""
    return DealerAnswer(
        dealer_id=dealer.dealer_id,
        name=dealer.name,
        city=dealer.city,
        address=dealer.address,
        phone=dealer.phone,
        opening_hours=dealer.opening_hours,
        latitude=str(dealer.latitude),
        longitude=str(dealer.longitude),
        services=[Service(key=key, name=WORDS.say(key)) for key in dealer.services],
    )
