"""What runs by itself, and when? The deployments of `broadsheet serve`.

prefect.yaml says the same for those who have a server; a test compares the two.
"""

from typing import Any, Final

from prefect import Flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron, Interval, Schedule
from prefect.types.entrypoint import EntrypointType

from flows.build import build
from flows.maintain import maintain
from flows.reprocess import reprocess
from flows.settings import BuildOptions, MaintainOptions, ReprocessOptions, ServeOptions, WorkOptions

TAGS: Final = ["broadsheet"]
# A second run waits for the first: its state says AwaitingConcurrencySlot.
ONE_AT_A_TIME: Final = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE)
DESCRIPTIONS: Final = {
    "nightly": "Reads what is new in the inputs and publishes the warehouse that holds it.",
    "weekly": "Removes the releases that no rule keeps; the current one always stays.",
    "on-demand": "Reads every known input again, after a change of rules or models.",
}


def deployments(options: ServeOptions) -> list[RunnerDeployment]:
    """The nightly build, the weekly maintenance, and the reprocessing that somebody asks for.

    Not to be called in an event loop.
    """
    work = {name: getattr(options, name) for name in WorkOptions.model_fields}
    when = Interval(options.every) if options.every else Cron(options.cron, timezone=options.timezone)
    return [
        _deployment(build, "nightly", BuildOptions(inputs=options.inputs, **work), when),
        _deployment(
            maintain,
            "weekly",
            MaintainOptions(out=options.out, keep=options.keep, older_than=options.older_than),
            Cron(options.maintenance_cron, timezone=options.timezone),
        ),
        _deployment(reprocess, "on-demand", ReprocessOptions(**work), None),
    ]


def _deployment(flow: Flow[Any, Any], name: str, options: Any, schedule: Schedule | None) -> RunnerDeployment:
    found = flow.to_deployment(
        name=name, description=DESCRIPTIONS[name], tags=TAGS, schedule=schedule, concurrency_limit=ONE_AT_A_TIME,
        parameters={"options": options.model_dump(mode="json", exclude_none=True)},
        entrypoint_type=EntrypointType.MODULE_PATH,
    )  # fmt: skip
    assert isinstance(found, RunnerDeployment)
    return found
