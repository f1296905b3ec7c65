"""Do the details of checks lose what they show of a page that was taken down?"""

import json

from warehouse.takedown import without_examples


def test_examples_and_lines_of_the_page_leave_and_the_others_stay() -> None:
    gone, other = {"text": "Mutale Kabwe said so."}, {"text": "Nobody said so."}
    lines = [{"publisher": "P", "page": "a.txt", "line_no": 4, "role": "body", **shown} for shown in (gone, other)]
    details = {"examples": [{"comment_id": "c1"}, {"comment_id": "c2"}], "lines": lines, "rows": 2}
    found = without_examples(json.dumps(details), frozenset({"c1"}), "Today.\nMutale Kabwe said so.")
    assert json.loads(found or "") == {"examples": [{"comment_id": "c2"}], "lines": [lines[1]], "rows": 2}


def test_details_that_show_nothing_stay_as_they_are() -> None:
    assert without_examples(None, frozenset(), "") is None
    assert without_examples('{"rows":2}', frozenset(), "") == '{"rows":2}'
