"""Parents of comments: by number, by name, by indentation."""

from tasks.structuring.comment_names import bare_names
from tasks.structuring.comment_quotes import find_quoted
from tasks.structuring.comment_tree import Tie, Utterance, part_names, tie


def said(author, target=None, number=None, ordinal=None, indent=0, is_reply=False, opening="Well."):
    return Utterance(author, target, number, ordinal, indent, is_reply, opening)


def test_a_number_names_the_parent():
    assert tie([said("Ada", ordinal=7), said("Milo", number=7, is_reply=True)])[1] == Tie(0, "explicit", 1, True, None)


def test_a_name_means_the_nearest_earlier_comment_of_its_bearer():
    ties = tie(
        [said("Ada"), said("Ada"), said("Milo", target="ada", is_reply=True), said("Eve", "Nobody", is_reply=True)]
    )
    assert ties[2:] == [Tie(1, "named", 1, True, "ada"), Tie(None, "none", 0, True, "Nobody")]


def test_indentation_gives_the_tree_and_siblings_share_a_parent():
    ties = tie(
        [
            said("Ada", indent=2),
            said("Milo", indent=4),
            said("Eve", indent=6),
            said("Ivo", indent=4),
            said("Uli", indent=2),
        ]
    )
    assert [(t.parent, t.basis, t.depth) for t in ties] == [
        (None, "none", 0),
        (0, "indentation", 1),
        (1, "indentation", 2),
        (0, "indentation", 1),
        (None, "none", 0),
    ]


def test_a_reply_to_nobody_named_has_no_parent():
    assert tie([said("Ada"), said("Ada", is_reply=True)])[1] == Tie(None, "none", 0, True, None)


def test_an_opening_at_name_answers_in_a_flat_thread_and_not_where_replies_are_nested():
    flat = [said("Ada Moss"), said("Milo", opening="@Ada Moss: no."), said("Eve", opening="@Nobody hello")]
    assert [(t.parent, t.basis) for t in tie(flat)] == [(None, "none"), (0, "named"), (None, "none")]
    nested = [said("Ada"), said("Milo", indent=2), said("Eve", opening="@Ada no.")]
    assert tie(nested)[2] == Tie(None, "none", 0, False, None)


def test_nobody_answers_himself_by_name_alone():
    assert tie([said("Ada"), said("Ada", opening="@Ada I forgot:")])[1].parent is None


def test_a_name_that_is_glued_to_the_name_it_answers_is_parted_from_it():
    parted = part_names([said("Ada", indent=2), said("Milo Ada", indent=4), said("Eve Milo", indent=6)])
    assert [(u.author, u.target) for u in parted] == [("Ada", None), ("Milo", "Ada"), ("Eve", "Milo")]


def test_one_name_that_ends_like_another_stays_whole_where_nothing_nests_and_an_arrow_parts_it():
    assert [u.author for u in part_names([said("Bell"), said("Jo Bell")])] == ["Bell", "Jo Bell"]
    assert part_names([said("Bell"), said("Jo ▸ Bell")])[1][:2] == ("Jo", "Bell")


def test_where_answers_name_whom_they_answer_a_mere_indent_is_none():
    ties = tie(
        [said("Ada", indent=2), said("Milo", "Ada", indent=4), said("Eve", indent=4), said("Ivo", "Eve", indent=6)]
    )
    assert [t.parent for t in ties] == [None, 0, None, 2]


def test_quoted_words_name_the_parent_also_where_the_newest_comment_stands_first():
    comments = [["Ada wrote: The gate is shut.", "It is not."], ["The gate is shut."], ["Shut, and that is that."]]
    assert find_quoted(comments) == [1, None, None]
    ties = tie([said("Milo")._replace(quoted=1), said("Ada"), said("Eve")])
    assert [(t.parent, t.basis, t.depth, t.target) for t in ties] == [
        (1, "explicit", 1, "Ada"),
        (None, "none", 0, None),
        (None, "none", 0, None),
    ]


def test_answers_that_name_each_other_close_no_circle():
    ties = tie([said("Ada", target="Milo"), said("Milo", target="Ada")])
    assert [(t.parent, t.depth) for t in ties] == [(None, 0), (0, 1)]


def test_what_all_names_of_a_thread_have_around_them_is_no_part_of_them():
    def bare(*names):
        return [u.author for u in bare_names([said(name) for name in names])]

    assert bare("1 Ada", "2 Milo", "3 Eve 7") == ["Ada", "Milo", "Eve 7"]
    assert bare("Ada, Leeds", "Milo, Ayr", "Eve, Hull") == ["Ada", "Milo", "Eve"]
    assert bare("Ada (ada)", "Milo (mil)", "Eve (eve)") == ["Ada", "Milo", "Eve"]
    assert bare("Ada36", "Milo15", "Eve112") == ["Ada", "Milo", "Eve"]
    assert bare("Ada | Homepage", "Milo | Homepage", "Eve | Homepage") == ["Ada", "Milo", "Eve"]
    assert bare("Ada (ret'd)", "Milo 77", "Eve, Hull") == ["Ada (ret'd)", "Milo 77", "Eve, Hull"]


def test_a_number_or_a_name_that_opens_the_text_tells_whom_it_answers():
    ties = tie([said("Ada", ordinal=1), said("Milo", ordinal=2, opening="#1 No."), said("Eve", ordinal=3)])
    assert [(t.parent, t.basis) for t in ties] == [(None, "none"), (0, "explicit"), (None, "none")]
    assert [
        t.parent for t in tie([said("Ada"), said("Milo", opening="Ada, no."), said("Eve", opening="Well, no.")])
    ] == [
        None,
        0,
        None,
    ]
