"""Own reports under their names: saved, changed, renamed, shared, taken out; and found by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import or_, select

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.own_report import Definition, OwnReport
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal
from fmcrm_desktop.model.words import N_, Terms
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.own_reports import keyed
from fmcrm_desktop.services.own_reports.ready import READY
from fmcrm_desktop.services.own_reports.subjects import SUBJECTS
from fmcrm_desktop.services.views import SHARING
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Named:
    """A report in the list. ``ready`` ones came with the program: name and ``about`` are marked texts, the id is 0.
    ``mine`` is whether the person may change it."""

    id: int
    name: str
    other_name: str
    definition: Definition | None
    """None where what was kept cannot be read."""
    ready: bool = False
    shared: bool = True
    mine: bool = False
    about: str = ""
    version: int = 0


@dataclass
class ReportForm:
    """What a report is called and whose it is."""

    name: Annotated[str, Field(N_("Title"), longest=80, required=True)] = ""
    other_name: Annotated[str, Field(N_("Title in the other language"), longest=80)] = ""
    shared: Annotated[bool, Field(N_("For everybody in the office"))] = False
    version: int | None = None


@needs("report.read")
def listed(work: Work) -> list[Named]:
    """The reports that came with the program, then one's own and everybody's, by their names."""
    ready = [
        Named(0, each.name, "", each.definition, ready=True, about=each.about)
        for each in READY if all(work.who.may(right) for right in _rights(each.definition))
    ]  # fmt: skip
    columns = select(
        OwnReport.id, OwnReport.name, OwnReport.other_name, OwnReport.staff_id, OwnReport.definition,
        OwnReport.version,
    ).where(OwnReport.archived.is_(None), _seen(work))  # fmt: skip
    own = [
        Named(
            row.id, row.name, row.other_name, _definition(row.definition), shared=row.staff_id is None,
            mine=row.staff_id is not None or work.who.may(SHARING), version=row.version,
        )
        for row in work.rows(columns)
    ]  # fmt: skip
    return ready + sorted(own, key=lambda one: (one.name.casefold(), one.id))


def _rights(definition: Definition) -> set[str]:
    """What somebody must be allowed to run it."""
    subject = SUBJECTS[definition.subject]
    used = {*definition.columns, *(total.column for total in definition.totals)}
    used |= {one.column for one in definition.conditions} | {one.column for one in definition.groups}
    return {
        subject.right,
        *(column.right for column in subject.columns if column.key in used and column.right),
    }


def _definition(text: str) -> Definition | None:
    try:
        return keyed.read(text)
    except Refusal:
        return None


@needs("report.read")
def named(work: Work, name: str, words: dict[str, str] | None = None) -> Named:
    """The report of this name in either language; ``words`` are the marked names of ready ones by what a person may
    call them. Raises Refusal with the names there are."""
    wanted, every = name.strip().casefold(), listed(work)
    marked = (words or {}).get(wanted, wanted)
    for one in reversed(every):  # what the office made stands before what came with the program
        called = {one.name.casefold(), one.other_name.casefold()}
        if wanted in called or (one.ready and marked.casefold() in called):
            if one.definition is None:
                raise Refusal(N_("This report cannot be read. Build it anew, or take it out of the list."))
            return one
    raise Refusal(
        N_("There is no report “{name}”. There are: {names}."), name=name,
        names=Terms(one.name for one in every),
    )  # fmt: skip


@needs("report.read")
def save(work: Work, definition: Definition, form: ReportForm) -> int:
    """Keep a report under a new name; raises Invalid(name) for one that is there already."""
    check(form)
    keyed.checked(work, definition)
    _check_name(work, form.name)
    owner = _owner(work, form.shared)
    made = OwnReport(
        name=form.name, other_name=form.other_name, staff_id=owner, definition=keyed.kept(definition)
    )
    return work.add(made).id


@needs("report.read")
def change(work: Work, id: int, definition: Definition, seen: int | None = None) -> int:
    """Let a report be what is built now."""
    report = _mine(work, id, seen)
    keyed.checked(work, definition)
    report.definition = keyed.kept(definition)
    return id


@needs("report.read")
def rename(work: Work, id: int, form: ReportForm) -> int:
    """Another title, or another circle of people."""
    check(form)
    report = _mine(work, id, form.version)
    _check_name(work, form.name, but=id)
    report.name, report.other_name = form.name, form.other_name
    report.staff_id = _owner(work, form.shared)
    return id


@needs("report.read")
def archive(work: Work, id: int, seen: int | None = None) -> int:
    """Take a report out of the list."""
    work.archive(_mine(work, id, seen))
    return id


def _seen(work: Work) -> Any:
    return or_(OwnReport.staff_id.is_(None), OwnReport.staff_id == work.who.staff_id)


def _owner(work: Work, shared: bool) -> int | None:
    """Whose it will be. An office without signing in has nobody to tell apart: its reports are everybody's."""
    owner = None if shared else work.who.staff_id
    if owner is None and not work.who.may(SHARING):
        raise NotAllowed(SHARING)
    return owner


def _mine(work: Work, id: int, seen: int | None) -> OwnReport:
    report = work.get(OwnReport, id, seen=seen)
    theirs = report.staff_id is not None and report.staff_id != work.who.staff_id
    if theirs or (report.staff_id is None and not work.who.may(SHARING)):
        raise NotAllowed(SHARING)
    return report


def _check_name(work: Work, name: str, but: int | None = None) -> None:
    columns = select(OwnReport.id, OwnReport.name).where(OwnReport.archived.is_(None), _seen(work))
    for id, known in work.rows(columns):
        if id != but and known.casefold() == name.casefold():
            raise Invalid(name=N_("There is a report of this title already."))
