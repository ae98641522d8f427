"""Which records lack what a measure needs: for each need the records meant, the field, and how many are without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, case, func, literal, select, union_all

from fmcrm_desktop.model.own_report import Condition, Definition, Total
from fmcrm_desktop.model.report_answer import Shown
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.own_reports.answering import shown
from fmcrm_desktop.services.own_reports.conditions import criterion
from fmcrm_desktop.services.own_reports.declared import Column
from fmcrm_desktop.services.own_reports.keyed import Checked, declared_of, scope_of
from fmcrm_desktop.services.own_reports.statements import Statements
from fmcrm_desktop.services.own_reports.subjects import SUBJECTS
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
    seen = {name: declared_of(work, one) for name, one in SUBJECTS.items() if work.who.may(one.right)}
    asked = [need for need in NEEDS if need.field in seen.get(need.subject, ())]
    walks = [_counted(work, seen[need.subject], need, at) for at, need in enumerate(asked)]
    counts = {at: counted for at, *counted in work.rows(union_all(*walks))} if walks else {}
    found = []
    for at, need in enumerate(asked):
        subject, (of, missing) = SUBJECTS[need.subject], counts[at]
        conditions = (*need.meant, _empty(need))
        without = Definition(need.subject, subject.starts, conditions, totals=(Total("count"),))
        field = shown(seen[need.subject][need.field])
        found.append(Lack(need.measure, subject.title, field, missing, of, without))
    return tuple(sorted(found, key=lambda one: -one.missing))


def _empty(need: Need) -> Condition:
    return Condition(need.field, "empty")


def _counted(work: Work, columns: Mapping[str, Column], need: Need, at: int) -> Select[int, int, int]:
    """The place of the need, how many records are meant, and how many of them are without the field."""
    scope = scope_of(work)
    it = Checked(Definition(need.subject, (), need.meant), SUBJECTS[need.subject], columns)
    gone = case((criterion(scope, columns[need.field], _empty(need), ""), 1))
    meant = Statements(it, scope, "").source(gone.label("gone")).subquery()
    return select(literal(at), func.count(), func.count(meant.c.gone))
