"""Writes core/bytes/big5-tables.ts: python3 test/core/bytes/make-big5-tables.py > core/bytes/big5-tables.ts

Two codecs of Python's standard library are the source: cp950 (Microsoft's code page with the ETEN rows C6 and C7) and
big5hkscs (HKSCS-2004), of which only the codes that cp950 leaves open are kept.
"""

import sys

TRAILS = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
HOLE = "\N{REPLACEMENT CHARACTER}"


def decode(codec, lead, trail):
    try:
        return bytes([lead, trail]).decode(codec)
    except UnicodeDecodeError:
        return HOLE


def rows(cell):
    for lead in range(0x81, 0xFF):
        row = "".join(cell(lead, trail) for trail in TRAILS).rstrip(HOLE)
        if row:
            yield f"  0x{lead:02x}: '{row}',"


def cp950(lead, trail):
    return decode("cp950", lead, trail)


pairs = {}


def hkscs(lead, trail):
    if cp950(lead, trail) != HOLE:
        return HOLE
    text = decode("big5hkscs", lead, trail)
    if len(text) == 1:
        return text
    pairs[lead << 8 | trail] = text
    return HOLE


out = [
    "/**",
    " * Made by test/core/bytes/make-big5-tables.py and not edited by hand. A row is a lead byte with its characters for the",
    " * trail bytes 40 to 7E and A1 to FE in turn; U+FFFD is a code that stands for nothing, and what is missing at the end too.",
    " */",
    "",
    "/** Code page 950. */",
    "export const cp950Rows: Readonly<Record<number, string>> = {",
    *rows(cp950),
    "}",
    "",
    "/** The codes of HKSCS-2004 that code page 950 leaves open. */",
    "export const hkscsRows: Readonly<Record<number, string>> = {",
    *rows(hkscs),
    "}",
    "",
    "/** Codes of HKSCS that stand for a letter and a combining mark. */",
    "export const hkscsPairs: Readonly<Record<number, string>> = {",
    *(
        f"  0x{code:04x}: '" + "".join(f"\\u{ord(char):04x}" for char in text) + "',"
        for code, text in pairs.items()
        if len(text) == 2
    ),
    "}",
]
sys.stdout.reconfigure(encoding="utf-8", newline="\n")
print("\n".join(out))
