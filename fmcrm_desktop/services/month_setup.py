"""How the office wants its month's report: which parts in which order, and whether it is printed by itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import BOTH, LANGUAGES, N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office_settings.keeping import keep as keep_changed
from fmcrm_desktop.store.work import Work

PARTS = {
    "glance": N_("At a glance"),
    "orders": N_("Work orders"),
    "stages": N_("Time in each stage"),
    "complaints": N_("Complaints"),
    "lessons": N_("What we learned and changed"),
    "gaps": N_("Service gaps"),
    "rounds": N_("What customers answered"),
    "calls": N_("Calls"),
    "promises": N_("Promises"),
    "praise": N_("Commendations"),
    "tiers": N_("Service by customer tier"),
    "fair": N_("Fair service"),
    "staff": N_("Members of staff"),
    "committee": N_("Owners' committee"),
    "vendors": N_("Vendors"),
    "exceptions": N_("Exceptions"),
    "measures": N_("All measures"),
    "ahead": N_("The month to come"),
    "expected": N_("Work expected"),
    "register": N_("Work order register"),
    "definitions": N_("What the figures mean"),
}
"""The parts in their usual order, by marked title; reports/month_pack.py draws each by its name."""


@dataclass(frozen=True)
class MonthSetup:
    """``parts`` in their order, each with whether it is printed; ``language`` is empty for the office's, or BOTH.
    ``folder`` is where the report of the month that is over is printed on the 1st; nowhere when it is empty."""

    parts: tuple[tuple[str, bool], ...]
    language: str = ""
    folder: str = ""


@dataclass(frozen=True)
class Owed:
    """A month's report that is to be printed by itself; ``called_in`` is the language of its file's name."""

    month: Month
    language: str
    folder: str
    called_in: str


@needs("report.read")
def setup(work: Work) -> MonthSetup:
    """What the office chose; a part that came into the program since stands at the end and is printed."""
    kept = {name: bool(shown) for name, shown in settings.get(work, "month_report.parts") if name in PARTS}
    parts = (*kept.items(), *((name, True) for name in PARTS if name not in kept))
    return MonthSetup(
        parts, settings.get(work, "month_report.language"), settings.get(work, "month_report.folder")
    )


@needs("office.settings")
def keep(work: Work, wanted: MonthSetup) -> None:
    """Keep it for the whole office. Raises Invalid."""
    if not any(shown for _, shown in wanted.parts):
        raise Invalid(parts=N_("Tick at least one part."))
    if {name for name, _ in wanted.parts} - set(PARTS) or wanted.language not in ("", BOTH, *LANGUAGES):
        raise Invalid(parts=N_("Choose one of the list."))
    folder = wanted.folder.strip()
    known = folder in ("", settings.get(work, "month_report.folder"))  # it may be another desk's
    if not known and not (Path(folder).is_absolute() and Path(folder).is_dir()):
        raise Invalid(
            folder=Refusal(N_("There is no folder {folder}. Make it first, or press Choose…"), folder=folder)
        )
    usual = wanted.parts == tuple((name, True) for name in PARTS)
    keep_changed(
        work,
        {
            "month_report.parts": [] if usual else [[name, shown] for name, shown in wanted.parts],
            "month_report.language": wanted.language,
            "month_report.folder": folder,
        },
    )


def chosen(work: Work) -> tuple[str, ...]:
    """The names of the parts that are printed, in their order."""
    return tuple(name for name, shown in setup(work).parts if shown)


@needs("office.settings")
def owed(work: Work) -> Owed | None:
    """The report of the month that is over, where one is to be printed by itself and was not yet."""
    wanted = setup(work)
    month = Month.of(work.now, work.zone).plus(-1)
    if not wanted.folder or str(month) <= settings.get(work, "month_report.printed"):
        return None
    one = wanted.language in LANGUAGES
    called_in = wanted.language if one else settings.get(work, "office.language")
    return Owed(month, wanted.language, wanted.folder, called_in)


@needs("office.settings")
def printed(work: Work, month: str) -> None:
    """Keep that the report of this month was printed by itself; none before it is from now on."""
    if str(Month.read(month)) > settings.get(work, "month_report.printed"):
        settings.put(work, **{"month_report.printed": month})
