"""A network between the program and its server that can be cut, and cut in the middle of a commit."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

OPEN, CUT = "open", "cut"
SILENT = "silent"
"""Everybody stays connected and is let in, and nothing that is said arrives."""
BEFORE_COMMIT, AFTER_COMMIT = "before commit", "after commit"
"""Cut when the word for a commit is on its way: it never arrives, or its answer never does."""
SILENT_COMMIT = "silent from the commit on"
"""The commit arrives and is done; from then on nothing is heard."""


class Network:
    """Hands on what comes, for each connection in a thread of its own."""

    def __init__(self, host: str, port: int) -> None:
        self.state = OPEN
        self.stays_cut = True
        self.swallowed = threading.Event()
        self.ways = 0
        """How often something was said to the server."""
        self._to = (host, port)
        self._there: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Nobody is connected any more, and nobody gets through."""
        self.state = CUT
        for each in list(self._there):
            self._close(each)

    def mend(self) -> None:
        self.state = OPEN

    def end(self) -> None:
        self.cut()
        self._close(self._listening)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            if self.state == CUT:
                near.close()
                continue
            far = socket.create_connection(self._to)
            self._there |= {near, far}
            threading.Thread(target=self._hand_on, args=(near, far), daemon=True).start()

    def _hand_on(self, near: socket.socket, far: socket.socket) -> None:
        lost = False
        with contextlib.suppress(OSError, ValueError):
            while True:
                for ready in select.select([near, far], [], [])[0]:
                    piece = ready.recv(65_536)
                    if lost and not piece:
                        return  # who hangs up is not heard either
                    if not piece:
                        raise OSError
                    if ready is near and b"COMMIT" in piece and self.state == SILENT_COMMIT:
                        far.sendall(piece)
                        self.state = SILENT
                    lost |= self.state == SILENT
                    if lost:
                        self.swallowed.set()
                        continue  # a line of which a part is lost says no more
                    if ready is near and b"COMMIT" in piece and self.state in (BEFORE_COMMIT, AFTER_COMMIT):
                        if self.state == AFTER_COMMIT:
                            far.sendall(piece)
                            far.recv(65_536)  # it is kept by now; nobody hears of it
                        self.state = CUT if self.stays_cut else OPEN
                        raise OSError
                    self.ways += ready is near
                    (far if ready is near else near).sendall(piece)
        self._close(near)
        self._close(far)

    def _close(self, one: socket.socket) -> None:
        self._there.discard(one)
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()


@contextmanager
def network(address: str) -> Iterator[tuple[Network, str]]:
    """A network in front of a server's address, and the address through it."""
    parts = urlsplit(address)
    assert parts.hostname and parts.port
    between = Network(parts.hostname, parts.port)
    try:
        yield between, address.replace(f":{parts.port}/", f":{between.port}/")
    finally:
        between.end()
