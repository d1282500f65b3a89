"""What other rooms may call: make a contract, sign it, ask whether all signed."""

from backoffice.signing.acts import Evidence, all_signed, hash_for, sign
from backoffice.signing.contracts import documents_of, generate
from backoffice.signing.reference import reference_contract

__all__ = [
    "Evidence",
    "all_signed",
    "documents_of",
    "generate",
    "hash_for",
    "reference_contract",
    "sign",
]
