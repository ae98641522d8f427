"""Long work in another process, with progress, Cancel and a result file that is renamed into place.

Threads share the interpreter and freeze typing (a keystroke took up to 0.9 s beside a report in a thread), so
reports, imports, exports and backups run here. This file stands beside the rooms, not in one: it knows nothing
but the standard library, so that the child process loads only what its own work needs.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fmcrm_desktop.leftovers import sweep_same

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


BELOW_NORMAL = 0x4000
"""Windows' BELOW_NORMAL_PRIORITY_CLASS."""


class Cancelled(Exception):
    """The person pressed Cancel; raised inside the work at its next step."""


@dataclass(frozen=True)
class Job:
    """``work`` names a function as "package.module:function"; it is called with a Progress and ``args``
    (picklable). With ``target`` the function writes to ``progress.path``, renamed to the target at the end."""

    work: str
    args: tuple[Any, ...] = ()
    target: Path | None = None


class Progress:
    """Handed to the work: tell how far it is; stops it by Cancelled when the person wants."""

    def __init__(self, connection: Connection, path: Path | None) -> None:
        self._connection = connection
        self.path = path

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None:
        """``done`` of ``of`` (0: not known); ``text`` is a marked text, ``values`` fill its braces."""
        if self._connection.poll():
            raise Cancelled
        self._connection.send(("step", done, of, text, values))


def half(target: Path) -> Path:
    """The temporary name beside a result file; what killed ones left of it is swept."""
    sweep_same(target)
    return target.with_name(f".{target.name}.{os.getpid()}.part")


def named(path: Path, target: Path) -> None:
    """Give a whole file its name. Raises Refusal where it cannot have it, as while the old one is open in a viewer on
    Windows; the old one stays."""
    from fmcrm_desktop.model.refusal import Refusal
    from fmcrm_desktop.model.words import N_

    try:
        path.replace(target)
    except OSError as fault:
        raise Refusal(
            N_(
                "{file} cannot be written. If it is open in another program, close it there, or choose another name."
            ),
            file=target.name,
        ) from fault


def collect_seldom() -> None:
    """A process that soon ends need not look for rings of thrown-away things every few hundred objects."""
    gc.set_threshold(50_000, 20, 100)


def give_way() -> None:
    """Whoever types goes before: with as many processes as the machine has processors, each key would wait for a turn
    of this one. Alone on the machine it is as quick as ever."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(ctypes.c_void_p(kernel.GetCurrentProcess()), BELOW_NORMAL)
    else:
        os.nice(10)


def _child(connection: Connection, job: Job) -> None:
    collect_seldom()
    give_way()
    _run(connection, job)


def _run(connection: Connection, job: Job) -> None:
    """The work of the child: call the work, answer with done, refused, cancelled or broke."""
    from fmcrm_desktop.model.refusal import Refusal

    path = half(job.target) if job.target else None
    try:
        module, name = job.work.split(":")
        call: Callable[..., Any] = getattr(importlib.import_module(module), name)
        result = call(Progress(connection, path), *job.args)
        if job.target is not None and path is not None:
            named(path, job.target)
        answer: tuple[Any, ...] = ("done", result)
    except Cancelled:
        answer = ("cancelled",)
    except Refusal as refusal:
        answer = ("refused", refusal.text, dict(refusal.values))
    except BaseException as fault:  # noqa: BLE001  the parent must hear of every end, or the bar would wait for ever
        frames = "".join(traceback.format_tb(fault.__traceback__))
        answer = ("broke", f"{job.work}\n{frames}{type(fault).__name__}")
    finally:
        if path is not None:
            path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        connection.send(answer)
    connection.close()


class Running:
    """One job under way: read its messages, cancel it, wait for its end."""

    def __init__(self, job: Job) -> None:
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_child, args=(there, job), daemon=True)
        self._process.start()
        there.close()
        self._job = job

    def messages(self, seen: Callable[[tuple[Any, ...]], None]) -> None:
        """Call ``seen`` with each message until the last one; blocks, so run it in a thread of its own."""
        last: tuple[Any, ...] = ("cancelled",) if self._process.exitcode else ("step",)
        try:
            while last[0] == "step":
                last = self._here.recv()
                seen(last)
        except (EOFError, OSError):
            self._process.join()
            seen(
                ("cancelled",)
                if self._stopped
                else ("broke", f"{self._job.work}\nexit {self._process.exitcode}")
            )
        self._process.join()
        if self._job.target is not None and self._process.pid is not None:
            stale = self._job.target.with_name(f".{self._job.target.name}.{self._process.pid}.part")
            for each in (stale, stale.with_name(f".{stale.name}.part")):  # a paper is written beside it first
                each.unlink(missing_ok=True)

    _stopped = False

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stopped = True
        with contextlib.suppress(OSError):
            self._here.send("cancel")

    def kill(self) -> None:
        """End it now: what it was writing has a temporary name, so nothing half is left."""
        self._stopped = True
        self._process.kill()
