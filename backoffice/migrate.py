"""`python -m backoffice.migrate`: brings the database to the newest migration."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from backoffice.workflows.durable import prepare
from foundation.settings import settings

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(url: str | None = None) -> Config:
    """Alembic's configuration for the back office's migrations."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    if url is not None:
        config.attributes["url"] = url
    return config


def migrate(url: str) -> None:
    """Bring the database at `url` to the newest migration, durable work's schema included."""
    command.upgrade(alembic_config(url), "head")
    prepare(url)


if __name__ == "__main__":
    migrate(settings().backoffice_database_url)
