"""Looking for garbage: not while somebody waits for an answer, and not put off for ever; one heap for all threads."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from fmcrm_desktop.ui.kit.tidying import PUT_OFF, Tidying, heap

THREADS = """
import ctypes, sys, threading
from PySide6.QtCore import QCoreApplication
from fmcrm_desktop.ui.kit.tidying import Tidying

app = QCoreApplication([])
tidying = Tidying(app)
app.processEvents()
c = ctypes.CDLL(None)
c.malloc.restype = c.fopen.restype = ctypes.c_void_p
all_there = threading.Barrier(6)

def take():
    all_there.wait()
    c.malloc(1000)
    all_there.wait()

threads = [threading.Thread(target=take) for _ in range(6)]
for each in threads:
    each.start()
for each in threads:
    each.join()
told = ctypes.c_void_p(c.fopen(sys.argv[1].encode(), b"w"))
c.malloc_info(0, told)
c.fclose(told)
"""


class Ring:
    """Holds itself: only a search finds that nobody else does."""

    def __init__(self) -> None:
        self.itself = self


@pytest.mark.parametrize("waits", [0, 3, PUT_OFF + 5])
def test_garbage_waits_while_somebody_does_but_not_for_ever(qapp, waits):
    looks = []
    tidying = Tidying(qapp, lambda: len(looks) < waits)
    ring = weakref.ref(Ring())
    more = [Ring() for _ in range(2 * gc.get_threshold()[0])]
    while ring() is not None:
        tidying._look()
        looks.append(len(looks))
        assert len(looks) < 100
    assert len(looks) == min(waits, PUT_OFF) + 1
    assert more
    tidying.deleteLater()


def test_all_threads_take_their_memory_from_one_heap(tmp_path: Path) -> None:
    told = tmp_path / "heaps.xml"
    if heap() is not None:
        subprocess.run([sys.executable, "-c", THREADS, str(told)], check=True)
        assert told.read_text().count("<heap nr=") == 1
    assert told.exists() is (heap() is not None)
