"""Which judgements return for many columns? Shapes of values that every table knows."""

from typing import Final

from expectations import Expectation, never

# Letters that cannot be seen: white space, format and control characters.
BLANK: Final = r"^[\s\p{Z}\p{C}]*$"
# Control characters other than tab, newline and carriage return; decoding takes them out.
CONTROL: Final = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
TAG: Final = r"</?[a-zA-Z][a-zA-Z0-9]*(\s[^<>]*)?/?>"


def not_blank(table: str, column: str, severity: str = "row") -> Expectation:
    """A text that is there has something to read in it."""
    name = f"{table}.{column}.not_blank"
    return never(name, f"regexp_matches({column}, '{BLANK}')", severity, f"No {column} is blank.")


def no_controls(table: str, column: str, severity: str = "row") -> Expectation:
    """Decoding left no control characters."""
    name, words = f"{table}.{column}.no_controls", f"No {column} has control characters."
    return never(name, f"regexp_matches({column}, '{CONTROL}')", severity, words)


def no_markup(table: str, column: str) -> Expectation:
    """What looks like an HTML tag is worth a look; a page may well write about one."""
    name, words = f"{table}.{column}.no_markup", f"No {column} has what looks like an HTML tag."
    return never(name, f"regexp_matches({column}, '{TAG}')", "warn", words)


def at_most(table: str, column: str, length: int, severity: str) -> Expectation:
    """A text is no longer than such texts are."""
    name, words = f"{table}.{column}.length", f"No {column} is longer than {length:,} characters."
    return never(name, f"length({column}) > {length}", severity, words)


def basis_agrees(table: str, column: str, basis: str) -> Expectation:
    """A value has a basis, and a basis has a value."""
    name = f"{table}.{basis}.agrees"
    words = f"{basis} is 'none' if, and only if, there is no {column}."
    return never(name, f"({basis} = 'none') <> ({column} IS NULL)", "gate", words)


def ordered(table: str, first: str, second: str, severity: str) -> Expectation:
    """Of two values, the first is not the greater one."""
    name, words = f"{table}.{second}.not_before_{first}", f"{second} is never less than {first}."
    return never(name, f"{second} < {first}", severity, words)


def together(table: str, first: str, second: str) -> Expectation:
    """Of two values, either both are there or neither."""
    name, words = f"{table}.{second}.with_{first}", f"{first} and {second} are given together."
    return never(name, f"({first} IS NULL) <> ({second} IS NULL)", "gate", words)
