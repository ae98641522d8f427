"""Everything held on a person handed out as a folder; and the page before somebody is erased for good."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from fmcrm_desktop.jobs import Job
from fmcrm_desktop.model.file_name import harmless
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import privacy
from fmcrm_desktop.ui.kit.buttons import DANGER, Button

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.owners.tab import OwnersTab

WHAT_HAPPENS = N_(
    "Names, numbers, addresses, notes, files and all words about this person are taken out of every record, the change "
    "log and the search. Counts, times and amounts stay, so that past months do not change. This cannot be undone."
)


def hand_out(tab: OwnersTab, person: int, name: str) -> None:
    """Ask where to, then write the folder in another process."""
    words, office = tab.words, tab.office
    place = QFileDialog.getExistingDirectory(tab, words(N_("Hand out everything…")), str(Path.home()))
    if place:
        said = words(N_("Data of {name} {day}"), name=name, day=words.today().isoformat())
        target = Path(place) / harmless(said)
        work = (str(office.office.store.address), person, (target, words.language), office.who)
        job = Job("fmcrm_desktop.exchange.personal_folder:hand_out", work)
        office.run(job, words(N_("Hand out everything…")), lambda folder: _written(tab, folder), asker=tab)


def _written(tab: OwnersTab, folder: Path) -> None:
    said = tab.words(
        N_("Written: {path}. Look through it before you hand it over: others may be named."), path=folder
    )
    open_it = tab.words(N_("Open folder"))
    tab.office.offer(said, open_it, lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))


def before_erasing(tab: OwnersTab, person: int, name: str) -> None:
    """What speaks against it and what still holds them, with the button that does it."""
    tab.ask(privacy.objections, person, then=lambda found: _copies(tab, (person, name), found))


def _copies(tab: OwnersTab, who: tuple[int, str], found: list[privacy.Objection]) -> None:
    store = tab.office.office.store
    if store.is_file:
        tab.office.through(
            tab, lambda: privacy.held(Path(store.path)), lambda held: _draw(tab, who, (found, held))
        )
    else:
        _draw(tab, who, (found, []))


def _draw(tab: OwnersTab, who: tuple[int, str], told: tuple[list[Any], list[Any]]) -> None:
    (person, name), (found, held), words = who, told, tab.words
    page = tab.new_page().head(words(N_("Erase {name}"), name=name))
    page.button(words(N_("Cancel")), lambda: tab.show_id(person))
    page.card(N_("What erasing does")).say(words(WHAT_HAPPENS))
    if found:
        card = page.card(N_("To be settled first"))
        for each in found:
            card.say(words(privacy.HELD_BY[each.kind], what=each.what))
    card = page.card(N_("Backups that still hold this person"))
    for copy in held:
        until = words(N_("until {day}"), day=words.date(copy.until.date())) if copy.until else words(
            N_("until you delete it")
        )  # fmt: skip
        card.line_named(copy.path.name, until)
    if not held:
        card.say(
            words(
                N_("None beside the office. Copies elsewhere and files exported before are yours to delete.")
            )
        )
    if not found:
        go = Button(words(N_("Erase for good")), DANGER).on(lambda: _erase(tab, person))
        page.add(go.guard(tab.office, privacy.erase_person))
    tab.put(page.done())


def _erase(tab: OwnersTab, person: int) -> None:
    work = (str(tab.office.office.store.address), person, tab.office.who)
    job = Job("fmcrm_desktop.services.privacy.whole_erasure:run", work)
    tab.office.run(job, tab.words(N_("Erasing")), lambda erased: _erased(tab, person, erased), asker=tab)


def _erased(tab: OwnersTab, person: int, erased: privacy.Erased) -> None:
    news: dict[str, set[int]] = {
        table: set() for table in ("person", "note", "call", "work_order", "complaint")
    }
    tab.office.saved.emit(SimpleNamespace(touched=news, deed=None))
    said = tab.words(
        N_("Erased in {count} records and {mentions} mentions."), count=erased.rows, mentions=erased.mentions
    )
    if erased.shared:
        said += " " + tab.words(N_("Others bear the same name: look for mentions of it yourself."))
    tab.office.say(said)
    tab.show_id(person)
