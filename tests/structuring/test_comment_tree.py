"""Parents of comments: by number, by name, by indentation."""

from tasks.structuring.comment_tree import Tie, Utterance, tie


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
