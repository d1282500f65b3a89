"""All tables of the back office, for the migrations."""

from backoffice.applications.models import (
    Application,
    Condition,
    Decision,
    Event,
    Field,
    HandoverBooking,
    PurchaseFact,
    Review,
    Transition,
)
from backoffice.applications.referrals import Referral
from backoffice.audit.models import AuditRecord
from backoffice.callbacks.models import CallbackRequest
from backoffice.care.models import CareDecision, CareSwitch
from backoffice.catalogue.models import Product, ProductRate, Rule, Trim, Vehicle
from backoffice.changes.models import (
    Change,
    ChangeDocument,
    CustomerAddress,
    CustomerCardTry,
    CustomerIdentity,
)
from backoffice.clock.models import BusinessDate
from backoffice.consents.models import Consent
from backoffice.customers.models import Customer
from backoffice.database import Base
from backoffice.dealers.models import Dealer
from backoffice.deliveries.models import Delivery
from backoffice.documents.models import Paper, PaperPage
from backoffice.idempotency.models import RememberedAnswer
from backoffice.leads.models import Lead, SandboxDealerLead
from backoffice.loans.co_signers import CoSigner
from backoffice.loans.models import (
    LedgerEntry,
    LedgerPosting,
    Loan,
    ScheduleInstalment,
    ScheduleVersion,
)
from backoffice.loans.running_models import (
    Debit,
    Due,
    LoanStanding,
    Mandate,
    Payment,
    RolledDay,
    SandboxBankDebit,
    SandboxBankOrder,
    Trial,
)
from backoffice.parties.models import CardTry, CreditAuthorisation, Link, Party, RealPersonCheck
from backoffice.plans.models import KeptPlan
from backoffice.providers.models import SandboxAnswer, SandboxCheck, SandboxSellerEvent
from backoffice.quotes.models import StoredQuote
from backoffice.recommendations.models import StoredRecommendation
from backoffice.reminders.models import KnownDate, Reminder, ReminderChoice, ReminderMessage
from backoffice.risk.models import CreditReport
from backoffice.servicing.extension.models import ExtensionCase
from backoffice.servicing.insurance_models import Policy
from backoffice.servicing.lease_end.models import (
    InspectionBooking,
    LeaseRenewal,
    SandboxDealerOrder,
)
from backoffice.servicing.models import Errand, Proof, ShownOffer
from backoffice.signing.models import (
    Confirmation,
    Contract,
    ContractDocument,
    ContractFile,
    CostSheet,
    IssuedCertificate,
    KeyHolder,
    SealedPaper,
    Showing,
    Signature,
    SigningRefusal,
)
from backoffice.visits.models import Visit
from backoffice.workflows.models import WorkOrder

__all__ = [
    "Application",
    "AuditRecord",
    "Base",
    "BusinessDate",
    "CallbackRequest",
    "CardTry",
    "CareDecision",
    "CareSwitch",
    "Change",
    "ChangeDocument",
    "CoSigner",
    "Condition",
    "Confirmation",
    "Consent",
    "Contract",
    "ContractDocument",
    "ContractFile",
    "CostSheet",
    "CreditAuthorisation",
    "CreditReport",
    "Customer",
    "CustomerAddress",
    "CustomerCardTry",
    "CustomerIdentity",
    "Dealer",
    "Debit",
    "Decision",
    "Delivery",
    "Due",
    "Errand",
    "Event",
    "ExtensionCase",
    "Field",
    "HandoverBooking",
    "InspectionBooking",
    "IssuedCertificate",
    "KeptPlan",
    "KeyHolder",
    "KnownDate",
    "LeaseRenewal",
    "Lead",
    "LedgerEntry",
    "LedgerPosting",
    "Link",
    "Loan",
    "LoanStanding",
    "Mandate",
    "Paper",
    "PaperPage",
    "Party",
    "Payment",
    "Policy",
    "Product",
    "ProductRate",
    "Proof",
    "PurchaseFact",
    "RealPersonCheck",
    "RememberedAnswer",
    "Referral",
    "Reminder",
    "ReminderChoice",
    "ReminderMessage",
    "Review",
    "RolledDay",
    "Rule",
    "SandboxAnswer",
    "SandboxBankDebit",
    "SandboxBankOrder",
    "SandboxCheck",
    "SandboxDealerLead",
    "SandboxDealerOrder",
    "SandboxSellerEvent",
    "ScheduleInstalment",
    "ScheduleVersion",
    "SealedPaper",
    "Showing",
    "ShownOffer",
    "Signature",
    "SigningRefusal",
    "StoredQuote",
    "StoredRecommendation",
    "Transition",
    "Trial",
    "Trim",
    "Vehicle",
    "Visit",
    "WorkOrder",
]
