"""The first step of a mailing: the list of people with the filters of the Owners tab, and who of them is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmcrm_desktop.model.person import KINDS
from fmcrm_desktop.model.property import CUSTOMERS, ROLES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import buildings, owners
from fmcrm_desktop.services.owners import OwnerRow
from fmcrm_desktop.ui.kit.buttons import PRIMARY, QUIET, Button
from fmcrm_desktop.ui.kit.columns import Chip, Column, Filter
from fmcrm_desktop.ui.kit.listing import List, ListSetup
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.template_texts import in_row

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.letters.mailing import Mailing


def _name(row: OwnerRow, _words: Words) -> str:
    return f"{row.name} {row.other_name}".strip()


COLUMNS = (
    Column("name", N_("Name"), 190, stretch=True, show=_name),
    Column("units", N_("Unit"), 110),
    Chip("role", N_("Relation"), 90, choices=ROLES, sorts=False),
)
FILTERS = (
    Filter("building", N_("Building"), case=buildings.options),
    Filter("role", N_("Relation"), CUSTOMERS),
    Filter("kind", N_("Kind"), KINDS),
)


def draw(mailing: Mailing) -> None:
    """Whom to write to."""
    words = mailing.words
    page = mailing.page(0, N_("Whom do you write to?"),
                        words(N_("Search and filter until the list shows them, or mark some of them.")))  # fmt: skip
    shown = List(mailing.office, ListSetup("letter_people", owners.page, owners.rows, COLUMNS, FILTERS))
    shown.setMinimumHeight(340)
    everybody = Button("", PRIMARY).on(lambda: mailing.take_shown(shown.query))
    everybody.setObjectName("everybody")
    marked = Button("", QUIET).on(lambda: mailing.take(tuple(shown.table.selected())))
    marked.setObjectName("marked")

    def tell() -> None:
        count = len(shown.table.selected())
        marked.setText(words(N_("The {count} marked"), count=count))
        marked.setEnabled(count > 0)

    def counted(count: int) -> None:
        everybody.setText(words(N_("All {count} shown"), count=words.number(count)))
        everybody.setEnabled(count > 0)
        tell()

    counted(0)
    shown.counted.connect(counted)
    shown.table.selectionModel().selectionChanged.connect(lambda *_: tell())
    page.add(shown, 1)
    page.add(in_row(everybody, marked))
    page.add(label(words(N_("Ctrl or Shift with a click marks several.")), "small"))
    mailing.tab.put_mailing(page)
    shown.reload()
