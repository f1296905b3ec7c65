"""How does one ask many questions in a row? A prompt with history, completion and the meaning of every column.

The command-line client of DuckDB does as much, but lets control codes that stand in pages through to the terminal.
"""

from pathlib import Path
from typing import Final

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import PygmentsLexer
from pygments.lexers.sql import SqlLexer

from flows.catalogue import columns, print_schema, things
from flows.words import FaultError, Format, write_result
from warehouse.release import Release

HISTORY: Final = Path.home() / ".broadsheet_history"
WORDS: Final = (
    "SELECT", "FROM", "WHERE", "GROUP BY", "ORDER BY", "LIMIT", "JOIN", "USING", "ON", "AND", "OR", "NOT", "IS NULL",
    "IS NOT NULL", "LIKE", "ILIKE", "BETWEEN", "IN", "AS", "DISTINCT", "HAVING", "WITH", "UNION ALL", "COUNT(*)",
    "DESC",
)  # fmt: skip
GREETING: Final = """Release {number:04d}. End a query with ; and Enter. Tab completes, ↑ brings back.
.schema lists what is there, .schema NAME its columns; Ctrl-D leaves."""


def prompt(release: Release) -> None:
    """Ask and answer until Ctrl-D."""
    print(GREETING.format(number=release.number))
    session: PromptSession[str] = PromptSession(
        "broadsheet> ", multiline=True, prompt_continuation="        ... ", history=_history(),
        completer=completer(release), complete_while_typing=False, lexer=PygmentsLexer(SqlLexer), key_bindings=_keys(),
    )  # fmt: skip
    while True:
        try:
            answered(release, session.prompt())
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _history() -> History:
    """The history in the home folder; where none can be kept, that of this prompt."""
    try:
        HISTORY.open("a").close()
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(HISTORY))


def answered(release: Release, typed: str) -> None:
    """Answer one thing that was typed; a fault is told, and the next question may come."""
    command, _, rest = typed.strip().partition(" ")
    try:
        if command == ".schema":
            print_schema(release, rest.strip() or None, False)
        elif command.startswith("."):
            print(".schema lists what is there, .schema NAME its columns; Ctrl-D leaves.")
        elif command:
            write_result(release, typed, Format.table, None)
    except FaultError as fault:
        print(fault)


def completer(release: Release) -> WordCompleter:
    """Completes keywords and every name of the release, with what it means beside it."""
    meanings: dict[str, str] = {}
    for thing in things(release):
        name = str(thing["name"]).partition("(")[0]
        meanings[name] = thing["comment"] or thing["kind"]
        for column in columns(release, name):
            meanings.setdefault(column["name"], column["comment"] or column["type"])
    return WordCompleter([*WORDS, *sorted(meanings)], ignore_case=True, meta_dict=meanings)


def _keys() -> KeyBindings:
    """Enter answers where the query is ended or a command, and begins a new line elsewhere."""
    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        typed = event.current_buffer.text.strip()
        if not typed or typed.endswith(";") or typed.startswith("."):
            event.current_buffer.validate_and_handle()
        else:
            event.current_buffer.insert_text("\n")

    return keys
