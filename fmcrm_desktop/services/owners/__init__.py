"""People: adding, changing and archiving them, the list of them, and everything about one on a card."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.owners.card import PersonCard, card, contact_for
    from fmcrm_desktop.services.owners.forms import ContactLine, NameLine, NewPersonForm, PersonForm
    from fmcrm_desktop.services.owners.keeping import add, archive, change, form, restore
    from fmcrm_desktop.services.owners.likeness import Similar, similar
    from fmcrm_desktop.services.owners.listing import OwnerRow, choices, page, rows, totals
    from fmcrm_desktop.services.owners.many import ManyPeopleForm, archive_many, change_many, restore_many

face(__name__)
