"""Faces of packages that load what stands behind a name when the name is first asked for.

A face lists its names by imports under TYPE_CHECKING, so that they are said once and checked as any others (its mark
for mypy says that others may take them from there); then

    face(__name__)

Without it the first list would wait for all that the office can do: a face loads every file behind it, and those the
faces they need.
"""

from __future__ import annotations

import dis
import importlib
import sys
from types import CodeType, ModuleType
from typing import Any

_behind: dict[str, dict[str, tuple[str, str]]] = {}
"""Of each face its names, with the module each is in and its name there."""


class _Face(ModuleType):
    """A package whose names come late. A file of the package does not take the place of a name that it gives."""

    def __getattr__(self, name: str) -> Any:
        if name not in _behind[self.__name__]:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}", name=name, obj=self)
        module, there = _behind[self.__name__][name]
        if module == self.__name__:
            found: Any = importlib.import_module(f"{module}.{there}")
        else:
            found = getattr(importlib.import_module(module), there)
        self.__dict__[name] = found
        return found

    def __setattr__(self, name: str, value: Any) -> None:
        module, _there = _behind[self.__name__].get(name, (self.__name__, name))
        if isinstance(value, ModuleType) and module != self.__name__:
            return  # the import of a file binds it in its package
        super().__setattr__(name, value)


def face(package: str) -> None:
    """Let the names that a package imports be loaded when they are asked for. Called by the package itself, below
    those imports."""
    _behind[package] = _imported(sys._getframe(1).f_code)
    sys.modules[package].__class__ = _Face


def load_all() -> None:
    """Load what stands behind every face that is loaded, and behind those that come with it."""
    loaded: set[str] = set()
    while waiting := [package for package in _behind if package not in loaded]:
        for package in waiting:
            for name in _behind[package]:
                getattr(sys.modules[package], name)
        loaded.update(waiting)


def _imported(code: CodeType) -> dict[str, tuple[str, str]]:
    """The names that code imports from our own modules, and where each is: imports that never run are in it, too."""
    found: dict[str, tuple[str, str]] = {}
    module = there = ""
    for each in dis.get_instructions(code):
        if each.opname == "IMPORT_NAME":
            module = each.argval
        elif each.opname == "IMPORT_FROM":
            there = each.argval
        elif each.opname == "STORE_NAME" and there:
            if module.startswith("fmcrm_desktop.") and module != __name__:
                found[each.argval] = (module, there)
            there = ""
    return found
