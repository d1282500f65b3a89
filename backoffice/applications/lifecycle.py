"""The states of an application and the one table of its transitions.

A command that the table does not hold for a state is refused with 409; the guards that need the
database are the commands' own.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where an application stands."""

    DRAFT = "DRAFT"
    ID_VERIFIED = "ID_VERIFIED"
    CREDIT_AUTHORISED = "CREDIT_AUTHORISED"
    PRE_APPROVED = "PRE_APPROVED"
    NEEDS_DOCS = "NEEDS_DOCS"
    MANUAL_REVIEW = "MANUAL_REVIEW"
    DOCS_CHECKING = "DOCS_CHECKING"
    APPROVED = "APPROVED"
    APPROVED_WITH_CONDITIONS = "APPROVED_WITH_CONDITIONS"
    DECLINED = "DECLINED"
    COST_CONFIRMED = "COST_CONFIRMED"
    CONTRACT_GENERATED = "CONTRACT_GENERATED"
    SIGNING = "SIGNING"
    SIGNED_ALL = "SIGNED_ALL"
    PRE_DISBURSE_CHECK = "PRE_DISBURSE_CHECK"
    ACTIVATED = "ACTIVATED"
    DELIVERED = "DELIVERED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"


class Command(StrEnum):
    """What changes the state."""

    IDENTIFY = "identify"
    AUTHORISE = "authorise"
    WITHDRAW_AUTHORISATION = "withdraw_authorisation"
    PREAPPROVE = "preapprove"
    REFER = "refer"
    NEED_DOCS = "need_docs"
    DECLINE = "decline"
    CHECK_DOCS = "check_docs"
    APPROVE = "approve"
    APPROVE_WITH_CONDITIONS = "approve_with_conditions"
    MEET_CONDITIONS = "meet_conditions"
    CONFIRM_COST = "confirm_cost"
    GENERATE_CONTRACT = "generate_contract"
    SIGN = "sign"
    SIGN_LAST = "sign_last"
    REPLACE_SIGNER = "replace_signer"
    CHECK_DISBURSEMENT = "check_disbursement"
    ACTIVATE = "activate"
    HAND_OVER = "hand_over"
    CANCEL = "cancel"
    EXPIRE = "expire"


@dataclass(frozen=True, slots=True)
class Rule:
    """In any of `sources`, `command` leads to `target`."""

    command: Command
    sources: tuple[State, ...]
    target: State


S, C = State, Command
BEFORE_DECISION = (S.DRAFT, S.ID_VERIFIED, S.CREDIT_AUTHORISED)
IN_DECISION = (S.PRE_APPROVED, S.NEEDS_DOCS, S.MANUAL_REVIEW, S.DOCS_CHECKING)
AFTER_APPROVAL = (S.APPROVED, S.APPROVED_WITH_CONDITIONS)
CONTRACTING = (S.COST_CONFIRMED, S.CONTRACT_GENERATED, S.SIGNING)
SIGNED = (S.SIGNED_ALL, S.PRE_DISBURSE_CHECK)
# Before the money is paid out a customer may always leave, and an offer ends by itself.
OPEN = BEFORE_DECISION + IN_DECISION + AFTER_APPROVAL + CONTRACTING + SIGNED
ENDS_BY_ITSELF = OPEN
FINAL = (S.DELIVERED, S.CANCELLED, S.EXPIRED)

# Others may join or leave until it is decided, and again where the approval waits for them.
INVITING = (
    *BEFORE_DECISION,
    *(S.PRE_APPROVED, S.NEEDS_DOCS, S.MANUAL_REVIEW, S.APPROVED_WITH_CONDITIONS),
)

TABLE = (
    Rule(C.IDENTIFY, (S.DRAFT,), S.ID_VERIFIED),
    Rule(C.AUTHORISE, (S.ID_VERIFIED,), S.CREDIT_AUTHORISED),
    Rule(C.WITHDRAW_AUTHORISATION, (S.CREDIT_AUTHORISED,), S.ID_VERIFIED),
    Rule(C.PREAPPROVE, (S.CREDIT_AUTHORISED, S.MANUAL_REVIEW, S.DECLINED), S.PRE_APPROVED),
    Rule(C.REFER, (S.CREDIT_AUTHORISED,), S.MANUAL_REVIEW),
    Rule(
        C.NEED_DOCS,
        (S.CREDIT_AUTHORISED, S.MANUAL_REVIEW, S.DOCS_CHECKING, S.DECLINED),
        S.NEEDS_DOCS,
    ),
    Rule(C.DECLINE, (S.CREDIT_AUTHORISED, S.MANUAL_REVIEW, S.DOCS_CHECKING), S.DECLINED),
    Rule(C.CHECK_DOCS, (S.PRE_APPROVED, S.NEEDS_DOCS), S.DOCS_CHECKING),
    Rule(C.APPROVE, (S.DOCS_CHECKING, S.DECLINED), S.APPROVED),
    Rule(
        C.APPROVE_WITH_CONDITIONS, (S.DOCS_CHECKING, S.DECLINED), S.APPROVED_WITH_CONDITIONS
    ),
    Rule(C.MEET_CONDITIONS, (S.APPROVED_WITH_CONDITIONS,), S.APPROVED),
    Rule(C.CONFIRM_COST, (S.APPROVED,), S.COST_CONFIRMED),
    Rule(C.GENERATE_CONTRACT, (S.COST_CONFIRMED,), S.CONTRACT_GENERATED),
    Rule(C.SIGN, (S.CONTRACT_GENERATED,), S.SIGNING),
    Rule(C.SIGN_LAST, (S.SIGNING,), S.SIGNED_ALL),
    Rule(C.REPLACE_SIGNER, (S.CONTRACT_GENERATED, S.SIGNING), S.APPROVED_WITH_CONDITIONS),
    Rule(C.CHECK_DISBURSEMENT, (S.SIGNED_ALL,), S.PRE_DISBURSE_CHECK),
    Rule(C.ACTIVATE, (S.PRE_DISBURSE_CHECK,), S.ACTIVATED),
    Rule(C.HAND_OVER, (S.ACTIVATED,), S.DELIVERED),
    Rule(C.CANCEL, OPEN, S.CANCELLED),
    Rule(C.EXPIRE, OPEN, S.EXPIRED),
)  # fmt: skip

_TARGETS = {(source, rule.command): rule.target for rule in TABLE for source in rule.sources}


def target(state: State, command: Command) -> State | None:
    """Where `command` leads from `state`; None when it is not legal there."""
    return _TARGETS.get((state, command))


def legal(state: State) -> list[Command]:
    """The commands that are legal in `state`, in the table's order."""
    return [rule.command for rule in TABLE if state in rule.sources]


# What a customer himself may ask for in a state, for the page's buttons.
_ASKED = {
    "save_fields": (S.DRAFT, S.ID_VERIFIED, S.PRE_APPROVED, S.NEEDS_DOCS, S.MANUAL_REVIEW),
    "invite_party": INVITING,
    "remove_party": INVITING,
    "authorise": (S.ID_VERIFIED,),
    "confirm_cost": (S.APPROVED,),
    "sign": (S.CONTRACT_GENERATED, S.SIGNING),
    "book_delivery": (S.ACTIVATED,),
    "cancel": OPEN,
}


def offered(state: State, *, reviewed: bool) -> list[str]:
    """The commands that the customer may give now."""
    found = [name for name, states in _ASKED.items() if state in states]
    if state is S.DECLINED and not reviewed:
        found.append("review")
    return found
