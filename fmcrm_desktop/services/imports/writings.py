"""Takes articles: what an office knew elsewhere, each known by its title."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.knowledge import Article, Problem
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.services.articles.keeping import LONGEST as LONGEST_ARTICLE
from fmcrm_desktop.services.imports.alike import Alike
from fmcrm_desktop.services.imports.matters import LONGEST_CATEGORY
from fmcrm_desktop.services.imports.meanings import meaning
from fmcrm_desktop.services.imports.meant import Meant, print_of
from fmcrm_desktop.services.imports.outcome import Outcome
from fmcrm_desktop.services.imports.reading import extras, first_fault, missing, moment, text, too_long
from fmcrm_desktop.services.imports.registry import Categories, Staffers
from fmcrm_desktop.services.imports.sink import Sink, differences

LONGEST = {"title": 200, "other_title": 200, "symptoms": 4000, "cause": 4000, "text": LONGEST_ARTICLE}
TIED = {"category": "category_id", "problem": "problem_id", "author": "staff_id"}


class ArticleTaker:
    """The rows of a list of articles, known by either title; a second import of the same file changes nothing."""

    def __init__(self, sink: Sink, columns: dict[str, str]) -> None:
        self.sink, self.columns = sink, columns
        self.hints: list[Fault] = []
        self.means: dict[int, Alike] = {}
        self.categories, self.staff = Categories(sink, "order"), Staffers(sink)
        self._meant = Meant(sink, Article)
        work = sink.work
        kept = (
            select(Article.id, Article.title, Article.other_title)
            .where(Article.archived.is_(None))
            .order_by(Article.id)
        )
        for id, *titles in work.rows(kept):
            self._meant.learn([_called(title) for title in titles if title], id)
        problems = select(Problem.category_id, Problem.id, Problem.name, Problem.other_name)
        self._problems = {
            (category, fold(name)): id
            for category, id, *names in work.rows(problems.order_by(Problem.id.desc()))
            for name in names
            if name
        }

    def key(self, row: Incoming) -> object:
        return print_of(row)

    def knows(self, row: Incoming) -> bool:
        """Whether a row is surely an article the office has."""
        return self._meant.knows(_keys(row))

    def take(self, rows: Sequence[Incoming]) -> list[Outcome]:
        return [self._one(row) for row in rows]

    def _one(self, row: Incoming) -> Outcome:
        fault = first_fault(row) or too_long(row, LONGEST)
        if fault is None and not _title(row):
            fault = missing("title")
        if fault is not None:
            return Outcome("rejected", fault)
        wanted = self._wanted(row)
        like = self.means.get(row.line)
        id = like.id if like else self._meant.find(_keys(row), row, wanted)
        if id is None:
            return self._add(row, wanted)
        kept = self.sink.stored(Article, [id], tuple(wanted)).get(id, {})
        wanted["text"] = self._text(row, kept)
        if like is None:  # called so but for signs, or in the other language: it stays called as it is
            wanted |= _other_than(row, kept)
        different = differences(wanted, kept)
        if different:
            self.sink.change(Article, {id: different})
        return Outcome("updated" if different else "same", id=id)

    def _add(self, row: Incoming, wanted: dict[str, Any]) -> Outcome:
        if not text(row, "text"):
            return Outcome("rejected", missing("text"))
        work = self.sink.work
        by_us = work.who.staff_id if not text(row, "author") else None
        filled = {"made": work.now, "staff_id": by_us} | {
            column: value for column, value in wanted.items() if value not in (None, "")
        }
        id = self.sink.add(Article, [filled])[0]
        self._meant.learn(_keys(row), id)
        self._meant.use(row, id)
        return Outcome("added", id=id)

    def _wanted(self, row: Incoming) -> dict[str, Any]:
        tied = self._tied(row)
        return {
            "title": _title(row), "other_title": text(row, "other_title") if text(row, "title") else "",
            "kind": meaning("ARTICLE_KINDS", text(row, "kind")) or "",
            "symptoms": text(row, "symptoms", 2), "cause": text(row, "cause", 2), "text": self._text(row, {}),
            "made": moment(row, "made"), **{column: tied[field] for field, column in TIED.items()},
        }  # fmt: skip

    def _text(self, row: Incoming, kept: dict[str, Any]) -> str:
        """The article, and below it what the office has no place for: a kind, a problem or an author that nobody
        here knows."""
        tied = self._tied(row)
        strange = [
            field for field, column in TIED.items() if tied[field] is None and kept.get(column) is None
        ]
        if not meaning("ARTICLE_KINDS", text(row, "kind")):
            strange.append("kind")
        return "\n".join(
            part for part in (text(row, "text", 2), extras(row, self.columns, tuple(strange))) if part
        )

    def _tied(self, row: Incoming) -> dict[str, int | None]:
        """The category, made when it is new; the problem of it, and the author, whom no file makes."""
        said, author = text(row, "category"), text(row, "author")
        category = self.categories.find(said) if 0 < len(said) <= LONGEST_CATEGORY else None
        problem = self._problems.get((category, fold(text(row, "problem")))) if category else None
        return {
            "category": category,
            "problem": problem,
            "author": self.staff.find(author) if author else None,
        }


def _title(row: Incoming) -> str:
    return text(row, "title") or text(row, "other_title")


def _keys(row: Incoming) -> list[Hashable]:
    """What a row is looked for by: its title, then that in the other language."""
    return [_called(each) for each in (text(row, "title"), text(row, "other_title")) if each]


def _other_than(row: Incoming, kept: Mapping[str, Any]) -> dict[str, str]:
    """The title that is not the one it is called by here: that of the other language."""
    mine = _called(str(kept.get("title", "")))
    others = (
        each for each in (text(row, "title"), text(row, "other_title")) if each and _called(each) != mine
    )
    return {"title": "", "other_title": next(others, "")}


def _called(title: str) -> str:
    """A title as it is compared: without case and the number of blanks."""
    return " ".join(fold(title).split())
