"""report own: the reports that the office built itself and those that came with the program, by their titles."""

from __future__ import annotations

import argparse
from typing import Any

from fmcrm_desktop import places
from fmcrm_desktop.cli.opened import opened
from fmcrm_desktop.cli.talk import Talk
from fmcrm_desktop.jobs import half
from fmcrm_desktop.model.reading import suiting
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import LANGUAGES, N_, Words
from fmcrm_desktop.reports.options import Options, Titled
from fmcrm_desktop.services import own_reports
from fmcrm_desktop.services.own_reports import Named
from fmcrm_desktop.services.own_reports.ready import READY

NAME = "own"
TABLES = (".csv", ".xlsx")


def listed(arguments: argparse.Namespace, talk: Talk) -> list[dict[str, str]]:
    """Those that came with the program; with --office also the office's own."""
    if not arguments.office:
        return [_told(talk.words(each.name), talk.words(each.about)) for each in READY]
    with opened(arguments, talk) as office:
        return [
            _told(_title(one, talk.words), talk.words(one.about)) for one in office.ask(own_reports.listed)
        ]


def _told(title: str, about: str) -> dict[str, str]:
    return {"name": NAME, "title": title, "needs": "name", "about": about}


def _title(one: Named, words: Words) -> str:
    return words(one.name) if one.ready else suiting(one.name, one.other_name, words)


def report(arguments: argparse.Namespace, talk: Talk, options: Options, progress: Any) -> None:
    """Make one as PDF, CSV or XLSX by the file's ending."""
    if not arguments.own:
        text = N_("Say which of the reports: {option}. They are named by: {command}")
        raise Refusal(text, option="report own --name …", command="report --list")
    target = arguments.to.absolute()
    ending = target.suffix.lower()
    if ending not in (*TABLES, ".pdf"):
        raise Refusal(N_("A report is written as .pdf, .csv or .xlsx. Give the file one of these endings."))
    with opened(arguments, talk) as office:
        known = {
            Words(language, "UTC", places.resources() / "locale")(each.name).casefold(): each.name
            for language in LANGUAGES for each in READY
        }  # fmt: skip
        one = office.ask(own_reports.named, arguments.own, known)
        assert one.definition is not None
        if ending in TABLES:
            from fmcrm_desktop.exchange import own_reports_out

            own_reports_out.write(office, one.definition, target, talk.words)
        else:
            _print(office, one, options, (target, progress))
    talk.say({"report": NAME, "title": _title(one, talk.words), "file": str(target)}, str(target))


def _print(office: Any, one: Named, options: Options, to: tuple[Any, Any]) -> None:
    from fmcrm_desktop.reports import making

    target, progress = to
    assert one.definition is not None
    temporary = half(target)
    try:
        given = Titled(one.definition, one.name, one.other_name, one.ready)
        making.write_own(office, given, options, temporary, progress)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
