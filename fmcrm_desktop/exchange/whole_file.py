"""A file that goes out: either the whole of it appears under its name, or the old one stays."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fmcrm_desktop.leftovers import sweep_same
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_

WIDEST = 75
"""Octets of a line of contact cards and calendars; longer ones are folded, never within a character."""


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """The name to write to; renamed to ``target`` at the end, gone when anything fails. Raises Refusal."""
    if not target.parent.is_dir():
        raise Refusal(N_("There is no folder {name}."), name=str(target.parent))
    half = target.with_name(f".{target.name}.{os.getpid()}.part")
    sweep_same(target)
    try:
        yield half
        half.chmod(0o600)
        half.replace(target)
    except PermissionError as error:
        raise Refusal(
            N_("{name} cannot be written: it may be open in another program."), name=target.name
        ) from error
    except OSError as error:
        raise Refusal(
            N_("{name} cannot be written: {reason}."), name=target.name, reason=error.strerror or str(error)
        ) from error
    finally:
        half.unlink(missing_ok=True)


def write_lines(target: Path, lines: Iterable[str]) -> None:
    """Folded lines, durable."""
    with whole(target) as half, half.open("wb") as file:
        file.writelines(folded(line) for line in lines)
        file.flush()
        os.fsync(file.fileno())


def folded(line: str) -> bytes:
    """The line in pieces of at most 75 octets, each but the first behind a blank."""
    data = line.encode("utf-8", "replace")
    pieces = []
    room = WIDEST
    while len(data) > room:
        end = room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[:end])
        data, room = data[end:], WIDEST - 1
    return b"\r\n ".join([*pieces, data]) + b"\r\n"


def escaped(text: str) -> str:
    """A text as a property's value holds it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")
