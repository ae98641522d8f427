"""Orders of plans made by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.each_day import EachDay


class PlansAhead(EachDay):
    """Several desks may do so at once: the case makes each order once."""

    def case(self) -> Callable[..., Any]:
        from fmcrm_desktop.services import plans

        return plans.preview

    def may(self) -> bool:
        from fmcrm_desktop.services import plans

        return self.office.may(plans.generate)

    def act(self, told: tuple[Any, ...]) -> None:
        from fmcrm_desktop.services import plans

        if told:
            self.office.do(self, plans.generate, then=self._made)

    def _made(self, done: Any) -> None:
        if done.result:
            said = N_("Work orders made of plans: {n}")
            self.office.say(self.office.words(said, n=len(done.result)), done.deed)
