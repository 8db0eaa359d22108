"""Make the one CJK font that reports, charts and sample documents embed.

Needs the Debian package ``fonts-noto-cjk`` (NotoSansCJK-Regular.ttc and its copyright file) and fontTools.
The script takes the Simplified Chinese face, keeps GB2312 and the signs that budget documents use, turns the
CFF outlines into TrueType ones (reportlab and matplotlib read those) and writes font and licence.

    python tools/fonts/make_font.py
"""

from __future__ import annotations

import re
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
COPYRIGHT = Path("/usr/share/doc/fonts-noto-cjk/copyright")
TARGET = ROOT / "pkg/jixiao/fonts/NotoSansSC-Subset.ttf"
LICENCE = ROOT / "pkg/jixiao/fonts/OFL.txt"
FACTS = ROOT / "tools/typeset/facts"

FACE = "Noto Sans CJK SC"
FAMILY = "Noto Sans SC Subset"
MAX_ERROR = 1.0
EPOCH = 3_500_000_000  # seconds since 1904: a fixed date, so that the same input gives the same bytes

# Unicode blocks kept beside GB2312: Latin-1, general punctuation, number forms, arrows, mathematical signs,
# enclosed numerals, box drawing, geometric shapes, ballot boxes and ticks, CJK punctuation, full-width forms.
RANGES = (
    (0x0020, 0x007E),
    (0x00A0, 0x00FF),
    (0x2010, 0x2044),
    (0x20AC, 0x20AC),
    (0x2103, 0x2103),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2150, 0x218B),
    (0x2190, 0x2199),
    (0x2200, 0x22FF),
    (0x2460, 0x249B),
    (0x2500, 0x257F),
    (0x25A0, 0x25FF),
    (0x2605, 0x2606),
    (0x2610, 0x2612),
    (0x2700, 0x27BF),
    (0x3000, 0x303F),
    (0x3220, 0x3229),
    (0x3280, 0x3289),
    (0x3380, 0x33DF),
    (0xFF01, 0xFF5E),
    (0xFFE0, 0xFFE6),
)
# Characters outside GB2312 that names, places and old texts of the field need.
EXTRA = "瞭甪垟圳嘢邨峯淼喆堃赟犇焱鑫晞璟珺翀祎缐〇"

# Ballot boxes, which the source lacks: a code point, then the signs it is drawn of with their placing
# (x scale, xy, yx, y scale, shift right, shift up).
SAME = (1, 0, 0, 1, 0, 0)
BALLOTS = {
    0x2610: (("□", SAME),),
    0x2611: (("□", SAME), ("√", (0.6, 0, 0, 0.6, 190, 142))),
    0x2612: (("□", SAME), ("×", (0.8, 0, 0, 0.8, 100, 75))),
}


def gb2312() -> set[int]:
    """Return the code points of the GB2312 repertoire (rows 1–87)."""
    points = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            points.update(map(ord, bytes((high, low)).decode("gb2312", "ignore")))
    return points


def wanted() -> set[int]:
    """Return every code point the subset should hold."""
    points = gb2312() | set(map(ord, EXTRA))
    for first, last in RANGES:
        points.update(range(first, last + 1))
    for path in sorted(FACTS.rglob("*.yaml")):
        points.update(map(ord, path.read_text(encoding="utf-8")))
    return points


def source_face() -> TTFont:
    """Open the Simplified Chinese face of the collection."""
    for font in TTCollection(SOURCE, lazy=True).fonts:
        if font["name"].getDebugName(4) == FACE:
            return font
    raise SystemExit(f"{SOURCE} holds no face named {FACE!r}")


def subset(font: TTFont) -> None:
    """Drop all glyphs, layout tables and hints that the wanted characters do not need."""
    options = Options()
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx"]
    options.hinting = False
    options.desubroutinize = True
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)


def short_names(font: TTFont) -> dict[str, str]:
    """Map the glyph names of the source to short ones (g0, g1 …), .notdef kept."""
    order = font.getGlyphOrder()
    return {name: ".notdef" if name == ".notdef" else f"g{i}" for i, name in enumerate(order)}


def outlines(font: TTFont, names: dict[str, str]) -> dict[str, object]:
    """Return the glyphs with quadratic outlines."""
    glyphs = font.getGlyphSet()
    converted = {}
    for old, new in names.items():
        pen = TTGlyphPen(None)
        glyphs[old].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        converted[new] = pen.glyph()
    return converted


def ballots(font: TTFont) -> dict[int, object]:
    """Return glyphs for the ballot boxes, drawn of other signs of the font, by code point."""
    glyphs, points = font.getGlyphSet(), font.getBestCmap()
    drawn = {}
    for point, parts in BALLOTS.items():
        pen = TTGlyphPen(None)
        for sign, placing in parts:
            quadratic = Cu2QuPen(pen, MAX_ERROR, reverse_direction=True)
            glyphs[points[ord(sign)]].draw(TransformPen(quadratic, placing))
        drawn[point] = pen.glyph()
    return drawn


def build(font: TTFont) -> TTFont:
    """Build a TrueType font out of a subset CFF font."""
    names = short_names(font)
    glyphs = outlines(font, names)
    points = {point: names[old] for point, old in font.getBestCmap().items()}
    widths = {new: font["hmtx"].metrics[old][0] for old, new in names.items()}
    for point, glyph in ballots(font).items():
        points[point] = name = f"u{point:04X}"
        glyphs[name] = glyph
        widths[name] = widths[points[ord("□")]]
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(points)
    builder.setupGlyf(glyphs)
    left = {name: getattr(builder.font["glyf"][name], "xMin", 0) for name in glyphs}
    builder.setupHorizontalMetrics({name: (width, left[name]) for name, width in widths.items()})
    hhea, os2 = font["hhea"], font["OS/2"]
    builder.setupHorizontalHeader(ascent=hhea.ascent, descent=hhea.descent, lineGap=hhea.lineGap)
    builder.setupOS2(
        sTypoAscender=os2.sTypoAscender,
        sTypoDescender=os2.sTypoDescender,
        usWinAscent=os2.usWinAscent,
        usWinDescent=os2.usWinDescent,
        fsType=0,
        achVendID=os2.achVendID,
    )
    builder.setupNameTable(naming(font))
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=EPOCH, modified=EPOCH)
    return builder.font


def naming(font: TTFont) -> dict[str, str]:
    """Return the name table: our family name, the copyright and licence of the source."""
    source = font["name"]
    names = {
        "copyright": source.getDebugName(0),
        "familyName": FAMILY,
        "styleName": "Regular",
        "uniqueFontIdentifier": f"{source.getDebugName(5)};{FAMILY}",
        "fullName": FAMILY,
        "psName": "NotoSansSC-Subset",
        "version": source.getDebugName(5),
        "licenseDescription": source.getDebugName(13),
        "licenseInfoURL": source.getDebugName(14),
    }
    return {key: value for key, value in names.items() if value}


def licence(font: TTFont) -> str:
    """Return the SIL OFL 1.1 text of the package's copyright file under the font's own copyright line."""
    text = COPYRIGHT.read_text(encoding="utf-8")
    match = re.search(r"^License: SIL-1\.1\n((?: .*\n)+)", text, re.MULTILINE)
    if match is None:
        raise SystemExit(f"{COPYRIGHT} holds no SIL-1.1 paragraph")
    lines = ["" if line.strip() == "." else line.removeprefix(" ") for line in match[1].splitlines()]
    notice = [
        font["name"].getDebugName(0).strip(),
        "",
        "This font is a subset of Noto Sans CJK SC with outlines converted to TrueType.",
        "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        "",
    ]
    return "\n".join(notice + lines) + "\n"


def main() -> None:
    """Write the font and its licence."""
    font = source_face()
    text = licence(font)
    subset(font)
    made = build(font)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    made.recalcTimestamp = False
    made.save(TARGET)
    LICENCE.write_text(text, encoding="utf-8")
    print(f"{TARGET.name}: {len(made.getGlyphOrder())} glyphs, {TARGET.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
