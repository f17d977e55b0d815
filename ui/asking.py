"""Asking for a file or a folder. Every dialog is gone when it was answered; nothing chosen is nothing asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def ask_files(parent: QWidget, title: str, start: Path, names: str, *, many: bool = False) -> list[Path]:
    """Files that exist; `names` is "Workbooks (*.xlsx *.csv)". Empty when the person thought better of it."""
    dialog = QFileDialog(parent, title, str(start))
    mode = QFileDialog.FileMode
    dialog.setFileMode(mode.ExistingFiles if many else mode.ExistingFile)
    dialog.setNameFilter(names)
    return _answer(dialog)


def ask_folder(parent: QWidget, title: str, start: Path) -> Path | None:
    """A folder that exists."""
    dialog = QFileDialog(parent, title, str(start))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    return next(iter(_answer(dialog)), None)


def ask_target(parent: QWidget, title: str, start: Path, name: str, names: str, suffix: str) -> Path | None:
    """Where to write a file that is called `name` unless the person calls it otherwise."""
    dialog = QFileDialog(parent, title, str(start))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(names)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(name)
    return next(iter(_answer(dialog)), None)


def _answer(dialog: QFileDialog) -> list[Path]:
    try:
        return [Path(file) for file in dialog.selectedFiles()] if dialog.exec() else []
    finally:
        dialog.deleteLater()
