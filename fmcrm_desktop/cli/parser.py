"""The words of the command line: every command with its options; what it does stands in the file of its subject."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from fmcrm_desktop import __version__

KINDS = (
    "people",
    "units",
    "orders",
    "complaints",
    "calls",
    "events",
    "parts",
    "equipment",
    "bills",
    "charges",
    "agreements",
    "articles",
    "prospects",
)
EXPORTED = (*KINDS, "decisions", "opinions")
MEASURED_BY = (
    "building",
    "building_kind",
    "territory",
    "category",
    "person",
    "vendor",
    "tier",
    "channel",
    "charge_kind",
    "equipment",
)
IMPORTED = (
    "people",
    "units",
    "buildings",
    "parking",
    "fees",
    "charges",
    "orders",
    "complaints",
    "events",
    "parts",
    "equipment",
    "prospects",
    "calls",
    "articles",
)

Run = Callable[[argparse.Namespace, Any], int | None]


def lazily(module: str, name: str) -> Run:
    """A command's function, loaded when it runs: opening the window pays for none of them."""

    def run(arguments: argparse.Namespace, talk: Any) -> int | None:
        from importlib import import_module

        call: Run = getattr(import_module(f"fmcrm_desktop.cli.{module}"), name)
        return call(arguments, talk)

    return run


def _shared(default: Any) -> argparse.ArgumentParser:
    """What every command takes, before its name or after. Behind the name nothing said means nothing changed."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--office", metavar="OFFICE", default=default)
    shared.add_argument("--language", choices=("en", "zh_CN"), default=default)
    shared.add_argument("--login", metavar="NAME", default=default)
    shared.add_argument("--json", action="store_true", default=default)
    return shared


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="fmcrm-desktop",
        parents=[_shared(None)],
        description="The property office's desk. Without a command, the window.",
    )
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    def add(name: str, help: str, run: Run) -> argparse.ArgumentParser:
        command = commands.add_parser(name, parents=[_shared(argparse.SUPPRESS)], help=help, description=help)
        command.set_defaults(run=run)
        return command

    _founding(add)
    _keeping(add)
    _reading(add)
    _exchange(add)
    _paper(add)
    return top


Add = Callable[[str, str, Run], argparse.ArgumentParser]


def _founding(add: Add) -> None:
    new = add("new", "make a new office", lazily("founding", "new"))
    new.add_argument("path", metavar="OFFICE")
    new.add_argument("--name", default="")
    new.add_argument("--zone", default="")
    new.add_argument("--currency", default="CNY")
    demo = add("demo", "make a believable office to try things in", lazily("founding", "demo"))
    demo.add_argument("path", metavar="OFFICE")
    demo.add_argument("--units", type=_count, default=400)
    demo.add_argument("--months", type=_count, default=13)
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--until", type=_day, metavar="DATE")


def _keeping(add: Add) -> None:
    backup = add("backup", "make a verified backup", lazily("keeping", "backup"))
    backup.add_argument("--to", type=Path, metavar="DIR")
    restore = add("restore", "put a backup in the office's place", lazily("keeping", "restore"))
    restore.add_argument("backup", type=Path)
    restore.add_argument("--preview", action="store_true")
    add("check", "look the office file through", lazily("keeping", "check"))
    add("upgrade", "bring an older office up to date", lazily("keeping", "upgrade"))
    move = add("move", "move the office from its file to a server, or back", lazily("moving", "move"))
    move.add_argument("--to", required=True, metavar="URL|FILE")


def _reading(add: Add) -> None:
    listed = add("list", "list records", lazily("reading", "listed"))
    listed.add_argument("kind", choices=KINDS)
    listed.add_argument("--limit", type=_count, default=50)
    show = add("show", "one matter with its history and its clocks", lazily("reading", "show"))
    show.add_argument("number")
    find = add("find", "find people, units, numbers, any word", lazily("reading", "find"))
    find.add_argument("text")
    find.add_argument("--limit", type=_count, default=20)
    agenda = add("agenda", "what is on the calendar", lazily("reading", "agenda"))
    agenda.add_argument("--from", dest="first", type=_day, required=True, metavar="DATE")
    agenda.add_argument("--until", type=_day, required=True, metavar="DATE")
    outbox = add(
        "outbox", "what waits to go out of the office, and sending it", lazily("posting", "outbox_of")
    )
    outbox.add_argument("--send", action="store_true", help="send what is due")
    outbox.add_argument("--limit", type=_count, default=50)
    measures = add("measures", "the figures of a month", lazily("reading", "measures_of"))
    measures.add_argument("--month", type=_month, required=True, metavar="YYYY-MM")
    measures.add_argument("--by", choices=MEASURED_BY, help="each measure apart for each of these too")
    measures.add_argument("--close", action="store_true", help="close the month first: its figures stay")


def _exchange(add: Add) -> None:
    brought = add("import", "bring records in from a file", lazily("exchanging", "bring_in"))
    brought.add_argument(
        "kind",
        choices=IMPORTED,
        help="charges is another name of fees, the price list",
    )
    brought.add_argument("file", type=Path)
    brought.add_argument("--map", type=Path, metavar="MAP.json")
    brought.add_argument("--sheet")
    brought.add_argument("--header-row", type=_count)
    brought.add_argument("--encoding")
    brought.add_argument(
        "--duplicates",
        choices=("new", "same", "update"),
        default="new",
        help="what becomes of a row that looks like something known, but not surely (default: new)",
    )
    brought.add_argument("--dry-run", action="store_true")
    brought.add_argument("--whole", action="store_true", help="nothing comes in unless every row does")
    brought.add_argument("--rejects", type=Path, metavar="FILE")
    taken = add(
        "export",
        "take records out into a file (.csv, .xlsx; people also .vcf, events also .ics)",
        lazily("exchanging", "take_out"),
    )
    taken.add_argument("kind", choices=EXPORTED)
    taken.add_argument("--to", type=Path, required=True, metavar="FILE")


def _paper(add: Add) -> None:
    report = add("report", "make a report as PDF", lazily("papers", "report"))
    report.add_argument("name", nargs="?")
    report.add_argument("--list", action="store_true", dest="listed")
    report.add_argument("--month", type=_month, metavar="YYYY-MM")
    report.add_argument("--day", type=_day, metavar="YYYY-MM-DD")
    report.add_argument(
        "--until", type=_day, metavar="YYYY-MM-DD", help="the last day of a period from --day on"
    )
    report.add_argument("--number")
    report.add_argument(
        "--name", dest="own", metavar="NAME", help="which of the office's own reports (report own)"
    )
    report.add_argument("--by", choices=("name", "building"), default="")
    report.add_argument("--paper", choices=("A4", "Letter"), default="")
    report.add_argument(
        "--both", action="store_true", help="English and Chinese in one file (the month's report)"
    )
    report.add_argument("--to", type=Path, metavar="FILE.pdf", help="of an own report also .csv or .xlsx")
    pictures = add(
        "pictures", "a picture of every tab in both languages and themes", lazily("papers", "pictures")
    )
    pictures.add_argument("--to", type=Path, required=True, metavar="DIR")


def _count(said: str) -> int:
    if not said.isdigit() or int(said) < 1:
        raise argparse.ArgumentTypeError(f"{said} is no number of one or more")
    return int(said)


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{said} is no day; write 2026-11-21") from None


def _month(said: str) -> tuple[int, int]:
    day = _day(f"{said}-01") if len(said) == 7 else None
    if day is None:
        raise argparse.ArgumentTypeError(f"{said} is no month; write 2026-11")
    return day.year, day.month
