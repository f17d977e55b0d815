"""Asking for a file, a folder or a decision. A dialog is gone when it was answered; nothing chosen is nothing asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox

from ui import words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from casefiles.domain.words import Lang


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


def ask_target(
    parent: QWidget, title: str, start: Path, name: str, names: str, suffix: str, lang: Lang
) -> Path | None:
    """Where to write a file that is called `name` unless the person calls it otherwise; it ends in `.suffix`.

    The dialog asks before a file is replaced, but only for the name as it was typed: we ask for the name we make.
    """
    dialog = QFileDialog(parent, title, str(start))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(names)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(name)
    typed = next(iter(_answer(dialog)), None)
    path = ending(typed, suffix) if typed is not None else None
    if path is None or path == typed or not path.exists():
        return path
    asked = words.FILE_STANDS(lang, name=path.name)
    return path if ask_verb(parent, asked, words.REPLACE(lang), words.NOT_REPLACE(lang)) else None


def ending(path: Path, suffix: str) -> Path:
    """The path with `.suffix` after its whole name, unless it ends so: `张三.档案` is a name, not a kind of file."""
    return path if path.suffix.lower() == f".{suffix}" else path.with_name(f"{path.name}.{suffix}")


def ask_verb(parent: QWidget, text: str, act: str, leave: str) -> bool:
    """Whether the person chose `act`; `leave`, which changes nothing, has the keyboard and is what Esc means."""
    box = QMessageBox(QMessageBox.Icon.Question, parent.window().windowTitle(), text, parent=parent)
    try:
        acts = box.addButton(act, QMessageBox.ButtonRole.AcceptRole)
        stays = box.addButton(leave, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stays)
        box.setEscapeButton(stays)
        box.exec()
        return box.clickedButton() is acts
    finally:
        box.deleteLater()


def _answer(dialog: QFileDialog) -> list[Path]:
    try:
        return [Path(file) for file in dialog.selectedFiles()] if dialog.exec() else []
    finally:
        dialog.deleteLater()
