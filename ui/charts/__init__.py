"""Charts for pages and paper: `ChartCard(theme, lang, BarChart(theme, lang, title, [Item(label, value, key)]))`."""

from __future__ import annotations

from ui.charts.base import Chart, Item
from ui.charts.kinds import BarChart, ChartCard, Donut, RankedBars, percent_show
from ui.charts.line import LineChart, Series

__all__ = [
    "BarChart",
    "Chart",
    "ChartCard",
    "Donut",
    "Item",
    "LineChart",
    "RankedBars",
    "Series",
    "percent_show",
]
