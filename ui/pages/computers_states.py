"""States of the page of computers that are worth a picture; an office alone in its hierarchy is in none of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.window import Shell

DAY_MS = 86_400_000


def some(shell: Shell) -> None:
    """A computer in use and the former one of its office, an old one that is used although it was renewed, one that is
    blocked and wrote since."""
    from casefiles import exchange

    now, code = shell.office.clock.now_ms(), shell.office.home.code
    vouched: dict[str, Any] = {"ours": True, "since_ms": now - 90 * DAY_MS, "by": code}
    at = [f"{code}{n}" for n in (201, 202, 203)]
    old, new = {**vouched, "epoch": 1, "heard_ms": now - 95 * DAY_MS}, {**vouched, "epoch": 2, "heard_ms": now}
    lost: dict[str, Any] = {"reason": "lost", "on": "2026-11-14", "blocked_ms": now - 6 * DAY_MS, "blocked_by": code}
    found = [
        exchange.Computer("mdaztwoxmibeaa2w", at[1], "水井村儿童之家", 31, True, 14, True, **lost),
        exchange.Computer("k3pqa7vhd5neww2c", at[0], "石门村儿童之家", 1204, False, 0, present=True, **new),
        exchange.Computer("b2yt4rjm6gsfoq3x", at[0], "石门村儿童之家", 873, False, 0, **old),
        exchange.Computer("w5czu3kd2qhblp7e", at[2], "竹溪村儿童之家", 1, False, 0, wrote_on=True, **old),
    ]
    shell.open("computers")
    page: Any = shell.page
    shell.jobs.read(
        lambda _step: (found, [], None, [], [], None, None), done=page.show_found, owner=page, newest="computers"
    )


def doubted(shell: Shell) -> None:
    """An invitation whose name is not that of the division with its code."""
    from casefiles.domain.problems import Problem
    from casefiles.exchange import Invite
    from ui.invite_drawer import InviteDrawer, Inviting

    code = f"{shell.office.home.code}201"
    wrong = Problem("INVITE_NAME", "office", field="name", value="竹溪村", args={"code": code, "known": "石门村"})
    file = Path(f"{code}-1f2e3d4c.invitation")
    state = Inviting(made=Invite(file, "K7QM-3RTW-9XHD", code, "竹溪村", "village", "1f2e3d4c", 0, doubt=wrong))
    shell.open("computers")

    def make() -> InviteDrawer:
        return InviteDrawer(shell, state, lambda: None)

    shell.drawer(make(), make)
