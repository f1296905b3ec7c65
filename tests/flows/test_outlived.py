"""Does a process that a run brought along end with a run that is killed?"""

import os
import subprocess
import sys
import time

RUN = """
import subprocess, sys, time
from flows.outlived import end_with_us
server = subprocess.Popen(["sleep", "600"])
end_with_us(server.pid)
end_with_us(server.pid)
print(server.pid, flush=True)
time.sleep(600)
"""


def is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{process_id}/stat") as file:
        return file.read().split()[2] != "Z"


def test_a_server_ends_with_the_run_that_was_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", RUN], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        server = int(run.stdout.readline())
        assert is_alive(server)
        run.kill()
    end = time.monotonic() + 30
    while is_alive(server) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_alive(server)
