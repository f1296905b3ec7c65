"""The flow: ingest → structure → enrich → settle → validate → publish → mirror."""

import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar, cast
from uuid import uuid4

from prefect import flow, get_run_logger
from prefect.futures import as_completed
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from expectations.drift import first_line
from expectations.floors import floors_of
from flows.engines import task_runner
from flows.faults import TOLD_IN_A_SENTENCE, GateError
from flows.names import run_name
from flows.outlived import end_server_with_us
from flows.progress import stage
from flows.prose import enriched_again
from flows.settings import BuildOptions, pages_address
from flows.turn import turn
from tasks import Receipt, Shard, passed_over
from tasks.artifacts import tell_nothing_new, tell_release, tell_stopped
from tasks.changes import Wish, Work, work
from tasks.enrich import enrich
from tasks.guard import dismiss
from tasks.ingest import ingest
from tasks.listing import cut_shards
from tasks.mirror import mirror
from tasks.prepare import APART, prepare_checks
from tasks.publish import complete, load, publish, stop
from tasks.report import report
from tasks.reporting.words import counted, fates
from tasks.resume import taken_over
from tasks.settle import settle
from tasks.structure import structure
from tasks.validate import Beside, Verdict, validate
from warehouse.count import start_after
from warehouse.database import expected_bytes, on_cores, spilling_to
from warehouse.release import Release, current
from warehouse.resume import SHARDS, Recovery, recover
from warehouse.retention import Retention, remove_expired
from warehouse.tables import Run

Value = TypeVar("Value")

# Bytes of tables, some 20,000 articles, that are checked while they are loaded; with more, both take all the memory
# that they may, which together is too much.
MOST_SIDE_BY_SIDE: Final = 40_000_000


class Summary(NamedTuple):
    """What a build did. `release` is the current one: new or, where nothing was new, the last.

    `notes` say what was done about runs that were interrupted, and what could not be read again.
    """

    release: Release
    is_new: bool
    file_count: int
    run: Run | None
    verdict: Verdict | None
    removed: tuple[Release, ...] = ()  # by the rules of retention
    notes: tuple[str, ...] = ()
    passed_over: Mapping[str, int] = {}  # records that are no pages by their nature, by kind


@flow(name="build", flow_run_name=run_name, persist_result=False)
def build(options: BuildOptions) -> Summary:
    """Read what is new in the inputs and publish the warehouse that holds it."""
    return read_and_publish(options, ", ".join(options.inputs), reread=False)


def read_and_publish(options: BuildOptions, source: str, reread: bool) -> Summary:
    """Read the inputs that are new, or all of them, and publish; `source` is what the log calls them."""
    try:
        return _ended(_publish(options, source, reread))
    except TOLD_IN_A_SENTENCE as fault:
        return failed(fault)


def failed(fault: Exception) -> Summary:
    """The state of a run that a sentence explains: raised, a traceback would stand before it in UI and log.

    Prefect raises the fault for whoever called the flow.
    """
    return cast("Summary", Failed(message=str(fault), data=fault))


def _publish(options: BuildOptions, source: str, reread: bool) -> Summary:
    data = Path(options.out).resolve()
    end_server_with_us()
    with turn(data), on_cores(options.workers), spilling_to(data / "staging"):
        recovery = recover(data)
        for words in recovery.words:
            get_run_logger().warning(words)
        release = current(data)
        with stage("ingest"):
            listing = ingest(options.inputs, data, release)
        if reread:
            listing = listing._replace(fresh=listing.found)
        todo = work(listing, data, release, Wish(options.prune, options.reprocess, options.stage))
        if release is not None and not todo.is_needed:
            shutil.rmtree(data / "staging", ignore_errors=True)
            summary = Summary(release, False, len(listing.found), None, None, notes=(*recovery.words, *todo.notes))
            tell_nothing_new(release, len(listing.found), pages_address())
        else:
            summary = _build(options, data, release, todo, recovery, _run(source, recovery.run_id, release))
        if options.mirror:
            with stage("mirror"):
                mirror(data, options.mirror)
        return summary


def _ended(summary: Summary) -> Summary:
    """The state in which a build ends, for the list of runs; Prefect gives whoever called the flow what it holds."""
    files = counted(summary.file_count, "file")
    if summary.run is None:
        name, told = "NothingNew", f"Nothing new in {files}; release {summary.release.number:04d} stands."
    else:
        name, told = "Completed", f"Release {summary.release.number:04d}, from {files}: {fates(summary.run)}."
    return cast("Summary", Completed(name=name, message=told, data=summary))


def _build(
    options: BuildOptions, data: Path, release: Release | None, todo: Work, recovery: Recovery, run: Run
) -> Summary:
    staging = data / "staging" / run.run_id
    receipts, fresh = taken_over(staging, todo.fresh)
    most = options.files_a_shard(len(fresh))
    shards = cut_shards(fresh, staging, data, most, options.shard_bytes, after=receipts, limits=options.page_limits)
    get_run_logger().info(
        "%d of %d files are read: %d shards, %d of them staged already.",
        len(todo.fresh), todo.file_count, len(shards) + len(receipts), len(receipts),
    )  # fmt: skip
    receipts += _read(shards, options, run.run_id)
    record_count = sum(receipt.counts["records"] for receipt in receipts)
    run = run._replace(record_count=record_count, finished_at=max(run.started_at, datetime.now(UTC)))
    if release is not None and todo.is_enriched_again:
        todo = enriched_again(release, todo, staging, options, run.run_id)
    built = staging / "release"
    dismiss()  # the processes that read hold models
    is_small = expected_bytes(staging / SHARDS, release) <= MOST_SIDE_BY_SIDE
    if options.is_side_by_side and is_small:
        prepare_checks()
    with stage("settle"):
        run = settle(built / "tables", data, release, receipts, _unseen(todo), run)
    verdict = _checked_and_loaded(options, built, release, todo, run, is_small)
    if verdict.faults:
        why = _why(verdict, release)
        tell_stopped(data, why, verdict.checks, built)
        raise GateError(why)
    with stage("report"):
        report(built, run)
    with stage("publish"):
        published = publish(built, data, _unseen(todo.known), run, todo.stages)
    tell_release(published, run, verdict.checks, release, pages_address())
    shutil.rmtree(staging)
    removed = remove_expired(data, Retention(options.keep, options.older_than))
    notes = (*recovery.words, *todo.notes)
    return Summary(published, True, todo.file_count, run, verdict, tuple(removed), notes, passed_over(receipts))


def _checked_and_loaded(
    options: BuildOptions, built: Path, release: Release | None, todo: Work, run: Run, is_small: bool
) -> Verdict:
    """Check the tables and build the database: with more than one worker both at the same time, if they are small."""
    floors = floors_of(options.floors)
    if not options.is_side_by_side or not is_small:
        apart = Beside(APART) if options.is_side_by_side else None
        with stage("validate"):
            verdict = validate(built, run, _unseen(todo.fresh), floors, release, apart)
        dismiss()
        if verdict.faults:
            return verdict
        with stage("load"):
            load(built, release)
            complete(built)
        return verdict
    runner: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=1)
    with runner, stage("validate", 2) as step:
        loading = runner.submit(load, {"built": built, "last": release, "is_checked": False})
        try:
            verdict = validate(built, run, _unseen(todo.fresh), floors, release, Beside(APART, loading.wait))
        except BaseException:
            stop(loading)
            raise
        step.advance()
        loading.result(raise_on_failure=not verdict.faults)
        if verdict.withheld_count and not verdict.faults:
            load(built, release)
        if not verdict.faults:
            complete(built)
        step.advance()
    return verdict


def _unseen(value: Value) -> Value:
    """A value in which Prefect does not look for futures before a task gets it: 0.5 s of CPU for 10,000 files."""
    return cast("Value", quote(value))


def _run(source: str, interrupted: str | None, release: Release | None) -> Run:
    """A new run, or the interrupted one taken up again: rows that are staged name it."""
    now = start_after(release)
    run_id = interrupted or f"{now:%Y%m%dT%H%M%S}-{uuid4().hex[:6]}"
    return Run(run_id, now, None, source, version("broadsheet"), 0, 0, 0, 0, 0, 0)


def _read(shards: Sequence[Shard], options: BuildOptions, run_id: str) -> list[Receipt]:
    """Structure and enrich every shard, each a task; a shard is enriched as soon as it is structured."""
    with task_runner(options) as runner, stage("read", 2 * len(shards)) as step:
        structured = [runner.submit(structure, {"shard": shard, "run_id": run_id}) for shard in shards]
        enriched = [
            runner.submit(enrich, {"shard": shard, "receipt": future, "run_id": run_id}, {future})
            for shard, future in zip(shards, structured, strict=True)
        ]
        for _ in as_completed([*structured, *enriched]):
            step.advance()
        return [future.result() for future in enriched]


def _why(verdict: Verdict, release: Release | None) -> str:
    first, *others = verdict.faults
    found = "could not be computed" if first.outcome == "error" else f"found {first.observed}"
    line = first_line(first)
    example = f". For example {line}" if line else ""
    more = f". {len(others)} more checks stop it" if others else ""
    stands = f"Release {release.number:04d} stands." if release else "Nothing was published."
    return f"The release was stopped: {first.check_name} {found}{example}{more}. {stands}"
