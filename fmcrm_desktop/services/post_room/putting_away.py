"""Post entered by mistake put away and brought back, one or several at once."""

from __future__ import annotations

from collections.abc import Sequence

from fmcrm_desktop.model.channel import PostItem
from fmcrm_desktop.services import together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work


@needs("call.write")
def archive(work: Work, id: int) -> int:
    """Put away what should not have been entered."""
    work.archive(work.get(PostItem, id))
    return id


@needs("call.write")
def restore(work: Work, id: int) -> int:
    """Take an archived entry back."""
    work.restore(work.get(PostItem, id))
    return id


@needs("call.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Put several away."""
    return together.each(work, PostItem, ids, lambda it: together.archive(work, it), _number)


@needs("call.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Take several back."""
    return together.each(work, PostItem, ids, lambda it: together.restore(work, it), _number)


def _number(it: PostItem) -> str:
    return it.number
