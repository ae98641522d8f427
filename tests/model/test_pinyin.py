"""How Chinese sounds: our short dictionary answers as pypinyin's whole one does."""

from __future__ import annotations

import random

from pypinyin import lazy_pinyin
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from fmcrm_desktop.model.pinyin import dictionary
from fmcrm_desktop.model.reading import readings

PHRASES = sorted(phrases_dict)


def unlike(texts: list[str]) -> list[str]:
    ours = dictionary()
    return [text for text in texts if ours.read(text) != lazy_pinyin(text, errors="ignore")]


def test_every_character_sounds_the_same():
    assert len(pinyin_dict) > 40_000
    assert unlike([chr(code) for code in pinyin_dict]) == []


def test_phrases_and_their_parts_sound_the_same():
    some = PHRASES[::9]
    assert unlike(some) == []
    assert unlike([phrase[begin:] + phrase[:2] for phrase in some[::3] for begin in (1, 2)]) == []
    assert unlike([phrase[:-1] for phrase in some]) == []


def test_phrases_run_into_each_other_and_common_characters_at_random_sound_the_same():
    dice = random.Random(7)
    runs = ["".join(dice.choices(PHRASES, k=3)) for _ in range(3_000)]
    assert unlike([run[dice.randrange(3) : -dice.randrange(1, 4)] for run in runs]) == []
    common = sorted({character for phrase in PHRASES[::9] for character in phrase})
    assert unlike(["".join(dice.choices(common, k=dice.randint(2, 4))) for _ in range(8_000)]) == []


def test_what_is_no_character_divides_and_is_left_out():
    assert dictionary().read("重々庆") == ["zhong", "qing"] == lazy_pinyin("重々庆", errors="ignore")
    assert dictionary().read("") == []
    assert readings("Flat 12") == ()


def test_the_family_comes_first_and_a_phrase_is_heard_whole():
    assert readings("单芳") == (("shan", "fang"), ("dan", "fang"))
    assert readings("重庆银行") == (("chong", "qing", "yin", "hang"),)
