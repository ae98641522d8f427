"""Dispatch: who does which work order when, with what speaks against it and what is suggested."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.dispatch.facts import Area, Block, BoardSheet, Held, Job, Name, Worker
    from fmcrm_desktop.services.dispatch.objections import CLASH, Ground, Objection, against
    from fmcrm_desktop.services.dispatch.planning import (
        Overtaken,
        PlaceForm,
        Seen,
        place,
        place_anyway,
        unschedule,
    )
    from fmcrm_desktop.services.dispatch.reading import board
    from fmcrm_desktop.services.dispatch.suggesting import Suggestion, first_time, suggest, suggested
    from fmcrm_desktop.services.dispatch.waiting import Card, page, rows, territory_options

face(__name__)
