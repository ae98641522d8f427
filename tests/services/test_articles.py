"""The knowledge base through the door: written, made of orders, found, judged by staff, and offered where it fits."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.charge import Charge, Part
from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal, Stale
from fmcrm_desktop.model.skill import Skill
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import articles, attachments, notes, problems, search, work_orders
from fmcrm_desktop.services.articles import ArticleForm, ManyArticlesForm, UseForm
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.problems import ProblemForm
from fmcrm_desktop.services.work_orders import AssignForm, DoneForm, OrderForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample


def write(office: Office, title: str = "Clear the trap", **more: Any) -> int:
    return office.do(articles.add, ArticleForm(title=title, **{"text": "Open, clean, flush", **more})).result


def order(office: Office, **more: Any) -> int:
    return office.do(work_orders.enter, OrderForm(**{"summary": "Basin does not drain", **more})).result


def finished(office: Office, **more: Any) -> int:
    id = order(office, **more)
    office.do(work_orders.assign, id, AssignForm(1))
    office.do(work_orders.done, id, DoneForm(cause="Hair in the trap", fix="Trap cleared"))
    return id


def category(office: Office, at: int = 0) -> int:
    return office.ask(articles_categories)[at]


@needs("order.read")
def articles_categories(work: Work) -> list[int]:
    return [id for id, _name, _other in work_orders.category_options(work)]


@needs("office.settings")
def keep(work: Work, record: Any) -> int:
    return work.add(record).id


def problem(office: Office, category_id: int, name: str = "Blocked drain") -> int:
    return office.do(problems.add, ProblemForm(category_id, name, "下水堵塞")).result


def listed(office: Office, text: str = "", **query: Any) -> list[int]:
    return list(office.ask(articles.page, Query(text=text, **query)).ids)


def test_an_article_is_written_changed_archived_and_comes_back(office: Office) -> None:
    id = write(office, symptoms="Water stands")
    form = office.ask(articles.form_of, id)
    form.title = "Clear the floor trap"
    office.do(articles.change, id, form)
    card = office.ask(articles.card, id)
    assert (card.title, card.symptoms, card.kind, card.author) == (
        "Clear the floor trap", "Water stands", "tip", office.who.name,
    )  # fmt: skip
    with pytest.raises(Stale):
        office.do(articles.change, id, form)
    office.do(articles.archive, id)
    assert (listed(office), listed(office, archived=True)) == ([], [id])
    office.do(articles.restore, id)
    assert listed(office) == [id]


def test_a_title_and_a_text_are_needed(office: Office) -> None:
    with pytest.raises(Invalid) as refused:
        office.do(articles.add, ArticleForm())
    assert set(refused.value.fields) == {"title", "text"}


def test_a_problem_brings_its_category_and_no_other(office: Office) -> None:
    one, two = category(office), category(office, 1)
    its = problem(office, one)
    assert office.ask(articles.card, write(office, problem_id=its)).category_id == one
    with pytest.raises(Invalid) as refused:
        write(office, problem_id=its, category_id=two)
    assert set(refused.value.fields) == {"problem_id"}


def test_a_finished_order_becomes_an_article_in_one_deed(office: Office, office_path: Path) -> None:
    group = category(office)
    its = problem(office, group)
    id = finished(office, own_words="The basin is full of water", category_id=group, problem_id=its)
    done = office.do(articles.make, id)
    with closing(sqlite3.connect(office_path)) as plain:
        found = plain.execute(
            "select kind, title, symptoms, cause, text, category_id, problem_id, order_id, staff_id from article"
        ).fetchall()
    assert found == [
        (
            "solution", "Basin does not drain", "The basin is full of water", "Hair in the trap", "Trap cleared", group,
            its, id, office.who.staff_id,
        )
    ]  # fmt: skip
    again = office.do(articles.make, id)
    assert (again.result, again.deed) == (done.result, None)
    office.undo(done.deed)
    assert listed(office) == []
    assert office.do(articles.make, id).result != done.result


def test_an_order_without_a_fix_is_not_written_down(office: Office) -> None:
    with pytest.raises(Refusal):
        office.do(articles.make, order(office))
    assert listed(office) == []


def test_each_has_one_voice_and_may_change_it(office: Office, sample: Sample) -> None:
    id, me = write(office), office.who
    office.do(articles.rate, id, 2)
    deed = office.do(articles.rate, id, 5).deed
    office.who = Who(sample.clerk, "Li Na", "clerk")
    first = office.do(articles.rate, id, 2).deed
    card = office.ask(articles.card, id)
    assert (card.stars, card.ratings, card.mine) == (3.5, 2, 2)
    office.undo(first)
    assert office.ask(articles.card, id).mine is None
    office.do(articles.rate, id, 4)
    office.who = me
    office.undo(deed)
    card = office.ask(articles.card, id)
    assert (card.stars, card.ratings, card.mine) == (3.0, 2, 2)


@pytest.mark.parametrize("stars", [0, 6])
def test_stars_are_one_to_five(office: Office, stars: int) -> None:
    id = write(office)
    with pytest.raises(Refusal):
        office.do(articles.rate, id, stars)


def test_nobody_rates_without_a_name(office: Office) -> None:
    id = write(office)
    office.who = Who(None, "", "manager")
    with pytest.raises(Refusal):
        office.do(articles.rate, id, 3)


def test_comments_are_notes_found_with_their_article(office: Office) -> None:
    id = write(office)
    office.do(articles.comment, id, NoteForm("Mind the old gasket"))
    assert [each.text for each in office.ask(articles.card, id).comments] == ["Mind the old gasket"]
    assert [note.text for note in office.ask(notes.of, "article", id)] == ["Mind the old gasket"]
    found = office.ask(search.find, "gasket")
    assert [(each.kind, each.on, each.subtitle) for each in found] == [
        ("note", ("article", id), "Clear the trap")
    ]


def test_uses_are_counted_by_whether_they_helped(office: Office) -> None:
    id = write(office)
    orders = [order(office, summary=f"Case {n}") for n in range(3)]
    office.do(articles.use, id, orders[0])
    office.do(articles.use_for, id, UseForm(orders[1], "no"))
    office.do(articles.use, id, orders[2], True)
    (row,) = office.ask(articles.rows, [id])
    assert (row.uses, row.judged, row.helped) == (3, 2, 1)
    deed = office.do(articles.use, id, orders[0], True).deed
    (row,) = office.ask(articles.rows, [id])
    assert (row.uses, row.judged, row.helped) == (3, 3, 2)
    office.undo(deed)
    office.do(articles.unuse, id, orders[2])
    card = office.ask(articles.card, id)
    assert [(each.order_id, each.helped) for each in card.used] == [(orders[1], False), (orders[0], None)]


def test_it_is_found_in_both_scripts_and_by_what_it_is_about(office: Office) -> None:
    group = category(office)
    its = problem(office, group)
    skill = office.do(keep, Skill(name="Drain work", other_name="管道疏通")).result
    lift = office.do(keep, Equipment(code="P-7", sort_key="p7", name="Pump", other_name="水泵")).result
    one = write(office, problem_id=its, skill_id=skill)
    two = write(office, "疏通地漏", text="先关水", equipment_id=lift)
    assert listed(office, "管道疏通") == listed(office, "下水") == [one]
    assert listed(office, "shutong") == listed(office, "关水") == listed(office, "水泵") == [two]
    assert [(each.kind, each.ref) for each in office.ask(search.find, "地漏")] == [("article", two)]
    form = office.ask(problems.form_of, its)
    form.other_name = "排水不畅"
    office.do(problems.change, its, form)
    assert (listed(office, "排水不畅"), listed(office, "下水堵塞")) == ([one], [])
    office.do(articles.archive, two)
    assert office.ask(search.find, "地漏") == ()
    three = write(office, "Radiator knocks", other_title="暖气片异响")
    assert listed(office, "knocks") == listed(office, "异响") == listed(office, "nuanqi") == [three]


def test_filters_and_orders_of_the_list(office: Office, sample: Sample) -> None:
    group = category(office)
    skill = office.do(keep, Skill(name="Drain work")).result
    one = write(office, "B", category_id=group, kind="guide")
    two = write(office, "A", skill_id=skill)
    me, office.who = office.who, Who(sample.clerk, "Li Na", "clerk")
    three = write(office, "C", kind="policy", problem_id=problem_of(office, me, group))
    office.do(articles.rate, one, 5)
    office.do(articles.rate, three, 1)
    for where, wanted in (
        ({}, [three, two, one]), ({"kind": ("guide", "policy")}, [three, one]), ({"category": (group,)}, [three, one]),
        ({"skill": (skill,)}, [two]), ({"author": (sample.clerk,)}, [three]), ({"problem": (999,)}, []),
    ):  # fmt: skip
        assert listed(office, where=where) == wanted
    assert listed(office, sort="title") == [two, one, three]
    assert listed(office, sort="stars", descending=True) == [one, three, two]
    assert {each[0] for each in office.ask(articles.author_options)} == {sample.clerk, me.staff_id}


def problem_of(office: Office, who: Who, group: int) -> int:
    before, office.who = office.who, who
    try:
        return problem(office, group)
    finally:
        office.who = before


def test_fitting_articles_come_by_equipment_problem_then_words(office: Office) -> None:
    group, other = category(office), category(office, 1)
    its = problem(office, group)
    pump = office.do(keep, Equipment(code="P-7", sort_key="p7", name="Pump")).result
    worded = write(office, "Basin smells", category_id=group)
    write(office, "Basin of another trade", category_id=other)
    same = write(office, "Clear the trap", problem_id=its)
    better = write(office, "Snake the pipe", problem_id=its)
    machine = write(office, "Bleed the pump", equipment_id=pump)
    id = order(office)
    office.do(articles.use, better, id, True)
    for more in (id, order(office)):  # what helped most often still stands behind what is nearer
        office.do(articles.use, worded, more, True)
    fits = office.ask(articles.fitting, its, group, "Basin does not drain", pump)
    assert [fit.id for fit in fits] == [machine, better, same, worded]
    fits = office.ask(articles.fitting, its, group, "Basin does not drain")
    assert [fit.id for fit in fits] == [better, same, worded]
    assert office.ask(articles.fitting, None, None, "") == []


def test_an_order_shows_what_was_used_then_what_fits_and_finds_the_rest(office: Office) -> None:
    group = category(office)
    its = problem(office, group)
    fits = write(office, problem_id=its)
    far = write(office, "Paint a door")
    id = finished(office, problem_id=its, category_id=group)
    own = office.do(articles.make, id).result
    office.do(articles.use, far, id, False)
    found = office.ask(articles.of_order, id)
    assert [(fit.id, fit.used, fit.helped) for fit in found] == [(far, True, False), (fits, False, None)]
    typed = office.ask(articles.of_order, id, "trap")
    assert [fit.id for fit in typed] == [far, fits]
    assert own not in [fit.id for fit in found]


def test_many_at_once(office: Office) -> None:
    one, two = category(office), category(office, 1)
    free, bound = write(office), write(office, "Bound", problem_id=problem(office, one))
    with pytest.raises(Invalid):
        office.do(articles.change_many, [free], ManyArticlesForm())
    done = office.do(articles.change_many, [free, bound], ManyArticlesForm("guide", two)).result
    assert (done.done, [each.id for each in done.refused]) == (1, [bound])
    assert office.ask(articles.card, bound).kind == "tip"
    office.do(articles.archive_many, [free, bound])
    assert listed(office) == []
    office.do(articles.restore_many, [bound])
    assert listed(office) == [bound]


def test_files_hang_on_articles(office: Office) -> None:
    assert office.ask(attachments.of, "article", write(office)) == []


def test_a_technician_writes_rates_and_a_reader_only_reads(office: Office, sample: Sample) -> None:
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    id = write(office)
    office.do(articles.rate, id, 5)
    office.who = Who(sample.clerk, "Li Na", "reader")
    assert listed(office) == [id]
    with pytest.raises(Refusal):
        office.do(articles.rate, id, 1)


def test_history_suggests_parts_and_people_for_such_work(office: Office, sample: Sample) -> None:
    its = problem(office, category(office))
    seal = office.do(keep, Part(code="S-1", name="Seal")).result
    tape = office.do(keep, Part(code="T-1", name="Tape")).result
    for who, parts in (
        (sample.plumber, (seal, seal, tape)),
        (sample.electrician, (seal,)),
        (sample.plumber, ()),
    ):
        done = order(office, problem_id=its)
        office.do(work_orders.assign, done, AssignForm(who))
        for part in parts:
            office.do(keep, Charge(order_id=done, kind="part", day=date(2026, 11, 20), part_id=part))
        office.do(work_orders.done, done, DoneForm(fix="Mended"))
    finished(office)  # another kind of work says nothing
    found = office.ask(articles.support, order(office, problem_id=its))
    assert found.orders == 3
    assert [(each.name, each.times) for each in found.parts] == [("Seal", 2), ("Tape", 1)]
    assert [(each.name, each.times) for each in found.staff] == [("Gao Jun", 2), ("He Yan", 1)]
    assert office.ask(articles.support, order(office)).orders == 0
