"""What is a run called in the Prefect UI? After what it does, to which warehouse, and from what."""

from pathlib import Path
from typing import Any, Final

from prefect.runtime import flow_run

LONGEST: Final = 60


def run_name() -> str:
    """The name of the flow run that begins: `build data from dumps, archive.warc.gz`."""
    options: Any = flow_run.parameters["options"]
    inputs = ", ".join(Path(name).name or name for name in getattr(options, "inputs", ()))
    inputs = inputs if len(inputs) <= LONGEST else f"{inputs[: LONGEST - 1]}…"
    return f"{flow_run.flow_name} {Path(options.out).name}{f' from {inputs}' if inputs else ''}"
