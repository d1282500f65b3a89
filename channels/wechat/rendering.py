"""Lines of a talk as a fan reads them: text, links into our pages, numbered choices, articles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from channels.storage.talks import Line
from channels.wechat.replies import Out
from channels.wechat.splitting import split
from channels.wechat.wording import phrase

Json = dict[str, Any]
Choice = dict[str, str]
TEXT_BYTES = 2048
_ARTICLE_BYTES = 420
_TITLE_BYTES = 120
_MOST_CHOICES = 20
_JOIN = "\n\n"


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a line says, its buttons and its links."""

    text: str
    title: str = ""
    choices: list[Choice] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    important: bool = False


class Rendering:
    """Renders for one account; `base_url` is where our pages are."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url.rstrip("/")

    def page(self, path: str) -> str:
        """The address of a page of ours that knows who comes from WeChat."""
        return f"{self._base_url}/wechat/enter?to={quote(path, safe='')}"

    def address(self, url: str) -> str:
        """The address of an action: our own pages through the door, others as they are."""
        if url.startswith(f"{self._base_url}/"):
            url = url[len(self._base_url) :]
        return self.page(url) if url.startswith("/") else url

    def render(self, lines: Sequence[Line], own: str, shown: Sequence[Choice] = ()) -> list[Out]:
        """The messages for those lines, in order; `own` begins the ids of what he wrote himself.

        Neighbouring texts go as one message while they fit. The last turn's choices stay open and
        are numbered through, from what was `shown` of it before. A line at the end that still
        waits for its answer is left for later.
        """
        last = max((n for n, line in enumerate(lines) if line.role != "customer"), default=-1)
        turn = str(lines[last].turn_id) if last >= 0 else ""
        offered = [choice for choice in shown if turn and choice.get("turn") == turn]
        outs: list[Out] = []
        for place, line in enumerate(lines):
            piece = self._piece(line, own)
            if piece is None:
                outs = outs[:-1] + [replace(outs[-1], upto=line.seq)] if outs else []
                continue
            if place > last:
                break
            open_here = str(line.turn_id) == turn
            outs = _joined(outs, self._messages(piece, offered, turn if open_here else ""))
            outs[-1] = replace(outs[-1], upto=line.seq)
        return outs

    def skipped(self, lines: Sequence[Line], own: str) -> int | None:
        """Up to where there is nothing to tell him, from the beginning on."""
        upto = None
        for line in lines:
            if self._piece(line, own) is not None:
                break
            upto = line.seq
        return upto

    def _piece(self, line: Line, own: str) -> _Piece | None:
        """What a line says to him; None for his own words, and for what he is told apart."""
        body = line.body
        if line.role == "customer":
            said = str(body.get("client_message_id") or "")
            if said.startswith(own):
                return None
            name = "from_wechat" if said.startswith("wx.") else "from_web"
            return _Piece(phrase(name, text=body.get("text", "")))
        if body.get("told_apart"):
            return None
        card = body.get("card")
        source = card if isinstance(card, dict) else body
        text = str(source.get("text") or "")
        if line.role == "agent":
            text = phrase("agent", text=text, alias=str(body.get("alias") or ""))
        actions = list(_actions(source))
        return _Piece(
            text,
            str(source.get("title") or ""),
            [{"label": a["label"], "payload": a["payload"]} for a in actions if a.get("payload")],
            [(a["label"], self.address(a["url"])) for a in actions if a.get("url")],
            line.turn_id is None or line.role == "agent",
        )

    @staticmethod
    def _messages(piece: _Piece, offered: list[Choice], turn: str) -> list[Out]:
        """A line's messages: an article, or its text in parts with links and choices at the end.

        With a `turn` its choices join those `offered`, and are numbered on.
        """
        only_link = piece.title and len(piece.links) == 1 and not piece.choices
        if only_link and len(piece.text.encode()) <= _ARTICLE_BYTES:
            title, url = split(piece.title, _TITLE_BYTES)[0], piece.links[0][1]
            return [Out(piece.text, None, list(offered), title, url, piece.important)]
        headed = piece.title and not piece.text.startswith(piece.title)
        text = f"{piece.title}\n{piece.text}" if headed else piece.text
        tail = [phrase("link_line", label=label, url=url) for label, url in piece.links]
        if turn and piece.choices:
            tail.append(phrase("choices"))
            for choice in piece.choices[: _MOST_CHOICES - len(offered)]:
                offered.append({**choice, "turn": turn})
                tail.append(phrase("choice", number=len(offered), label=choice["label"]))
        whole = _JOIN.join(part for part in (text, "\n".join(tail)) if part)
        kept = list(offered)
        return [
            Out(part, None, kept, piece.title, important=piece.important)
            for part in split(whole, TEXT_BYTES)
        ]


def _actions(source: Json) -> Iterator[Json]:
    """All actions of a card or text: those of its items first, named after the item."""
    data = source.get("data")
    items = data.get("items") if isinstance(data, dict) else None
    for item in items if isinstance(items, list) else []:
        action = item.get("action") if isinstance(item, dict) else None
        if isinstance(action, dict) and action.get("label"):
            name = item.get("name") or (item.get("quote") or {}).get("product_name")
            label = str(action["label"])
            known = not name or str(name) in label
            yield {**action, "label": label if known else f"{label}（{name}）"}
    for action in source.get("actions") or []:
        if isinstance(action, dict) and action.get("label"):
            yield action


def _joined(outs: list[Out], more: list[Out]) -> list[Out]:
    """`outs` and a line's messages behind them; joined where both are texts and fit."""
    if not outs or not more or outs[-1].url or more[0].url:
        return outs + more
    before, first = outs[-1], more[0]
    together = f"{before.text}{_JOIN}{first.text}"
    if len(together.encode()) > TEXT_BYTES:
        return outs + more
    joined = replace(
        first, text=together, important=before.important or first.important,
        title=first.title or before.title,
    )  # fmt: skip
    return [*outs[:-1], joined, *more[1:]]
