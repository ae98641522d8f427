"""The page of an article: what to do, how good it is, who says what of it, where it was used, its files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fmcrm_desktop.model.knowledge import ARTICLE_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, GREY, VIOLET, tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import articles
from fmcrm_desktop.services.articles import ArticleCard, Used
from fmcrm_desktop.ui.attachments import AttachmentsCard
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import known, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card, Figure
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.kit.timeline import Happening, Timeline
from fmcrm_desktop.ui.note_here import correcting

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.articles.tab import ArticlesTab

TONES = {"solution": GOOD, "guide": ACCENT, "policy": VIOLET, "tip": GREY}


def draw(tab: ArticlesTab, page: Page, card: ArticleCard) -> None:
    """Fill the page below its heading."""
    words = tab.words
    _chips(page, card, words)
    _text(tab, page.card(N_("What to do")), card)
    if card.symptoms or card.cause:
        about = page.card()
        for title, text in ((N_("Symptoms"), card.symptoms), (N_("Cause"), card.cause)):
            if text:
                about.line(title, text)
    _facts(page.card(N_("What it is about")), card, words)
    page.figures(*_figures(card, words))
    _judged(tab, page.card(N_("Your rating")), card)
    _comments(tab, page, card)
    _used(tab, page, card)
    page.add(AttachmentsCard(tab.office, "article", card.id))


def _text(tab: ArticlesTab, made: Card, card: ArticleCard) -> None:
    button = Button(tab.words(N_("Job aid")), FILTER, "printer").on(lambda: tab.print_aids([card.id]))
    made.tool(button.guard(tab.office, articles.sheets))
    made.say(card.text)


def _chips(page: Page, card: ArticleCard, words: Words) -> None:
    chips: list[tuple[str, str] | str] = [(words(ARTICLE_KINDS[card.kind]), TONES[card.kind])]
    if card.archived:
        chips.append((words(N_("Archived")), tone("archived")))
    page.chips(*chips)


def _facts(made: Card, card: ArticleCard, words: Words) -> None:
    """Each leads to all that is known of the same."""
    facts = (
        (N_("Category"), suiting(card.category, card.category_other, words), "category", card.category_id),
        (N_("Problem"), suiting(card.problem, card.problem_other, words), "problem", card.problem_id),
        (N_("Skill"), suiting(card.skill, card.skill_other, words), "skill", card.skill_id),
        (N_("Equipment"), card.equipment, "equipment", card.equipment_id),
    )
    for title, said, name, id in facts:
        if id is not None:
            made.line(title, said, Link("articles", where={name: (id,)}))
    if card.order_id is not None:
        made.line(N_("Made of"), card.order, Link("work_orders", card.order_id))
    made.line(N_("Author"), suiting(card.author, card.author_other, words))
    made.line(N_("Written on"), words.date(words.local(card.made).date()))


def _figures(card: ArticleCard, words: Words) -> tuple[Figure, ...]:
    stars = words(N_("{stars} of 5"), stars=words.number(card.stars, 1)) if card.stars is not None else ""
    helped = words(N_("{good} of {times}"), good=card.helped, times=card.judged) if card.judged else ""
    return (
        Figure(N_("Rating"), stars, words(N_("{n} ratings"), n=card.ratings)),
        Figure(N_("Used"), words(N_("{n}×"), n=card.uses)),
        Figure(N_("It helped"), helped),
    )


def _judged(tab: ArticlesTab, made: Card, card: ArticleCard) -> None:
    """One button a star; the one given before is marked."""
    row = Flow(theme.GAP_S)
    for stars in articles.STARS:
        button = Button(str(stars), FILTER, "star").on(partial(tab.rate, card, stars))
        button.setAccessibleName(tab.words(N_("{n} of 5 stars"), n=stars))
        if stars == card.mine:
            button.setProperty("on", "true")
        row.add(button.guard(tab.office, articles.rate))
    row.add(label(tab.words(N_("5 is the best")), "muted"))
    made.add(row)


def _comments(tab: ArticlesTab, page: Page, card: ArticleCard) -> None:
    made = page.card(N_("Comments"))
    button = Button(tab.words(N_("Comment")), FILTER, "plus").on(lambda: tab.comment(card))
    made.tool(button.guard(tab.office, articles.comment))
    rows = [
        Happening(
            each.moment,
            " · ".join(part for part in (each.text, known(tab.words, each.staff)) if part),
            act=correcting(tab.office, page, each.id),
        )
        for each in card.comments
    ]
    made.add(Timeline(tab.office, rows, empty=N_("Nobody has said anything yet.")))


def _used(tab: ArticlesTab, page: Page, card: ArticleCard) -> None:
    made = page.card(N_("Used for"))
    button = Button(tab.words(N_("Used for an order")), FILTER, "plus").on(lambda: tab.used(card))
    made.tool(button.guard(tab.office, articles.use_for))
    if not card.used:
        made.say(tab.words(N_("Not used for an order yet.")), "muted")
        return
    rows = [
        (
            LinkButton(
                f"{each.number} {each.summary}",
                partial(tab.office.go, Link("work_orders", each.order_id)),
            ),
            _told(each, tab.words),
        )
        for each in card.used
    ]
    made.table((N_("Work order"), N_("Did it help?")), rows)


def _told(each: Used, words: Words) -> ChipLabel:
    if each.helped is None:
        return ChipLabel(words(N_("Not known yet")), GREY)
    return ChipLabel(
        words(N_("It helped") if each.helped else N_("It did not help")), GOOD if each.helped else BAD
    )
