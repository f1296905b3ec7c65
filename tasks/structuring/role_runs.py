"""Through which lines does the story run, where single guesses stop short of it or go beyond?

The model judges each line, a story is a run of lines. A page with its rules' roles and its guesses goes in; the silent
lines that the run takes in, and those that stand too far from it to be part of it, come out, each with its role.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from tasks.structuring.page_lines import PageLines, ends_sentence
from tasks.structuring.rules_tail import WORK

IN_BODY: Final = ("body", "subheading")
UNSURE: Final = ("boilerplate", "related")  # guesses that a paragraph close to the story overrules
# Publisher-disjoint body F1 of flat pages moves by at most .001 between .2 and .35, 2 and 4 lines, 17 and 30 words.
LEAST_SHARE: Final = 0.2  # of body
# Above threads of our own, short sentences have .06 to .42, "Contact the writer at …" .0;
# one of 563 pages has such a line.
LEAST_SHARE_LAST: Final = 0.05
NEAR: Final = 3  # lines
PARAGRAPH_WORDS: Final = 17  # with 16 comments are taken for text
FAR: Final = 8  # lines that part a stretch from the one above it; with 6 F1 is .001 lower, with 10 the same
LEAST_FAR: Final = 0.8  # mean share of body from which a far stretch is believed
MAIN_SHARE: Final = 0.5  # a stretch of so many of the words of the longest is believed too


def run_of_text(page: PageLines) -> Iterator[tuple[int, str]]:
    """Lines that belong to the story, or do not, by where they stand, though the model's guess is another.

    With markup nothing is said: its boxes tell more. There F1 falls by .0004 with the first and rises by .0003 with
    the other, but falls on the half of the publishers that it was made on.
    """
    if not page.guesses or page.markup.hints:
        return
    silent = page.silent()
    story = {index for index, given in page.roles.items() if given.role in IN_BODY}
    story.update([index for index in silent if page.guesses[index].role in IN_BODY])
    joined = _joining(page, story, silent)
    joined |= _last_words(page, story | joined, silent)
    far = _far(page, sorted(story | joined))
    yield from ((index, "boilerplate") for index in sorted(far) if index not in page.roles)
    yield from ((index, "body") for index in sorted(joined - far))


def _joining(page: PageLines, story: set[int], silent: Sequence[int]) -> set[int]:
    """The paragraphs that stand close to the story, or to others that do, and do not tell who wrote it."""
    words = page.word_counts
    long = [index for index in silent if words[index] >= PARAGRAPH_WORDS and page.guesses[index].role in UNSURE]
    likely = [i for i in long if page.guesses[i].body >= LEAST_SHARE and ends_sentence(page.texts[i])]
    waiting = [i for i in likely if not WORK.search(page.texts[i])]
    stretches = _stretches(sorted(story.union(waiting)), NEAR)
    return {index for stretch in stretches if not story.isdisjoint(stretch) for index in stretch} - story


def _last_words(page: PageLines, story: set[int], silent: Sequence[int]) -> set[int]:
    """The short sentence right between the story and the heading of its thread: 'Nobody was hurt.'."""
    return {
        index
        for index in silent
        if index - 1 in story
        and (below := page.roles.get(index + 1)) is not None
        and below.rule == "thread_heading"
        and page.guesses[index].role in UNSURE
        and page.guesses[index].body >= LEAST_SHARE_LAST
        and ends_sentence(page.texts[index])
    }


def _stretches(run: Sequence[int], most: int) -> list[Sequence[int]]:
    """The lines in stretches that more than so many lines part."""
    parted = [place for place in range(1, len(run)) if run[place] - run[place - 1] > most]
    return [run[start:end] for start, end in pairwise([0, *parted, len(run)])]


def _far(page: PageLines, run: Sequence[int]) -> set[int]:
    """Short, doubtful stretches far behind the longest."""
    if not run or run[-1] - run[0] <= FAR:
        return set()
    stretches = _stretches(run, FAR)
    words = [sum(page.word_counts[index] for index in stretch) for stretch in stretches]
    main = words.index(max(words))
    far: set[int] = set()
    for stretch, count in zip(stretches[main + 1 :], words[main + 1 :], strict=True):
        mass = sum(page.guesses[index].body * page.word_counts[index] for index in stretch)
        if count < MAIN_SHARE * words[main] and mass < LEAST_FAR * count:
            far.update(stretch)
    return far
