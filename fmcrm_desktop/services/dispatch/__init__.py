"""Dispatch: who does which work order when, with what speaks against it and what is suggested."""

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

__all__ = [
    "CLASH", "Area", "Block", "BoardSheet", "Card", "Ground", "Held", "Job", "Name", "Objection", "Overtaken",
    "PlaceForm", "Seen", "Suggestion", "Worker", "against", "board", "first_time", "page", "place", "place_anyway",
    "rows", "suggest", "suggested", "territory_options", "unschedule",
]  # fmt: skip

face(__name__)
