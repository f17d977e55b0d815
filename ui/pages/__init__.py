"""The pages of the window, in the order of the navigation. A page's module is imported when it is first opened.

A page is a QWidget made with the shell alone. It has `reload()`; it may have `enter(**where)` (called at each
opening instead of `reload`), `where()` (what `enter` needs to come back here), `on_changed(entity, ids)`,
`search(text)`, `searched()` (in what) and `focus_results()` for the search box (without them what is typed opens
`found`), `focus_first()` for where the keyboard starts, and `leave()` (stop or finish its own work).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain.words import Label
from ui import (
    words,
    words_access,
    words_accounts,
    words_aid,
    words_backups,
    words_balance,
    words_computers,
    words_conflicts,
    words_gathering,
    words_help_above,
    words_household,
    words_keysheets,
    words_merging,
    words_norms,
    words_rescue,
    words_tasks,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class PageSpec:
    """A page: `path` is "module:Class"; `under` is the entry of the navigation that is lit for a page without one."""

    name: str
    label: Label
    icon: str
    path: str
    in_nav: bool = True
    under: str = ""
    bare: bool = False  # without navigation and top bar: before the office is open


PAGE_KEYS = "1234567890-="
"""with Alt: one key a page of the navigation, in its order along the row of digits"""


def page_keys(pages: Iterable[PageSpec]) -> dict[str, str]:
    """The key that leads to each page of the navigation, by the page's name."""
    return {spec.name: f"Alt+{key}" for spec, key in zip((s for s in pages if s.in_nav), PAGE_KEYS, strict=False)}


PAGES: tuple[PageSpec, ...] = (
    PageSpec("today", words.TODAY, "layout-dashboard", "ui.pages.today:TodayPage"),
    PageSpec(
        "worklists", words.WORKLISTS, "list-filter", "ui.pages.worklists:WorklistsPage", in_nav=False, under="today"
    ),
    PageSpec("tasks", words_tasks.PAGE, "circle-alert", "ui.pages.tasks:TasksPage", in_nav=False, under="today"),
    PageSpec("norms", words_norms.PAGE, "calendar-check", "ui.pages.norms:NormsPage", in_nav=False, under="today"),
    PageSpec("children", words.CHILDREN, "users", "ui.pages.children:ChildrenPage"),
    PageSpec("visit", words.VISIT, "notebook-pen", "ui.pages.visit:VisitPage"),
    PageSpec("mentors", words.MENTORS, "hand-heart", "ui.pages.mentors:MentorsPage"),
    PageSpec("matching", words.MATCHING, "heart-handshake", "ui.pages.matching:MatchingPage"),
    PageSpec(
        "matching_mentors", words.MATCHING, "heart-handshake", "ui.pages.matching_mentors:MatchingMentorsPage",
        in_nav=False, under="matching",
    ),
    PageSpec(
        "balance", words_balance.PAGE, "chart-column", "ui.pages.balance:BalancePage", in_nav=False, under="mentors"
    ),
    PageSpec("aid", words_aid.AID, "gift", "ui.pages.aid:AidPage"),
    PageSpec("gatherings", words_gathering.GATHERINGS, "graduation-cap", "ui.pages.gatherings:GatheringsPage"),
    PageSpec("grid", words_aid.GRID, "table", "ui.pages.grid:GridPage", in_nav=False, under="aid"),
    PageSpec("registers", words.REGISTERS, "table", "ui.pages.registers:RegistersPage"),
    PageSpec("roster", words.ROSTER, "file-spreadsheet", "ui.pages.roster:RosterPage"),
    PageSpec("surveys", words.SURVEYS, "clipboard-pen", "ui.pages.surveys:SurveysPage"),
    PageSpec("exchange", words.EXCHANGE, "arrow-left-right", "ui.pages.exchange:ExchangePage"),
    PageSpec(
        "conflicts", words_conflicts.PAGE, "arrow-left-right", "ui.pages.conflicts:ConflictsPage", in_nav=False,
        under="exchange",
    ),
    PageSpec(
        "computers", words_computers.PAGE, "key-round", "ui.pages.computers:ComputersPage", in_nav=False,
        under="exchange",
    ),
    PageSpec(
        "access", words_access.TITLE, "eye", "ui.pages.accesses:AccessPage", in_nav=False, under="exchange"
    ),
    PageSpec(
        "accounts", words_accounts.PAGE, "users", "ui.pages.accounts:AccountsPage", in_nav=False, under="exchange"
    ),
    PageSpec(
        "keysheets", words_keysheets.PAGE, "key-round", "ui.pages.keysheets:KeySheetsPage", in_nav=False,
        under="exchange",
    ),
    PageSpec(
        "backups", words_backups.PAGE, "database-backup", "ui.pages.backups:BackupsPage", in_nav=False, under="today"
    ),
    PageSpec("child", words.CHILD, "file-text", "ui.pages.child:ChildPage", in_nav=False, under="children"),
    PageSpec(
        "household", words_household.PAGE, "house", "ui.pages.household:HouseholdPage", in_nav=False, under="children"
    ),
    PageSpec(
        "mentor", words.MENTOR, "file-text", "ui.pages.mentor:MentorPage", in_nav=False, under="mentors"
    ),
    PageSpec(
        "merge", words_merging.PAGE, "users", "ui.pages.merging:MergingPage", in_nav=False, under="children"
    ),
    PageSpec(
        "preview", words.PREVIEW, "printer", "ui.pages.preview:PreviewPage", in_nav=False, under="children"
    ),
    PageSpec("found", words.FOUND, "search", "ui.pages.found:FoundPage", in_nav=False),
    PageSpec("unlock", words.UNLOCK, "lock", "ui.pages.unlock:UnlockPage", in_nav=False, bare=True),
    PageSpec(
        "help_above", words_help_above.PAGE, "key-round", "ui.pages.help_above:HelpAbovePage", in_nav=False, bare=True
    ),
    PageSpec(
        "open_sheets", words_keysheets.OPEN_PAGE, "key-round", "ui.pages.open_sheets:OpenSheetsPage", in_nav=False,
        bare=True,
    ),
    PageSpec(
        "rescue", words_rescue.PAGE, "database-backup", "ui.pages.rescue:RescuePage", in_nav=False, bare=True
    ),
    PageSpec(
        "first_office",
        words.FIRST_OFFICE,
        "door-open",
        "ui.pages.first_office:FirstOfficePage",
        in_nav=False,
        bare=True,
    ),
)
