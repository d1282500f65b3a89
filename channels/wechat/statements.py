"""The statements of the WeChat channel: each one atomic."""

import sqlalchemy as sa

_FAN = """f.fan_id, f.openid_sealed, f.token_hash, f.customer_id, f.phone_sealed, f.bound_at,
       f.subscribed, f.told_conversation, f.told_seq, f.buttons, f.heard_at, f.closed_until"""

# Who writes is known from now on, follows (he could not write otherwise) and may be answered;
# who only opens a page is known.
HEARD = sa.text(f"""
INSERT INTO wechat_fans AS f (fan_id, openid_digest, openid_sealed, token_hash, told_conversation,
                              heard_at, subscribed)
VALUES (:fan_id, :digest, :sealed, :token_hash, '', CAST(:now AS timestamptz),
        CAST(:now AS timestamptz) IS NOT NULL)
ON CONFLICT (openid_digest) DO UPDATE SET subscribed = f.subscribed OR excluded.subscribed,
   heard_at = COALESCE(excluded.heard_at, f.heard_at),
   closed_until = CASE WHEN excluded.heard_at IS NULL THEN f.closed_until END
RETURNING {_FAN}, EXISTS (SELECT 1 FROM sessions s WHERE s.token_hash = f.token_hash
   AND s.revoked_at IS NULL AND s.expires_at > now()) AS alive
""")

FAN = sa.text(f"SELECT {_FAN} FROM wechat_fans f WHERE f.fan_id = :fan_id")
FAN_OF_SESSION = sa.text(f"""
SELECT {_FAN} FROM wechat_fans f JOIN wechat_exchanges e USING (fan_id)
 WHERE e.token_hash = :token_hash
""")
FANS_OF_CUSTOMER = sa.text(f"SELECT {_FAN} FROM wechat_fans f WHERE f.customer_id = :customer_id"
                           " ORDER BY f.bound_at")  # fmt: skip

LEFT = sa.text("UPDATE wechat_fans SET subscribed = false WHERE openid_digest = :digest")

NEW_TALK = sa.text("""
INSERT INTO conversations (conversation_id, owner_kind, owner_id, channel)
VALUES (:conversation_id, 'visitor', :owner_id, 'wechat')
""")
SESSION = sa.text("""
INSERT INTO sessions (token_hash, conversation_id, expires_at, device_id, device_name, channel)
VALUES (:token_hash, :conversation_id, :expires_at, :device_id, :device_name, 'wechat')
ON CONFLICT (token_hash) DO UPDATE
   SET conversation_id = excluded.conversation_id, expires_at = excluded.expires_at,
       revoked_at = NULL, l2_until = NULL, l3_until = NULL, phone_sealed = NULL
""")
# A talk that became a customer's through a page, where the binding itself was cut off.
ADOPT = sa.text("""
UPDATE wechat_fans f SET customer_id = c.owner_id, bound_at = :now FROM conversations c
 WHERE f.fan_id = :fan_id AND f.customer_id IS NULL
   AND c.conversation_id = f.told_conversation AND c.owner_kind = 'customer'
""")

# The newest talk of a customer, when his fan is in another one: what was said there in the last
# minutes is still told.
NEWEST = sa.text("""
SELECT c.conversation_id,
       COALESCE((SELECT min(m.seq) - 1 FROM messages m
                  WHERE m.conversation_id = c.conversation_id AND m.at > :since), c.last_seq) AS seq
  FROM conversations c
 WHERE c.owner_kind = 'customer' AND c.owner_id = :customer_id
 ORDER BY c.last_at DESC LIMIT 1
""")
MOVE = sa.text("""
WITH fan AS (
  UPDATE wechat_fans SET told_conversation = :conversation_id, told_seq = :seq, buttons = '[]'
   WHERE fan_id = :fan_id RETURNING token_hash
)
UPDATE sessions SET conversation_id = :conversation_id
 WHERE token_hash IN (SELECT token_hash FROM fan)
""")

TOLD = sa.text("""
UPDATE wechat_fans SET told_seq = GREATEST(told_seq, :seq),
       buttons = COALESCE(CAST(:buttons AS jsonb), buttons)
 WHERE fan_id = :fan_id AND told_conversation = :conversation_id
""")
BUTTONS = sa.text("UPDATE wechat_fans SET buttons = CAST(:buttons AS jsonb) WHERE fan_id = :fan_id")
CLOSE = sa.text("""
UPDATE wechat_fans SET closed_until = :until, subscribed = subscribed AND :subscribed
 WHERE fan_id = :fan_id
""")

LEASE = sa.text("""
UPDATE wechat_fans SET leased_by = :holder, leased_until = now() + make_interval(secs => :seconds)
 WHERE fan_id = :fan_id
   AND (leased_until IS NULL OR leased_until < now() OR leased_by = :holder)
RETURNING fan_id
""")
RELEASE = sa.text("""
UPDATE wechat_fans SET leased_by = NULL, leased_until = NULL
 WHERE fan_id = :fan_id AND leased_by = :holder
""")

# Fans who have not been told all of those talks; with no talks named, of any.
BEHIND = sa.text("""
SELECT f.fan_id FROM conversations c JOIN wechat_fans f
    ON (f.customer_id = c.owner_id AND c.owner_kind = 'customer')
    OR (f.told_conversation = c.conversation_id)
 WHERE c.conversation_id = ANY(:talks) AND f.subscribed
   AND (f.told_conversation <> c.conversation_id OR f.told_seq < c.last_seq)
   AND (f.closed_until IS NULL OR f.closed_until < :now)
""")
WAITING = sa.text("""
SELECT f.fan_id FROM wechat_fans f JOIN conversations c ON c.conversation_id = f.told_conversation
 WHERE f.subscribed AND f.told_seq < c.last_seq
   AND (f.closed_until IS NULL OR f.closed_until < :now)
   AND (f.leased_until IS NULL OR f.leased_until < now())
 LIMIT 200
""")

TAKE = sa.text("""
INSERT INTO wechat_received AS r (key_digest, at) VALUES (:key, :now)
ON CONFLICT (key_digest) DO UPDATE SET at = r.at
RETURNING done, reply
""")
DONE = sa.text("""
UPDATE wechat_received SET done = true, reply = COALESCE(reply, CAST(:reply AS jsonb)),
       openid_digest = :digest,
       untaken_since = CASE WHEN CAST(:reply AS jsonb) IS NOT NULL THEN CAST(:now AS timestamptz)
         ELSE untaken_since END
 WHERE key_digest = :key
""")
TAKEN = sa.text("UPDATE wechat_received SET untaken_since = NULL WHERE key_digest = :key")
UNTAKEN = sa.text("""
UPDATE wechat_received r SET untaken_since = :now
  FROM wechat_fans f
 WHERE f.openid_digest = r.openid_digest AND r.key_digest IN (
   SELECT key_digest FROM wechat_received WHERE untaken_since < :before
    ORDER BY untaken_since LIMIT 200 FOR UPDATE SKIP LOCKED)
RETURNING r.key_digest, r.reply, f.fan_id
""")
NONCE = sa.text("""
INSERT INTO wechat_nonces AS n (address_digest, body_digest, at) VALUES (:address, :body, :now)
ON CONFLICT (address_digest) DO UPDATE SET at = n.at RETURNING body_digest
""")

# A template message is noted when it is sent and when its outcome is told, in either order; one
# whose failure was known before is settled by who sent it.
TEMPLATE_SENT = sa.text("""
INSERT INTO wechat_templates AS t (msg_id, fan_id, delivery_id, sealed, at)
VALUES (:msg_id, :fan_id, :delivery_id, :sealed, :now)
ON CONFLICT (msg_id) DO UPDATE SET fan_id = excluded.fan_id, delivery_id = excluded.delivery_id,
   sealed = excluded.sealed, settled = t.settled OR t.outcome <> 'arrived'
RETURNING outcome
""")
TEMPLATE_ENDED = sa.text("""
INSERT INTO wechat_templates AS t (msg_id, outcome, at) VALUES (:msg_id, :outcome, :now)
ON CONFLICT (msg_id) DO UPDATE SET outcome = COALESCE(t.outcome, excluded.outcome)
""")
_OWED = """
SELECT msg_id, delivery_id, sealed, outcome FROM wechat_templates
 WHERE NOT settled AND outcome IS NOT NULL AND fan_id IS NOT NULL
"""
TEMPLATES_OWED = sa.text(f"{_OWED} ORDER BY msg_id LIMIT 200")
TEMPLATE_OWED = sa.text(f"{_OWED} AND msg_id = :msg_id")
TEMPLATE_SETTLED = sa.text("UPDATE wechat_templates SET settled = true WHERE msg_id = :msg_id")

# A line that nobody asked for: of the channel itself.
LINE = sa.text("""
WITH talk AS (
  UPDATE conversations SET last_seq = last_seq + 1, last_at = :now
   WHERE conversation_id = :conversation_id RETURNING last_seq
), line AS (
  INSERT INTO messages (conversation_id, seq, role, body, at)
  SELECT :conversation_id, last_seq, 'bot', CAST(:body AS jsonb), :now FROM talk
)
SELECT last_seq, pg_notify('edge_news', :conversation_id) FROM talk
""")

SWEEP = (
    "DELETE FROM wechat_received WHERE at < now() - interval '3 days'",
    "DELETE FROM wechat_templates WHERE at < now() - interval '3 days'",
    "DELETE FROM wechat_nonces WHERE at < now() - interval '1 hour'",
    "DELETE FROM wechat_entries WHERE expires_at < now() - interval '1 hour'",
    "DELETE FROM wechat_exchanges WHERE expires_at < now() - interval '1 day'"
    " AND (token_hash IS NULL OR NOT EXISTS (SELECT 1 FROM sessions s"
    " WHERE s.token_hash = wechat_exchanges.token_hash))",
    "DELETE FROM wechat_tickets WHERE expires_at < now() - interval '1 day'",
)
UNBIND = sa.text("""
UPDATE wechat_fans SET customer_id = NULL, phone_sealed = NULL, bound_at = NULL
 WHERE fan_id = :fan_id
""")
