"""Which records lack what a measure needs: for each need the records meant, the field, and how many are without it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fmcrm_desktop.model.own_report import Condition, Definition, Total
from fmcrm_desktop.model.report_answer import Shown
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.own_reports.answering import preview, subjects
from fmcrm_desktop.store.work import Work

_YEAR = Condition("received", "last_days", ("365",))
_OVER = Condition("state", "is", ("done", "closed"))


@dataclass(frozen=True)
class Need:
    """What a measure counts needs a field of certain records; ``measure`` is marked."""

    measure: str
    subject: str
    field: str
    meant: tuple[Condition, ...]


NEEDS = (
    Need(N_("On-site response"), "orders", "arrived", (_YEAR, _OVER, Condition("way", "is", ("on_site",)))),
    Need(N_("Mean time to repair"), "orders", "done", (_YEAR, _OVER)),
    Need(N_("Compliance"), "orders", "due", (_YEAR, _OVER)),
    Need(N_("Satisfaction"), "orders", "rating", (_YEAR, _OVER)),
    Need(N_("Figures by trade"), "orders", "category", (_YEAR,)),
    Need(N_("Figures by person"), "orders", "staff", (_YEAR, _OVER)),
    Need(N_("Figures by building"), "orders", "building", (_YEAR,)),
    Need(N_("Complaints by gap"), "complaints", "gap", (_YEAR,)),
    Need(N_("Complaints by category"), "complaints", "category", (_YEAR,)),
    Need(N_("What we learned and changed"), "complaints", "lesson",
         (_YEAR, Condition("state", "is", ("resolved", "followed_up")))),
    Need(N_("Length of calls"), "calls", "seconds", (Condition("started", "last_days", ("365",)),)),
    Need(N_("Calls by topic"), "calls", "kind", (Condition("started", "last_days", ("365",)),)),
    Need(N_("Floor area of buildings"), "units", "area", (Condition("kind", "is", ("unit",)),)),
)  # fmt: skip


@dataclass(frozen=True)
class Lack:
    """A need with its counts; ``definition`` is the report of the records without the field."""

    measure: str
    subject: str
    field: Shown
    missing: int
    of: int
    definition: Definition


@needs("report.read")
def lacking(work: Work) -> tuple[Lack, ...]:
    """Every need of what the person may see, of the last twelve months, the most missing first."""
    known = {one.name: one for one in subjects(work)}
    found = []
    for need in NEEDS:
        subject = known.get(need.subject)
        field = next((one for one in subject.columns if one.key == need.field), None) if subject else None
        if subject is None or field is None:
            continue
        every = Definition(need.subject, (), need.meant, totals=(Total("count"),))
        without = replace(every, conditions=(*need.meant, Condition(need.field, "empty")))
        of, missing = (preview(work, one).whole.count for one in (every, without))
        shown = replace(without, columns=subject.starts)
        found.append(Lack(need.measure, subject.title, field, missing, of, shown))
    return tuple(sorted(found, key=lambda one: -one.missing))
