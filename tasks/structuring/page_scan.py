"""Which characters and words stand in each line of a page, and which of the words stand in other lines too?

The only loops over a page's characters and words. Plain Python, which Cython compiles with the types in
`page_scan.pxd`; where nothing can be compiled it runs as it stands, slowly, with the same results. Arrays come as
views of their memory, since their items are plain numbers to Python too; the caller's are filled in place.
"""

from tasks.structuring.page_signs import (
    ABOVE,
    BEGUN,
    BELOW,
    BESIDE,
    CLASS_COUNT,
    CLOSE_ABOVE,
    CLOSE_BELOW,
    FIRST,
    GLUED,
    IN_WORD,
    IS_LOWER,
    IS_NUMERAL,
    IS_UPPER,
    KNOWN_CODES,
    LAST,
    LENGTH,
    LONG,
    MIXED,
    NOT_ASCII,
    RARE,
    WIDELY,
    YEAR,
)  # fmt: skip


def scan(
    text: str,
    flags_of: memoryview,
    lower_of: memoryview,
    counts: memoryview,
    words: memoryview,
    lines: memoryview,
    is_first: memoryview,
    hashes: memoryview,
    shapes: memoryview,
    latest: memoryview,
    slots: memoryview,
) -> tuple[int, int]:
    """How many words a text of lines has, a newline behind each line, and how many different ones.

    `flags_of` and `lower_of` are by code point, the last entry for all beyond. `counts` (lines × COUNTED) is filled for
    each line; `words`, `lines` and `is_first` for each word in turn: its number on this page, its line, and is it the
    first of its kind there; `hashes` and `shapes` for each different word, shape 0 for what begins with no digit.
    `latest` and `slots` (zeros, a power of two, more than there can be words) are room to work in.
    """
    base, mask, room = 0x9E3779B97F4A7C15, 0xFFFFFFFFFFFFFFFF, len(slots) - 1
    line = length = before = count = different = 0
    size = value = digits = first = second = 0  # of the word that is being read
    is_number = False
    for character in text:
        code = ord(character)
        flags = flags_of[min(code, KNOWN_CODES)]
        if code >= KNOWN_CODES and character.isalnum():
            flags = flags | IN_WORD
        if flags & IS_UPPER:
            counts[line, 0] += 1
            counts[line, BEGUN] += not before & (IS_UPPER | IS_LOWER)
            counts[line, GLUED] += before & IS_LOWER != 0
        elif flags & IS_LOWER:
            counts[line, 1] += 1
        else:
            for place in range(2, CLASS_COUNT):
                counts[line, place] += flags >> place & 1
        counts[line, NOT_ASCII] += code > 127
        if flags & IN_WORD:
            if size == 0:
                first, is_number = code, flags & IS_NUMERAL != 0
            elif size == 1:
                second = code
            value = value * base + (code if code >= KNOWN_CODES else lower_of[code]) & mask
            size += 1
            digits += flags & IS_NUMERAL != 0
        elif size > 0:
            slot = (value ^ value >> 32) & room
            while slots[slot] and hashes[slots[slot] - 1] != value:
                slot = slot + 1 & room
            if not slots[slot]:
                hashes[different], latest[different], shapes[different] = value, -1, 0
                if is_number:
                    is_year = size == 4 and second == (57 if first == 49 else 48 if first == 50 else -1)  # 19.. or 20..
                    shapes[different] = MIXED if digits < size else YEAR if is_year else min(size, LONG)
                different += 1
                slots[slot] = different
            word = slots[slot] - 1
            words[count], lines[count], is_first[count] = word, line, latest[word] != line
            latest[word] = line
            count += 1
            size = value = digits = 0
        if length == 0:
            counts[line, FIRST] = flags
        if code == 10:
            counts[line, LAST] = before if length else flags
            counts[line, LENGTH] = length
            line, length = line + 1, 0
        else:
            length += 1
        before = flags
    return count, different


def say(
    near: int,
    words: memoryview,
    lines: memoryview,
    in_prose: memoryview,
    spread: memoryview,
    is_common: memoryview,
    widths: memoryview,
    said: memoryview,
    latest: memoryview,
    is_above: memoryview,
) -> None:
    """For each line (lines × SAID): how many words it has that are not common, and how many of them other prose has.

    Anywhere, above, below, within `near` lines above and below; and the sum of their widths: `spread` is in how many
    lines of prose a word stands, `widths` what so many others count. `latest` (-1, by word) and `is_above` (by place)
    are room to work in.
    """
    count = len(words)
    begin = 0
    while begin < count:
        end, line = begin, lines[begin]
        while end < count and lines[end] == line:
            word = words[end]
            if not is_common[word]:
                is_above[end] = latest[word] >= 0
                said[line, RARE] += 1
                said[line, WIDELY] += widths[spread[word] - in_prose[line]]
                said[line, ABOVE] += is_above[end]
                said[line, CLOSE_ABOVE] += is_above[end] and line - latest[word] <= near
            end += 1
        if in_prose[line]:
            for place in range(begin, end):
                latest[words[place]] = line
        begin = end
    beyond = len(in_prose)
    for word in range(len(latest)):
        latest[word] = beyond
    end = count
    while end > 0:
        begin, line = end, lines[end - 1]
        while begin > 0 and lines[begin - 1] == line:
            begin -= 1
            word = words[begin]
            if not is_common[word]:
                is_below = latest[word] < beyond
                said[line, BELOW] += is_below
                said[line, CLOSE_BELOW] += is_below and latest[word] - line <= near
                said[line, BESIDE] += is_below or is_above[begin] != 0
        if in_prose[line]:
            for place in range(begin, end):
                latest[words[place]] = line
        end = begin
