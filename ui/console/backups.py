"""The command `backups`: the backups that make themselves, where they go, and those that can be put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import words_backups as w

if TYPE_CHECKING:
    import argparse

    from casefiles.domain.keeping import Keeping, Offered
    from casefiles.office import Office
    from ui.console.output import Call


def backups(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Where they go and how they stand; --to and --nowhere set the second place, --now makes one, --due what is due."""
    found = call.doors.kept(office)
    lines: list[str] = []
    if args.to is not None or args.nowhere:
        found = call.doors.choose_place(office, args.to)
        lines.append(call.text(w.CHOSEN, path=found.places[-1].path) if args.to is not None else call.text(w.STOPPED))
    if args.now or args.due:
        before, found = found, call.doors.back_up(office, due=not args.now)
        made = [one.last for one in found.places] != [one.last for one in before.places]
        lines.append(call.text(w.MADE if args.now or made else w.MADE_ALREADY))
    call.answer(data(found), [*lines, *said(call, office, found)])


def said(call: Call, office: Office, found: Keeping) -> list[str]:
    """How every place stands, a sentence a line."""
    today, lines = office.clock.today(), []
    for place in found.places:
        named = (w.OWN if place.own else w.SECOND)(call.lang)
        lines.append(f"{named}{'：' if call.lang == 'zh' else ': '}{place.path}")
        lines += ["  " + line for line in w.said(place, today, call.lang)]
    if len(found.places) == 1:
        lines.append(call.text(w.NO_SECOND))
    return [*lines, w.tried(found, today, call.lang)] if found.places else lines


def data(found: Keeping) -> dict[str, object]:
    """For scripts."""
    return {
        "places": [place.data() for place in found.places],
        "tried": f"{found.tried:%Y-%m-%dT%H:%M}" if found.tried else None,
        "tried_well": found.tried_well,
    }


def offered(one: Offered) -> dict[str, object]:
    """For scripts."""
    return {
        "path": str(one.path), "made": f"{one.made:%Y-%m-%dT%H:%M}", "files": one.files, "since": one.since,
        "by_itself": one.by_itself,
    }  # fmt: skip
