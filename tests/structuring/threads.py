"""A story of our own, and what is read of a thread below it."""

from tasks.structuring.comments import find_thread
from tasks.structuring.lines import split_lines

STORY = """The mill at Orby turns again

After nineteen years the sails of the mill at Orby turned on Sunday, to the applause of the whole village.

The miller, who is eighty-one, said that flour is flour and that he would bake on Monday.

"""


def read(thread):
    """Author, time, text and parent of each comment under a story."""
    return drafts(STORY + thread)


def drafts(text):
    """The same of a whole page."""
    return [
        (draft.author, draft.posted_text, " / ".join(text[start:end] for start, end in draft.paragraphs), draft.parent)
        for draft in find_thread(split_lines(text)).drafts
    ]
