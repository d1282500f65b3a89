"""Lets each capability keep its part of the domain beside its training data.

`rasa train --domain` takes one file or one directory, and reads a directory unsorted; this
importer joins the shared `domain.yml` with every `data/<capability>/domain.yml` in name order.
The shared file comes first, so that its `session_config` always holds.
"""

from pathlib import Path

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter


class CapabilityImporter(RasaFileImporter):
    """Rasa's file importer with the domain in several files; named in `config.yml`."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        """Take the paths Rasa's command line found; any of them may be missing.

        Args:
            config_file: `config.yml`; the capabilities lie in `data/` beside it.
            domain_path: the shared `domain.yml`, or None where a command needs no domain.
            training_data_paths: files and folders with NLU data, rules and stories.
        """
        super().__init__(config_file, domain_path, training_data_paths)
        self.domain_paths: list[str] = []
        if domain_path:
            parts = capability_domains(Path(config_file).parent if config_file else Path())
            self.domain_paths = [domain_path, *map(str, parts)]

    def get_domain(self) -> Domain:
        """Return the joined domain; empty when the command was given no domain file."""
        if not self.domain_paths:
            return Domain.empty()
        return Domain.load(self.domain_paths)


def capability_domains(root: Path) -> list[Path]:
    """Return `data/<capability>/domain.yml` of every capability below `root`, by name."""
    return sorted((root / "data").glob("*/domain.yml"))
