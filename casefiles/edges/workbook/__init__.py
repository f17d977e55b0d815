"""Workbooks: xlsx, xls, CSV and HTML called .xls into sheets of cells; template, report and lists out as xlsx."""

from __future__ import annotations

from casefiles.edges.workbook.reading import read
from casefiles.edges.workbook.sheet import Cell, Sheet
from casefiles.edges.workbook.writing import Column, Mark, Page, write_list, write_report, write_template

__all__ = ["Cell", "Column", "Mark", "Page", "Sheet", "read", "write_list", "write_report", "write_template"]
