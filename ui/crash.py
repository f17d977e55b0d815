"""When we are wrong: a report without anybody's data, and a sentence in place of a window that is gone.

The report holds exception types, file names, line numbers and our own code lines. It leaves out the exceptions'
messages and all values, because these may hold a child's name.
"""

from __future__ import annotations

import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from ui.preferences import standard_folder
from ui.resources import RESOURCES

if TYPE_CHECKING:
    from types import TracebackType

KEPT = 20


def report(error: BaseException) -> str:
    """The text of a report."""
    import platform  # only when it is needed: the start is measured
    import traceback

    root = RESOURCES.parent
    lines = [
        f"Doorstep, Python {platform.python_version()}, PySide6 {PySide6.__version__}, {platform.system()}",
    ]
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        for frame in traceback.extract_tb(link.__traceback__):
            path = Path(frame.filename)
            shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
            lines.append(f"  {shown}:{frame.lineno} {frame.name}")
            if path.is_relative_to(root) and frame.line:
                lines.append(f"    {frame.line}")
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n"


class CrashHook(QObject):
    """Takes uncaught exceptions of all threads; writes the report; tells the person, once at a time."""

    caught = Signal(str)  # the report's path, "" if it could not be written

    def __init__(self, folder: Path | None = None, *, tell: bool = True) -> None:
        super().__init__(QApplication.instance())
        self.folder = folder or standard_folder() / "reports"
        self._showing, self._heard = False, not tell

    def install(self) -> None:
        sys.excepthook = self.handle
        threading.excepthook = lambda args: self.handle(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write the report; the sentence follows when the event loop is free."""
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        if not self._heard:
            from PySide6.QtCore import Qt  # its many enumerations cost start time

            self._heard = True
            self.caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        text = report(error.with_traceback(trace))
        sys.stderr.write(text)
        self.caught.emit(self._write(text))

    def _write(self, text: str) -> str:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self.folder / f"report-{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
            path.write_text(text, encoding="utf-8")
            for old in sorted(self.folder.glob("report-*.txt"))[:-KEPT]:
                old.unlink()
        except OSError:
            return ""
        return str(path)

    def _tell(self, path: str) -> None:
        if self._showing:
            return
        from PySide6.QtWidgets import QMessageBox

        from ui import words

        self._showing = True
        said = [
            (words.CRASH(lang, path=path) if path else words.CRASH_NO_FILE(lang)) for lang in ("zh", "en")
        ]
        title = f"{words.CRASH_TITLE('zh')} - {words.CRASH_TITLE('en')}"
        QMessageBox.critical(QApplication.activeWindow(), title, "\n\n".join(said))
        self._showing = False
