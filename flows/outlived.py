"""Does a server that a run brought along end with the run, neither before nor after it?

Prefect starts its server as a process beside the run and stops it at the end; a run that is killed
cannot. A shell waits at the end of a pipe that only the run holds, and ends the server when it closes.
Ctrl-C in a terminal reaches all of the run's processes; without its server the run would wait minutes for it.
"""

import os
import sys
from typing import Any, Final

SHELL: Final = "/bin/sh"
WAITING: Final = 'read _; kill "$0" 2>/dev/null'

_guarded: set[int] = set()


def end_with_us(process_id: int) -> None:
    """End a process when this one ends, however it ends."""
    if process_id in _guarded:
        return
    _guarded.add(process_id)
    theirs, _ours = os.pipe()  # ours stays open as long as this process lives, and is inherited by nobody
    os.posix_spawn(
        SHELL, [SHELL, "-c", WAITING, str(process_id)], {}, file_actions=[(os.POSIX_SPAWN_DUP2, theirs, 0)], setpgroup=0
    )
    os.close(theirs)


def end_server_with_us() -> None:
    """End the server that Prefect started for this process, if it did, with this process."""
    server: Any = sys.modules.get("prefect.server.api.server")
    for instance in list(server.SubprocessASGIServer._instances.values()) if server else []:
        if instance.server_process is not None:
            end_with_us(instance.server_process.pid)
