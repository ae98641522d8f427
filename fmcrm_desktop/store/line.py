"""A line to a server that is given up within seconds once nothing comes back over it.

The system tells only of what it sends and nobody takes. Where somebody on the way still takes it (a firewall, a tunnel,
a server that hangs), or where the question had arrived and its answer is lost, a Save would wait for ever. So whoever
has heard nothing for a while asks over a line of its own whether the server is still at work on it.
"""

from __future__ import annotations

import select
from contextlib import suppress
from time import monotonic, time
from typing import Any

import psycopg
from psycopg.waiting import Ready

QUIET = 5.0
"""Seconds without a word until the server is asked whether it is still at work."""
AT_ONCE = 5.0
"""Seconds for the answer to that."""
RESTED = 60.0
"""Seconds after which a line that nobody used is tried before it is used again."""
_AT_WORK = "select state = 'active' and wait_event_type is distinct from 'Client' from pg_stat_activity where pid = %s"
_END = (
    "select pg_terminate_backend(pid) from pg_stat_activity where pid = any(%s)"
    " and application_name = current_setting('application_name') and pid <> pg_backend_pid()"
)
_given_up: set[int] = set()
"""Processes of the server whose lines were given up while it could not be told: what they hold keeps others waiting."""


class Line(psycopg.Connection[Any]):
    """A connection whose every wait ends: with an answer, or with the server's silence told as an OperationalError."""

    _asked: tuple[Any, dict[str, Any]] = ("", {})
    _used = 0.0

    @classmethod
    def connect(cls, conninfo: str = "", **how: Any) -> Line:
        line = super().connect(conninfo, **how)
        line._asked = conninfo, how
        line._used = time()
        if _given_up:
            ended = set(_given_up)
            line.cursor().execute(_END, [list(ended)])
            line.rollback()
            _given_up.difference_update(ended)
        return line

    def wait(self, gen: Any, *how: Any, **more: Any) -> Any:
        found = super().wait(self._heard(gen), *how, **more)
        self._used = time()
        return found

    @property
    def is_there(self) -> bool:
        """Whether nothing speaks against this line, without a way to the server: it was used a moment ago, and nobody
        said a last word on it."""
        rested = abs(time() - self._used) > RESTED
        return not rested and not self.closed and not select.select([self.pgconn.socket], [], [], 0)[0]

    def _heard(self, gen: Any) -> Any:
        """The same steps; each that finds nothing looks how long that has been so."""
        since = monotonic()
        try:
            state = next(gen)
            while True:
                ready = yield state
                if ready != Ready.NONE:
                    since = monotonic()
                elif monotonic() - since > QUIET:
                    self._look()
                    since = monotonic()
                state = gen.send(ready)
        except StopIteration as end:
            return end.value

    def _look(self) -> None:
        """Raises OperationalError where the server does not answer, or is not at work on what was asked here."""
        process = self.pgconn.backend_pid
        conninfo, how = self._asked
        with suppress(psycopg.Error), _Brief.connect(conninfo, **{**how, "autocommit": True}) as other:
            found = other.execute(_AT_WORK, [process]).fetchone()
            if found is not None and found[0]:
                return
            other.execute(_END, [[process]])
            process = 0
        if process:
            _given_up.add(process)
        self.pgconn.finish()
        raise psycopg.OperationalError("nothing came back over the connection to the server")


class _Brief(psycopg.Connection[Any]):
    """A connection for a question that is answered at once or not at all."""

    def wait(self, gen: Any, *how: Any, **more: Any) -> Any:
        return super().wait(gen, *how, **{**more, "timeout": AT_ONCE})


def alive(line: Line, ping: Any) -> bool:
    """Whether a line may be used again: asked of the server itself only where something speaks against it."""
    return line.is_there or bool(ping(line))
