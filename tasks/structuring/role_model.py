"""What is each line of a page, where no certain rule speaks?

`RoleModel.from_bytes` takes the weights that `training.roles` learned (npz arrays), `classify` takes
the lines of one page and gives one `RoleGuess` per line. `roles` calls it for the lines on which the
rules are silent. A net reads the page as a sequence: features and words of each line, then layers that look
at ever wider surroundings, then one look at the page as a whole. Trees then read it a second time
and decide which lines belong to the story, knowing where the nets see its core. Flat text and markup have nets and
trees of their own: those for markup know its hints and boxes.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from io import BytesIO
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.structuring.features import NAMES, Floats, PageFeatures, page_features
from tasks.structuring.lines import TextLine
from tasks.structuring.markup_blocks import NO_BLOCKS, Blocks
from tasks.structuring.page_lines import ends_sentence
from tasks.structuring.page_words import Ints, Vocabulary
from tasks.structuring.role_blocks import block_columns
from tasks.structuring.role_context import FirstReading, columns, context, word_weights
from tasks.structuring.role_trees import NO_TREES, Trees, scores

MOST_LINES: Final = 4000  # read at once; longer pages are read in blocks, so that a million lines need no more memory
RULED_OUT: Final = 0.001
LEAST_BODY: Final = 0.5  # out-of-fold F1 moves by less than 0.002 between 0.35 and 0.55
LEAST_TITLE: Final = 0.5
IN_BODY: Final = ("body", "subheading")
SHORT: Final = 12  # words
UNCERTAIN: Final = 0.5
KINDS: Final = ("plain", "marked")  # what the arrays of flat text and of markup begin with
# Dates and names in the story's box are so short that trees may take them for text; F1 out of fold is the same.
AT_HEAD: Final = ("byline", "clock", "section", "timestamp")
LEAST_AT_HEAD: Final = 0.6  # share from which a net that calls a line so is believed


class RoleGuess(NamedTuple):
    """What the model takes a line for."""

    role: str  # one of warehouse.tables.ROLES
    confidence: float  # probability of the role
    body: float  # probability that the line belongs to the story's text, subheadings included
    title: float  # probability that the line is the page's title


class Nets(NamedTuple):
    """The weights of some nets of one shape, read at once: the nets are the first axis of each array but two.

    `layers` look at the lines `reach` above and below: three arrays of weights, for the line above, the line itself and
    the line below, are their first axis. The nets read the first of NAMES: without the markup's hints, or all.
    """

    mean: Floats
    scale: Floats
    words: Floats  # words × what the nets make of each, side by side
    first_words: Floats  # the same
    enter: Floats
    enter_bias: Floats
    layers: tuple[tuple[int, Floats, Floats], ...]
    page: Floats
    page_bias: Floats
    leave: Floats
    leave_bias: Floats


class TwoReadings(NamedTuple):
    """Nets that read a page first, and trees that read its text a second time."""

    nets: Nets
    trees: Trees


class RoleModel(NamedTuple):
    """What reads flat text, and what reads a page with its markup."""

    roles: tuple[str, ...]
    vocabulary: Vocabulary
    plain: TwoReadings
    marked: TwoReadings

    @classmethod
    def from_bytes(cls, data: bytes) -> "RoleModel":
        """A model from the bytes of an npz file that `training.roles` wrote.

        Raises ValueError where an array is missing or does not fit these features.
        """
        with np.load(BytesIO(data), allow_pickle=False) as arrays:
            return cls.of_arrays({name: arrays[name] for name in arrays.files})

    @classmethod
    def of_arrays(cls, stored: Mapping[str, NDArray[Any]]) -> "RoleModel":
        """A model from its arrays by name. Raises ValueError where one is missing or does not fit these features."""
        try:
            first = cls.of_nets(stored)
            plain = first.plain._replace(trees=_trees(stored, is_marked=False))
            return first._replace(plain=plain, marked=first.marked._replace(trees=_trees(stored, is_marked=True)))
        except KeyError as missing:
            raise ValueError(f"the role model lacks the array {missing}") from missing

    @classmethod
    def of_nets(cls, stored: Mapping[str, NDArray[Any]]) -> "RoleModel":
        """A model that can do no more than the first reading; what training begins with."""
        words = [str(word) for word in stored["vocabulary"]]
        roles = tuple(str(role) for role in stored["roles"])
        plain, marked = (TwoReadings(_nets(stored, kind), NO_TREES) for kind in KINDS)
        return cls(roles, Vocabulary(words), plain, marked)

    def classify(
        self,
        lines: Sequence[TextLine],
        hints: Mapping[int, frozenset[str]] | None = None,
        blocks: Blocks = NO_BLOCKS,
    ) -> list[RoleGuess]:
        """One guess per line, in order; at most one line of a page is the title.

        `hints` are the markup's, by line number, and `blocks` its boxes; without any the page is read as flat text.
        """
        parts = [self._read(lines[i : i + MOST_LINES], hints, blocks) for i in range(0, len(lines), MOST_LINES)]
        best = max(range(len(parts)), key=lambda i: float(parts[i][0].title.max()), default=0)
        guesses = [guess for i, part in enumerate(parts) for guess in self._guesses(*part, i == best)]
        return without_capitals(lines, guesses)

    def _read(
        self, lines: Sequence[TextLine], hints: Mapping[int, frozenset[str]] | None, blocks: Blocks
    ) -> tuple[FirstReading, Floats]:
        features = page_features(lines, self.vocabulary, hints)
        reading = self.first_reading(features, bool(hints))
        return reading, self.second_reading(lines, features, reading, blocks if hints else None)

    def _guesses(self, reading: FirstReading, body: Floats, may_hold_title: bool) -> list[RoleGuess]:
        chosen = choose_roles(self.roles, reading.shares, body, reading.title * may_hold_title)
        text, heading, title = (chosen == self.roles.index(role) for role in (*IN_BODY, "title"))
        sure = np.where(title, reading.title, np.where(text | heading, body, reading.shares.max(axis=1)))
        roles = map(self.roles.__getitem__, chosen.tolist())
        rows = zip(roles, sure.tolist(), body.tolist(), reading.title.tolist(), strict=True)
        return list(map(partial(tuple.__new__, RoleGuess), rows))  # what RoleGuess(*row) does, three times as fast

    def first_reading(self, features: PageFeatures, is_marked: bool) -> FirstReading:
        """What the nets say of a page's lines."""
        logits = forward((self.marked if is_marked else self.plain).nets, features).mean(axis=0)
        count = len(self.roles)
        shares = softmax(logits[:, :count])
        return FirstReading(logits[:, count], sigmoid(logits[:, count]), title_shares(logits[:, count + 1]), shares)

    def second_reading(
        self, lines: Sequence[TextLine], features: PageFeatures, reading: FirstReading, blocks: Blocks | None
    ) -> Floats:
        """Probability of each line to be part of the story's text; lines that the net rules out are not asked again."""
        out = reading.body.copy()
        trees = (self.plain if blocks is None else self.marked).trees
        asked = np.flatnonzero(is_open(reading, features, blocks is not None))
        if len(asked) and len(trees.features):
            out[asked] = sigmoid(scores(trees, second_look(lines, features, reading, self.roles, asked, blocks)))
        return out


def second_look(
    lines: Sequence[TextLine],
    features: PageFeatures,
    reading: FirstReading,
    roles: tuple[str, ...],
    asked: Ints,
    blocks: Blocks | None,
) -> Floats:
    """What the trees see of the lines at the places `asked`; `blocks` is None where a page has no markup."""
    found = None if blocks is None else block_columns(lines, blocks, reading.body, word_weights(features))
    return context(features, reading, roles, asked, found)


def without_capitals(lines: Sequence[TextLine], guesses: list[RoleGuess]) -> list[RoleGuess]:
    """Short lines in scripts without capitals look like text to a model that learned from others: they are none.

    Between two paragraphs such a line is a subheading, elsewhere furniture.
    """
    text = [index for index, guess in enumerate(guesses) if guess.role == "body"]
    short = {index for index in text if _is_short_and_caseless(lines[index].words)}
    story = [index for index in text if index not in short]
    for index in short:
        role = "subheading" if story and story[0] < index < story[-1] else "boilerplate"
        guesses[index] = guesses[index]._replace(role=role, confidence=UNCERTAIN)
    return guesses


def _is_short_and_caseless(text: str) -> bool:
    if text.isascii() or text.lower() != text.upper():
        return False
    return text.count(" ") < SHORT and not ends_sentence(text)


def is_open(reading: FirstReading, features: PageFeatures, is_marked: bool) -> NDArray[np.bool_]:
    """Lines that the net does not rule out as text, or that the markup puts into a paragraph of the main content."""
    if not is_marked:
        return reading.body > RULED_OUT
    main, paragraph = (features.matrix[:, NAMES.index(f"hint_{name}")] > 0 for name in ("main", "p"))
    return (reading.body > RULED_OUT) | main | paragraph


def _nets(stored: Mapping[str, NDArray[Any]], kind: str) -> Nets:
    if (known := [str(name) for name in stored[f"{kind}.net.features"]]) != list(NAMES[: len(known)]):
        raise ValueError("the role model was learned from other features than these")
    nets = [f"{kind}.net.{number}." for number in range(int(stored[f"{kind}.net.count"]))]

    def weights(name: str) -> list[Floats]:
        return [stored[net + name].astype(np.float32) for net in nets]

    def stacked(name: str) -> Floats:
        """One array a net; those of one row stand in each line of a page alike."""
        return np.stack([np.atleast_2d(array) for array in weights(name)])

    layers = tuple(
        (int(reach), np.stack([np.split(net, 3) for net in weights(f"layer{i}")], axis=1), stacked(f"layer{i}_bias"))
        for i, reach in enumerate(stored[f"{nets[0]}reaches"])
    )
    return Nets(
        mean=stacked("mean"),
        scale=stacked("scale"),
        words=np.concatenate(weights("words"), axis=1),
        first_words=np.concatenate(weights("first_words"), axis=1),
        enter=stacked("enter"),
        enter_bias=stacked("enter_bias"),
        layers=layers,
        page=stacked("page"),
        page_bias=stacked("page_bias"),
        leave=stacked("leave"),
        leave_bias=stacked("leave_bias"),
    )


def _trees(stored: Mapping[str, NDArray[Any]], is_marked: bool) -> Trees:
    kind = KINDS[is_marked]
    known = {name: place for place, name in enumerate(columns(is_marked))}
    try:
        places = np.asarray([known[str(name)] for name in stored[f"{kind}.columns"]], dtype=np.intp)
    except KeyError as unknown:
        raise ValueError(f"the role model asks for a feature that is not counted: {unknown}") from unknown
    bounds, leaves = (stored[f"{kind}.{name}"].astype(np.float32) for name in ("bounds", "leaves"))
    return Trees(places[stored[f"{kind}.features"].astype(np.int64)], bounds, leaves)


def forward(nets: Nets, features: PageFeatures) -> Floats:
    """Nets × lines × (a logit per role, one for body, one for title)."""
    hidden = np.matmul(_entering(nets, features), nets.enter)
    hidden += nets.enter_bias
    np.maximum(hidden, 0, out=hidden)
    said = np.empty((3, *hidden.shape), dtype=np.float32)
    for reach, weights, bias in nets.layers:
        heard = _around(hidden, reach, weights, said)
        heard += bias
        hidden += np.maximum(heard, 0, out=heard)
    whole = np.concatenate([hidden.mean(axis=1, keepdims=True), hidden.max(axis=1, keepdims=True)], axis=2)
    hidden += whole @ nets.page + nets.page_bias
    np.maximum(hidden, 0, out=hidden)
    out: Floats = hidden @ nets.leave + nets.leave_bias
    return out


def _entering(nets: Nets, features: PageFeatures) -> Floats:
    """Nets × lines × what a net is told of each line: its features, its words and its first word."""
    lines, count = len(features.matrix), len(nets.mean)
    dense, words, first = nets.mean.shape[2], nets.words.shape[1] // count, nets.first_words.shape[1] // count
    out = np.empty((count, lines, dense + words + first), dtype=np.float32)
    np.subtract(features.matrix[:, :dense], nets.mean, out=out[:, :, :dense])
    out[:, :, :dense] *= nets.scale
    np.maximum(np.minimum(out[:, :, :dense], 5, out=out[:, :, :dense]), -5, out=out[:, :, :dense])
    sizes = np.bincount(features.word_lines, minlength=lines)
    said = np.zeros((lines, nets.words.shape[1]), dtype=np.float32)
    held = np.flatnonzero(sizes)
    if len(held):
        starts = (np.cumsum(sizes) - sizes)[held]
        said[held] = np.add.reduceat(nets.words.take(features.words, axis=0), starts, axis=0)
    said /= np.sqrt(sizes + 1.0, dtype=np.float32)[:, None]
    opening = nets.first_words[features.first_words]
    for net in range(count):
        out[net, :, dense : dense + words] = said[:, net * words : (net + 1) * words]
        out[net, :, dense + words :] = opening[:, net * first : (net + 1) * first]
    return out


def _around(hidden: Floats, reach: int, weights: Floats, said: Floats) -> Floats:
    """What each line and the lines `reach` above and below it say together; nothing comes from beyond the page.

    `said` is overwritten with what each line says to the line below it, to itself, and to the line above.
    """
    np.matmul(hidden, weights, out=said)
    out: Floats
    to_below, out, to_above = said
    if reach < hidden.shape[1]:
        out[:, reach:] += to_below[:, :-reach]
        out[:, :-reach] += to_above[:, reach:]
    return out


def softmax(logits: Floats) -> Floats:
    """Rows that sum to one."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    out: Floats = raised / raised.sum(axis=1, keepdims=True)
    return out


def sigmoid(logits: Floats) -> Floats:
    """Logits as probabilities."""
    out: Floats = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
    return out


def title_shares(logits: Floats) -> Floats:
    """Probability of each line to be the page's one title; 'none of them' has the logit 0."""
    raised = np.exp(np.clip(logits, -30, 30))
    out: Floats = raised / (raised.sum() + 1)
    return out


def choose_roles(names: Sequence[str], shares: Floats, body: Floats, title: Floats) -> Ints:
    """Per line a role, by its place in `names`: the text by the body's probability, one title at most, the rest by
    the greatest share.
    """
    text, heading, headline = (names.index(role) for role in (*IN_BODY, "title"))
    at_head = shares[:, [names.index(role) for role in AT_HEAD]].max(axis=1, initial=0)
    is_body = (body >= LEAST_BODY) & (at_head < LEAST_AT_HEAD)
    rest = shares.copy()
    rest[:, [text, heading, headline]] = -1
    is_heading = shares[:, heading] > shares[:, text]
    roles = np.where(is_body, np.where(is_heading, heading, text), rest.argmax(axis=1))
    best = int(title.argmax())
    if title[best] >= LEAST_TITLE:
        roles[best] = headline
    return roles
