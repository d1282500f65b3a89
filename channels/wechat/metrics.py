"""What the WeChat channel counts, for Prometheus."""

from prometheus_client import Counter

CALLS = Counter("edge_wechat_calls_total", "Calls to WeChat", ("call", "errcode"))
RECEIVED = Counter("edge_wechat_received_total", "Messages from WeChat", ("kind", "outcome"))
SENT = Counter("edge_wechat_sent_total", "Messages to fans", ("way", "outcome"))
