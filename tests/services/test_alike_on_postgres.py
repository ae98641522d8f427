"""Every list, card and figure on PostgreSQL beside a file: after the same deeds each case gives the same answer."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import (
    attachments,
    call_lists,
    calls,
    change_of_owner,
    complaints,
    household,
    letters,
    merging,
    notes,
    own_fields,
    owners,
    person_ties,
    promise_ledger,
    promises,
    relations,
    settings,
    suspects,
    timeline,
    unit_passport,
    views,
    work_orders,
)
from fmcrm_desktop.services.attachments import NameForm
from fmcrm_desktop.services.call_lists import BackForm, ListForm, ShareForm
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.change_of_owner import NewOwnerLine
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.household import TieForm
from fmcrm_desktop.services.letters import TemplateForm, Wish
from fmcrm_desktop.services.merging import MergeForm
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.services.own_fields import OwnFieldForm
from fmcrm_desktop.services.owners import ContactLine, ManyPeopleForm, NewPersonForm
from fmcrm_desktop.services.promises import DropForm, PromiseForm
from fmcrm_desktop.services.relations import RelationForm
from fmcrm_desktop.services.views import Look, ViewForm
from fmcrm_desktop.services.work_orders import ManyOrdersForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample, fill
from tests.services.test_rights import cases

HOUR = timedelta(hours=1)
TYPED = (
    "wang",
    "王",
    "1380",
    "3-12",
    "lift LATE",
    "'; drop table person; --",
    "100%",
    "_",
    "\\",
    "\x00",
    "\ud83d",
    "<b>",
)
SORTS = (
    "name", "units", "open", "kind", "number", "received", "summary", "unit", "person", "priority", "state", "due",
    "staff", "subject", "gap", "started", "direction", "label", "people", "floor", "area", "made", "starts", "until",
    "role", "trade", "phone", "login", "tries", "last_try", "due_day", "site", "floors",
)  # fmt: skip
LISTS = (
    owners.page, work_orders.page, complaints.page, calls.page, promise_ledger.page, suspects.page, call_lists.page,
    call_lists.lines, letters.page, "units.page", "building_list.page", "building_list.site_page", "phone_book.page",
    "notices.page", "staff.page", "call_topics.page", "change_log.page",
)  # fmt: skip
Two = tuple[tuple[Office, Sample], tuple[Office, Sample]]


@pytest.fixture
def two(postgres_url: str, tmp_path: Path) -> Iterator[Two]:
    """The small office on a server and in a file."""
    opened = []
    for address in (postgres_url, str(tmp_path / "office.fmcrm")):
        with time_machine.travel(NOW, tick=False):
            office = found_office(
                address, OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min")
            )
        office.store.clock = lambda: NOW
        opened.append((office, fill(office)))
    yield opened[0], opened[1]
    for office, _sample in opened:
        office.close()


def live(office: Office, sample: Sample, files: Path) -> dict[str, int]:
    """A busy day of the office; gives ids by name. No deed of it is refused, so both databases count alike."""
    ids: dict[str, int] = {}
    field = office.do(own_fields.add, OwnFieldForm("person", "text", "Card")).result
    [entry] = office.ask(own_fields.blank, "person")
    assert entry.field_id == field
    new = NewPersonForm(
        name="单雄信", other_name="Shan <b>", contacts=(ContactLine("mobile", "139 1111 2233"),
        ContactLine("email", "Shan@Example.cn")), unit_id=sample.second_unit, own=(replace(entry, value="A-7"),),
        role="tenant",
    )  # fmt: skip
    ids["person"] = office.do(owners.add, new).result
    twin = NewPersonForm(
        name="Wang Fang", contacts=(ContactLine("mobile", "138 0013 8000"),), notes="Pays in cash"
    )
    ids["twin"] = office.do(owners.add, twin).result
    other = NewPersonForm(name="A Novák", contacts=(ContactLine("phone", "+44 20 7946 0018"),))
    ids["suspect"] = office.do(owners.add, other).result
    call = CallForm(
        ids["person"], sample.second_unit, "13911112233", topic="Lift late", call_back=NOW + HOUR, make_order=True,
        make_complaint=True, notes="Stuck", length="4:30",
    )  # fmt: skip
    ids["call"] = office.do(calls.log, call).result.id
    office.do(calls.log, CallForm(number="13900000000", topic="Missed", outcome="missed"))
    office.do(calls.log, CallForm(ids["twin"], topic="Water", direction="out"))
    office.do(notes.add, "person", ids["person"], NoteForm("Has a dog"))
    tie = TieForm("helper", new_name="Zhao Liu", new_phone="13700000001", note="Mondays")
    ids["tie"] = office.do(household.add, sample.owner, tie).result
    office.do(relations.add, RelationForm(ids["suspect"], sample.unit, "contact", from_day=date(2020, 1, 1)))
    change = office.ask(change_of_owner.form, sample.second_unit)
    change.coming = (NewOwnerLine(ids["person"], share="1/2"), NewOwnerLine(new_name="Qian Er", share="1/2"))
    office.do(change_of_owner.transfer, sample.second_unit, change)
    for kind, due, name in (("call_back", 30, "open"), ("arrival", 1, "kept"), ("answer", 2, "dropped")):
        form = PromiseForm(kind, NOW + due * HOUR, f"Promise {name}", sample.owner, staff_id=sample.clerk)
        ids[name] = office.do(promises.give, form).result
    office.do(promises.keep, ids["kept"])
    office.do(promises.drop, ids["dropped"], DropForm("They called"))
    made = ListForm("Survey", words="", due_day=date(2026, 12, 1), staff_ids=(sample.clerk, sample.manager))
    ids["list"] = office.do(call_lists.make, made).result
    lines = list(office.ask(call_lists.lines, Query().having("list", ids["list"])).ids)
    office.do(call_lists.done_many, lines[:1], "not_reached")
    office.do(call_lists.call_back, lines[1], BackForm(NOW + 5 * HOUR, "After lunch"))
    office.do(call_lists.share_out, ids["list"], ShareForm((sample.plumber,), again=True))
    ids["line"] = lines[1]
    letter = TemplateForm("Notice", subject="To {{ name }}", text="Dear {{ name }},\n{{ unit }} <b>&")
    template = office.do(letters.add, letter).result
    ids["letter"] = office.do(
        letters.write, Wish(letter, (sample.owner, ids["person"]), template)
    ).result.ids[0]
    look = Look(
        Query(text="电梯", where={"state": ("late",)}, sort="number", descending=True), (("number", 96),)
    )
    ids["view"] = office.do(views.save, "work_orders", look, ViewForm("Late lifts", shared=True)).result
    office.do(owners.change_many, [ids["person"], sample.tenant], ManyPeopleForm(note="Told all of them"))
    orders = list(office.ask(work_orders.page, Query()).ids)
    office.do(work_orders.change_many, orders, ManyOrdersForm(priority="urgent"))
    source = files / "租约 <1>.pdf"
    source.parent.mkdir(exist_ok=True)
    source.write_bytes(b"%PDF")
    office.do(_shared, str(files / "kept"))
    kept = attachments.take_in(Steps(), str(office.ask(attachments.folder)), [str(source)])
    [ids["file"]] = office.do(attachments.add, "unit", sample.second_unit, kept).result
    office.do(
        attachments.rename, ids["file"], NameForm("CON", office.ask(attachments.form, ids["file"]).version)
    )
    ids["order"] = orders[0]
    return ids


@needs("office.settings")
def _shared(work: Work, folder: str) -> None:
    """A server's files lie where all desks reach them."""
    settings.put(work, **{"office.attachments": folder})


class Steps:
    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None: ...


def plain(answer: Any) -> Any:
    return (list(answer.ids), list(answer.first)) if isinstance(answer, Page) else answer


def said(office: Office, case: Callable[..., Any], *args: Any) -> Any:
    """The answer, or why there is none."""
    try:
        return plain(office.ask(case, *args))
    except Refusal as refusal:
        return (type(refusal).__name__, refusal.text, dict(refusal.values))


def test_every_case_that_only_reads_answers_alike(two: Two, tmp_path: Path) -> None:
    """The list of cases is taken from the code: one that is added is asked too."""
    known = [live(office, sample, tmp_path / "files") for office, sample in two]
    assert known[0] == known[1] and two[0][1] == two[1][1]
    asked = 0
    for name, case in sorted(cases().items()):
        parts = list(inspect.signature(case).parameters.values())[1:]  # type: ignore[arg-type]
        given = (Query(),) if parts and parts[0].name == "query" else ()
        open_ = [part for part in parts[len(given) :] if part.default is part.empty]
        if open_ or name in WRITING or not case.right.endswith((".read", ".run")):  # type: ignore[attr-defined]
            continue
        asked += 1
        assert said(two[0][0], case, *given) == said(two[1][0], case, *given), name  # type: ignore[arg-type]
    assert asked > 60


WRITING = frozenset(("attachments.folder",))
"""Where files lie is told by the database's own place."""


def test_every_list_is_narrowed_and_sorted_alike(two: Two, tmp_path: Path) -> None:
    for office, sample in two:
        live(office, sample, tmp_path / "files")
    queries = [Query(text=typed) for typed in TYPED]
    queries += [Query(sort=key, descending=down) for key in SORTS for down in (False, True)]
    queries += [Query(text=typed, archived=True) for typed in TYPED[:4]]
    sample = two[0][1]
    queries += [
        Query().having(name, *values)
        for name, values in {
            "building": (sample.building, sample.second_building), "role": ("tenant", "owner"), "unit": (sample.unit,),
            "kind": ("person", "call_back"), "state": ("open", "late", "overdue"), "staff": (sample.clerk,),
            "month": ("2026-11",), "priority": ("urgent",), "outcome": ("missed",), "direction": ("out",),
            "group": ("person",), "why": ("phone",), "building_kind": ("commercial",),
        }.items()
    ]  # fmt: skip
    every, differ = cases(), []
    for case in (every[each] if isinstance(each, str) else each for each in LISTS):
        knows = inspect.getsource(inspect.getmodule(case))  # type: ignore[arg-type]
        for query in queries:
            if query.sort and f'"{query.sort}"' not in knows:
                continue
            answers = [said(office, case, query) for office, _sample in two]  # type: ignore[arg-type]
            if answers[0] != answers[1]:
                differ.append((case.__module__, query.text, query.sort, query.descending, query.where))  # type: ignore[attr-defined]
    assert differ == []


def test_cards_histories_and_a_merge_taken_back_are_alike(two: Two, tmp_path: Path) -> None:
    told: list[list[Any]] = []
    for office, sample in two:
        ids, found = live(office, sample, tmp_path / "files"), []

        def look(office: Office = office, sample: Sample = sample, ids: dict[str, int] = ids) -> list[Any]:
            people = (sample.owner, sample.tenant, ids["person"], ids["twin"])
            return [
                *(plain(office.ask(case, id)) for id in people for case in (
                    owners.card, timeline.person, person_ties.ties_of, calls.caller)),
                *(office.ask(timeline.unit, unit) for unit in (sample.unit, sample.second_unit)),
                *(office.ask(unit_passport.sheet, label) for label in ("3-1202", "1-0304", "P-044")),
                *(said(office, calls.who, typed) for typed in TYPED),
                office.ask(calls.card, ids["call"]), office.ask(call_lists.card, ids["line"]),
                office.ask(call_lists.progress, ids["list"]), office.ask(promise_ledger.card, ids["open"]),
                office.ask(promise_ledger.figures), office.ask(letters.sheets, (ids["letter"],)),
                office.ask(letters.labels, people), office.ask(views.of_list, "work_orders"),
                office.ask(attachments.of, "unit", sample.second_unit), office.ask(work_orders.card, ids["order"]),
                office.ask(merging.compare, sample.owner, ids["twin"]),
            ]  # fmt: skip

        found.append(look())
        merged = office.do(merging.merge, MergeForm(sample.owner, ids["twin"]))
        found.append(
            [plain(office.ask(owners.card, sample.owner)), office.ask(timeline.person, sample.owner)]
        )
        assert merged.deed is not None
        office.undo(merged.deed)
        found.append(look())
        gone = office.do(owners.archive, ids["suspect"])
        assert gone.deed is not None
        office.undo(gone.deed)
        found.append([plain(office.ask(suspects.page, Query())), plain(office.ask(owners.page, Query()))])
        told.append(found)
    for mine, theirs in zip(*told, strict=True):
        for one, other in zip(mine, theirs, strict=True):
            assert one == other
