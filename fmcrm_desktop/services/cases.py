"""Cases: what the office does, each a function that declares the right it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from fmcrm_desktop.store.work import Work

P = ParamSpec("P")
T = TypeVar("T")
Case = Callable[Concatenate[Work, P], T]

FREE = ""
"""The right everybody has, also before signing in."""
CASES: list[Callable[..., Any]] = []
"""Every case, as its module is loaded. Files of one package may call theirs alike (campaigns.add)."""


def needs(right: str) -> Callable[[Case[P, T]], Case[P, T]]:
    """Declare the right that a case asks for. A case without one is refused at the door."""

    def mark(case: Case[P, T]) -> Case[P, T]:
        cast(Any, case).right = right
        CASES.append(case)
        return case

    return mark


def name_of(case: Callable[..., Any]) -> str:
    """complaints.register: the subject's module (or package) and the verb."""
    parts = case.__module__.removeprefix("fmcrm_desktop.services.").split(".")
    return f"{parts[0]}.{case.__name__}"
