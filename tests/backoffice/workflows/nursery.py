"""Processes that are cheap to kill: one has read all the code, each that is to die is its fork.

`python -m tests.backoffice.workflows.nursery` answers lines of JSON: tasks that are begun at the
same time, each a module with a `main`, its arguments and its environment; back come how each ended
and what it wrote.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from tests.running import ROOT

# What every child would otherwise read anew.
READ = ("tests.backoffice.workflows.mortal", "tests.backoffice.workflows.sending")


@dataclass(frozen=True, slots=True)
class Task:
    """What a process does: `main(*arguments)` of a module."""

    module: str
    arguments: Sequence[str] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: negative for the signal that killed it."""

    code: int
    wrote: str


@cache
def _nursery() -> "subprocess.Popen[str]":
    started = subprocess.Popen(
        [sys.executable, "-m", __name__],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    atexit.register(started.kill)
    return started


def run(*tasks: Task) -> list[Ended]:
    """Run the tasks at the same time, each in a process of its own, until all have ended."""
    nursery = _nursery()
    assert nursery.stdin is not None and nursery.stdout is not None
    told = [[task.module, list(task.arguments), dict(task.environment)] for task in tasks]
    print(json.dumps(told), file=nursery.stdin, flush=True)
    return [Ended(code, wrote) for code, wrote in json.loads(nursery.stdout.readline())]


def _live(module: str, arguments: list[str], environment: dict[str, str], out: int) -> None:
    """The life of a child; it never returns."""
    code = 1
    try:
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.environ.update(environment)
        import_module(module).main(*arguments)
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
        print(left, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _begin(told: Sequence[Any], out: Any) -> int:
    child = os.fork()
    if not child:
        _live(*told, out.fileno())
    return child


def _ended(child: int, out: Any) -> tuple[int, str]:
    _, status = os.waitpid(child, 0)
    out.seek(0)
    return os.waitstatus_to_exitcode(status), out.read().decode(errors="replace")


def main() -> None:
    """Begin what is asked for, and say how it ended."""
    for module in READ:
        import_module(module)
    for line in sys.stdin:
        with ExitStack() as kept:
            tasks = json.loads(line)
            outs = [kept.enter_context(tempfile.TemporaryFile()) for _ in tasks]
            children = [_begin(told, out) for told, out in zip(tasks, outs, strict=True)]
            print(json.dumps(list(map(_ended, children, outs))), flush=True)


if __name__ == "__main__":
    main()
