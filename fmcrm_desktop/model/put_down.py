"""Plain frozen dataclasses put down as JSON and taken up again: what a paper showed, kept as it was."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def put_down(value: Any) -> Any:
    """The value as JSON takes it: dataclasses as their fields, moments, days and fractions as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: put_down(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): put_down(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [put_down(each) for each in value]
    if isinstance(value, Fraction):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def taken_up(kind: type[T], said: Any) -> T:
    """The value of a type from what was put down; fields that were not known then have their defaults."""
    found: T = _Taking().taken(kind, said)
    return found


def packed(document: Any) -> str:
    """A JSON document in few letters."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode())).decode()


def unpacked(text: str) -> Any:
    """The document again."""
    return json.loads(zlib.decompress(base64.b64decode(text)))


class _Taking:
    def __init__(self) -> None:
        self._hints: dict[Any, dict[str, Any]] = {}

    def taken(self, kind: Any, said: Any) -> Any:
        origin, inside = get_origin(kind), get_args(kind)
        if origin in (Union, UnionType):
            inner = next(each for each in inside if each is not NoneType)
            return None if said is None else self.taken(inner, said)
        if origin is tuple:
            kinds = [inside[0]] * len(said) if len(inside) == 2 and inside[1] is ... else inside
            return tuple(self.taken(each, one) for each, one in zip(kinds, said, strict=True))
        if origin is list:
            return [self.taken(inside[0], each) for each in said]
        if origin is not None and issubclass(origin, Mapping):
            return {key: self.taken(inside[1], each) for key, each in said.items()}
        if kind in (datetime, date):
            return kind.fromisoformat(said)
        if kind is Fraction:
            return Fraction(said)
        if is_dataclass(kind):
            return self._whole(kind, said)
        return tuple(said) if isinstance(said, list) else said

    def _whole(self, kind: Any, said: Mapping[str, Any]) -> Any:
        if kind not in self._hints:
            self._hints[kind] = get_type_hints(kind)
        hints = self._hints[kind]
        return kind(**{name: self.taken(hints[name], each) for name, each in said.items() if name in hints})
