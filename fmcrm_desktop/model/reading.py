"""How names are read: folding to plain lower case, pinyin with surnames right, sort keys, search tokens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from fmcrm_desktop.model.pinyin import dictionary

if TYPE_CHECKING:
    from fmcrm_desktop.model.words import Words

CJK = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{CJK}]|[^\W_{CJK}]+")
_HAN = re.compile(rf"[{CJK}]")
_HAN_RUN = re.compile(rf"[{CJK}]+")
_FIGURES = re.compile(r"\d+")

LONGEST_RUN = 4
"""Words of a name in letters that somebody may type as one: Chan Tai Man, Maria del Carmen Ruiz."""

# Surnames whose usual reading is not the family's: the library's default would file 单 under dan.
SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "翟": "zhai", "朴": "piao",
    "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "尹": "yin", "盖": "ge", "乐": "yue", "任": "ren",
    "华": "hua", "宓": "mi", "缪": "miao", "晟": "cheng", "员": "yun", "召": "shao", "隗": "wei", "郗": "xi",
}  # fmt: skip


@lru_cache(maxsize=20_000)
def _fold_short(text: str) -> str:
    return _fold(text)


def fold(text: str) -> str:
    """NFKC, without accents, lower case: Ａ, Á and a are one."""
    if text.isascii():
        return text.lower()
    return _fold_short(text) if len(text) < 200 else _fold(text)


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def kind_token(kind: str) -> str:
    """The token every document of a kind carries, so that the index itself can narrow to one kind."""
    return "xkind" + kind.replace("_", "")


def tokens(text: str) -> list[str]:
    """The words of a text as the search knows them; every Chinese character is a word of its own."""
    return list(_short_tokens(text)) if len(text) < 100 else _TOKEN.findall(fold(text))


@lru_cache(maxsize=2_000)
def _short_tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(fold(text)))


def has_chinese(text: str) -> bool:
    return not text.isascii() and _HAN.search(text) is not None


@lru_cache(maxsize=20_000)
def suiting(name: str, other: str, words: Words) -> str:
    """Plumbing or 给排水, whichever the reader reads; the one there is where there is only one."""
    if not other or not name:
        return name or other
    return name if has_chinese(name) == words.chinese or has_chinese(other) != words.chinese else other


def called(words: Words, others: Mapping[str, str], *names: str) -> str:
    """Staff or buildings as the reader reads them, one after the other; ``others`` has what each is called in the
    other script, where the office has written both down. A name may be several, one on each line."""
    said = (suiting(name, others.get(name, ""), words) for each in names for name in each.split("\n"))
    return words.listed(said)


def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """The pinyin syllables of a name, in every reading worth finding it by; empty without Chinese in it.

    >>> readings("单芳")
    (('shan', 'fang'), ('dan', 'fang'))
    """
    chinese = "".join(_HAN_RUN.findall(name))
    if not chinese:
        return ()
    usual = tuple(dictionary().read(chinese))
    for length in (2, 1):
        if chinese[:length] in SURNAMES:
            family = tuple(SURNAMES[chinese[:length]].split())
            named = family + usual[length:]
            return (named,) if named == usual else (named, usual)
    return (usual,)


@lru_cache(maxsize=2_000)
def pinyin_tokens(name: str) -> tuple[str, ...]:
    """What to find a Chinese name by in Latin letters: syllables, the whole run together, the initials."""
    found: list[str] = []
    for syllables in readings(name):
        found += [*syllables, "".join(syllables), "".join(s[0] for s in syllables)]
    return tuple(dict.fromkeys(found))


def run_together(name: str) -> list[str]:
    """A name in letters as one word, as pinyin is typed; of two words the other way round too.

    >>> run_together("Wei La")
    ['weila', 'lawei']
    """
    parts = [] if has_chinese(name) else tokens(name)
    if not 2 <= len(parts) <= LONGEST_RUN:
        return []
    return ["".join(parts), *(["".join(reversed(parts))] if len(parts) == 2 else [])]


def sounds(name: str, word: str) -> bool:
    """Whether letters are how the Chinese in a name sounds, from any of its characters on, in full or by initials.

    >>> sounds("给排水", "shui"), sounds("给排水", "ps"), sounds("给排水", "lift")
    (True, True, False)
    """
    ends = [way[at : at + len(word)] for way in readings(name) for at in range(len(way))]
    return any("".join(said).startswith(word) for end in ends for said in (end, [one[0] for one in end]))


def says(text: str, wanted: str) -> bool:
    """Whether a name holds what was typed (folded), as it is written or as its Chinese sounds."""
    return wanted in fold(text) or (wanted.isascii() and sounds(text, wanted))


def sort_key(name: str) -> str:
    """One order for two scripts: Chinese by pinyin, everything folded, figures padded so 3-202 < 3-1202."""
    if has_chinese(name):
        first = readings(name)
        name = _HAN_RUN.sub(" ", name) if not first else " ".join(first[0]) + " " + _HAN_RUN.sub(" ", name)
    return _FIGURES.sub(lambda m: m.group().zfill(6), fold(name)).strip()


def number_tokens(digits: str) -> list[str]:
    """The ends of a telephone number, so that any part of it of four figures or more is a word's beginning."""
    return [digits[start:] for start in range(max(1, len(digits) - 3))]
