"""Jobs that break, in a module of their own: their process loads nothing else."""

from __future__ import annotations

import os
from typing import Any


def breaking_job(progress: Any, typed: str) -> None:
    raise RuntimeError(typed)


def dying_job(progress: Any, _typed: str) -> None:
    os._exit(3)
