"""Who answers each port: in the sandbox the sandbox; nobody else is configured."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from backoffice.providers.ports import (
    BankCardCheck,
    BureauFile,
    CreditBureau,
    IdentityRegister,
    InvoiceRegistry,
    MalwareScanner,
    MortgageRegistry,
    RealPersonCheck,
    SellerSide,
)
from backoffice.providers.sandbox.institutions import (
    SandboxBureauFile,
    SandboxCreditBureau,
    SandboxInvoiceRegistry,
    SandboxMortgageRegistry,
    SandboxScanner,
    SandboxSeller,
)
from backoffice.providers.sandbox.outside import Outside
from backoffice.providers.sandbox.persons import (
    SandboxBankCard,
    SandboxIdentityRegister,
    SandboxRealPerson,
)

if TYPE_CHECKING:
    from backoffice.office import Office

# `sms`, `timestamp` and `dealer_workshop` are played elsewhere (the edge, the rooms of signing and
# servicing), which ask `told`.
Port = Literal[
    "identity_register",
    "real_person",
    "bank_card",
    "credit_bureau",
    "bureau_file",
    "sms",
    "mortgage_registry",
    "invoice_registry",
    "timestamp",
    "seller",
    "malware_scanner",
    "dealer_workshop",
    "dealer_system",
]
PORTS: tuple[Port, ...] = get_args(Port)


@dataclass(frozen=True)
class Providers:
    """One answerer a port."""

    identity_register: IdentityRegister
    real_person: RealPersonCheck
    bank_card: BankCardCheck
    credit_bureau: CreditBureau
    mortgage_registry: MortgageRegistry
    invoice_registry: InvoiceRegistry
    seller: SellerSide
    malware_scanner: MalwareScanner
    bureau_file: BureauFile


def outside_of(office: "Office") -> Outside:
    """The played outside; raises `ProviderMissing` outside the sandbox."""
    return Outside(office.database, office.clock, sandbox=office.settings.sandbox)


def sandbox_providers(outside: Outside, pages: str) -> Providers:
    """All ports played; the real-person page stands under `pages`."""
    return Providers(
        SandboxIdentityRegister(outside),
        SandboxRealPerson(outside, pages),
        SandboxBankCard(outside),
        SandboxCreditBureau(outside),
        SandboxMortgageRegistry(outside),
        SandboxInvoiceRegistry(outside),
        SandboxSeller(outside),
        SandboxScanner(outside),
        SandboxBureauFile(outside),
    )


def providers_of(office: "Office") -> Providers:
    """Who answers this office's questions; raises `ProviderMissing` outside the sandbox."""
    return sandbox_providers(outside_of(office), office.settings.edge_url)
