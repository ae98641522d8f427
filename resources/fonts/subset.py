"""Cut Noto Sans SC to what an office in China writes (GBK and some symbols): small enough to travel along.

    python resources/fonts/subset.py FOLDER

FOLDER holds the static fonts of the npm package @expo-google-fonts/noto-sans-sc (OFL-1.1) somewhere below it.
The results are written beside this file, with the licence. GB2312 would be smaller, and lacks 喆 珺 堃 玥.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

HERE = Path(__file__).resolve().parent
FACES = {
    "NotoSansSC_400Regular.ttf": "NotoSansSC-Regular.ttf",
    "NotoSansSC_700Bold.ttf": "NotoSansSC-Bold.ttf",
}
QUOTES = "QUOT"
"""The feature by which a text in Latin letters gets “ ” ‘ ’ as wide as they are, not as a Chinese character: the face's
own, pwid, would narrow the commas of Chinese names too."""
SYMBOLS = "▲▼◆●○★☆✓✗·—–…‘’“”×÷±²³°€¥£§№→←↑↓•"


def repertoire() -> set[int]:
    """Every character of GBK, Latin with accents, and the symbols our papers use."""
    wanted = {*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, SYMBOLS)}
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                wanted.add(ord(bytes((lead, trail)).decode("gbk")))
            except UnicodeDecodeError:
                continue
    return wanted


def cut(source: Path, target: Path) -> set[int]:
    """Write the smaller font and return what we wanted and it does not have."""
    font = TTFont(source)
    wanted = repertoire()
    missing = wanted - set(font.getBestCmap())
    options = subset.Options(layout_features=["*"], hinting=False, name_IDs=["*"], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    narrow_quotes(font)
    font.save(target)
    return missing


def narrow_quotes(font: TTFont) -> None:
    """Offer the proportional quotation marks by a feature of their own, in every script."""
    names, table = font.getBestCmap(), font["GSUB"].table
    narrow = next(each.Feature for each in table.FeatureList.FeatureRecord if each.FeatureTag == "pwid")
    known = {}
    for at in narrow.LookupListIndex:
        for part in table.LookupList.Lookup[at].SubTable:
            known.update(getattr(part, "ExtSubTable", part).mapping)
    quotes = otTables.SingleSubst()
    quotes.mapping = {names[ord(mark)]: known[names[ord(mark)]] for mark in "‘’“”"}
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag, lookup.SubTable, lookup.SubTableCount = 1, 0, [quotes], 1
    table.LookupList.Lookup.append(lookup)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = QUOTES, otTables.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex, record.Feature.LookupCount = [table.LookupList.LookupCount - 1], 1
    table.FeatureList.FeatureRecord.append(record)  # the last of the lookups: no other's number changes
    for script in table.ScriptList.ScriptRecord:
        spoken = [script.Script.DefaultLangSys, *(each.LangSys for each in script.Script.LangSysRecord)]
        for each in filter(None, spoken):
            each.FeatureIndex.append(len(table.FeatureList.FeatureRecord) - 1)


def main() -> int:
    """Cut both faces; say what the font lacks."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    folder = Path(sys.argv[1])
    for name, target in FACES.items():
        missing = cut(next(folder.rglob(name)), HERE / target)
        size = (HERE / target).stat().st_size / 1e6
        symbols = "".join(sorted(map(chr, missing & set(map(ord, SYMBOLS)))))
        print(f"{target}: {size:.1f} MB, {len(missing)} not in the font; of our symbols: {symbols or 'none'}")
    shutil.copyfile(next(folder.rglob("LICENSE_FONT")), HERE / "OFL.txt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
