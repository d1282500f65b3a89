"""The calls about what stands on file with a loan: its insurance, its documents, its lien."""

from typing import Any

from foundation.backoffice_applications import Actor, ApplicationCalls

Json = dict[str, Any]


class LoanRecordCalls(ApplicationCalls):
    """Part of `BackOffice`."""

    def insurance(self, actor: Actor, contract_no: str) -> Json:
        """The policy on file and what the contract asks: `{policy, standing, duties, …}`."""
        return self._get(actor, f"/loans/{contract_no}/insurance")

    def loan_documents(self, actor: Actor, contract_no: str) -> Json:
        """`{items}`: the documents of a loan, each with its address and the level it needs."""
        return self._get(actor, f"/loans/{contract_no}/documents")

    def lien(self, actor: Actor, contract_no: str) -> Json:
        """How far the release of the mortgage is: `{steps, …}`."""
        return self._get(actor, f"/loans/{contract_no}/lien")
