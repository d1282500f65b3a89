"""What the edge counts, for Prometheus."""

from prometheus_client import Counter, Gauge, Histogram

_FAST = (0.002, 0.005, 0.01, 0.02, 0.04, 0.06, 0.1, 0.15, 0.25, 0.5, 1, 2, 4, 10, 30)

REQUESTS = Counter("edge_requests_total", "HTTP requests", ("route", "status"))
TURNS = Counter("edge_turns_total", "Turns by how they ended", ("kind", "outcome"))
TURN_SECONDS = Histogram("edge_turn_seconds", "From message taken to answered", buckets=_FAST)
RASA_SECONDS = Histogram("edge_rasa_seconds", "Of which in the dialogue engine", buckets=_FAST)
RASA_FAILURES = Counter("edge_rasa_failures_total", "Calls without an answer", ("reason",))
PENDING = Gauge("edge_turns_pending", "Turns this process holds unanswered")
CONDUCT = Counter("edge_conduct_violations_total", "Outgoing messages that broke a rule", ("rule",))
CARDS_INVALID = Counter("edge_cards_invalid_total", "Outgoing cards that broke their model")
PERSONAL = Counter(
    "edge_personal_numbers_total", "Personal numbers exchanged or removed", ("kind",)
)
LIMITED = Counter("edge_rate_limited_total", "Requests turned away", ("limit",))
STREAMS = Gauge("edge_streams_open", "Open streams")
LOGINS = Counter("edge_logins_total", "Sign-ins by outcome", ("outcome",))
TEXTS = Counter("edge_texts_total", "Text messages from phones", ("outcome",))
DELIVERIES = Counter("edge_deliveries_total", "Notices of the back office", ("channel", "outcome"))
