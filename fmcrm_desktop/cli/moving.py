"""move: an office from its file to a server, and back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import asdict

from fmcrm_desktop.cli.opened import opened
from fmcrm_desktop.cli.talk import Talk
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import moving


def move(arguments: argparse.Namespace, talk: Talk) -> None:
    with opened(arguments, talk, alone=True) as office:
        try:
            moved = moving.move(office, arguments.to, _heard())
        finally:
            if sys.stderr.isatty():
                print("\r\033[K", end="", file=sys.stderr, flush=True)
    talk.say(
        asdict(moved),
        talk.words(
            N_("Moved and verified: {rows} rows in {tables} tables are now at {to}"),
            rows=moved.rows,
            tables=moved.tables,
            to=moved.to,
        ),
        talk.words(N_("Open the office there from now on. The old one is as it was: keep it as a backup.")),
    )


def _heard() -> Callable[[int, int], object]:
    """Progress, only where somebody watches."""
    if not sys.stderr.isatty():
        return lambda _done, _of: None
    return lambda done, of: print(
        f"\r\033[K{100 * done // max(of, 1)} %", end="", file=sys.stderr, flush=True
    )
