"""Whom a surname, a title, a description or a pronoun stands for."""

import pytest

from tasks.enriching.speakers import PageNames, Speaker, Subject, person_lexicon, subjects_of, surname
from warehouse.tables import Entity, Mention

PERSONS = person_lexicon(
    [{"name": "Mira", "gender": "female"}, {"name": "Tomas", "gender": "male"}],
    [
        {"word": "minister", "kind": "person", "gender": ""},
        {"word": "spokeswoman", "kind": "person", "gender": "female"},
        {"word": "officer", "kind": "person", "gender": ""},
        {"word": "police", "kind": "body", "gender": ""},
    ],
)
MIRA, TOMAS = Speaker("Mira Sandoval", "e1"), Speaker("Tomas Breck", "e2")


def mention(surface: str, entity_id: str, start: int = 0, kind: str = "person") -> Mention:
    return Mention(
        f"m{start}", entity_id, "name", "p", "a", None, "body", surface, kind, None, start, start + len(surface), 1.0
    )


def entity(entity_id: str, name: str, kind: str = "person") -> Entity:
    return Entity(entity_id, name, kind, [], None, None, None, None, 1, 1, None, None)


def names(*mentions: Mention, entities: tuple[Entity, ...] = ()) -> PageNames:
    return PageNames(mentions, entities, PERSONS)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Mira Sandoval", "sandoval"), ("Tomas Breck Jr.", "breck"), ("Breck, II", "breck"), ("Madonna", "madonna")],
)
def test_a_surname_is_the_last_word_without_suffixes(name: str, expected: str) -> None:
    assert surname(name) == expected


def test_a_surname_resolves_to_the_full_name_of_the_page() -> None:
    page = names(mention("Sandoval", "e9", 5), mention("Mira Sandoval", "e1", 50))
    assert page.resolve("Sandoval", -1) == MIRA


def test_a_mention_resolves_to_the_name_of_its_entity() -> None:
    page = names(mention("Sandoval", "e1"), entities=(entity("e1", "Mira Sandoval"),))
    assert page.resolve("Sandoval’s", 0) == MIRA


def test_a_name_keeps_the_accents_that_the_page_writes() -> None:
    page = names(mention("Mira Sándoval", "e1"), entities=(entity("e1", "Mira Sandoval"),))
    assert page.resolve("Mira Sándoval", 0) == Speaker("Mira Sándoval", "e1")


def test_a_surname_that_was_tagged_as_a_place_is_the_person() -> None:
    page = names(mention("Mira Sandoval", "e1"), mention("Sandoval", "x", 40, "place"))
    assert page.resolve("Sandoval", 1) == MIRA


def test_an_organization_speaks_under_its_own_name() -> None:
    page = names(mention("HB", "o1", 0, "organization"), entities=(entity("o1", "Harbour Board", "organization"),))
    assert page.resolve("HB", 0) == Speaker("Harbour Board", "o1")


def test_a_name_that_no_mention_covers_loses_its_title() -> None:
    assert names().resolve("Minister Ivo Tarn", -1) == Speaker("Ivo Tarn", None)


def test_the_minister_is_the_minister_of_the_page() -> None:
    text = "The foreign minister Mira Sandoval met Tomas Breck."
    page = names(mention("Mira Sandoval", "e1", 21))
    page.learn_roles(text, [(21, 34, MIRA), (39, 50, TOMAS)])
    assert (page.described("the minister"), page.described("The minister")) == (MIRA, MIRA)


def test_a_title_after_the_name_counts_too() -> None:
    page = names()
    page.learn_roles("Tomas Breck, the interior minister, left.", [(0, 11, TOMAS)])
    assert page.described("the minister") == TOMAS


def test_another_minister_is_described_in_words() -> None:
    page = names()
    page.learn_roles("Minister Mira Sandoval left.", [(9, 22, MIRA)])
    assert page.described("a former minister") == Speaker("a former minister", None)


def test_police_and_officers_speak_but_are_no_single_person() -> None:
    page = names()
    assert [page.described(words) for words in ("the police", "two officers", "the paleontologists")] == [
        Speaker("the police", None, False),
        Speaker("two officers", None, False),
        Speaker("the paleontologists", None, False),
    ]


def test_what_cannot_speak_is_no_speaker() -> None:
    assert [names().described(words) for words in ("the arrest", "a series of letters", "")] == [None, None, None]


def test_she_is_the_last_woman_who_was_a_subject() -> None:
    subjects = [Subject(0, 0, True, MIRA), Subject(1, 0, True, TOMAS)]
    page = names()
    assert (page.pronoun("she", 2, 0, subjects), page.pronoun("he", 2, 0, subjects)) == (MIRA, TOMAS)


def test_a_title_tells_the_gender_where_the_first_name_does_not() -> None:
    page = names()
    loor = Speaker("Loor Vane", "e3")
    page.learn_roles("Spokeswoman Loor Vane met Tomas Breck.", [(12, 21, loor), (26, 37, TOMAS)])
    subjects = [Subject(0, 12, True, loor), Subject(0, 26, False, TOMAS)]
    assert (page.pronoun("she", 1, 0, subjects), page.pronoun("he", 1, 0, subjects)) == (loor, TOMAS)


def test_a_pronoun_does_not_reach_back_too_far_or_forward() -> None:
    page = names()
    assert page.pronoun("she", 20, 0, [Subject(0, 0, True, MIRA)]) is None
    assert page.pronoun("she", 0, 0, [Subject(0, 5, True, MIRA)]) is None


def test_they_and_it_stand_for_nobody() -> None:
    subjects = [Subject(0, 0, True, MIRA)]
    assert [names().pronoun(word, 1, 0, subjects) for word in ("they", "it", "we")] == [None, None, None]


def test_the_first_name_that_can_be_is_its_sentences_subject() -> None:
    text = "With Tomas Breck watching, Mira Sandoval met Tomas Breck. Tomas Breck’s dog ran."
    spans = [(5, 16, TOMAS), (27, 40, MIRA), (45, 56, TOMAS), (58, 69, TOMAS)]
    assert [s.is_subject for s in subjects_of(0, text, spans, [])] == [False, True, False, False]


def test_names_inside_quotations_are_no_subjects() -> None:
    assert subjects_of(0, "“Mira Sandoval left,” he said.", [(1, 14, MIRA)], [(1, 20)]) == []
