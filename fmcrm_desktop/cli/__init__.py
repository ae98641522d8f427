"""The commands: the same deeds as in the window, through the same door, for scripts and machines without a screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from fmcrm_desktop.cli.parser import parser
from fmcrm_desktop.cli.talk import REFUSED, Talk
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_

PRIVATE = 0o077
"""Whatever this program or its work writes, settings and logs too, is for its owner alone, however it was begun."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 refused with a sentence on standard error, 2 wrong use."""
    os.umask(PRIVATE)
    arguments = parser().parse_args(_opened(sys.argv[1:] if argv is None else argv))
    talk = Talk(arguments.json, arguments.language or _guessed())
    try:
        if arguments.command is None:
            from fmcrm_desktop.app import open_window

            return int(open_window(arguments.office, arguments.language or ""))
        return int(arguments.run(arguments, talk) or 0)
    except Invalid as refusal:
        for name, fault in refusal.fields.items():
            talk.complain(f"{name}: {talk.words(fault.text, **fault.values)}")
        return REFUSED
    except Refusal as refusal:
        talk.complain(talk.words(refusal.text, **refusal.values))
        return REFUSED
    except KeyboardInterrupt:
        talk.complain(talk.words(N_("Stopped. Nothing was saved in part.")))
        return REFUSED
    except BrokenPipeError:
        # The reader of our output has gone (head, less): that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        talk.complain(
            talk.words(N_("{path} cannot be used: {why}."), path=error.filename or "", why=error.strerror)
        )
        return REFUSED


def _opened(argv: Sequence[str]) -> Sequence[str]:
    """An office that was double-clicked comes alone, as the file it is."""
    return ("--office", *argv) if len(argv) == 1 and argv[0].lower().endswith(".fmcrm") else argv


def _guessed() -> str:
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh_CN" if said.startswith("zh") else "en"
