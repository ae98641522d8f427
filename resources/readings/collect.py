"""Cut pypinyin's dictionaries to what a name is found by: toneless syllables, and how a run of characters is divided.

    python resources/readings/collect.py

characters.txt holds every character in order of its code, and below it the syllable of each. phrases.txt holds the
phrases, a line for each first character: what follows it, with "=" and the syllables where they are not those of the
characters one by one. All other phrases only say where the next one begins, and it takes all of them to say that.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from importlib.metadata import files, version
from pathlib import Path

from pypinyin import Style, lazy_pinyin
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict
from pypinyin.style import convert

HERE = Path(__file__).resolve().parent
LICENCE = "characters.txt and phrases.txt are drawn by collect.py from pypinyin {version}, which has this licence:\n\n"


def main() -> None:
    """Write both files and the licence beside this one."""
    spoken = {character: lazy_pinyin(character)[0] for character in map(chr, sorted(pinyin_dict))}
    _write("characters.txt", ["".join(spoken), " ".join(spoken.values())])
    lines: dict[str, list[str]] = defaultdict(list)
    for phrase, sounds in sorted(phrases_dict.items()):
        read = [convert(some[0], Style.NORMAL, True, None) for some in sounds]
        same = read == [spoken[character] for character in phrase]
        lines[phrase[0]].append(phrase[1:] if same else f"{phrase[1:]}={','.join(read)}")
    _write("phrases.txt", [f"{first} {' '.join(rest)}" for first, rest in lines.items()])
    licence = next(file for file in files("pypinyin") or () if file.name == "LICENSE.txt")
    shutil.copyfile(licence.locate(), HERE / "LICENSE")
    text = (HERE / "LICENSE").read_text(encoding="utf-8")
    (HERE / "LICENSE").write_text(LICENCE.format(version=version("pypinyin")) + text, encoding="utf-8")


def _write(name: str, lines: list[str]) -> None:
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
