"""Line and bar charts that survive black-and-white printing: full against dashed, filled against hollow."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from casefiles.edges.paper.blocks import Fixed
from casefiles.edges.paper.flow import MM, Flow, Laid
from casefiles.edges.paper.paint import BLACK, BLUE, DROP, GREY, PALE, RED, WHITE, Box, Colour

if TYPE_CHECKING:
    from casefiles.domain.document import Band, Chart

_HEIGHT = 60 * MM
_LINES: tuple[tuple[Colour, str], ...] = ((RED, ""), (BLUE, "4 2.4"), (BLACK, "1 2"), (GREY, "6 2 1 2"))
_BARS: tuple[Colour, ...] = ((0.45, 0.55, 0.69), WHITE, PALE, GREY)
_BANDS: tuple[Colour, ...] = ((0.975, 0.955, 0.95), (1, 1, 1), (0.925, 0.96, 0.95))


def _steps(low: float, high: float) -> list[float]:
    """Round values from `low` to `high`, four to seven of them."""
    span = max(high - low, 1e-6)
    raw = span / 5
    power = 10 ** math.floor(math.log10(raw))
    step = next(power * k for k in (1, 2, 5, 10) if power * k >= raw * 0.8)
    first = math.ceil(low / step - 1e-9)
    return [round(step * k, 6) for k in range(first, math.floor(high / step + 1e-9) + 1)]


def _number(amount: float, places: int) -> str:
    return f"{amount:.{places}f}"


def _places(amounts: list[float]) -> int:
    """Decimals needed to write all of them alike: none, one or two."""
    return next((n for n in (0, 1) if all(abs(a - round(a, n)) < 1e-6 for a in amounts)), 2)


class _Plot:
    """The scales of one chart."""

    def __init__(self, block: Chart, area: Box) -> None:
        values = [v for s in block.series for v in s.values if v is not None] or [0.0, 1.0]
        if block.stacked:
            values += [
                sum(v or 0 for v in column) for column in zip(*(s.values for s in block.series), strict=True)
            ]
        top = max(values)
        self.low = block.low if block.low is not None else min(0.0, min(values))
        high = block.high if block.high is not None else max(top, self.low + 1)
        whole = all(v == round(v) for v in values)
        self.high = high if block.high is not None else math.ceil(high * 1.15) if whole else high * 1.12
        self.ticks = _steps(self.low, self.high)
        if whole and block.high is None:
            self.ticks = [t for t in self.ticks if t == round(t)]
        self.places = _places([*values, *self.ticks])
        self.area = area
        self.step = area.w / max(1, len(block.categories))

    def x(self, number: int) -> float:
        return self.area.x + (number + 0.5) * self.step

    def y(self, amount: float) -> float:
        share = (min(max(amount, self.low), self.high) - self.low) / (self.high - self.low or 1)
        return self.area.y + self.area.h * (1 - share)


def chart(block: Chart, flow: Flow) -> Laid:
    """A chart across the measure, 60 mm high."""
    return Fixed(_HEIGHT, lambda f: _paint(block, f), before=1.2 * MM, after=1.5 * MM)


def _paint(block: Chart, flow: Flow) -> None:
    page, setter = flow.page, flow.setter
    whole = Box(flow.x, flow.y, flow.width, _HEIGHT)
    names = [setter.line(b.name, "song", 9) for b in block.bands]
    margin = max((n.width for n in names), default=0) + (5 * MM if names else 2 * MM)
    area = Box(flow.x + 11 * MM, flow.y + 7.5 * MM, flow.width - 11 * MM - margin, _HEIGHT - 15 * MM)
    plot = _Plot(block, area)
    _legend(block, flow, area, whole)
    for number, band in enumerate(sorted(block.bands, key=_low)):
        _band(flow, plot, band, _BANDS[number % 3], whole)
    page.rules(
        [(area.x, plot.y(t), area.x + area.w, plot.y(t)) for t in plot.ticks if t > plot.low], 0.4, PALE
    )
    for tick in plot.ticks:
        line = setter.line(_number(tick, plot.places), "song", 9.5)
        page.text(line, area.x - 2 * MM - line.width, plot.y(tick) + DROP * 9.5 - 0.6, BLACK, whole)
    every = max(
        1,
        math.ceil(
            max((setter.line(c, "song", 9.5).width for c in block.categories), default=0) / (plot.step * 0.96)
        ),
    )
    for number, name in enumerate(block.categories):
        if number % every == 0:
            line = setter.line(name, "song", 9.5)
            page.text(line, plot.x(number) - line.width / 2, area.y + area.h + 4.2 * MM, BLACK, whole)
    if block.limit is not None and plot.low < block.limit < plot.high:
        y = plot.y(block.limit)
        page.rules([(area.x, y, area.x + area.w, y)], 0.6, GREY, "3 2")
    if block.kind == "bar":
        _bars(block, flow, plot, whole)
    else:
        _curves(block, flow, plot, whole)
    page.rules([(area.x, area.y, area.x, area.y + area.h)], 0.8)
    page.rules([(area.x, area.y + area.h, area.x + area.w, area.y + area.h)], 0.8)


def _low(band: Band) -> float:
    return band.low


def _band(flow: Flow, plot: _Plot, band: Band, colour: Colour, whole: Box) -> None:
    top, bottom = plot.y(band.high), plot.y(band.low)
    area = plot.area
    flow.page.fill(Box(area.x, top, area.w, bottom - top), colour)
    if band.name:
        line = flow.setter.line(band.name, "song", 9)
        flow.page.text(line, area.x + area.w + 3 * MM, (top + bottom) / 2 + DROP * 9, GREY, whole)


def _legend(block: Chart, flow: Flow, area: Box, whole: Box) -> None:
    page, setter = flow.page, flow.setter
    y = flow.y + 2.6 * MM
    page.text(setter.line(block.title, "song", 9.5), area.x, y + DROP * 9.5, GREY, whole)
    if len(block.series) < 2:
        return
    x = flow.x + flow.width - 2 * MM
    for number in range(len(block.series) - 1, -1, -1):
        line = setter.line(block.series[number].name, "song", 9.5)
        x -= line.width
        page.text(line, x, y + DROP * 9.5, BLACK, whole)
        x -= 11 * MM
        if block.kind == "bar":
            page.bar(Box(x + 4 * MM, y - 1.3 * MM, 5 * MM, 2.6 * MM), _BARS[number % 4], 0.6)
        else:
            colour, dash = _LINES[number % 4]
            page.rules([(x, y, x + 9 * MM, y)], 1.2, colour, dash)
            _dot(flow, x + 4.5 * MM, y, number)
        x -= 5 * MM


def _dot(flow: Flow, x: float, y: float, number: int) -> None:
    if number % 2 == 0:
        flow.page.disc(x, y, 1.05 * MM, _LINES[number % 4][0])
    else:
        side = 1.8 * MM
        flow.page.pen(0.9, BLUE, "")
        flow.page.bar(Box(x - side / 2, y - side / 2, side, side), WHITE, 0.9, _LINES[number % 4][0])


def _curves(block: Chart, flow: Flow, plot: _Plot, whole: Box) -> None:
    page = flow.page
    ends: list[tuple[float, str]] = []
    for number, series in enumerate(block.series):
        colour, dash = _LINES[number % 4]
        run: list[tuple[float, float]] = []
        points: list[tuple[float, float]] = []
        for k, amount in enumerate(series.values):
            if amount is None:
                page.polyline(run, 1.2, colour, dash)
                run = []
            else:
                run.append((plot.x(k), plot.y(amount)))
                points.append(run[-1])
        page.polyline(run, 1.2, colour, dash)
        for x, y in points:
            _dot(flow, x, y, number)
        last = next((v for v in reversed(series.values) if v is not None), None)
        if last is not None and points:
            ends.append(
                (
                    plot.y(last),
                    f"{series.name} {_number(last, plot.places)}"
                    if len(block.series) > 1
                    else _number(last, plot.places),
                )
            )
    at = -1e9
    for y, text in sorted(ends):
        at = max(y - 2.4 * MM if len(ends) > 1 else y - 2.6 * MM, at + 4 * MM)
        line = flow.setter.line(text, "hei", 9)
        x = min(plot.x(len(block.categories) - 1) + 2 * MM, whole.x + whole.w - line.width)
        page.text(line, x, at + DROP * 9, BLACK, whole)


def _bars(block: Chart, flow: Flow, plot: _Plot, whole: Box) -> None:
    page = flow.page
    count = 1 if block.stacked else max(1, len(block.series))
    width = min(plot.step * 0.62 / count, 9 * MM)
    foot = [0.0] * len(block.categories)
    for number, series in enumerate(block.series):
        for k, amount in enumerate(series.values):
            if not amount:
                continue
            x = plot.x(k) - width * count / 2 + (0 if block.stacked else number * width)
            top, bottom = plot.y(foot[k] + amount), plot.y(foot[k])
            page.bar(Box(x, top, width, bottom - top), _BARS[number % 4], 0.5)
            if block.stacked:
                foot[k] += amount
            else:
                _over(flow, plot, amount, x + width / 2, top, whole)
    for k, total in enumerate(foot):
        if total:
            _over(flow, plot, total, plot.x(k), plot.y(total), whole)


def _over(flow: Flow, plot: _Plot, amount: float, x: float, top: float, whole: Box) -> None:
    line = flow.setter.line(_number(amount, plot.places), "song", 9)
    if line.width <= plot.step:
        flow.page.text(line, x - line.width / 2, top - 1.1 * MM, BLACK, whole)
