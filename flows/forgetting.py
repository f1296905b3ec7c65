"""How is a page taken down? The body of `forget`."""

import os
from getpass import getuser
from pathlib import Path

from flows.kept import held, kept
from flows.words import FaultError
from tasks.reporting.words import counted
from warehouse.takedown import LEDGER


def forget(out: Path, what: str, by: str | None, is_trial: bool) -> None:
    """Take down the pages that an address or a page id means, with every copy of them."""
    from tasks.forget import forget as take_down
    from tasks.forget import pages_meant

    kept(out)
    data = out.resolve()
    with held(out):
        meant = pages_meant(data, what)
        if not meant:
            raise FaultError(f"No kept release in {out} holds a page with this address or page id.", 1)
        for release, found in meant.items():
            pages = ", ".join(found.page_ids[:3]) + (", …" if len(found.page_ids) > 3 else "")
            print(f"Release {release.number:04d} holds {len(found.page_ids)}: {pages}")
        if is_trial:
            print("Nothing was changed: this was a trial.")
            return
        done = take_down(data, meant, by or _user())
    print(f"Taken down for good: {counted(done.page_count, 'page')} from {counted(len(done.releases), 'release')}.")
    print(f"Takedown {done.takedown_id} stands in {out / LEDGER}.")


def _user() -> str:
    """Who runs the command: the user's name, or its number where it has none, as in some containers."""
    try:
        return getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"
