"""What is kept no longer than its time: run at the start and once a day."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.storage.engine import transaction

# Anonymous talks go after the time given; a customer's talk stays with the customer.
_STATEMENTS = (
    """DELETE FROM vault WHERE conversation_id IN (SELECT conversation_id FROM conversations
        WHERE owner_kind = 'visitor' AND last_at < now() - :keep)""",
    """DELETE FROM messages WHERE conversation_id IN (SELECT conversation_id FROM conversations
        WHERE owner_kind = 'visitor' AND last_at < now() - :keep)""",
    """DELETE FROM turns WHERE conversation_id IN (SELECT conversation_id FROM conversations
        WHERE owner_kind = 'visitor' AND last_at < now() - :keep)""",
    """DELETE FROM sessions WHERE expires_at < now() - interval '1 day'
        OR revoked_at < now() - interval '1 day' OR conversation_id IN (
        SELECT conversation_id FROM conversations
        WHERE owner_kind = 'visitor' AND last_at < now() - :keep)""",
    """DELETE FROM conversations WHERE owner_kind = 'visitor' AND last_at < now() - :keep""",
    "DELETE FROM login_codes WHERE sent_at < now() - interval '1 day'",
    "UPDATE conversations SET carry = NULL WHERE carry IS NOT NULL"
    " AND last_at < now() - interval '1 hour'",
    "DELETE FROM outbox WHERE sent_at < now() - :keep",
    "DELETE FROM link_sessions WHERE least(expires_at, revoked_at) < now() - interval '1 day'",
    "DELETE FROM link_phones WHERE sent_at < now() - interval '4 days'",
    "DELETE FROM real_person_tries WHERE begun_at < now() - interval '1 day'",
    "DELETE FROM uploads WHERE expires_at < now()",
    "DELETE FROM signals WHERE at < now() - interval '1 day'",
    "DELETE FROM deliveries WHERE taken_at < now() - :keep",
)


class Retention:
    """Deletes what is past its time."""

    def __init__(self, engine: AsyncEngine, *, days: int) -> None:
        self._engine = engine
        self._keep = timedelta(days=days)

    async def sweep(self) -> None:
        """Delete in one transaction."""
        async with transaction(self._engine) as connection:
            for statement in _STATEMENTS:
                values = {"keep": self._keep} if ":keep" in statement else {}
                await connection.execute(sa.text(statement), values)
