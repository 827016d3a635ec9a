"""Line and bar charts, drawn by Vega-Lite."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from .drawing import FIRST, MUTED, SECOND, base, draw


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart: its name, written at its end, and a value (or None, a gap) for each day."""

    name: str
    values: Sequence[float | None]
    dashed: bool = False


def line_chart(
    *, days: Sequence[date], lines: Sequence[Line], width: int = 640, height: int = 240, unit: str = "month"
) -> SafeString:
    """Lines over time, each named at its end. `unit` is `day`, `week` or `month`: how days are written.

    Raises ValueError when a line has not one value for each day.
    """
    if any(len(line.values) != len(days) for line in lines):
        raise ValueError("Every line of a chart needs one value for each day.")
    spec = base(width, height)
    layers = []
    for number, line in enumerate(lines):
        rows = [
            {"day": day.isoformat(), "value": value}
            for day, value in zip(days, line.values, strict=True)
            if value is not None
        ]
        if not rows:
            continue
        ink = (FIRST, SECOND, MUTED)[number % 3]
        x = {
            "field": "day",
            "type": "temporal",
            "scale": {"type": "utc"},
            "axis": {
                "title": None,
                "format": "%b %Y" if unit == "month" else "%-d %b",
                "labelOverlap": True,
                "grid": False,
                "tickCount": min(len(days), 8),
            },
        }
        y = {
            "field": "value",
            "type": "quantitative",
            "scale": {"domainMin": 0, "nice": True},
            "axis": {"title": None, "tickCount": 5, "format": ",~f", "domain": False, "ticks": False},
        }
        mark = {"type": "line", "color": ink, "strokeWidth": 2.5}
        if line.dashed:
            mark["strokeDash"] = [6, 4]
        layers.append({"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": y}})
        if len(rows) == 1:
            layers.append(
                {
                    "data": {"values": rows},
                    "mark": {"type": "point", "color": ink},
                    "encoding": {"x": x, "y": y},
                }
            )
        layers.append(
            {
                "data": {"values": [{**rows[-1], "name": line.name}]},
                "mark": {
                    "type": "text",
                    "align": "left",
                    "dx": 6,
                    "dy": -8 if number % 2 == 0 else 10,
                    "color": ink,
                },
                "encoding": {"x": x, "y": y, "text": {"field": "name", "type": "nominal"}},
            }
        )
    if not layers:
        return SafeString("")
    return draw({**spec, "layer": layers})


def bar_chart(*, labels: Sequence[str], values: Sequence[float], width: int = 420) -> SafeString:
    """Lying bars in the order given, each with its value at its end.

    Raises ValueError when there are not as many values as labels.
    """
    if len(labels) != len(values):
        raise ValueError("Every bar needs a label and a value.")
    if not labels:
        return SafeString("")
    rows = [
        {"order": f"{number:04d}", "label": str(label), "value": value}
        for number, (label, value) in enumerate(zip(labels, values, strict=True))
    ]
    y = {
        "field": "order",
        "type": "ordinal",
        "axis": {
            "title": None,
            "ticks": False,
            "domain": False,
            "labelPadding": 8,
            # The order keeps two bars of one name apart; what is written is the name.
            "labelExpr": f"{json.dumps({row['order']: row['label'] for row in rows})}[datum.value]",
        },
    }
    x = {"field": "value", "type": "quantitative", "axis": None, "scale": {"domainMin": 0}}
    return draw(
        {
            **base(width, 30 * len(rows)),
            "data": {"values": rows},
            "layer": [
                {"mark": {"type": "bar", "color": FIRST, "height": 18}, "encoding": {"x": x, "y": y}},
                {
                    "mark": {"type": "text", "align": "left", "dx": 5},
                    "encoding": {
                        "x": x,
                        "y": y,
                        "text": {"field": "value", "type": "quantitative", "format": ",~f"},
                    },
                },
            ],
        }
    )
