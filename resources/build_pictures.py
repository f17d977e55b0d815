"""Makes the README's pictures with the program itself, of invented people: window and a dossier page.

`python resources/build_pictures.py` writes docs/pictures/*.png. It needs pdftoppm for the printed page.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"
TARGET = ROOT / "docs" / "pictures"


def main() -> int:
    """Play a demo, photograph it."""
    import main as program

    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        program.main(["demo", str(demo), "--no-window"])
        window(program, demo / "township")
        page = next((demo / "papers").glob("*-dossier.pdf"))
        command = ["pdftoppm", "-png", "-r", "96", "-f", "2", "-l", "2", "-singlefile", page, TARGET / "dossier"]
        subprocess.run(command, check=True)  # noqa: S603
    return 0


def window(program, office: Path) -> None:  # type: ignore[no-untyped-def]
    """The first page of the township's window."""
    from PySide6.QtCore import QEventLoop, QTimer

    from ui.app import make_app
    from ui.preferences import Preferences
    from ui.session import Session
    from ui.window import Shell

    app = make_app(sys.argv[:1])
    with tempfile.TemporaryDirectory() as settings:
        doors = program.Doors()
        shell = Shell(None, Preferences(Path(settings)))
        session = Session(shell, doors, office)
        shell.resize(1366, 768)
        shell.show()
        session.opened(doors.open_office(office, "doorstep-demo"))
        loop = QEventLoop()
        shell.jobs.idle.connect(loop.quit)
        QTimer.singleShot(5000, loop.quit)
        loop.exec()
        for _ in range(6):  # layouts settle over several turns of the loop
            app.processEvents()
        shell.grab().save(str(TARGET / "window.png"))
        shell.close()
        session.close()


if __name__ == "__main__":
    sys.exit(main())
