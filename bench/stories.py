"""What do synthetic pages tell? Stories, notices and comments made from a seed; the same seed makes the same story."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final, NamedTuple

GIVEN: Final = (
    "Anna", "Tobias", "Marguerite", "Owen", "Sunita", "Hedley", "Ilse", "Farrokh", "Grace", "Matteo", "Ruth", "Daniel",
    "Helena", "Samuel", "Noor", "Peter", "Clara", "Victor", "Joan", "Martin", "Leila", "Thomas", "Edith", "Hugo",
)  # fmt: skip
SURNAMES: Final = (
    "Ackroyd", "Brask", "Corrigan", "Daruwala", "Eklund", "Fairweather", "Gaudet", "Hollis", "Ivers", "Jessop",
    "Kadam", "Lindqvist", "Marsh", "Novak", "Okafor", "Penhale", "Quill", "Rennick", "Solkar", "Trevose", "Umber",
    "Vane", "Wexford", "Yardley",
)  # fmt: skip
PLACES: Final = (
    "Ostwick", "Marram Bay", "Calder Quay", "Hollin Moor", "Tarrow", "Sandreach", "Port Verity", "Elmsgate", "Dunmere",
    "Wyke Harbour", "Larkhaven", "Brinefield", "Corran", "Ashlock", "Selby Reach", "Mirk Head",
)  # fmt: skip
THINGS: Final = (
    "the harbour wall", "the night ferry", "the grain silo", "the swing bridge", "the old gasworks", "the tide mill",
    "the freight line", "the reservoir", "the fish market", "the signal box", "the sea lock", "the power station",
)  # fmt: skip
BODIES: Final = (
    "the harbour board", "the county council", "the dockers' union", "the coastguard", "the river trust",
    "the port authority", "the parish", "the ministry of works",
)  # fmt: skip
SECTIONS: Final = ("News", "Local", "Business", "World", "Environment", "Politics")
_EVENTS: Final = (
    "closed {thing} after divers found a crack of {n} metres below the waterline",
    "agreed to pay {n} million pounds for repairs to {thing}",
    "said that {n} people had signed a petition to keep {thing} open",
    "ordered {n} tonnes of stone for {thing}, twice what was asked for in spring",
    "delayed work on {thing} by {n} weeks because the money had not come",
    "counted {n} ships that passed {thing} without a pilot in a single month",
)
_ASIDES: Final = (
    "Nobody at the meeting in {place} spoke against it, and the vote took four minutes.",
    "The figures were read out in {place} to a hall in which every chair was taken.",
    "Traffic through {place} is to be led around the site until the end of the year.",
    "Shops in {place} say that they have lost a third of their trade since the barriers went up.",
    "It is the third time in a year that {place} has waited for an answer.",
    "What happens to the houses nearest to {place} is to be decided in a second hearing.",
)
_SAYINGS: Final = (
    "We have waited long enough, and we will not wait another winter",
    "The stone stands where it stood a hundred years ago",
    "I have seen that letter, and it does not say what they claim",
    "Nobody asked the people who live there",
    "It is cheaper to mend it now than to bury it later",
    "You cannot run a port on promises",
)
_OPINIONS: Final = (
    "They said the same thing ten years ago.", "Has anybody asked what it costs to do nothing?",
    "I walked there on Sunday and it looked fine to me.", "Good. About time.",
    "My father worked on it and he would laugh at this.", "The article leaves out who owns the land.",
    "And who is going to pay for all of that?", "Some of us have to cross it every morning.",
)  # fmt: skip


class Comment(NamedTuple):
    """A reader's comment; `parent` is the index of the comment that it answers."""

    author: str
    text: str
    parent: int | None
    posted_at: datetime


class Story(NamedTuple):
    """What a page is to say."""

    title: str
    standfirst: str
    authors: tuple[str, ...]
    published_at: datetime
    section: str
    tags: tuple[str, ...]
    paragraphs: tuple[str, ...]
    caption: str
    credit: str
    related: tuple[str, ...]
    comments: tuple[Comment, ...]


def story(random: Random) -> Story:
    """A story of 4 to 16 paragraphs; every fourth has comments."""
    thing, place = random.choice(THINGS), random.choice(PLACES)
    published = datetime(2008, 1, 1, tzinfo=UTC) + timedelta(minutes=random.randrange(60 * 24 * 365 * 16))
    comments = _comments(random, published) if random.random() < 0.25 else ()
    return Story(
        title=_headline(random, thing, place),
        standfirst=f"What {random.choice(BODIES)} will do with {thing} is still open, and the season is short",
        authors=tuple(dict.fromkeys(_person(random) for _ in range(random.choice((1, 1, 1, 2))))),
        published_at=published.replace(hour=random.randrange(5, 22)),
        section=random.choice(SECTIONS),
        tags=tuple(random.sample(PLACES, 3)),
        paragraphs=tuple(dict.fromkeys(_paragraph(random, thing) for _ in range(random.randint(4, 16)))),
        caption=f"Workers at {thing} in {place} on {published:%A} morning.",
        credit=_person(random),
        related=tuple(_headline(random, random.choice(THINGS), random.choice(PLACES)) for _ in range(3)),
        comments=comments,
    )


def _person(random: Random) -> str:
    return f"{random.choice(GIVEN)} {random.choice(SURNAMES)}"


def _headline(random: Random, thing: str, place: str) -> str:
    verb = random.choice(("shuts", "reopens", "splits", "worries", "saves", "costs"))
    return f"{thing[4:].capitalize()} {verb} {place} for {random.randint(2, 90)} days as talks go on"


def _paragraph(random: Random, thing: str) -> str:
    person, body = _person(random), random.choice(BODIES)
    event = random.choice(_EVENTS).format(thing=thing, n=random.randint(2, 900))
    sentences = [f"{body.capitalize()} {event}.", random.choice(_ASIDES).format(place=random.choice(PLACES))]
    if random.random() < 0.5:
        saying = random.choice(_SAYINGS)
        sentences.insert(random.randint(1, 2), f"“{saying},” said {person}, who speaks for {random.choice(BODIES)}.")
    if random.random() < 0.3:
        sentences.append(random.choice(_ASIDES).format(place=random.choice(PLACES)))
    return " ".join(dict.fromkeys(sentences))


def _comments(random: Random, published: datetime) -> tuple[Comment, ...]:
    names = random.sample([f"{name} {surname[0]}." for name in GIVEN for surname in SURNAMES], 12)
    found: list[Comment] = []
    for number in range(random.randint(2, 12)):
        parent = random.randrange(number) if number and random.random() < 0.35 else None
        text = " ".join(random.sample(_OPINIONS, random.randint(1, 3)))
        posted = published + timedelta(hours=number + 1, minutes=random.randrange(60))
        found.append(Comment(names[number], text, parent, posted))
    return tuple(_in_thread_order(found))


def _in_thread_order(comments: list[Comment]) -> list[Comment]:
    """Each comment directly after the one that it answers and that one's earlier answers."""
    order: list[int] = []

    def visit(number: int) -> None:
        order.append(number)
        for child, comment in enumerate(comments):
            if comment.parent == number:
                visit(child)

    for number, comment in enumerate(comments):
        if comment.parent is None:
            visit(number)
    place = {number: index for index, number in enumerate(order)}
    moved = [comments[number] for number in order]
    return [c._replace(parent=None if c.parent is None else place[c.parent]) for c in moved]
