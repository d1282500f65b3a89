"""The statements of uploads."""

import sqlalchemy as sa

COUNT = sa.text("""
SELECT count(*) FROM uploads
 WHERE owner = :owner AND status IN ('receiving', 'waiting') AND expires_at > :at
""")
BEGIN = sa.text("""
INSERT INTO uploads (upload_id, owner, level, channel, conversation_id, party_id, document, side,
                     pages, size, sha256, created_at, expires_at)
VALUES (:upload_id, :owner, :level, :channel, :conversation_id, :party_id, :document, :side,
        CAST(:pages AS jsonb), :size, :sha256, :at, :expires_at)
""")
UNFINISHED = sa.text("""
SELECT * FROM uploads
 WHERE owner = :owner AND status IN ('receiving', 'waiting') AND expires_at > :at
 ORDER BY created_at DESC
""")
# Announced again, after a reload or from another tab: the same file goes on where it was.
SAME = sa.text("""
SELECT * FROM uploads
 WHERE owner = :owner AND status IN ('receiving', 'waiting') AND expires_at > :at
   AND party_id = :party_id AND document = :document AND side IS NOT DISTINCT FROM :side
   AND pages = CAST(:pages AS jsonb) AND sha256 = :sha256
 ORDER BY created_at DESC LIMIT 1
""")
# Another file for the same place: what was begun there is given up, its chunks with it.
GIVE_UP = sa.text("""
DELETE FROM uploads
 WHERE owner = :owner AND status = 'receiving' AND party_id = :party_id AND document = :document
   AND side IS NOT DISTINCT FROM :side
""")
FIND = sa.text("""
SELECT * FROM uploads WHERE upload_id = :upload_id AND owner = :owner AND expires_at > :at
""")
# The place is taken before the bytes are stored: of two writers at one place one goes on.
ADVANCE = sa.text("""
UPDATE uploads SET received = received + :length
 WHERE upload_id = :upload_id AND received = :start AND status = 'receiving'
   AND received + :length <= size
RETURNING received
""")
CHUNK = sa.text("""
INSERT INTO upload_chunks (upload_id, start, sealed) VALUES (:upload_id, :start, :sealed)
""")
CHUNKS = sa.text("""
SELECT start, sealed FROM upload_chunks WHERE upload_id = :upload_id ORDER BY start
""")
COMPLETE = sa.text("""
UPDATE uploads SET status = 'waiting' WHERE upload_id = :upload_id AND status = 'receiving'
""")
CLAIM = sa.text("""
UPDATE uploads SET claimed_until = :until
 WHERE upload_id = (
   SELECT upload_id FROM uploads
    WHERE status = 'waiting' AND (claimed_until IS NULL OR claimed_until < :at)
      AND (CAST(:upload_id AS text) IS NULL OR upload_id = :upload_id)
    ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING *
""")
RELEASE = sa.text("UPDATE uploads SET claimed_until = :until WHERE upload_id = :upload_id")
# What is handed over or refused is kept no longer.
SETTLE = sa.text("""
WITH gone AS (DELETE FROM upload_chunks WHERE upload_id = :upload_id)
UPDATE uploads SET status = :status, paper_id = :paper_id, problem = CAST(:problem AS jsonb),
       claimed_until = NULL
 WHERE upload_id = :upload_id
""")
