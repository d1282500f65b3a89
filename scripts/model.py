"""Trains the assistant when what it learns from has changed, and names the model that fits.

The model's name carries a digest of everything it is made from, so that a model is never used
with other data, and a second start trains nothing.
"""

import fcntl
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.children import die_with_parent

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "models"
RASA_PYTHON = ROOT / ".venv/rasa/bin/python"
SOURCES = ("domain.yml", "config.yml", "data", "bot", "knowledge", "requirements/rasa.txt")
KINDS = {".yml", ".py", ".txt", ".json"}


def _files() -> Iterator[Path]:
    for source in SOURCES:
        path = ROOT / source
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix in KINDS and p.is_file())


def digest() -> str:
    """Twelve hex digits over names and contents of everything the model is made from."""
    total = hashlib.sha256()
    for path in _files():
        total.update(str(path.relative_to(ROOT)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:12]


def current() -> Path:
    """Where the model that fits today's data is, or would be."""
    return MODELS / f"chedai-{digest()}.tar.gz"


@contextmanager
def _alone() -> Iterator[None]:
    """One training at a time in this checkout; who comes second waits, and finds the model."""
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    with (cache / "training.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def ensure() -> Path:
    """The fitting model, trained now if it is not there. Raises `SystemExit` if training fails."""
    with _alone():
        return _ensured()


def _ensured() -> Path:
    model = current()
    if model.exists():
        print(f"· model {model.name} fits the data, nothing to train", flush=True)
        return model
    print("· training the assistant (its data changed; a few minutes)", flush=True)
    name = model.name.removesuffix(".tar.gz")
    command = [
        str(RASA_PYTHON), "-m", "rasa", "train", "--domain", "domain.yml", "--data", "data",
        "--config", "config.yml", "--out", str(MODELS), "--fixed-model-name", name,
    ]  # fmt: skip
    log = ROOT / ".cache" / "train.log"
    with log.open("w") as out:
        done = subprocess.run(
            command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, check=False,
            preexec_fn=die_with_parent,
        )  # fmt: skip
    # `rasa train` may end with 0 without having written a model: look for the file itself.
    if done.returncode or not model.exists():
        sys.exit("✗ training failed:\n" + "\n".join(log.read_text().splitlines()[-25:]))
    for old in sorted(MODELS.glob("chedai-*.tar.gz"), key=lambda p: p.stat().st_mtime)[:-3]:
        old.unlink()
    return model


if __name__ == "__main__":
    ensure()
