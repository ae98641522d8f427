"""The files kept with a matter: named on its paper, and the pictures among them drawn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fmcrm_desktop.model.matter import PURPOSES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks
from fmcrm_desktop.reports.paper import LABEL, Paper, joined
from fmcrm_desktop.services.attachments import OnPaper

MOST = 12
"""So many pictures are drawn; the others are named."""
DOTS = 1200
"""Picture elements along the longer side: what half a page shows well."""
HIGH = 210.0
BETWEEN = 16.0


def draw(paper: Paper, words: Words, files: Sequence[OnPaper]) -> None:
    """Name the files, then draw the pictures two beside each other, each under the number it is named by."""
    if not files:
        return
    paper.heading(words(N_("Files")))
    for number, file in enumerate(files, 1):
        purpose = words(PURPOSES[file.purpose]) if file.purpose else ""
        day = words.date(words.local(file.added).date())
        blocks.entry(paper, str(number), joined(file.name, purpose, day))
    pictures = [(number, file.path) for number, file in enumerate(files, 1) if file.path is not None]
    loaded = [(number, image) for number, path in pictures[:MOST] if (image := _load(path)) is not None]
    for start in range(0, len(loaded), 2):
        _row(paper, loaded[start : start + 2])


def _row(paper: Paper, pair: Sequence[tuple[int, Any]]) -> None:
    from reportlab.lib.utils import ImageReader

    wide = (paper.width - BETWEEN) / 2
    sizes = []
    for _, image in pair:
        by = min(wide / image.width, HIGH / image.height)
        sizes.append((image.width * by, image.height * by))
    high = max(height for _, height in sizes)
    paper.need(high + LABEL.leading + 10)
    for at, ((number, image), (width, height)) in enumerate(zip(pair, sizes, strict=True)):
        x = paper.left + at * (wide + BETWEEN)
        paper.put(str(number), x, paper.y - LABEL.leading, LABEL, wide)
        paper.canvas.drawImage(ImageReader(image), x, paper.y - LABEL.leading - 4 - height, width, height)
    paper.y -= high + LABEL.leading + 10


def _load(path: Path) -> Any:
    """The picture upright and no larger than paper needs; None for what is none, or one too many."""
    from PIL import Image, ImageOps

    try:
        with Image.open(path) as opened:
            opened.draft("RGB", (DOTS, DOTS))
            image = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):  # whatever people keep as a .jpg
        return None
    image.thumbnail((DOTS, DOTS))
    return image if image.width and image.height else None
