"""Many articles at once: given a kind, category or skill, put away and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.knowledge import ARTICLE_KINDS, Article, Problem
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work


@dataclass
class ManyArticlesForm:
    """What changes on all of them; a field left empty changes nothing."""

    kind: Annotated[str, Field(N_("Kind"), choices=ARTICLE_KINDS)] = ""
    category_id: Annotated[int | None, Field(N_("Category"), pick="order_category")] = None
    skill_id: Annotated[int | None, Field(N_("Skill"), pick="skill")] = None


@needs("note.write")
def change_many(work: Work, ids: Sequence[int], form: ManyArticlesForm) -> Together:
    """Give every article the kind, category or skill that is filled in. A category that its problem contradicts is
    refused for that one."""
    values = together.filled(work, Article, form)

    def give(article: Article) -> bool:
        if form.category_id is not None and article.problem_id is not None:
            _check_category(work, article.problem_id, form.category_id)
        return together.give(article, values)

    return together.each(work, Article, ids, give, _name)


@needs("note.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Offer them no more."""
    return together.each(work, Article, ids, lambda article: together.archive(work, article), _name)


@needs("note.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Offer them again."""
    return together.each(work, Article, ids, lambda article: together.restore(work, article), _name)


def _check_category(work: Work, problem: int, category: int) -> None:
    if work.get(Problem, problem).category_id != category:
        raise Refusal(N_("This problem belongs to another category."))


def _name(article: Article) -> str:
    return article.title
