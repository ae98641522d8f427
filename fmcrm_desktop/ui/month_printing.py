"""The month's report printed by itself: some time after the start, once for each month that is over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fmcrm_desktop import places
from fmcrm_desktop.jobs import Job
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.each_day import EachDay
from fmcrm_desktop.ui.kit.text import in_month

if TYPE_CHECKING:
    from fmcrm_desktop.services.month_setup import Owed

NAME = "month-pack"
MAKE = "fmcrm_desktop.reports.making:make"


class MonthPrinting(EachDay):
    """For each month that is over; two desks that do so at once put the same report under the same name."""

    calm = 25_000
    """The look through the file comes before, too."""

    def case(self) -> Callable[..., Any]:
        from fmcrm_desktop.services import month_setup

        return month_setup.owed

    def act(self, told: Owed | None) -> None:
        if told is None or self.office.office is None:
            return
        from fmcrm_desktop.reports import BY_NAME, making
        from fmcrm_desktop.reports.options import Options

        words, folder = self.office.words, Path(told.folder)
        if not folder.is_dir():
            said = N_("The folder for the month's report is not there: {folder}")
            self.office.say(words(said, folder=told.folder))
            return
        options = Options(month=told.month, language=told.language)
        its = Words(told.called_in, str(words.zone), places.resources() / "locale")
        target = folder / making.file_name(BY_NAME[NAME], options, its)
        address = self.office.office.store.address
        self.office.run(
            Job(MAKE, (address, NAME, options, self.office.who), target=target),
            words(BY_NAME[NAME].title),
            then=partial(self._made, str(told.month), target),
            asker=self,
        )

    def _made(self, month: str, target: Path, _result: Any) -> None:
        from fmcrm_desktop.services import month_setup

        words = self.office.words
        said = words(N_("The report of {month} lies in {path}"), month=in_month(month, words), path=target)
        self.office.say(said)
        self.office.do(self, month_setup.printed, month)
