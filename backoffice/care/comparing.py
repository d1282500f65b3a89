"""Keeping and changing beside each other, as they are shown; decided like everything offered."""

from sqlalchemy.orm import Session

from backoffice.care.decisions import decision_view, weigh
from backoffice.care.facts import gather
from backoffice.care.gate import Intent
from backoffice.care.moments import moments
from backoffice.care.rules import ASKED
from backoffice.care.schemas import Keep, Loyalty, Swap, TradeIn, TryUpgrade, UpgradeView
from backoffice.care.upgrade import Change, Used, change, on_time, used_car
from backoffice.care.values import values
from backoffice.care.worth import UPGRADE, WORDS, of_change
from backoffice.forms import money, percent
from backoffice.lending.money import ZERO
from backoffice.loans.looking import Look
from backoffice.loans.views import car_name
from backoffice.office import office_of
from backoffice.quotes.answers import answer
from backoffice.quotes.asking import find_car
from backoffice.quotes.repository import store
from backoffice.quotes.schemas import CarAsk
from backoffice.refusals import Refusal


def _keep(at: Look) -> Keep:
    rows = at.coming
    interest = sum((row.interest for row in rows), ZERO)
    left = sum((row.payment for row in rows), ZERO) + (ZERO if at.leased else at.balloon)
    return Keep(
        monthly_payment=money(rows[0].payment),
        instalments_left=len(rows),
        last_due=at.last_due.isoformat(),
        annual_rate_pct=percent(at.loan.annual_rate_pct),
        principal_outstanding=money(at.standing.outstanding),
        interest_left=money(interest),
        balloon=money(at.balloon),
        left_to_pay=money(left + at.standing.due),
    )


def _trade_in(used: Used) -> TradeIn:
    return TradeIn(
        age_months=used.age_months,
        estimate_low=money(used.estimate.low),
        estimate_high=money(used.estimate.high),
        payoff=money(used.payoff),
        fee_waived=money(used.fee_waived),
        equity=money(used.equity),
        note=WORDS.say("estimate_note"),
    )


def _swap(session: Session, at: Look, found: Change) -> Swap:
    catalogue = office_of(session).catalogue()
    quoted = answer(catalogue, found.priced, [])
    store(session, catalogue, [(found.priced, quoted)])
    loyal = found.loyal
    return Swap(
        quote=quoted,
        cash=money(found.cash),
        share_pct=percent(found.share_pct),
        within=found.within,
        loyalty=Loyalty(
            pct_off=percent(values().pct_off),
            on_time=on_time(at),
            annual_rate_pct=money(loyal.schedule.terms.annual_rate_pct),
            monthly_payment=money(loyal.schedule.regular_payment),
        )
        if loyal
        else None,
    )


def compare(session: Session, at: Look, asked: TryUpgrade) -> UpgradeView:
    """Both ways in figures, and whether changing is advised; raises `Refusal` (UPGRADE_NOT_NOW).

    In a hard time nothing is offered, also to who asks.
    """
    if not at.coming:
        raise Refusal("UPGRADE_NOT_NOW", reason=WORDS.say("upgrade_no_car"))
    office, moment = office_of(session), moments()[UPGRADE]
    catalogue = office.catalogue()
    named = asked.vehicle_key or asked.trim_key
    wanted = asked.model_dump() if named else {"vehicle_key": at.loan.vehicle["vehicle_key"]}
    car, used = find_car(catalogue, CarAsk(**wanted)), used_car(catalogue, at)
    found = change(catalogue, at, used, car) if used else None
    worth = of_change(used, found, asked=True)
    now, person = office.clock.now(), at.loan.customer_id
    decision = weigh(
        session,
        gather(session, {person: now})[person],
        Intent(moment.sort, moment.topic, ASKED, worth),
        customer_id=person,
        contract_no=at.loan.contract_no,
        moment=moment.name,
    )
    hurts = [one for one in decision.outcomes if one["ok"] is False and one["rule"] != "value"]
    hurting = bool(hurts)
    return UpgradeView(
        contract_no=at.loan.contract_no,
        car=car_name(at.loan),
        keep=_keep(at),
        trade_in=_trade_in(used) if used else None,
        swap=_swap(session, at, found) if found and not hurting else None,
        advised=decision.allowed,
        why=hurts[0]["text"] if hurting else worth.why,
        decision=decision_view(decision),
    )
