"""The knowledge base on PostgreSQL: the same list in every order, ratings, uses, search and offers as on SQLite."""

from __future__ import annotations

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import articles, problems, work_orders
from fmcrm_desktop.services.articles import ArticleForm
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.problems import ProblemForm
from fmcrm_desktop.services.work_orders import AssignForm, DoneForm, OrderForm
from tests.sample import Sample

SORTS = ("", "title", "kind", "made", "stars", "helped", "author")


def test_articles_are_made_judged_listed_and_offered(served: tuple[Office, Sample]) -> None:
    office, sample = served
    its = office.do(problems.add, ProblemForm(1, "Blocked drain", "下水堵塞")).result
    order = office.do(
        work_orders.enter, OrderForm(summary="Trap blocked", problem_id=its, category_id=1)
    ).result
    office.do(work_orders.assign, order, AssignForm(1))
    office.do(work_orders.done, order, DoneForm(cause="Hair", fix="Trap cleared"))
    made = office.do(articles.make, order).result
    tip = office.do(articles.add, ArticleForm(title="疏通地漏", text="先清存水弯", category_id=1)).result
    office.do(articles.rate, tip, 4)
    office.do(articles.use, tip, order, True)
    office.do(articles.comment, tip, NoteForm("带上疏通器"))
    office.who = Who(sample.clerk, "Li Na", "clerk")
    office.do(articles.rate, tip, 5)
    card = office.ask(articles.card, tip)
    assert (card.stars, card.ratings, card.mine, card.uses, card.judged, card.helped) == (4.5, 2, 5, 1, 1, 1)
    for sort in SORTS:
        for descending in (False, True):
            found = office.ask(articles.page, Query(sort=sort, descending=descending)).ids
            assert sorted(found) == [made, tip]
    assert list(office.ask(articles.page, Query(sort="stars", descending=True)).ids) == [tip, made]
    assert list(office.ask(articles.page, Query("下水堵塞")).ids) == [made]
    assert [fit.id for fit in office.ask(articles.fitting, its, 1, "地漏")] == [made, tip]
    assert [fit.id for fit in office.ask(articles.of_order, order)] == [tip]
    found = office.ask(
        articles.support, office.do(work_orders.enter, OrderForm(summary="X", category_id=1)).result
    )
    assert [(each.name, each.times) for each in found.staff] == [("Zhou Min", 1)]
