"""The hot statements of the edge: each one atomic, each one round trip."""

import sqlalchemy as sa

SPEAKER = sa.text("""
SELECT s.expires_at, s.device_id, s.seen_at, s.phone_sealed, s.l2_until, s.l3_until, s.l3_ref,
       c.conversation_id, c.owner_kind, c.owner_id, c.assurance, s.channel,
       c.name_masked, c.phone_masked, c.last_seq, c.noticed_at, c.expects, c.carry,
       c.code_digest, c.code_until,
       t.turn_id AS turn_id, t.status AS turn_status
  FROM sessions s
  JOIN conversations c USING (conversation_id)
  LEFT JOIN turns t ON t.conversation_id = c.conversation_id
       AND t.client_message_id = CAST(:client_message_id AS text)
 WHERE s.token_hash = :token_hash AND s.revoked_at IS NULL AND s.expires_at > now()
""")

TALK = sa.text("""
SELECT conversation_id, owner_kind, owner_id, assurance, channel, noticed_at
  FROM conversations WHERE conversation_id = :conversation_id
""")

# The customer's line, the turn in the inbox and the talk's state, in one go. `elsewhere`: an
# earlier message waits that this process does not hold; then nobody holds this one either.
ACCEPT = sa.text("""
WITH waiting AS (
  SELECT count(*) AS n FROM turns
   WHERE conversation_id = :conversation_id AND status = 'pending'
), talk AS (
  UPDATE conversations SET last_seq = last_seq + 1, carry = :carry, last_at = :at
   WHERE conversation_id = :conversation_id RETURNING last_seq
), turn AS (
  INSERT INTO turns (turn_id, conversation_id, seq, client_message_id, content, warnings,
                     claimed_by, claimed_until, received_at)
  SELECT :turn_id, :conversation_id, last_seq, :client_message_id, CAST(:content AS jsonb),
         CAST(:warnings AS jsonb), :instance,
         now() + CASE WHEN n > 0 AND :idle THEN interval '0' ELSE make_interval(secs => :claim) END,
         :at
    FROM talk, waiting
), line AS (
  INSERT INTO messages (conversation_id, seq, turn_id, role, body, at)
  SELECT :conversation_id, last_seq, :turn_id, 'customer', CAST(:body AS jsonb), :at FROM talk
), kept AS (
  INSERT INTO vault (token, conversation_id, kind, sealed, masked)
  SELECT v.token, :conversation_id, v.kind, decode(v.sealed, 'hex'), v.masked
    FROM jsonb_to_recordset(CAST(:kept AS jsonb))
         AS v(token text, kind text, sealed text, masked text)
  ON CONFLICT (token) DO NOTHING
)
SELECT last_seq, n > 0 AND :idle AS elsewhere, pg_notify('edge_news', :conversation_id)
  FROM talk, waiting
""")

# Bot lines of a turn, once: only while the turn is pending (and, for an interim word, not told).
ANSWER = sa.text("""
WITH turn AS (
  UPDATE turns SET status = :status, told = told OR :interim,
         answered_at = CASE WHEN :status = 'pending' THEN NULL ELSE :at END,
         intent = COALESCE(CAST(:intent AS jsonb), intent)
   WHERE turn_id = :turn_id AND status = 'pending' AND NOT (:interim AND told)
  RETURNING conversation_id
), talk AS (
  UPDATE conversations
     SET last_seq = last_seq + :count, last_at = :at, expects = :expects,
         noticed_at = COALESCE(CAST(:noticed_at AS timestamptz), noticed_at)
   WHERE conversation_id IN (SELECT conversation_id FROM turn)
  RETURNING conversation_id, last_seq
), lines AS (
  INSERT INTO messages (conversation_id, seq, turn_id, role, body, at)
  SELECT talk.conversation_id, talk.last_seq - :count + line.place, :turn_id, 'bot', line.body, :at
    FROM talk, jsonb_array_elements(CAST(:bodies AS jsonb)) WITH ORDINALITY AS line(body, place)
)
SELECT last_seq, pg_notify('edge_news', conversation_id) FROM talk
""")

LINES_AFTER = sa.text("""
SELECT seq, turn_id, role, body, at FROM messages
 WHERE conversation_id = :conversation_id AND seq > :after ORDER BY seq LIMIT :limit
""")

LINES_OF_TURN = sa.text("""
SELECT seq, turn_id, role, body, at FROM messages
 WHERE turn_id = :turn_id AND role <> 'customer' ORDER BY seq
""")

# Turns whose holder is gone, never past an earlier one that somebody still holds.
CLAIM = sa.text("""
UPDATE turns SET claimed_by = :instance, claimed_until = now() + make_interval(secs => :claim)
 WHERE turn_id IN (
   SELECT turn_id FROM turns t
    WHERE status = 'pending' AND (claimed_until < now() OR (:mine AND claimed_by = :instance))
      AND NOT EXISTS (
        SELECT 1 FROM turns e
         WHERE e.conversation_id = t.conversation_id AND e.status = 'pending' AND e.seq < t.seq
           AND e.claimed_until >= now() AND NOT (:mine AND e.claimed_by = :instance))
    ORDER BY conversation_id, seq LIMIT 500 FOR UPDATE SKIP LOCKED)
RETURNING turn_id, conversation_id, seq, content, warnings, told, attempts
""")

TRIED = sa.text("""
UPDATE turns SET attempts = attempts + 1,
       claimed_until = now() + make_interval(secs => :claim)
 WHERE conversation_id = :conversation_id AND status = 'pending' AND claimed_by = :instance
""")

# An earlier part of a number: out of the lines of its turn and of what waits to be sent.
STRIKE = sa.text("""
WITH line AS (
  UPDATE messages SET body = jsonb_set(body, '{text}',
         to_jsonb(replace(body->>'text', CAST(:literal AS text), CAST(:stars AS text))))
   WHERE turn_id = :turn_id AND body ? 'text'
)
UPDATE turns SET content = jsonb_set(content, '{text}',
       to_jsonb(replace(content->>'text', CAST(:literal AS text), CAST(:stars AS text))))
 WHERE turn_id = :turn_id AND content ? 'text'
""")
