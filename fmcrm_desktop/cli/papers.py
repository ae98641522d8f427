"""report and pictures: paper as PDF, and the window as it looks."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

from fmcrm_desktop.cli import own_reports
from fmcrm_desktop.cli.opened import opened
from fmcrm_desktop.cli.talk import Talk
from fmcrm_desktop.jobs import half
from fmcrm_desktop.model.handbook import TITLE
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import BOTH, N_
from fmcrm_desktop.reports import REPORTS, making
from fmcrm_desktop.reports.options import Options

HANDBOOK = "handbook"
ABOUT = N_("How everything in this program is done, task by task, with pictures of the program as it is.")


class Told:
    """Progress on standard error, and only where somebody watches."""

    path: Path | None = None

    def __init__(self, talk: Talk) -> None:
        self.talk = talk

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{self.talk.words(text, **values)}", end="", file=sys.stderr, flush=True)


def _list(arguments: argparse.Namespace, talk: Talk) -> None:
    document = (
        [
            {
                "name": each.name,
                "title": talk.words(each.title),
                "needs": each.needs,
                "about": talk.words(each.about),
            }
            for each in REPORTS
        ]
        + [{"name": HANDBOOK, "title": talk.words(TITLE), "needs": "", "about": talk.words(ABOUT)}]
        + own_reports.listed(arguments, talk)
    )
    talk.say(document, *(f"{each['name']:<24} {each['needs']:<8} {each['title']}" for each in document))


def report(arguments: argparse.Namespace, talk: Talk) -> None:
    if arguments.listed:
        _list(arguments, talk)
        return
    if not arguments.name:
        raise Refusal(N_("Say which report: fmcrm-desktop report --list names them."))
    if arguments.to is None:
        raise Refusal(N_("Say where the report goes: --to FILE.pdf."))
    further = (HANDBOOK, own_reports.NAME)
    known = None if arguments.name in further else making.named(arguments.name, further)
    if known is not None and known.needs == "number" and not arguments.number:
        raise Refusal(N_("Say which one it is for: {option}."), option="--number")
    options = Options(
        month=Month(*arguments.month) if arguments.month else None,
        number=arguments.number or "",
        day=arguments.day,
        until=arguments.until,
        by=arguments.by,
        language=BOTH if arguments.both else arguments.language or "",
        paper=arguments.paper,
    )
    target = arguments.to.absolute()
    if not target.parent.is_dir():
        raise Refusal(N_("There is no folder {folder}. Make it, or choose another."), folder=target.parent)
    if arguments.name == own_reports.NAME:
        own_reports.report(arguments, talk, options, Told(talk))
        return
    if arguments.name == HANDBOOK:
        _handbook(arguments, talk, options, target)
        return
    temporary = half(target)
    with opened(arguments, talk) as office:
        try:
            making.write(office, arguments.name, options, temporary, Told(talk))
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    talk.say({"report": arguments.name, "file": str(target)}, str(target))


def _handbook(arguments: argparse.Namespace, talk: Talk, options: Options, target: Path) -> None:
    """The program's own handbook: its pictures are of a demo office made for them, or of the office named."""
    from fmcrm_desktop.app import handbook

    temporary = half(target)
    try:
        wanted = replace(options, language=options.language or talk.words.language)
        handbook(Told(talk), wanted, temporary, arguments.office or "")
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    talk.say({"report": HANDBOOK, "file": str(target)}, str(target))


def pictures(arguments: argparse.Namespace, talk: Talk) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from fmcrm_desktop.app import pictures as take
    from fmcrm_desktop.cli.opened import named

    made = take(named(arguments), arguments.to)
    talk.say([str(path) for path in made], *(str(path) for path in made))
