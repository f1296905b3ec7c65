"""Is every query answered from one release, whatever is published meanwhile?"""

from pathlib import Path

import pytest

from bench.readers import watched


@pytest.mark.slow
def test_readers_see_whole_releases_while_others_take_their_place_and_go(tmp_path: Path) -> None:
    seen = watched(tmp_path, readers=2, publishes=5)
    assert [list(reader.faults) for reader in seen] == [[], []]
    assert all(reader.queries > 0 for reader in seen)
