"""How are answers drawn? Vega-Lite, rendered as SVG by the official Vega in vl-convert: no browser, no script.

Colours are the document's CSS variables, so that one drawing serves light and dark. Each chart is drawn once for
each width that the page has room for. Marks carry their values as <title>, which a mouse shows.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any, Final

import vl_convert

from tasks.reporting.words import amount, plain, said

Record = Mapping[str, Any]
Spec = dict[str, Any]

# Widths in CSS pixels of the column that a chart stands in: desktop, tablet, phone.
FULL: Final = (1080, 660, 340)
HALF: Final = (510, 340)
THIRD: Final = (330,)
NARROW: Final = 340
INK, SOFT, RULE, PAPER, LAND = "var(--ink)", "var(--soft)", "var(--rule)", "var(--paper)", "var(--land)"
MAIN, PALE, SECOND = "var(--main)", "var(--pale)", "var(--second)"
# Steps of the fill of a heat map, from none to all.
STEPS: Final = tuple(f"var(--step-{step})" for step in range(6))
ROW: Final = 34  # height of a ranked row: words above, bar below

CONFIG: Final[Spec] = {
    "background": None,
    "font": "Helvetica, Arial, sans-serif",
    "padding": {"left": 0, "top": 2, "right": 0, "bottom": 2},
    "view": {"stroke": None},
    "axis": {
        "labelColor": SOFT, "labelFontSize": 12, "gridColor": RULE, "domain": False, "ticks": False, "labelPadding": 6,
        "title": None,
    },
    "legend": {"labelColor": INK, "labelFontSize": 13, "title": None, "orient": "top", "offset": 6},
    "text": {"fontSize": 13, "color": INK},
}  # fmt: skip
# Below the line counts are negative to Vega, not to readers.
COUNT_ABOVE_OR_BELOW: Final = "format(abs(datum.value), abs(datum.value) < 1000000 ? ',' : '~s')"
TITLE: Final = {"field": "title", "type": "nominal"}

_TITLED: Final = re.compile(r'<(path|text|line|rect)([^>]*?) aria-label="([^"]*)"([^>]*?)/>')
_ARIA: Final = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')
# The document's frame clips; Vega's own clips are numbered by process, and numbers must be unique in a document.
_CLIP: Final = re.compile(r' clip-path="url\(#[^)]*\)"|<defs>.*?</defs>', re.DOTALL)
_LONG: Final = re.compile(r"(\d+\.\d)\d+")
_SIZE: Final = re.compile(r'^<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*>')


def drawn(draw: Callable[[int], Spec], widths: Sequence[int], words: str) -> str:
    """A chart at every width, for the style sheet to choose from; `words` tell its content where it is not seen."""
    return "".join(_svg(draw(width), width, words) for width in widths)


def _svg(chart: Spec, width: int, words: str) -> str:
    svg = vl_convert.vegalite_to_svg({"config": CONFIG} | chart, vl_version="6.4", allowed_base_urls=[])
    svg = _ARIA.sub("", _TITLED.sub(_with_title, _LONG.sub(r"\1", _CLIP.sub("", svg))))

    def head(size: re.Match[str]) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="w{width}" viewBox="0 0 {size[1]} {size[2]}" '
            f'width="{size[1]}" height="{size[2]}" role="img" aria-label="{escape(plain(words))}">'
        )

    return _SIZE.sub(head, svg)


def _with_title(mark: re.Match[str]) -> str:
    name, before, title, after = mark.groups()
    return f"<{name}{before}{after}><title>{title}</title></{name}>"


def _data(rows: Sequence[Record]) -> Spec:
    return {"values": [{name: _value(value) for name, value in row.items()} for row in rows]}


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()[:10]
    return plain(value) if isinstance(value, str) else value


def _field(name: str, kind: str = "quantitative", **more: Any) -> Spec:
    return {"field": name, "type": kind, **more}


def _rank() -> Spec:
    return _field("rank", "ordinal", axis=None, scale={"padding": 0})


def over_time(rows: Sequence[Record], width: int) -> Spec:
    """Bars of articles by the day of publication; what was captured in the same time hangs below the line."""
    words = {"articles": "articles published", "pages": "pages captured"}
    long = [
        {"period": row["period"], "kind": words[kind], "count": row[kind] if kind == "articles" else -row[kind],
         "title": f"{said(row['period'])}, {row['step']}: {row[kind]:,} {words[kind]}"}
        for row in rows for kind in words if row[kind]
    ]  # fmt: skip
    bar = max(1.0, min(24.0, 0.8 * (width - 60) / _steps(rows)))
    colour: Spec = _field("kind", "nominal", scale={"domain": list(words.values()), "range": [MAIN, SECOND]})
    if not any(row["pages"] for row in rows):
        colour["legend"] = None
    return {
        "data": _data(long),
        "width": width - 50,
        "height": 300 if width > NARROW else 220,
        "mark": {"type": "bar", "size": bar},
        "encoding": {
            "x": _field("period", "temporal", axis={"grid": False, "tickCount": max(4, width // 110)},
                        scale={"type": "utc", "padding": bar}),
            "y": _field("count", axis={"tickCount": 5, "labelExpr": COUNT_ABOVE_OR_BELOW}),
            "color": colour,
            "description": TITLE,
        },
    }  # fmt: skip


def _steps(rows: Sequence[Record]) -> int:
    """How many steps of time lie from the first row to the last."""
    if not rows:
        return 1
    days = {"year": 365.25, "month": 30.4, "week": 7, "day": 1}[rows[0]["step"]]
    return int((rows[-1]["period"] - rows[0]["period"]).days / days) + 1


def ranked(rows: Sequence[Record], label: str, value: str, width: int, part: str | None = None) -> Spec:
    """A ranking: the words above, the bar below, the value at the end; `part` of it is drawn full, the rest pale."""
    listed = [
        {"rank": rank, "label": said(row[label]), "value": row[value], "part": row[part or value],
         "said": said(row[value]), "title": f"{said(row[label])}: {said(row[value])}"}
        for rank, row in enumerate(rows)
    ]  # fmt: skip
    bars = [
        {"mark": {"type": "bar", "height": 9, "yOffset": 7, "color": colour},
         "encoding": {"x": _field(name, axis=None, scale={"nice": False}), "description": TITLE}}
        for name, colour in (("value", PALE if part else MAIN), ("part", MAIN))
    ]  # fmt: skip
    above = {"type": "text", "baseline": "bottom", "dy": 1}
    return {
        "data": _data(listed),
        "width": width - 4,
        "height": ROW * max(1, len(listed)),
        "encoding": {"y": _rank()},
        "layer": [
            *bars[: 2 if part else 1],
            {"mark": {**above, "align": "left", "limit": width - 70},
             "encoding": {"x": {"value": 0}, "text": {"field": "label"}}},
            {"mark": {**above, "align": "right", "fontWeight": "bold"},
             "encoding": {"x": {"value": width - 4}, "text": {"field": "said"}}},
        ],
    }  # fmt: skip


def world(rows: Sequence[Record], land: Mapping[str, Any], width: int) -> Spec:
    """Places as circles on a map, their areas by articles; the largest are named."""
    height = round(width * 0.47)
    most = max((row["articles"] for row in rows), default=1)
    listed = [
        {"name": row["name"], "x": row["longitude"], "y": row["latitude"], "articles": row["articles"],
         "title": f"{said(row['name'])}: {said(row['articles'])} articles"}
        for row in rows
    ]  # fmt: skip
    place = {"longitude": _field("x"), "latitude": _field("y")}
    size = {"domain": [0, most], "range": [6, min((width / 45) ** 2 * 4, 60.0 * most)]}
    names = {"data": _data(_apart(listed, 9 if width > NARROW else 5, 1080 / width * 14)),
             "encoding": {**place, "text": {"field": "name"}}}  # fmt: skip
    bold = {"type": "text", "dy": -9, "fontWeight": "bold", "fontSize": 12}
    return {
        "width": width - 4,
        "height": height,
        "projection": {"type": "equalEarth", "rotate": [-11, 0, 0], "scale": width / 5,
                       "translate": [width / 2, height / 1.8]},
        "layer": [
            {"data": {"values": land, "format": {"type": "topojson", "feature": "land"}},
             "mark": {"type": "geoshape", "fill": LAND}},
            {"data": _data(listed),
             "mark": {"type": "circle", "color": MAIN, "fillOpacity": 0.55, "stroke": PAPER, "strokeWidth": 0.7},
             "encoding": {**place, "size": _field("articles", scale=size, legend=None), "description": TITLE}},
            {**names, "mark": {**bold, "stroke": PAPER, "strokeWidth": 3, "strokeOpacity": 0.85}},
            {**names, "mark": bold},
        ],
    }  # fmt: skip


def _apart(listed: Sequence[Record], most: int, degrees: float) -> list[Record]:
    """The first places whose names do not run into each other."""
    chosen: list[Record] = []
    for row in listed:
        if all(abs(row["x"] - c["x"]) > degrees * 1.6 or abs(row["y"] - c["y"]) > degrees / 2 for c in chosen):
            chosen.append(row)
        if len(chosen) == most:
            break
    return chosen


def ranges(rows: Sequence[Record], width: int) -> Spec:
    """From the lowest to the highest figure that anyone gives for the same thing, on a scale of powers of ten."""
    listed = [
        {"rank": rank, "label": row["label"], "low": row["lowest"], "high": row["highest"],
         "low_said": amount(row["lowest"]), "high_said": amount(row["highest"]),
         "title": f"{said(row['label'])}: {amount(row['lowest'])} to {amount(row['highest'])}"}
        for rank, row in enumerate(rows)
    ]  # fmt: skip
    low = min((row["low"] for row in listed), default=1)
    high = max((row["high"] for row in listed), default=10)
    scale = {"type": "log", "domain": [low, high], "padding": 60, "nice": False}
    at = {name: _field(name, axis=None, scale=scale) for name in ("low", "high")}
    ends = (("low", SECOND, "right", -9), ("high", MAIN, "left", 9))
    return {
        "data": _data(listed),
        "width": width - 4,
        "height": 46 * max(1, len(listed)),
        "encoding": {"y": _rank()},
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 3, "color": PALE, "yOffset": 8},
             "encoding": {"x": at["low"], "x2": {"field": "high"}, "description": TITLE}},
            *({"mark": {"type": "circle", "size": 70, "color": colour, "opacity": 1, "yOffset": 8},
               "encoding": {"x": at[end], "description": TITLE}} for end, colour, _, _ in ends),
            *({"mark": {"type": "text", "align": align, "baseline": "middle", "dx": shift, "dy": 8, "fontSize": 12,
                        "color": SOFT},
               "encoding": {"x": at[end], "text": {"field": f"{end}_said"}}} for end, _, align, shift in ends),
            {"mark": {"type": "text", "align": "left", "baseline": "bottom", "dy": -3, "limit": width - 10},
             "encoding": {"x": {"value": 0}, "text": {"field": "label"}}},
        ],
    }  # fmt: skip


def columns(rows: Sequence[Record], label: str, value: str, width: int) -> Spec:
    """Upright bars in the order given, each with its value."""
    listed = [
        {"label": row[label], "value": row[value], "said": said(row[value]),
         "title": f"{row[label]}: {said(row[value])}"} for row in rows
    ]  # fmt: skip
    axis = {"labelAngle": 0, "labelLimit": width // 4}
    return {
        "data": _data(listed),
        "width": width - 4,
        "height": 180,
        "encoding": {"x": _field("label", "nominal", sort=None, axis=axis, scale={"padding": 0.15})},
        "layer": [
            {"mark": {"type": "bar", "color": MAIN},
             "encoding": {"y": _field("value", axis=None), "description": TITLE}},
            {"mark": {"type": "text", "dy": -8, "fontWeight": "bold"},
             "encoding": {"y": _field("value", axis=None), "text": {"field": "said"}}},
        ],
    }  # fmt: skip


def heat(rows: Sequence[Record], width: int) -> Spec:
    """Fill rates: a row a publisher, a column a field, the percentage in the cell."""
    listed = [
        {"publisher": row["publisher"], "field": row["field"].replace("_", " "), "said": f"{row['percent']:.0f}",
         "step": min(5, int(row["percent"] // 20)),
         "title": f"{said(row['publisher'])}, {row['field'].replace('_', ' ')}: {row['percent']:.0f} percent"}
        for row in rows
    ]  # fmt: skip
    room = min(220, round(width * 0.34))
    on_dark = {"condition": {"test": "datum.step >= 3", "value": "var(--on-step)"}, "value": INK}
    top = {"orient": "top", "labelAngle": 0 if width > NARROW else -45, "labelLimit": 110}
    return {
        "data": _data(listed),
        "width": width - room - 14,
        "height": 30 * len(dict.fromkeys(row["publisher"] for row in rows)),
        "encoding": {
            "x": _field("field", "nominal", sort=None, axis=top),
            "y": _field("publisher", "nominal", sort=None, axis={"labelLimit": room, "labelColor": INK}),
        },
        "layer": [
            {"mark": {"type": "rect", "stroke": PAPER, "strokeWidth": 2},
             "encoding": {"color": _field("step", "ordinal", legend=None,
                                          scale={"domain": list(range(6)), "range": list(STEPS)}),
                          "description": TITLE}},
            {"mark": {"type": "text", "fontSize": 12}, "encoding": {"text": {"field": "said"}, "color": on_dark}},
        ],
    }  # fmt: skip
