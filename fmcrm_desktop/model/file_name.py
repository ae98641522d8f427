"""Names of files as people give them: kept as text, and made harmless where one must become a name on a disk."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
FORBIDDEN = re.compile(r'[<>:"|?*/\\]')
RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
"""What Windows takes for a device, whatever ending follows."""
PICTURES = ("png", "jpg", "jpeg", "gif", "bmp", "webp")
SOUNDS = ("mp3", "wav", "m4a", "aac", "ogg", "oga", "opus", "flac", "amr", "wma", "3gp", "aif", "aiff", "caf")
PROGRAMS = (
    "app", "appimage", "bat", "cmd", "com", "command", "cpl", "desktop", "dll", "exe", "hta", "inf", "jar", "js",
    "jse", "lnk", "msc", "msi", "msp", "pif", "ps1", "psm1", "py", "pyw", "reg", "scf", "scr", "sh", "url", "vbe",
    "vbs", "wsf", "wsh",
)  # fmt: skip
"""Endings the system would run or follow instead of showing."""


def ending(name: str) -> str:
    """The ending without its dot, in small letters; blanks and dots after it do not count, as on Windows."""
    shown = name.rstrip(". ")
    return shown.rpartition(".")[2].lower() if "." in shown else ""


def as_text(name: str) -> str:
    """The name as it can be stored: what no text can hold is shown as a question mark."""
    return name.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")


def harmless(name: str) -> str:
    """A name that is one file in its folder on every system, as near to the given one as can be."""
    last = re.split(r"[/\\]", as_text(name))[-1]
    kept = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    kept = FORBIDDEN.sub("_", kept).strip(" ").rstrip(". ")
    stem, dot, end = kept.rpartition(".")
    if not dot or len(end) > 12:
        stem, dot, end = kept, "", ""
    stem = stem[: LONGEST - len(end) - 1]
    while len(stem.encode()) > 200:  # folders count in bytes
        stem = stem[:-1]
    stem = stem.rstrip(". ") or "file"
    if stem.split(".")[0].strip().lower() in RESERVED:
        stem = f"_{stem}"
    return f"{stem}{dot}{end}"
