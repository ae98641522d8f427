"""Filling a text: double braces name fields, and nothing else can stand there; a name in a value stays plain text.

The text is read by Jinja2 and every part of it looked at before it runs: only names of fields and four filters
pass. So a text can neither loop nor reckon nor reach into the program, whoever wrote it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.nodes import Node
    from jinja2.sandbox import SandboxedEnvironment

MOST_TEXT = 20_000
MOST_FIELDS = 400
MOST_FILTERS = 4
MOST_VALUE = 2_000
MOST_FILLED = 60_000
"""Characters of a finished letter: some twenty pages."""
EXAMPLE = "{{ name }}"
BLANK = "____________"
"""What letters and documents say for an empty field: a line to be filled in by pen."""
DASH = "—"
"""What their titles say."""


class ToFill(str):
    """What stands for an empty field where one line is not enough: a table without figures yet."""

    __slots__ = ()


@dataclass(frozen=True)
class Text:
    """A text that was looked at: ``uses`` names the fields in it as they are written, ``needs`` those of them that
    stand somewhere without words for their being empty."""

    uses: frozenset[str]
    needs: frozenset[str]
    template: Template

    def fill(self, values: Mapping[str, str], whole: Collection[str] = ()) -> str:
        """The finished text; every name it uses must be among the values, of which those in ``whole`` are never cut.
        Raises Refusal for one too long."""
        given = {name: values[name] if name in whole else values[name][:MOST_VALUE] for name in self.uses}
        # An empty field leaves no blank behind at the end of its line.
        said = "\n".join(line.rstrip() for line in self.template.render(given).split("\n"))
        if len(said) > MOST_FILLED:
            raise Refusal(N_("A letter of {count} characters is too long."), count=len(said))
        return said


def read(text: str, names: Mapping[str, object]) -> Text:
    """Look at a text. ``names`` are the fields there are. Raises Refusal with the way out."""
    from jinja2 import TemplateSyntaxError

    if len(text) > MOST_TEXT:
        raise Refusal(N_("At most {most} characters; these are {count}."), most=MOST_TEXT, count=len(text))
    try:
        tree = _environment().parse(text)
    except TemplateSyntaxError as fault:
        raise _not_plain(fault.lineno) from fault
    except (RecursionError, MemoryError) as fault:
        raise _not_plain(1) from fault
    uses, needs = _uses(tree)
    unknown = [name for name in uses if name not in names]
    if unknown:
        raise Refusal(
            N_("There is no field “{field}”. There are: {fields}."),
            field=unknown[0],
            fields=", ".join(names),
        )
    return Text(frozenset(uses), frozenset(needs), _environment().from_string(text))


def _uses(tree: Node) -> tuple[list[str], set[str]]:
    """The names of the fields in order, and which of them stand somewhere without other words for an empty one; raises
    Refusal for anything that is neither text nor field."""
    from jinja2 import nodes

    found: list[str] = []
    needs: set[str] = set()
    for output in tree.iter_child_nodes():
        if not isinstance(output, nodes.Output):
            raise _not_plain(output.lineno)
        for part in output.nodes:
            if not isinstance(part, nodes.TemplateData):
                name, spoken_for = _field(part)
                found.append(name)
                if not spoken_for:
                    needs.add(name)
    if len(found) > MOST_FIELDS:
        raise Refusal(N_("At most {most} fields in one text; these are {count}."), most=MOST_FIELDS,
                      count=len(found))  # fmt: skip
    return list(dict.fromkeys(found)), needs


def _field(part: Node) -> tuple[str, bool]:
    """The field that a pair of braces names, through its filters, and whether one of them says what an empty field
    says."""
    from jinja2 import nodes

    inner: Any = part
    spoken_for = False
    for _ in range(MOST_FILTERS + 1):
        if isinstance(inner, nodes.Name):
            return inner.name, spoken_for
        if not isinstance(inner, nodes.Filter) or not _plain_filter(inner):
            break
        spoken_for = spoken_for or inner.name == "default"
        inner = inner.node
    raise _not_plain(part.lineno)


def _plain_filter(part: Any) -> bool:
    from jinja2 import nodes

    takes = 1 if part.name == "default" else 0
    return (
        part.name in FILTERS
        and not part.kwargs
        and part.dyn_args is None
        and part.dyn_kwargs is None
        and len(part.args) == takes
        and all(isinstance(one, nodes.Const) and isinstance(one.value, str) for one in part.args)
    )


def _not_plain(line: int) -> Refusal:
    return Refusal(
        N_("Line {line}: double braces hold the name of a field and nothing else, such as {example}."),
        line=line,
        example=EXAMPLE,
    )


FILTERS = {
    "upper": str.upper,
    "lower": str.lower,
    "trim": str.strip,
    "default": lambda value, other: other if value in ("", BLANK) or isinstance(value, ToFill) else value,
}
"""What can stand behind a field: {{ unit | default("—") }} says something where there is no unit."""


@cache
def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    made = SandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True,
        comment_start_string="\x00#", comment_end_string="#\x00",  # {# is text like any other
    )  # fmt: skip
    made.globals.clear()
    made.tests.clear()
    made.filters.clear()
    made.filters.update(FILTERS)
    return made
