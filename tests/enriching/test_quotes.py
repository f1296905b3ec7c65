"""Quotations and their speakers, from invented paragraphs to `Quote` rows."""

import csv
import random
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tasks.enriching import Enricher, Found, Knowledge, PageText, Passage
from tasks.enriching.quotes import enricher
from warehouse.tables import Article, Entity, Mention, Page, Quote, row_id

LEXICONS = Path(__file__).resolve().parents[2] / "seeds" / "lexicons"
WORD = re.compile(r"\w+")
NAMES = ("speech_verbs", "given_names", "speaker_roles")


def knowledge() -> Knowledge:
    def rows(name: str) -> tuple[dict[str, str], ...]:
        with (LEXICONS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            return tuple(csv.DictReader(lines))

    return Knowledge({name: rows(name) for name in NAMES}, {}, {}, lambda texts: [[] for _ in texts])


@pytest.fixture(scope="module")
def add_quotes() -> Enricher:
    return enricher(knowledge())


class Said(NamedTuple):
    """What a test expects of one row."""

    text: str
    speaker: str | None = None
    basis: str = "named"
    cue: str | None = "said"
    is_direct: bool = True


def page_of(paragraphs: list[str]) -> PageText:
    text = "\n\n".join(paragraphs)
    blank = dict.fromkeys(Page._fields)
    page = Page(**{**blank, "page_id": "p", "text": text})
    article = Article(**{**dict.fromkeys(Article._fields), "article_id": "a", "page_id": "p"})
    starts = [sum(len(earlier) + 2 for earlier in paragraphs[:k]) for k in range(len(paragraphs))]
    return PageText(page, article, tuple(Passage("body", s, t) for s, t in zip(starts, paragraphs, strict=True)))


def found_in(page: PageText, names: dict[str, str]) -> Found:
    """A mention wherever a name, or the surname of a person, stands; one entity a name."""
    text = page.page.text or ""
    taken: set[int] = set()
    mentions = []
    surfaces = [(name, name) for name in names]
    surfaces += [(name.split()[-1], name) for name, kind in names.items() if kind == "person"]
    for surface, name in surfaces:
        place = text.find(surface)
        while place >= 0:
            end = place + len(surface)
            if not taken.intersection(range(place, end)) and not text[end : end + 1].isalpha():
                taken.update(range(place, end))
                entity_id = row_id(names[name], name)
                mentions.append(
                    Mention(
                        row_id("p", place, end),
                        entity_id,
                        "name",
                        "p",
                        "a",
                        None,
                        "body",
                        surface,
                        names[name],
                        None,
                        place,
                        end,
                        1.0,
                    )
                )
            place = text.find(surface, end)
    entities = [
        Entity(row_id(kind, name), name, kind, [], None, None, None, None, 1, 1, None, None)
        for name, kind in names.items()
    ]
    return Found(tuple(sorted(mentions, key=lambda m: m.span_start)), tuple(entities))


def read(add_quotes: Enricher, paragraphs: list[str], names: dict[str, str]) -> list[Quote]:
    page = page_of(paragraphs)
    return list(add_quotes(page, found_in(page, names)).quotes)


def as_said(quotes: list[Quote]) -> list[Said]:
    return [Said(q.text, q.speaker, q.speaker_basis, q.cue, q.is_direct) for q in quotes]


ANNA, BEN, PAVEL = "Anna Koval", "Ben Achterberg", "Pavel Dorin"
PEOPLE = {ANNA: "person", BEN: "person", PAVEL: "person"}

# fmt: off
MARKS = {
    "straight marks, speaker after": (
        ['"We will rebuild the bridge by spring," Anna Koval said.'],
        [Said("We will rebuild the bridge by spring,", ANNA)]),
    "curly marks, verb before its subject": (
        ["“We will rebuild the bridge by spring,” said Anna Koval."],
        [Said("We will rebuild the bridge by spring,", ANNA)]),
    "angle marks": (
        ["«We will rebuild the bridge by spring», said Anna Koval."],
        [Said("We will rebuild the bridge by spring", ANNA)]),
    "angle marks turned round": (
        ["»We will rebuild the bridge by spring«, said Anna Koval."],
        [Said("We will rebuild the bridge by spring", ANNA)]),
    "low and high marks": (
        ["„We will rebuild the bridge by spring“, said Anna Koval."],
        [Said("We will rebuild the bridge by spring", ANNA)]),
    "low mark closed by a right one": (
        ["„We will rebuild the bridge by spring,” said Anna Koval."],
        [Said("We will rebuild the bridge by spring,", ANNA)]),
    "marks of typewriters": (
        ["``We will rebuild the bridge by spring,'' said Anna Koval."],
        [Said("We will rebuild the bridge by spring,", ANNA)]),
    "British single marks": (
        ["‘We will rebuild the bridge by spring,’ Anna Koval said."],
        [Said("We will rebuild the bridge by spring,", ANNA)]),
    "British single marks, straight": (
        ["'We will rebuild the bridge by spring,' Anna Koval said."],
        [Said("We will rebuild the bridge by spring,", ANNA)]),
    "single marks around apostrophes": (
        ["‘We don’t know the workers’ names and it isn’t our job,’ said Anna Koval."],
        [Said("We don’t know the workers’ names and it isn’t our job,", ANNA)]),
    "straight single marks around apostrophes": (
        ["'We don't know the workers' names and it isn't our job,' said Anna Koval."],
        [Said("We don't know the workers' names and it isn't our job,", ANNA)]),
    "double marks inside single ones": (
        ["‘They told us “go home” and we went,’ said Anna Koval."],
        [Said("They told us “go home” and we went,", ANNA)]),
    "single marks inside double ones": (
        ["“They told us ‘go home’ and we went,” said Anna Koval."],
        [Said("They told us ‘go home’ and we went,", ANNA)]),
    "double marks inside double ones": (
        ["Anna Koval said, “They told us “go home now” and we went.”"],
        [Said("They told us “go home now” and we went.", ANNA)]),
    "straight marks inside straight ones": (
        ['"They told us "go home now" and we went," Anna Koval said.'],
        [Said('They told us "go home now" and we went,', ANNA)]),
    "an opening mark where a closing one belongs": (
        ["“We will rebuild the bridge by spring,“ Anna Koval said."],
        [Said("We will rebuild the bridge by spring,", ANNA)]),
    "a closing mark where an opening one belongs": (
        ["”We will rebuild the bridge by spring,” Anna Koval said."],
        [Said("We will rebuild the bridge by spring,", ANNA)]),
    "a curly mark closed by a straight one": (
        ["“We will rebuild the bridge by spring,\" Anna Koval said."],
        [Said("We will rebuild the bridge by spring,", ANNA)]),
    "inch marks": (
        ['The tube was 12" wide. "It was made for a 6\'2" man," said Anna Koval.'],
        [Said('It was made for a 6\'2" man,', ANNA)]),
    "apostrophes of decades and dialect": (
        ["The ’90s were rough, rock ’n’ roll was loud and the players’ union was weak."], []),
    "a stray mark does not swallow the page": (
        ["The “ mark was lost in the print.", "Nothing was said here at all.",
         "“We will rebuild the bridge by spring,” Anna Koval said."],
        [Said("We will rebuild the bridge by spring,", ANNA)]),
    "a mark that is never closed": (
        ["“We will rebuild the bridge by spring, Anna Koval said. “It must be done before the next flood.”"],
        [Said("It must be done before the next flood.", ANNA, "continued", None)]),
    "another language, whose words do not say who goes on": (
        ["“We will rebuild the bridge by spring,” Anna Koval said.",
         "Und das ist nicht alles. „Wir bauen die Brücke im Frühjahr wieder auf.“"],
        [Said("We will rebuild the bridge by spring,", ANNA),
         Said("Wir bauen die Brücke im Frühjahr wieder auf.", None, "none", None)]),
    "marks of attributes in a tag": (
        ['<post author="Somebody I do not know at all" date="today">'], []),
}

TOGETHER = {
    "a sentence broken by its cue": (
        ["“The bridge,” Anna Koval said, “must be rebuilt by spring.”"],
        [Said("The bridge, must be rebuilt by spring.", ANNA)]),
    "sentences before and after the cue": (
        ["“The bridge is gone,” said Anna Koval. “We have to take the ferry.”"],
        [Said("The bridge is gone, We have to take the ferry.", ANNA)]),
    "two cues are two utterances": (
        ["“The bridge is gone for good,” said Anna Koval. “We have to take the ferry,” said Ben Achterberg."],
        [Said("The bridge is gone for good,", ANNA), Said("We have to take the ferry,", BEN)]),
    "another verb in between parts them": (
        ["“The bridge is gone for good,” said Anna Koval, adding that “we have to take the ferry.”"],
        [Said("The bridge is gone for good,", ANNA), Said("we have to take the ferry.", ANNA, cue="adding")]),
    "a quotation over two paragraphs": (
        ["“The bridge is gone,” said Anna Koval. “We have to take the ferry.",
         "“It runs once a day.”"],
        [Said("The bridge is gone, We have to take the ferry.\n\nIt runs once a day.", ANNA)]),
    "a quotation over three paragraphs, the cue at the end": (
        ["“The bridge is gone.", "“We have to take the ferry.", "“It runs once a day,” said Anna Koval."],
        [Said("The bridge is gone.\n\nWe have to take the ferry.\n\nIt runs once a day,", ANNA)]),
    "straight marks over two paragraphs": (
        ['"The bridge is gone," said Anna Koval. "We have to take the ferry.', '"It runs once a day."'],
        [Said("The bridge is gone, We have to take the ferry.\n\nIt runs once a day.", ANNA)]),
    "single marks over two paragraphs": (
        ["‘The bridge is gone and we have to take the ferry.", "‘It runs once a day,’ said Anna Koval."],
        [Said("The bridge is gone and we have to take the ferry.\n\nIt runs once a day,", ANNA)]),
    "a paragraph without its own cue goes on": (
        ["“The bridge is gone,” said Anna Koval.", "“We have to take the ferry every day.”"],
        [Said("The bridge is gone,", ANNA), Said("We have to take the ferry every day.", ANNA, "continued", None)]),
    "a lead-in that ends in a colon": (
        ["Anna Koval had this to say about the bridge:", "“We have to take the ferry every day.”"],
        [Said("We have to take the ferry every day.", ANNA, cue="say")]),
}

SPEAKERS = {
    "a surname stands for the page's full name": (
        ["Anna Koval came to the river on Monday.", "“We have to take the ferry,” Koval said."],
        [Said("We have to take the ferry,", ANNA)]),
    "the full name comes later": (
        ["“We have to take the ferry,” Koval said.", "Anna Koval is the mayor."],
        [Said("We have to take the ferry,", ANNA)]),
    "a title in apposition before the name": (
        ["“We have to take the ferry,” said the town's mayor, Anna Koval."],
        [Said("We have to take the ferry,", ANNA)]),
    "a title in apposition after the name": (
        ["“We have to take the ferry,” Anna Koval, the mayor of the town, told reporters."],
        [Said("We have to take the ferry,", ANNA, cue="told")]),
    "a relative clause after the name": (
        ["“We have to take the ferry,” said Anna Koval, who met Ben Achterberg on Monday."],
        [Said("We have to take the ferry,", ANNA)]),
    "a relative clause between name and verb": (
        ["Anna Koval, who met Ben Achterberg on Monday, told reporters: “We have to take the ferry.”"],
        [Said("We have to take the ferry.", ANNA, cue="told")]),
    "an age between name and verb": (
        ["“We have to take the ferry,” Anna Koval, 45, said."],
        [Said("We have to take the ferry,", ANNA)]),
    "brackets between name and verb": (
        ["“We have to take the ferry,” Anna Koval (Labour) said."],
        [Said("We have to take the ferry,", ANNA)]),
    "someone else in a prepositional phrase": (
        ["Anna Koval said in a letter to Ben Achterberg: “We have to take the ferry.”"],
        [Said("We have to take the ferry.", ANNA)]),
    "an intermediary is not the speaker": (
        ["Asked by Ben Achterberg about the bridge, Anna Koval said, “We have to take the ferry.”"],
        [Said("We have to take the ferry.", ANNA)]),
    "a possessive is not the speaker": (
        ["“We have to take the ferry,” Ben Achterberg's deputy, Anna Koval, said."],
        [Said("We have to take the ferry,", ANNA)]),
    "the addressee is not the speaker": (
        ["“We have to take the ferry,” Anna Koval told Ben Achterberg."],
        [Said("We have to take the ferry,", ANNA, cue="told")]),
    "a conjoined verb has the first subject": (
        ["Anna Koval met Ben Achterberg and said: “We have to take the ferry.”"],
        [Said("We have to take the ferry.", ANNA)]),
    "a participle has the sentence's subject": (
        ["Anna Koval shook her head, saying “we have to take the ferry.”"],
        [Said("we have to take the ferry.", ANNA, cue="saying")]),
    "according to": (
        ["“We have to take the ferry,” according to Anna Koval."],
        [Said("We have to take the ferry,", ANNA, cue="according to")]),
    "according to, in front": (
        ["According to Anna Koval, “we have to take the ferry every day.”"],
        [Said("we have to take the ferry every day.", ANNA, cue="According to")]),
    "a question": (
        ["“Do we have to take the ferry?” asked Anna Koval."],
        [Said("Do we have to take the ferry?", ANNA, cue="asked")]),
    "an exclamation, subject first": (
        ["“We will not take the ferry!” Anna Koval shouted."],
        [Said("We will not take the ferry!", ANNA, cue="shouted")]),
    "adverbs and auxiliaries at the verb": (
        ["Anna Koval had repeatedly said, “We have to take the ferry.”"],
        [Said("We have to take the ferry.", ANNA)]),
    "a day between name and verb": (
        ["“We have to take the ferry,” Anna Koval on Tuesday told a crowd."],
        [Said("We have to take the ferry,", ANNA, cue="told")]),
    "an organization": (
        ["“We have to take the ferry,” the Harbour Board said in a statement."],
        [Said("We have to take the ferry,", "Harbour Board")]),
    "a place that speaks for its government": (
        ["“There will be no talks about the bridge,” Norland said."],
        [Said("There will be no talks about the bridge,", "Norland")]),
    "a spokesman for someone is not that someone": (
        ["“We have to take the ferry,” said a spokesman for Anna Koval."],
        [Said("We have to take the ferry,", "a spokesman for Anna Koval")]),
    "a description": (
        ["“We have to take the ferry,” a police officer said."],
        [Said("We have to take the ferry,", "a police officer")]),
    "a title repeated": (
        ["Foreign Minister Anna Koval came to the river.", "“We have to take the ferry,” the minister said."],
        [Said("We have to take the ferry,", ANNA)]),
    "a name that no tagger saw": (
        ["“We have to take the ferry,” said Milo Tarrant."],
        [Said("We have to take the ferry,", "Milo Tarrant")]),
    "he": (
        ["Ben Achterberg met Anna Koval.", "“We have to take the ferry,” he said."],
        [Said("We have to take the ferry,", BEN, "pronoun")]),
    "she": (
        ["Ben Achterberg met Anna Koval.", "“We have to take the ferry,” she said."],
        [Said("We have to take the ferry,", ANNA, "pronoun")]),
    "she, by the title": (
        ["Spokeswoman Loor Achterberg met Pavel Dorin.", "“We have to take the ferry,” she said."],
        [Said("We have to take the ferry,", "Loor Achterberg", "pronoun")]),
    "he goes on after another paragraph": (
        ["“The bridge is gone,” said Pavel Dorin.", "The ferry of Norland was late.",
         "“We have to wait for it,” he said."],
        [Said("The bridge is gone,", PAVEL), Said("We have to wait for it,", PAVEL, "pronoun")]),
    "he who is the sentence's subject": (
        ["Pavel Dorin was tired. “We have to take the ferry every day,” he said."],
        [Said("We have to take the ferry every day,", PAVEL, "pronoun")]),
    "nobody is known": (
        ["“We have to take the ferry every day.”"],
        [Said("We have to take the ferry every day.", None, "none", None)]),
    "they are nobody in particular": (
        ["“We have to take the ferry every day,” they said."],
        [Said("We have to take the ferry every day,", None, "none")]),
}

NOT_SAID = {
    "scare quotes": (["The so-called “friends of the river” came late."], []),
    "single scare quotes": (["The ‘friends’ of the river came late."], []),
    "a nickname": (["Pavel “The Rock” Dorin came late."], []),
    "a title of a work": (["He read “The Long Way Down the River” on the ferry."], []),
    "a programme after a cue": (["Anna Koval spoke about the bridge on the programme “The World This Morning”."], []),
    "an apostrophe at a word's start": (["'Twas the season and the boys' club was full."], []),
    "a word as a word": (["The word “ferry” comes from the north."], []),
    "a short reply with a cue is said": (["“Never again,” said Anna Koval."], [Said("Never again,", ANNA)]),
    "a short reply after a cue is said": (["Anna Koval said: “Never.”"], [Said("Never.", ANNA)]),
}

INDIRECT = {
    "said that": (
        ["Anna Koval said that the bridge would be rebuilt."],
        [Said("the bridge would be rebuilt", ANNA, is_direct=False)]),
    "told reporters that": (
        ["Anna Koval told reporters on Monday that the bridge would be rebuilt."],
        [Said("the bridge would be rebuilt", ANNA, cue="told", is_direct=False)]),
    "said without that": (
        ["Anna Koval said the bridge would be rebuilt."],
        [Said("the bridge would be rebuilt", ANNA, is_direct=False)]),
    "the cue at the end": (
        ["The bridge will be rebuilt by spring, Anna Koval said on Monday."],
        [Said("The bridge will be rebuilt by spring", ANNA, is_direct=False)]),
    "according to": (
        ["The bridge will be rebuilt by spring, according to Anna Koval."],
        [Said("The bridge will be rebuilt by spring", ANNA, cue="according to", is_direct=False)]),
    "according to, in front": (
        ["According to Anna Koval, the bridge will be rebuilt by spring."],
        [Said("the bridge will be rebuilt by spring", ANNA, cue="According to", is_direct=False)]),
    "a pronoun": (
        ["Anna Koval came late.", "She said the bridge would be rebuilt."],
        [Said("the bridge would be rebuilt", ANNA, "pronoun", is_direct=False)]),
    "with a scrap in marks": (
        ["Anna Koval said that the bridge was “a ruin” and would be rebuilt."],
        [Said("the bridge was “a ruin” and would be rebuilt", ANNA, is_direct=False)]),
    "a question whether is no report": (["Anna Koval did not say whether the bridge would be rebuilt."], []),
    "what would be said is no report": (["Anna Koval would say that the bridge was old."], []),
    "a verb without a clause": (["Anna Koval said no to the new bridge."], []),
}
# fmt: on

# fmt: off
MORE = {
    "single marks, two utterances, a pronoun": (
        ["Mr Dorin told the Gazette: ‘We cannot go on.’ He added: ‘The council’s plans are a joke.’"],
        [Said("We cannot go on.", PAVEL, cue="told"),
         Said("The council’s plans are a joke.", PAVEL, "pronoun", "added")]),
    "straight single marks with apostrophes in both parts": (
        ["'It's a disgrace,' Koval said. 'They've ruined the town's name.'", "Anna Koval is the mayor."],
        [Said("It's a disgrace, They've ruined the town's name.", ANNA)]),
    "single marks in two parts around a plural's apostrophe": (
        ["‘It’s the councillors’ fault,’ said Pavel Dorin, ‘and they know it.’"],
        [Said("It’s the councillors’ fault, and they know it.", PAVEL)]),
    "he and she in turn": (
        ["Anna Koval came at noon. Pavel Dorin was late.", "“I was stuck on the ferry,” he said.",
         "“He always is,” she replied."],
        [Said("I was stuck on the ferry,", PAVEL, "pronoun"), Said("He always is,", ANNA, "pronoun", "replied")]),
    "a ministry of a country": (
        ["“We are ready,” Norland's defence ministry said on its channel."],
        [Said("We are ready,", "Norland's defence ministry")]),
    "a document is no speaker": (
        ["\"The bridge is closed until further notice,\" the letter said."],
        [Said("The bridge is closed until further notice,", None, "none")]),
    "a short answer after a question": (
        ["Asked whether he would resign, Pavel Dorin said: “No.”"], [Said("No.", PAVEL)]),
    "a quotation in a subordinate clause first": (
        ["When asked if the bridge was safe, Anna Koval replied, “Ask the engineers.”"],
        [Said("Ask the engineers.", ANNA, cue="replied")]),
    "someone's lawyer": (
        ["“My client is innocent,” said Koval’s lawyer Ben Achterberg."],
        [Said("My client is innocent,", BEN)]),
    "was quoted as saying": (
        ["“We are parting as friends,” Anna Koval was quoted as saying."],
        [Said("We are parting as friends,", ANNA, cue="quoted")]),
    "a possessive that leads in": (
        ["Koval’s message was clear: “We are parting as friends.”", "Anna Koval left."],
        [Said("We are parting as friends.", ANNA, cue=None)]),
    "a signature": (
        ["“We are parting as friends at last.”", "— Anna Koval"],
        [Said("We are parting as friends at last.", ANNA, cue=None)]),
    "an unlisted verb": (
        ["“We are parting as friends,” Anna Koval muses."],
        [Said("We are parting as friends,", ANNA, cue="muses")]),
    "a sentence before the quotation names its speaker": (
        ["Anna Koval shook her head. “We are parting as friends at last.”"],
        [Said("We are parting as friends at last.", ANNA, "continued", None)]),
    "what someone is called": (["He plays in a band called “The Rusty Nails” and is known as “Nail”."], []),
    "what someone called it": (
        ["Anna Koval called the bridge “a rusty mess” on Monday."],
        [Said("a rusty mess", ANNA, cue="called")]),
    "a phrase inside a reported clause": (
        ["Anna Koval said the bridge was in “a state of sad decay” that winter."],
        [Said("the bridge was in “a state of sad decay” that winter", ANNA, is_direct=False)]),
    "I is not a name": (["I’ve always said that the bridge was too old."], []),
    "numbers after said": (
        ["Police Chief Ben Achterberg said two people were hurt."],
        [Said("two people were hurt", BEN, is_direct=False)]),
    "a described source told an agency": (
        ["At least 12 people were hurt, a hospital official told the Gazette on Monday."],
        [Said("At least 12 people were hurt", "a hospital official", cue="told", is_direct=False)]),
    "an inverted cue with an apposition": (
        ["At least 12 people were hurt, said Ben Achterberg, head of the town's hospital."],
        [Said("At least 12 people were hurt", BEN, is_direct=False)]),
    "a day between said and its clause": (
        ["Rebel fighters said on Tuesday they had taken the airport."],
        [Said("they had taken the airport", "Rebel fighters", is_direct=False)]),
    "two reports in a sentence": (
        ["The army said it had lost ten tanks, while the ministry said it had lost none."],
        [Said("it had lost ten tanks", "The army", is_direct=False)]),
}
# fmt: on

CASES = {**MORE, **MARKS, **TOGETHER, **SPEAKERS, **NOT_SAID, **INDIRECT}


@pytest.mark.parametrize("case", CASES)
def test_a_form_of_quotation_is_read_with_its_speaker(case: str, add_quotes: Enricher) -> None:
    paragraphs, expected = CASES[case]
    names = {**PEOPLE, "Loor Achterberg": "person"} if "Loor" in " ".join(paragraphs) else PEOPLE
    if "Loor" in " ".join(paragraphs):
        names = {"Loor Achterberg": "person", PAVEL: "person"}
    names = {**names, "Harbour Board": "organization", "Norland": "place"}
    assert as_said(read(add_quotes, paragraphs, names)) == expected


@pytest.mark.parametrize("case", CASES)
def test_a_quotation_stands_in_its_span_word_by_word(case: str, add_quotes: Enricher) -> None:
    paragraphs, _ = CASES[case]
    text = page_of(paragraphs).page.text or ""
    for quote in read(add_quotes, paragraphs, PEOPLE):
        words = iter(WORD.findall(text[quote.span_start : quote.span_end]))
        assert all(word in words for word in WORD.findall(quote.text))


def test_a_plain_quotation_spans_exactly_what_stands_between_the_marks(add_quotes: Enricher) -> None:
    paragraphs = ["One line first.", "“We will rebuild it,” Anna Koval said."]
    quotes = read(add_quotes, paragraphs, PEOPLE)
    text = page_of(paragraphs).page.text or ""
    assert [text[q.span_start : q.span_end] for q in quotes] == ["We will rebuild it,"]


def test_the_speaker_is_the_entity_of_the_mention(add_quotes: Enricher) -> None:
    quotes = read(add_quotes, ["Anna Koval came. “We will rebuild it all,” Koval said."], PEOPLE)
    assert [q.speaker_entity_id for q in quotes] == [row_id("person", ANNA)]


def test_only_the_body_of_a_page_with_an_article_is_read(add_quotes: Enricher) -> None:
    page = page_of(["“We will rebuild the bridge by spring,” Anna Koval said."])
    caption = page._replace(passages=tuple(p._replace(field="caption") for p in page.passages))
    bare = page._replace(article=None)
    assert [add_quotes(p, found_in(p, PEOPLE)).quotes for p in (caption, bare)] == [(), ()]


def test_what_was_found_before_is_kept(add_quotes: Enricher) -> None:
    page = page_of(["“We will rebuild the bridge by spring,” Anna Koval said."])
    found = found_in(page, PEOPLE)
    after = add_quotes(page, found)
    assert (after.mentions, after.entities) == (found.mentions, found.entities)


def test_hostile_marks_end_in_time_and_give_spans_inside_the_page(add_quotes: Enricher) -> None:
    chance = random.Random(4)
    paragraphs = ["".join(chance.choices("“”\"'‘’«»„ a,.say said Koval", k=4000)) for _ in range(40)]
    page = page_of(paragraphs)
    quotes = add_quotes(page, found_in(page, PEOPLE)).quotes
    length = len(page.page.text or "")
    assert all(0 <= q.span_start < q.span_end <= length for q in quotes)
