"""The statements of bindings: each one atomic."""

import sqlalchemy as sa

TALK = sa.text("""
SELECT c.owner_kind, c.owner_id, c.last_seq,
       EXISTS (SELECT 1 FROM messages m WHERE m.conversation_id = c.conversation_id
                AND m.role = 'customer') AS spoken
  FROM conversations c WHERE c.conversation_id = :conversation_id
""")
NEWEST_OTHER = sa.text("""
SELECT conversation_id FROM conversations
 WHERE owner_kind = 'customer' AND owner_id = :customer_id AND conversation_id <> :but
 ORDER BY last_at DESC LIMIT 1
""")
OWN = sa.text("""
UPDATE conversations SET owner_kind = 'customer', owner_id = :customer_id, assurance = 'L1',
       phone_masked = :phone_masked, name_masked = :name_masked, carry = NULL
 WHERE conversation_id = :conversation_id AND owner_kind = 'visitor'
""")
NEW_TALK = sa.text("""
INSERT INTO conversations (conversation_id, owner_kind, owner_id, assurance, channel,
                           phone_masked, name_masked)
VALUES (:conversation_id, 'customer', :customer_id, 'L1', 'wechat', :phone_masked, :name_masked)
""")
TOUCH = sa.text("""
UPDATE conversations SET last_at = :now WHERE conversation_id = :conversation_id RETURNING last_seq
""")
# What was proved before was perhaps proved of somebody else.
BIND = sa.text("""
WITH fan AS (
  UPDATE wechat_fans SET customer_id = :customer_id, phone_sealed = :phone_sealed, bound_at = :now
   WHERE fan_id = :fan_id RETURNING token_hash
)
UPDATE sessions SET l2_until = NULL, l3_until = NULL, l3_ref = NULL
 WHERE token_hash IN (SELECT token_hash FROM fan)
""")
# Pages that were opened through this fan go on in the same talk as he.
PAGES_FOLLOW = sa.text("""
UPDATE sessions SET conversation_id = :conversation_id
 WHERE conversation_id <> :conversation_id AND revoked_at IS NULL AND (token_hash = :token_hash
    OR token_hash IN (SELECT token_hash FROM wechat_exchanges WHERE fan_id = :fan_id
                       AND token_hash IS NOT NULL))
RETURNING token_hash
""")
END_PAGES = sa.text("""
UPDATE sessions SET revoked_at = now()
 WHERE revoked_at IS NULL AND token_hash IN (SELECT token_hash FROM wechat_exchanges
        WHERE fan_id = :fan_id AND token_hash IS NOT NULL)
RETURNING token_hash
""")
TICKET = sa.text("""
INSERT INTO wechat_tickets (scene_digest, customer_id, token_hash, expires_at)
VALUES (:scene, :customer_id, :token_hash, :expires_at)
""")
USE_TICKET = sa.text("""
UPDATE wechat_tickets SET used_at = :now
 WHERE scene_digest = :scene AND used_at IS NULL AND expires_at > :now
RETURNING customer_id, token_hash
""")
REOPEN_TICKET = sa.text("UPDATE wechat_tickets SET used_at = NULL WHERE scene_digest = :scene")
