"""The program broken on purpose: each mutant puts one piece of source otherwise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    """In `module` the text `old`, which stands there once, reads `new`; and so in `also`, where a second layer of the
    program would catch the same fault."""

    name: str
    module: str
    old: str
    new: str
    also: tuple[str, str, str] | None = None

    def modules(self) -> set[str]:
        """The modules that are put otherwise."""
        return {self.module, self.also[0]} if self.also else {self.module}

    def put_in(self, module: str, source: str) -> str:
        """The source of a module with its piece put otherwise; ValueError when it does not stand there exactly once."""
        places = [(self.module, self.old, self.new), *([self.also] if self.also else [])]
        for name, old, new in places:
            if name == module:
                if source.count(old) != 1:
                    raise ValueError(f"{self.name}: {old!r} stands {source.count(old)} times in {module}")
                source = source.replace(old, new)
        return source


_MERGE, _IMPORT, _BRANCH = "casefiles.domain.merge", "db.importing", "db.branches"
_RANGES, _SAY = "casefiles.domain.ranges", "casefiles.domain.trespass"
_HOLES, _LOG, _PROOFS, _WRITE = "db.holes", "db.log", "db.proofs", "db.writing"
_ROWS, _WHO = "db.projection", "db.identity"
_CARGO, _SCOPE, _BOOKS = (
    "casefiles.exchange.cargo",
    "casefiles.exchange.scope",
    "casefiles.exchange.bookkeeping",
)
_RECEIPTS, _TAKING, _TRUST = (
    "casefiles.exchange.receipts",
    "casefiles.exchange.receiving",
    "casefiles.exchange.trust",
)

MUTANTS = tuple(
    Mutant(*one)
    for one in (
        # the merge
        ("parents-leave-no-trace", _MERGE, "over[at] |= wrote", "over[at] |= wrote & ~later"),
        ("heads-stay", _MERGE, "                heads[at] = False\n", ""),
        ("missing-is-not-said", _MERGE, "missing[parent] = None", "pass"),
        ("first-write-is-shown", _MERGE, "order[writers[-1]]", "order[writers[0]]"),
        ("last-writer-alone", _MERGE, "if not later & bit[name]:", "if not standing[name]:"),
        ("no-flags", _MERGE, "return tuple(by_value.values()) if len(by_value) > 1 else ()", "return ()"),
        ("equal-values-flagged", _MERGE, "if len(by_value) > 1 else ()", "if len(writers) > 1 else ()"),
        ("deletion-wins", _MERGE, "if deleted and _unseen_edit(standing[DELETED], order, above):", "if False:"),
        (
            "edit-wins-always",
            _MERGE,
            "if deleted and _unseen_edit(standing[DELETED], order, above):",
            "if deleted:",
        ),
        ("seen-edit-counts", _MERGE, "unseen[n] and unknown[n] and", "unseen[n] and"),
        ("edit-that-saw-it-counts", _MERGE, "unseen[n] |= seen[n] != every", "unseen[n] |= some.get(n, 0) != every"),
        (
            "unseen-edit-unflagged",
            _MERGE,
            "        rivals.setdefault(DELETED",
            "        dict().setdefault(DELETED",
        ),
        (
            "clock-before-parents",
            _MERGE,
            "max([known[at].body.ts, *(a + 1 for a in above)])",
            "known[at].body.ts",
        ),
        ("earliest-wins", _MERGE, "lambda c: (effective[c.id], c.dev", "lambda c: (-effective[c.id], c.dev"),
        ("ties-by-number", _MERGE, "(effective[c.id], c.dev, c.seq, c.id)", "(effective[c.id], c.seq, c.id)"),
        ("rivals-of-the-first", _MERGE, "        by_value.pop(rival.value, None)\n", ""),
        # rows from changes
        ("parent-not-compared", _ROWS, "old[1] != patch.parent or old[2] is not None", "old[2] is not None"),
        ("aside-not-looked-at", _ROWS, "or old[2] is not None", ""),
        (
            "twins-of-a-row",
            _ROWS,
            "        if self._connection.total_changes - before != len(lines):",
            "        if False:",
        ),
        ("newer-fields-dropped", _ROWS, "                unknown[name] = value\n", "                pass\n"),
        (
            "chain-of-a-row-not-looked-at",
            "db.patches",
            "        if item.wire.p != (before.hex(),):",
            "        if False:",
        ),
        # imports
        (
            "holes-not-noted",
            _IMPORT,
            "body.com))\n                ranges.added(held.holes, seq)\n",
            "body.com))\n",
        ),
        ("holes-not-kept", _IMPORT, "            log.save_holes(connection, held)", "            pass"),
        (
            "filled-holes-stay",
            _IMPORT,
            "list(ranges.without(opened[lid].holes, ranges.of(numbers)))",
            "opened[lid].holes",
        ),
        ("filled-not-written", _IMPORT, "        log.fill(self._connection, self.filled)\n", ""),
        (
            "filled-not-shown",
            _IMPORT,
            "        if on.shows(seq):\n            taking.items.append(",
            "        if on.shows(seq):\n            [].append(",
        ),
        ("known-not-skipped", _IMPORT, "        if skip == len(ids):\n            continue\n", ""),
        ("fork-overwrites", _IMPORT, "        if last < held.seq:\n", "        if False:\n"),
        (
            "chain-believed",
            _LOG,
            "return found if sound and (block.first > 1 or block.prev == START) else None",
            "return found",
            ("casefiles.edges.package.runs", "        if _end(block) != block.end:", "        if False:"),
        ),
        (
            "notes-dropped",
            "casefiles.edges.codec",
            "    aside = asides.get(found.x) if found.x else None",
            "    aside = None",
        ),
        ("late-notes-dropped", _IMPORT, "        if aside is None:\n", "        if True:\n"),
        ("wrong-prefix-taken", "casefiles.edges.codec", "prefix + _ROW if prefix else ", ""),
        # branches and holes
        ("any-branch-fits", _BRANCH, "        if fit - 1 > most:", "        if most < 0:"),
        ("gap-is-taken", _BRANCH, "seq + 1:\n            continue\n", "seq + 1:\n            return held, 0\n"),
        ("branch-by-device-alone", _BRANCH, "{dev}~{first.hex()[:MARK_DIGITS]}", "{dev}~"),
        (
            "forks-not-told",
            _BRANCH,
            "WHERE fork_lid IS NOT NULL ORDER BY",
            "WHERE fork_lid IS NOT NULL AND 0 ORDER BY",
        ),
        ("heads-not-read", _BRANCH, "if on is not None:", "if False:"),
        (
            "holes-of-a-receipt-lost",
            _BRANCH,
            "Seen(seq, head, _between(seen.holes, low, seq), _between(seen.bare, low, seq))",
            "Seen(seq, head, ())",
        ),
        (
            "holes-not-filled",
            "casefiles.exchange.arriving",
            "                self._lacking.put(log, seq, 1)\n",
            "",
        ),
        (
            "holes-above-not-filled",
            _HOLES,
            "                yield from _between(connection, held, start, min(start + PART - 1, last, held.seq))",
            "                yield from ()",
        ),
        ("last-hole-forgotten", _RANGES, "        if start <= last:", "        if start < last:"),
        ("missing-text-is-not-said", _IMPORT, "                ranges.added(held.bare, seq)\n", ""),
        ("text-is-no-hole", _IMPORT, "return bool(wire.x) and held.dev in self.whole", "return False"),
        (
            "text-comes-and-is-asked-for-on",
            _IMPORT,
            "                counts.noted += 1\n                gone.setdefault(on.lid, []).append(seq)\n",
            "                counts.noted += 1\n",
        ),
        # the log
        (
            "one-too-far",
            _LOG,
            "first = max(after.seq if after else 0, log.fork) + 1",
            "first = max(after.seq + 1 if after else 0, log.fork) + 1",
        ),
        (
            "notes-not-sent",
            _LOG,
            "            if aside is not None:\n                private[",
            "            if False:\n                private[",
        ),
        (
            "head-not-kept",
            _LOG,
            'UPDATE log SET seq=?, head=? WHERE lid=?", (log.seq, log.head, log.lid)',
            'UPDATE log SET seq=?, head=? WHERE lid=?", (log.seq, log.head, -1)',
        ),
        (
            "stubs-count-as-changes",
            _LOG,
            "(Stub(com), None) if com is not None",
            "(b'{}', None) if com is not None",
        ),
        # proofs, writing, identity
        (
            "unsigned-is-taken",
            _PROOFS,
            '            raise Refusal(Problem("FORGED"))',
            "            continue",
        ),
        ("signatures-not-kept", _PROOFS, "        _keep(connection, one)\n\n\ndef _keep", "\n\ndef _keep"),
        (
            "sees-what-stands",
            _WRITE,
            "heads.get(edit.row, ()) if edit.parents is None else edit.parents",
            "()",
        ),
        ("clock-alone", _WRITE, "max(wall, latest + 1)", "wall"),
        (
            "old-log-goes-on",
            _WHO,
            '    connection.execute("UPDATE log SET own=? WHERE own=?", (log.FORMER, log.OURS))\n',
            "",
        ),
        ("no-link", _WHO, "        _link(connection, bytes(old[0]), public)\n", ""),
        ("old-key-signs-nothing", _WHO, "        proofs.sign_own(connection)\n", ""),
        # what goes into a package
        ("notes-go-everywhere", _SCOPE, "if notes else {}", "if True else {}"),
        (
            "neighbours-are-told",
            _SCOPE,
            "                away = not _inside(found, self._base)",
            "                away = False",
            (_SCOPE, "return bool(lies) and not related(lies, self.peer.office)", "return False"),
        ),
        (
            "everybody-is-told",
            _SCOPE,
            "        if record.entity in PUBLIC or _inside(record, self._base):",
            "        if True:",
        ),
        (
            "leaving-is-not-told",
            _SCOPE,
            "        return (log, seq) in self.leaving(wire)",
            "        return False",
        ),
        (
            "visits-stay",
            _SCOPE,
            "        return bool(owner) and self._decided(owner, owner=True)",
            "        return False",
        ),
        (
            "counts-with-files",
            _SCOPE,
            "            return self.records or public(row)",
            "            return True",
        ),
        ("from-the-last-package", _CARGO, "examined.get(log, 0)", "seen.seq"),
        (
            "moved-files-come-bare",
            "casefiles.exchange.arriving",
            "            if self._lacks(where):",
            "            if False:",
        ),
        ("beyond-the-signature", _CARGO, "        if room < len(block.bodies):", "        if False:"),
        ("one-branch-is-enough", _CARGO, "seq=min(seen.seq, fork.seq)", "seq=seen.seq"),
        # who has a say
        ("what-is-missing-excuses", _SAY, " and not wide.may(one)}", " and False}"),
        ("what-is-missing-condemns", _SAY, " and not wide.may(one)}", "}"),
        (
            "anybody-has-a-say",
            _SAY,
            "makers):\n            beyond[change.id] = None\n",
            "makers):\n            pass\n",
        ),
        ("two-may-make-one-record", _SAY, "        if change.id in false:\n", "        if False:\n"),
        (
            "nobodys-computer-may",
            _SAY,
            "            return makers <= {dev} or not all(map(self._known, areas))",
            "            return True",
        ),
        (
            "a-save-decides-nothing",
            "db.trespass",
            " for row in _open(connection, name, list(files[name]))}",
            " for row in ()}",
        ),
        # receipts
        (
            "sent-is-received",
            _BOOKS,
            "    on_way.append((package, {dev: seen.seq for dev, seen in have.items()}))",
            '    _keep(office, f"examined:{code}", {dev: seen.seq for dev, seen in have.items()})',
        ),
        (
            "nothing-was-lost",
            _BOOKS,
            "    return any(_less(seen, now.get(dev)) for dev, seen in before.items())",
            "    return False",
        ),
        (
            "the-further-receipt",
            _RANGES,
            "less = one if one.seq <= other.seq else other",
            "less = one if one.seq > other.seq else other",
        ),
        ("holes-of-one-alone", _RANGES, "united((*one.holes, *other.holes)), united", "one.holes, united"),
        (
            "receipts-only-grow",
            _TAKING,
            "if not (waited and _says_less(",
            "if not (_says_less(",
        ),
        ("waiting-is-no-receipt", _TAKING, "        if not waited:  # what", "        if False:  # what"),
        ("all-signatures-of-a-branch", _CARGO, "without(checkpoints, have, strange)", "[]"),
        ("receipt-not-kept", _TAKING, "receipt=have, receipt_ms=header.created", "receipt_ms=header.created"),
        (
            "written-elsewhere-unseen",
            "casefiles.exchange.elsewhere",
            "            if here is None or here.seq > own.seq:",
            "            if False:",
        ),
        ("anybody-is-sender", _TRUST, "new not in known and holds(link):", "new not in known:"),
        (
            "links-lead-nowhere",
            _TRUST,
            "            known[new] = known[old]\n",
            "            pass\n",
            ("casefiles.domain.vouching", "            _follow(found, (*kept.links, *fresh.links), off)\n", ""),
        ),
        ("heirs-of-the-blocked-unknown", _TRUST, "            known[new] = known[old]\n", "            pass\n"),
        ("heirs-of-the-blocked-go-on", "casefiles.domain.vouching", " if old not in off else ():", ":"),
    )
)
