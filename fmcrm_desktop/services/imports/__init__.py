"""Imports: rows of other programs as people, units, buildings, fees, parking spaces, orders, complaints and
calendar events.

    rows = records(tables_in.read(path), mapping, order, zone)          exchange reads and maps the file
    office.ask(imports.preview, Source(kind, rows, mapping.columns))    what would happen
    office.do(imports.run, Source(kind, rows, mapping.columns))         one deed, one undo

A second import of the same file adds nothing: people are known by their old number, else by telephone and name,
else by email address and name, else by name and unit, and who was merged into another is that other; units by
building, entrance and code; orders and complaints by their old number, else by when they came, what they say and
where; events by their UID and occurrence, or by kind, title and beginning; prospects by their number, telephone or
email address, each beside the name; calls by their moment, direction and number, else person or topic; articles by
their title. What only looks like something known
(people: alike.py, things: near.py) is new unless Source.decide says otherwise (deciding.py), which is remembered of
what is left as it is.
"""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.imports.alike import DECISIONS, REASONS, Decide
    from fmcrm_desktop.services.imports.outcome import ImportResult, Preview, Rejected
    from fmcrm_desktop.services.imports.own import targets
    from fmcrm_desktop.services.imports.remembering import recalled, remember
    from fmcrm_desktop.services.imports.running import TAKERS, Source, preview, run

face(__name__)
