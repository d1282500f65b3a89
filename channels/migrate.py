"""Brings the edge's database to this checkout's schema: `python -m channels.migrate`."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

import channels.wechat.tables  # noqa: F401  (registers its tables)
from foundation.settings import settings

FOLDER = Path(__file__).with_name("migrations")


def configuration(url: str) -> Config:
    """Alembic's configuration for the database at `url`."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["url"] = url
    return config


def migrate(url: str) -> None:
    """Upgrade the database at `url` to the newest revision; does nothing when it is there."""
    command.upgrade(configuration(url), "head")


def drift(url: str) -> list[object]:
    """Differences between the migrated database and the tables of the code."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from channels.storage.tables import Base

    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return list(compare_metadata(context, Base.metadata))
    finally:
        engine.dispose()


if __name__ == "__main__":
    migrate(settings().channels_database_url)
