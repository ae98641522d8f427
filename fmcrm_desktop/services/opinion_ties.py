"""What an opinion of the committee became: noted when a complaint, a suggestion or a work order is entered from it."""

from __future__ import annotations

from fmcrm_desktop.store.work import Work


def became(work: Work, opinion: int | None, what: str, id: int) -> None:
    """Note it on the opinion; ``what`` is complaint, suggestion or order. Entered from no opinion, nothing is noted."""
    if opinion is not None:
        from fmcrm_desktop.model.committee import Opinion  # orders are entered by many who have no committee

        setattr(work.get(Opinion, opinion), f"{what}_id", id)


def ordered(work: Work, opinion: int | None, decision: int | None, order: int) -> None:
    """Note the work order that an opinion became, or that carries a decision out."""
    became(work, opinion, "order", order)
    if decision is not None:
        from fmcrm_desktop.model.committee import Decision

        work.get(Decision, decision).order_id = order
