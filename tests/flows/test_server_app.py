"""Does the server's garbage stay away from the thread that answers?"""

import json
import subprocess
import sys

# In a process of its own: what the collector is told holds for the whole process.
CYCLE = """
import gc, json, threading
from flows import server_app

class Cursor:
    def __del__(self):
        collected.append(threading.current_thread().name)
        is_gone.set()

collected, is_gone = [], threading.Event()
server_app.SECONDS_BETWEEN = 0.01
server_app.app()
cursor = Cursor()
cursor.itself = cursor
del cursor
is_gone.wait(300)
print(json.dumps([gc.isenabled(), collected]))
"""


def test_a_thread_of_its_own_collects_the_garbage_of_a_server_not_the_one_that_answers() -> None:
    run = subprocess.run([sys.executable, "-c", CYCLE], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == [False, ["garbage"]]
