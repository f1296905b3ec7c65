"""Days in addresses: which forms state one, and when a page's day of publication rests on it."""

from datetime import UTC, datetime

import pytest

from tasks import RawPage, Reading
from tasks.knowledge import reader
from tasks.structuring.address_date import day_in_address
from tasks.structuring.read_page import read_page

DAY = datetime(2023, 12, 20, tzinfo=UTC)
STORY = "Old lock closes for good\n{stamp}\n" + "\n".join(
    f"The harbour board of Ostwick voted on {day} to close the old lock to all ships, and to sell {count} boats."
    for day, count in (("Monday", "eleven"), ("Tuesday", "twelve"), ("Friday", "forty"), ("Sunday", "all the"))
)


@pytest.mark.parametrize(
    "path",
    ["/2023/12/20/lock-closes", "/news/2023-12-20-lock", "/2023/dec/20/lock", "/archive/20231220/", "/a/2023/12/20"],
)
def test_a_day_in_the_path_is_read(path: str) -> None:
    assert day_in_address(f"https://ostwick.example{path}") == DAY


@pytest.mark.parametrize(
    "address",
    [
        "https://ostwick.example/2023/12/lock-closes",
        "https://ostwick.example/2023/13/40/lock",
        "https://ostwick.example/lots/20231299",
        "https://ostwick.example/lots/2023122",
        "https://ostwick.example/?day=/2023/12/20/",
        "https://[2023/12/20/",
        "https://ostwick.example/2023/foo/20/",
    ],
)
def test_what_only_looks_like_a_day_is_none(address: str) -> None:
    assert day_in_address(address) is None


@pytest.mark.parametrize(
    ("stamp", "captured_at", "expected"),
    [
        ("By Nora Velt", None, (DAY, "day", "inferred")),
        ("3 May 2021", None, (datetime(2021, 5, 3, tzinfo=UTC), "day", "stated")),
        ("By Nora Velt", datetime(2023, 12, 19, tzinfo=UTC), (None, None, "none")),
    ],
)
def test_an_address_dates_a_story_that_says_nothing_and_never_after_its_capture(
    stamp: str, captured_at: datetime | None, expected: tuple[datetime | None, str | None, str]
) -> None:
    data = STORY.format(stamp=stamp).encode()
    address = "https://ostwick.example/2023/12/20/lock-closes"
    read = read_page(RawPage("memory:", 0, data, "text/plain", url=address, captured_at=captured_at), reader())
    assert isinstance(read, Reading)
    article = read.articles[0]
    assert (article.published_at, article.published_precision, article.published_basis) == expected
