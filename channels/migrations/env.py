"""Alembic's entry: runs the revisions over the address `channels.migrate` gives."""

import sqlalchemy as sa
from alembic import context

from channels.storage.tables import Base


def run() -> None:
    """Apply the revisions in one transaction."""
    engine = sa.create_engine(context.config.attributes["url"])
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
