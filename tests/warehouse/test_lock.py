"""Is there one run at a time, and does a run that died hold nothing?"""

import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.lock import BusyError, only_run

HOLDER = """
import sys, time
from pathlib import Path
from warehouse.lock import only_run
with only_run(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_second_run_is_told_who_holds_the_folder_and_a_dead_one_holds_it_no_more(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        busy = f"^Process {holder.pid} is writing to .* Wait until it ends"
        with pytest.raises(BusyError, match=busy), only_run(tmp_path):
            raise AssertionError("two runs at once")
        holder.kill()
    with only_run(tmp_path):
        pass
