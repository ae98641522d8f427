"""How long calls and prospects keep names and numbers, and what is older: offered here, erased after a look."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from fmcrm_desktop.jobs import Job
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import privacy
from fmcrm_desktop.ui.kit.buttons import DANGER, Button
from fmcrm_desktop.ui.kit.card import Card

ABOUT = N_(
    "What is older is offered for erasure and never erased by itself. The months that have passed since are whole "
    "months; 0 offers nothing."
)
WHAT_HAPPENS = N_(
    "Names, numbers and words are taken out for good, in the file and in its change log too; the calls and prospects "
    "themselves stay and are counted as before. This cannot be undone. Backups made before still hold them."
)


def fill(tab: Any, card: Card, known: dict[str, Any], old: privacy.Old | None) -> None:
    """The ages, and how much is older by now; ``old`` is None for who may not erase."""
    words = tab.words
    for title, months in (
        (N_("Calls"), known["keep.calls_months"]), (N_("Prospects"), known["keep.prospects_months"]),
    ):  # fmt: skip
        card.line(
            title, words(N_("offered after {n} months"), n=months) if months else words(N_("kept for good"))
        )
    said = offer(old, words) if old is not None else ""
    if said:
        card.say(said)
        look = Button(words(N_("Erase what is older…"))).on(lambda: before_erasing(tab))
        card.add(look.guard(tab.office, privacy.erase_old))


def offer(old: privacy.Old, words: Words) -> str:
    """What is older than the office wants it kept, in a sentence a kind; empty for nothing."""
    parts = []
    if old.calls and old.calls_before:
        parts.append(
            words(
                N_("{count} calls are from before {day}."), count=old.calls, day=words.date(old.calls_before)
            )
        )
    if old.prospects and old.prospects_before:
        parts.append(
            words(
                N_("{count} prospects were left alone since before {day}."),
                count=old.prospects, day=words.date(old.prospects_before),
            )
        )  # fmt: skip
    return "\n".join(parts)


def before_erasing(tab: Any) -> None:
    """Counted anew, with what erasing does and the button that does it."""
    tab.ask(privacy.old, then=lambda old: _draw(tab, old))


def _draw(tab: Any, old: privacy.Old) -> None:
    words = tab.words
    page = tab.new_page().head(words(N_("Erase what is older")), offer(old, words))
    page.button(words(N_("Cancel")), tab.reload)
    page.card(N_("What erasing does")).say(words(WHAT_HAPPENS))
    go = Button(words(N_("Erase for good")), DANGER).on(lambda: _erase(tab))
    page.add(go.guard(tab.office, privacy.erase_old))
    tab.put(page.done())


def _erase(tab: Any) -> None:
    work = (str(tab.office.office.store.address), None, tab.office.who)
    job = Job("fmcrm_desktop.services.privacy.whole_erasure:run", work)
    tab.office.run(job, tab.words(N_("Erasing")), lambda erased: _erased(tab, erased), asker=tab)


def _erased(tab: Any, erased: privacy.Erased) -> None:
    news: dict[str, set[int]] = {table: set() for table in ("call", "lead", "person", "note")}
    tab.office.saved.emit(SimpleNamespace(touched=news, deed=None))
    tab.office.say(tab.words(N_("Erased in {count} records."), count=erased.rows))
    tab.reload()
