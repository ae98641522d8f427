"""What staff think of an article: stars, comments, and whether it helped with an order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sqlalchemy import Select, select

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.knowledge import Article, ArticleRating, ArticleUse
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import notes
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.store.work import Work

STARS = range(1, 6)
HELPED = {"": N_("Not known yet"), "yes": N_("It helped"), "no": N_("It did not help")}


@dataclass
class UseForm:
    """For which order an article was used, and whether it helped."""

    order_id: Annotated[int | None, Field(N_("Work order"), pick="order", required=True)] = None
    helped: Annotated[str, Field(N_("Did it help?"), choices=HELPED)] = ""


@needs("note.write")
def rate(work: Work, id: int, stars: int) -> int:
    """Give an article 1 to 5 stars; each member of staff has one voice and may change it."""
    if stars not in STARS:
        raise Refusal(N_("Between 1 and 5 stars."))
    me = work.who.staff_id
    if me is None:
        raise Refusal(N_("Ratings are kept by name: sign in first."))
    work.get(Article, id)
    # One taken back by Undo is archived and still has its place in the index of one each.
    mine = select(ArticleRating).where(ArticleRating.article_id == id, ArticleRating.staff_id == me)
    for rating in work.records(mine):
        work.restore(rating)
        rating.stars = stars
        return rating.id
    return work.add(ArticleRating(article_id=id, staff_id=me, stars=stars)).id


@needs("note.write")
def comment(work: Work, id: int, form: NoteForm) -> int:
    """Say something about an article; kept as a note on it."""
    return notes.add(work, "article", id, form)


@needs("note.write")
def use(work: Work, id: int, order: int, helped: bool | None = None) -> int:
    """The article was used for an order; ``helped`` is None while nobody can tell yet."""
    work.get(Article, id)
    work.get(WorkOrder, order)
    for tie in work.records(_uses(id, order)):
        tie.helped = helped
        return tie.id
    return work.add(ArticleUse(article_id=id, order_id=order, helped=helped)).id


@needs("note.write")
def use_for(work: Work, id: int, form: UseForm) -> int:
    """The same from the article's own page."""
    check(form)
    assert form.order_id is not None
    return use(work, id, form.order_id, {"yes": True, "no": False}.get(form.helped))


@needs("note.write")
def unuse(work: Work, id: int, order: int) -> int:
    """It was not used for this order after all."""
    for tie in work.records(_uses(id, order)):
        work.remove(tie)
    return id


def _uses(id: int, order: int) -> Select[ArticleUse]:
    return select(ArticleUse).where(ArticleUse.article_id == id, ArticleUse.order_id == order)
