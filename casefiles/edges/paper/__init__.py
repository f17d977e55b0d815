"""Document in, PDF out: `render` for one paper, `render_many` for one file of many, `missing` before
printing.

    pdf = render(compose(file, "zh", masked=True))
    copy = encrypt(archive(pdf), "a passphrase")   # PDF/A forbids encryption: usually one of the two

Everything runs without network and without fonts of the PC. A character that no carried font has is drawn
as a box and listed in `Printed.missing`; nothing is ever left out silently.
"""

from __future__ import annotations

from casefiles.edges.paper.fonts import FONTS, Fonts, missing
from casefiles.edges.paper.post import archive, encrypt
from casefiles.edges.paper.render import Printed, print_out, render, render_each, render_many

__all__ = [
    "FONTS",
    "Fonts",
    "Printed",
    "archive",
    "encrypt",
    "missing",
    "print_out",
    "render",
    "render_each",
    "render_many",
]
