"""`broadsheet`: the command. Thin: it reads arguments, calls the flow or the warehouse, and prints.

Exit codes: 0 done, 1 the work could not be done (a gate failed, the data folder is busy), 2 the call was wrong,
3 `diff --exit-code` found a difference, 130 interrupted. A command imports what it needs when it is called: `--help` is
quick, and only `run` and `serve` wait for Prefect.
"""

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.forms import DEFAULT_OUT, Engine, FaultError, Format, Stage, data_folder, format_of, missing

if TYPE_CHECKING:
    from warehouse.release import Release

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
Out = Annotated[
    Path,
    typer.Option(
        "--out", parser=data_folder, metavar="PATH", help="Data folder; the current release lies in <out>/current."
    ),
]
Workers = Annotated[
    int, typer.Option(min=1, max=64, help="Cores for the work: shards at the same time, threads of the database.")
]
Keep = Annotated[int | None, typer.Option(min=1, help="Keep this many of the newest releases.")]
OlderThan = Annotated[
    float | None, typer.Option(min=0, max=36_500, metavar="DAYS", help="Remove only releases older than this.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def _print_version(is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        print(f"broadsheet {version('broadsheet')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Broadsheet reads raw news pages into a DuckDB warehouse in which every value leads to its line."""


@app.command()
def run(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, glob patterns, or s3://bucket/folder.")],
    out: Out = DEFAULT_OUT,
    workers: Workers = 2,
    engine: Annotated[Engine, typer.Option(help="Where shards are worked on.")] = Engine.processes,
    scheduler: Annotated[str | None, typer.Option(help="Dask scheduler for --engine dask: tcp://host:8786.")] = None,
    mirror: Annotated[str | None, typer.Option(help="Copy every release there: s3://bucket/folder, file:///…")] = None,
    floors: Annotated[Path | None, typer.Option(help="TOML file with other floors of drift than ours.")] = None,
    keep: Keep = None,
    older_than: OlderThan = None,
    reprocess: Annotated[bool, typer.Option("--reprocess", help="Read again what changed rules touch.")] = False,
    stage: Annotated[Stage | None, typer.Option(help="With --reprocess: this stage, changed or not.")] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Drop pages whose files are not in the inputs.")] = False,
    is_json: Json = False,
) -> None:
    """Read what is new in the inputs and publish the warehouse that holds it.

    Example: broadsheet run dumps/ archive.warc.gz --out data
    """
    from flows.faults import told
    from flows.own_server import start_server
    from flows.room import lack_of_room
    from flows.settings import BuildOptions, has_server_of_its_own, prepare_environment
    from flows.standing import outlook
    from flows.words import as_json, standing_dict, standing_text, summary_dict, summary_text
    from warehouse.store import store_at

    if stage is not None and not reprocess:
        raise FaultError("--stage says what --reprocess runs again: give both.", 2)
    options = BuildOptions(
        inputs=inputs,
        out=str(out),
        workers=workers,
        engine=engine,
        scheduler=scheduler,
        mirror=mirror,
        floors=floors,
        keep=keep,
        older_than=older_than,
        prune=prune,
        reprocess=reprocess,
        stage=stage,
    )
    with told(out):
        if mirror:
            store_at(mirror)  # a wrong address is told before the work, not after it
        prepare_environment(out)
        stands, fresh_count = outlook(options)
        if stands is not None:
            print(as_json(standing_dict(stands)) if is_json else standing_text(stands, out))
            return
        if lacking := lack_of_room(out):
            raise FaultError(lacking, 1)
        server = start_server() if has_server_of_its_own() else None
        from flows.own_cluster import begin
        from tasks.prepare import prepare

        count = options.workers_for(fresh_count)
        if engine is not Engine.dask:
            prepare(options.page_limits, count)
        elif count:
            begin(count, options.page_limits)
        from flows.build import build

        if server is not None:
            server.wait()
        summary = build(options)
    print(as_json(summary_dict(summary)) if is_json else summary_text(summary, out))


@app.command()
def serve(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, glob patterns, or s3://bucket/folder.")],
    out: Out = DEFAULT_OUT,
    cron: Annotated[str, typer.Option(help="When to build, as a cron line.")] = "0 3 * * *",
    every: Annotated[int | None, typer.Option(min=5, metavar="SECONDS", help="Build this often, instead.")] = None,
    timezone: Annotated[str, typer.Option(help="The time zone of the cron line.")] = "UTC",
    host: Annotated[str, typer.Option(help="Address to listen on. Who reaches it can start runs.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the server and its pages.")] = 4200,
    workers: Workers = 2,
    mirror: Annotated[str | None, typer.Option(help="Copy every release there: s3://bucket/folder, file:///…")] = None,
    keep: Keep = None,
    older_than: OlderThan = None,
) -> None:
    """Build on a schedule, with a Prefect server to watch it in.

    Example: broadsheet serve dumps/ --cron "0 3 * * *" --timezone Europe/Berlin
    """
    from flows.serve import serve as serve_until_stopped
    from flows.settings import ServeOptions
    from tasks.places import absolute

    serve_until_stopped(
        ServeOptions(
            inputs=[absolute(name) for name in inputs], out=str(out.absolute()), cron=cron, every=every,
            timezone=timezone, host=host, port=port, workers=workers, mirror=mirror, keep=keep, older_than=older_than,
        )
    )  # fmt: skip


@app.command()
def status(out: Out = DEFAULT_OUT, is_json: Json = False) -> None:
    """Show the releases, what they hold, and how their checks went."""
    from flows.words import as_json, print_table, status_rows, status_table
    from warehouse.release import releases

    if not releases(out):
        raise FaultError(f"There is no release in {out} yet. 'broadsheet run FOLDER --out {out}' makes one.", 1)
    if is_json:
        print(as_json(status_rows(out)))
    else:
        print_table(*status_table(out))


@app.command()
def schema(
    name: Annotated[str | None, typer.Argument(help="A table, view or macro; without it, all of them.")] = None,
    out: Out = DEFAULT_OUT,
    is_json: Json = False,
) -> None:
    """Show what the current release holds and what every column means.

    Example: broadsheet schema quotes
    """
    from flows.catalogue import print_schema

    print_schema(_current(out), name, is_json)


@app.command()
def doctor(out: Out = DEFAULT_OUT, is_json: Json = False) -> None:
    """Look whether everything is there that Broadsheet needs, and say what to do. Exits with 1 at a fault."""
    from flows.doctor import examine

    if not examine(out, is_json):
        raise typer.Exit(1)


@app.command(name="releases")
def list_releases(out: Out = DEFAULT_OUT, as_json: Json = False) -> None:
    """List the kept releases: number, time, counts, size, and which one is current."""
    from flows import kept

    kept.list_releases(out, as_json)


@app.command()
def rollback(
    number: Annotated[int | None, typer.Argument(help="A kept release; without it, the one before.")] = None,
    out: Out = DEFAULT_OUT,
) -> None:
    """Make an earlier release the current one. The next run builds on it."""
    from flows import kept

    kept.roll_back(out, number)


@app.command()
def prune(out: Out = DEFAULT_OUT, keep: Keep = None, older_than: OlderThan = None) -> None:
    """Remove old releases; with both options, those that neither keeps. Never the current one.

    Example: broadsheet prune --keep 7 --older-than 30
    """
    from flows import kept
    from warehouse.retention import Retention

    kept.prune(out, Retention(keep, older_than))


@app.command()
def push(
    mirror: Annotated[str, typer.Argument(help="Where to: s3://bucket/folder, gs://…, file:///…")],
    out: Out = DEFAULT_OUT,
) -> None:
    """Make a mirror what the data folder is: new releases go there, those that are gone here go there too.

    Example: broadsheet push s3://newsroom/broadsheet
    """
    from flows import mirrored

    mirrored.push(out, mirror)


@app.command()
def pull(
    mirror: Annotated[str, typer.Argument(help="Where from: s3://bucket/folder, gs://…, file:///…")],
    out: Out = DEFAULT_OUT,
) -> None:
    """Bring a mirror's current release here, to read it or to go on from it.

    Example: broadsheet pull s3://newsroom/broadsheet --out data
    """
    from flows import mirrored

    mirrored.pull(out, mirror)


@app.command()
def forget(
    what: Annotated[str, typer.Argument(metavar="URL|PAGE_ID", help="The page's address, or its page_id.")],
    out: Out = DEFAULT_OUT,
    by: Annotated[str | None, typer.Option(help="Who takes it down; the user's name if not given.")] = None,
    trial: Annotated[bool, typer.Option("--trial", help="Say which pages are meant and change nothing.")] = False,
) -> None:
    """Take a page down: it leaves every kept release and raw quarantine with its copies, and stays out.

    Example: broadsheet forget https://example.org/2017/03/a-name-that-must-go
    """
    from flows.forgetting import forget as take_down

    take_down(out, what, by, trial)


@app.command()
def diff(
    old: Annotated[int | None, typer.Argument(help="A kept release; without it, the one before.")] = None,
    new: Annotated[int | None, typer.Argument(help="A later one; without it, the current.")] = None,
    out: Out = DEFAULT_OUT,
    table: Annotated[list[str] | None, typer.Option(help="Only this table; may be given again.")] = None,
    examples: Annotated[int, typer.Option(min=0, max=1000, help="Rows shown of each kind of change.")] = 3,
    as_json: Json = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 3 if they differ.")] = False,
) -> None:
    """Show what a release changed: rows added, removed and altered, by table and publisher.

    Example: broadsheet diff 6 7 --table articles
    """
    from flows.difference import DIFFERENT, differ

    if differ(out, (old, new), table or [], examples, as_json) and exit_code:
        raise typer.Exit(DIFFERENT)


@app.command()
def sql(
    query: Annotated[str | None, typer.Argument(help="An SQL query; without it, a prompt or what is piped in.")] = None,
    out: Out = DEFAULT_OUT,
    format: Annotated[
        Format | None, typer.Option("--format", help="How to give the rows; else as --output ends, or a table.")
    ] = None,
    is_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    output: Annotated[Path | None, typer.Option("--output", help="File to write to; parquet needs one.")] = None,
) -> None:
    """Ask the current release in SQL; without a query, as often as you like.

    Example: broadsheet sql "SELECT title, word_count FROM articles ORDER BY word_count DESC LIMIT 5"
    """
    from flows.words import write_result

    release = _current(out)
    if query is None and sys.stdin.isatty():
        from flows.prompt import prompt

        prompt(release)
        return
    asked = query or sys.stdin.read()
    if not asked.strip():
        raise FaultError("There is no query: give one, or pipe one in.", 2)
    write_result(release, asked, Format.json if is_json else format or format_of(output), output)


@app.command()
def explain(
    page: Annotated[str, typer.Argument(help="A page id, the beginning of one, an address, or an input file's name.")],
    out: Out = DEFAULT_OUT,
    is_json: Json = False,
) -> None:
    """Show a page's lines with role, rule and confidence, and what each field rests on.

    Example: broadsheet explain harborledger.example_2024-03-11_port-strike.txt
    """
    from flows.explain import MOST_PRINTED, explained, print_explained
    from flows.show import no_page, several_pages
    from flows.words import as_json
    from warehouse.one_page import page_ids

    release = _current(out)
    meant = page_ids(release.database, page)
    if not meant:
        raise no_page(release, page, out)
    if len(meant) > MOST_PRINTED and not is_json:
        raise several_pages(page, meant)
    pages = explained(release, meant)
    if is_json:
        print(as_json([found.as_dict() for found in pages]))
        return
    for found in pages:
        print_explained(found)


@app.command()
def show(
    page: Annotated[str, typer.Argument(help="A page id, the beginning of one, an address, or an input file's name.")],
    out: Out = DEFAULT_OUT,
    as_html: Annotated[bool, typer.Option("--html", help="Write one HTML document, to look at or to send.")] = False,
    output: Annotated[Path | None, typer.Option("--output", help="Where to write it; else page-<id>.html.")] = None,
) -> None:
    """Show a page with the role of each line and what is marked in it, to read and to cite.

    Example: broadsheet show harborledger.example_2024-03-11_port-strike.txt --html
    """
    from flows.show import show as show_page

    if output is not None and not as_html:
        raise FaultError("--output says where to write what --html makes: give both.", 2)

    show_page(_current(out), page, out, as_html, output)


quarantine = typer.Typer(help="What was held back, why, and would it be taken now?", no_args_is_help=True)
app.add_typer(quarantine, name="quarantine")
Check = Annotated[str | None, typer.Option("--check", help="Only what this check or guard held back.")]


@quarantine.command("list")
def quarantine_list(out: Out = DEFAULT_OUT, check: Check = None, as_json: Json = False) -> None:
    """List the reasons with their counts or, with --check, what one check held back.

    Example: broadsheet quarantine list --check truncated_gzip
    """
    from flows import quarantined

    quarantined.list_held(_current(out), check, as_json)


@quarantine.command("show")
def quarantine_show(
    named: Annotated[str, typer.Argument(help="An id, the beginning of one, or the name or path of an input file.")],
    out: Out = DEFAULT_OUT,
) -> None:
    """Show what is known of something that was held back, with its first raw bytes, control characters written out."""
    from flows import quarantined

    quarantined.show_held(_current(out), out, named)


@quarantine.command("retry")
def quarantine_retry(out: Out = DEFAULT_OUT, check: Check = None) -> None:
    """Read again what was held back, and publish a release if some of it would be taken now.

    Example: broadsheet quarantine retry --check reader_fault
    """
    from flows import quarantined
    from flows.faults import told
    from flows.settings import BuildOptions, WorkOptions, prepare_environment
    from flows.words import summary_text

    options = WorkOptions(out=str(out))
    with told(out):
        retry = quarantined.worth_retrying(_current(out), out.resolve(), check, options.page_limits)
        print(quarantined.retry_text(retry))
        if not retry.paths:
            return
        prepare_environment(out)
        from flows.reprocess import read_again

        summary = read_again(BuildOptions(inputs=list(retry.paths), out=str(out)), "what was held back")
    print(summary_text(summary, out))


def _current(out: Path) -> "Release":
    from warehouse.release import current

    release = current(out)
    if release is None:
        raise FaultError(f"There is no release in {out} yet. 'broadsheet run FOLDER --out {out}' makes one.", 1)
    return release


def main() -> None:
    """Run the command; faults are told in a sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal in Latin-1 shows \u2018 for what it lacks
    try:
        app()
    except ModuleNotFoundError as error:
        sys.exit(f"broadsheet: {missing(error)}")
    except Exception as error:
        from rich.console import Console

        from flows.faults import as_fault

        fault = as_fault(error)
        if fault is None:
            raise
        Console(stderr=True, highlight=False, markup=False).print(f"broadsheet: {fault}", soft_wrap=True)
        sys.exit(fault.code)


if __name__ == "__main__":
    main()
