"""Alembic's entry: migrates the back office's database."""

import sqlalchemy as sa
from alembic import context

from backoffice.models import Base
from foundation.settings import settings


def run() -> None:
    """Run the migrations over one connection."""
    url = context.config.attributes.get("url") or settings().backoffice_database_url
    engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata)
        with context.begin_transaction():
            context.run_migrations()


run()
