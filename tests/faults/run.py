#!/usr/bin/env python3
"""Plant mistakes on purpose and show that the tests catch each of them.

    ./go faults              all of them
    ./go faults NAME …       these

Each fault is a change of a line or two in a copy of `src/`; the tests run against the copy. A
fault that no test notices is a hole in the tests: the run then ends with 1.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 600  # seconds for the tests of one fault


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake: in this file, `right` becomes `wrong`; these tests should notice."""

    name: str
    path: str
    right: str
    wrong: str
    tests: tuple[str, ...]


MINDS = ("tests/engine/test_minds.py",)
ACTING = ("tests/engine/test_acting.py",)
FORESIGHT = ("tests/engine/test_foresight.py",)
FEINTS = ("tests/engine/test_feints.py",)
CLAIMS = ("tests/engine/test_claims.py",)
CHOOSING = ("tests/engine/test_choosing.py",)
EVENTS = ("tests/engine/test_events.py",)
BODIES = ("tests/engine/test_bodies.py",)
ALIKE = (
    "tests/engine/test_indistinguishable.py"
    "::test_what_watchers_cannot_know_makes_no_difference_to_them",
)
FOILED = ("tests/engine/test_foiled.py",)
IN_VIEW = ("tests/engine/test_in_view.py",)
SAME = ("tests/engine/test_determinism.py",)
LAWS = ("tests/engine/test_laws.py",)
RACES = ("tests/odds/test_crossroads.py",)
STRANGERS = (f"{SAME[0]}::test_what_strangers_throw_moves_none_of_our_dice",)
SUMS = (f"{SAME[0]}::test_a_sum_is_the_same_in_whatever_order_and_file_its_parts_stand",)
SETS = (f"{SAME[0]}::test_the_order_of_sets_and_dicts_is_nowhere_in_a_universe",)
FAULTS = (
    Fault(
        "a deed felt twice once a body is revealed",
        "engine/kernel/minds/bodies.py",
        "                appraise(b, d, m)\n",
        "                appraise(b, d, m)\n                appraise(b, d, m)\n",
        BODIES,
    ),
    Fault(
        "a newborn whom nobody has heard of is somebody",
        "engine/kernel/minds/bodies.py",
        "x <= b.k_cast[0] and b.likeness[x] == x",
        "x <= b.n_Character[0]",
        ALIKE,
    ),
    Fault(
        "dice that know who is in a body",
        "compile/emission/search.py",
        "key = c.call(bodies.face_key, made)",
        "key = c.at(keys(who.type.of), c.call(bodies.bare, made))",
        ALIKE,
    ),
    Fault(
        "members in the order of a set",
        "world/people/members.py",
        "some.sort(key=lambda entry: entry.member.key)",
        "some.sort(key=lambda entry: hash(entry.member.id))",  # as a set of names would have it
        SAME,
    ),
    Fault(
        "deeds counted for their ids",
        "engine/kernel/deed.py",
        "key = mix(b.d_hash[d], i64(b.now[0] * 1000000.0) + 1)",
        "key = mix(b.seed[0], d)",
        SAME,
    ),
    Fault(
        "choosing reads the truth",
        "compile/emission/search.py",
        "view = View(True, M, names, answered=ANSWERED if rule.answers else None, choosing",
        "view = View(False, M, names, answered=ANSWERED if rule.answers else None, choosing",
        MINDS,
    ),
    Fault(
        "what is imagined begins as what is so",
        "engine/imagining/pictured_truth.py",
        "        truth[:] = _held(picture, new, old)\n",
        "        truth[:] = true\n",
        FORESIGHT,
    ),
    Fault(
        "the imagined imagine",
        "engine/kernel/minds/foresight.py",
        "    if b.imagined[0] == 1:\n        return 0.0",
        "    if b.imagined[0] == 1:\n        return 1.0",
        FORESIGHT,
    ),
    Fault(
        "each imagined course has the same dice",
        "engine/imagining/foreseeing.py",
        "seed = mix(dice, k + 1)",
        "seed = mix(dice, 1)",
        FORESIGHT,
    ),
    Fault(
        "dice keyed by how often one thought",
        "engine/kernel/minds/race.py",
        "b.dice_c[0] = mix(start, RUNNER)",
        "b.dice_c[0] = mix(start, RUNNER + b.thoughts[0])",
        CHOOSING,
    ),
    Fault(
        "dice of a period not changed by a deed",
        "engine/kernel/act.py",
        "b.c_begun[m] += 1",
        "b.c_begun[m] += 0",
        CHOOSING,
    ),
    Fault(
        "replay skipped",
        "engine/kernel/minds/learn.py",
        "        note_taken(b, m, d)\n    replay(b, d, m, 1, sure)\n",
        "        note_taken(b, m, d)\n",
        MINDS,
    ),
    Fault(
        "no satiation",
        "engine/kernel/minds/race.py",
        "b.k_again[rule] > 0.0",
        "b.k_again[rule] > 1e30",
        ACTING,
    ),
    Fault(
        "no habituation",
        "engine/kernel/minds/learn.py",
        "habit = habit * 0.5",
        "habit = habit * 1.0",
        MINDS,
    ),
    Fault(
        "older news overwrites newer",
        "compile/emission/templates.py",
        "else:\n        if time < b.held_at[i]:",
        "else:\n        if time < -1e300:",
        MINDS,
    ),
    Fault(
        "a sign overwrites own eyes",
        "engine/kernel/minds/learn.py",
        "return sure > old_sure * halving((now - old_time) / HALF_SURE)",
        "return sure > 0.0 * old_sure * halving((now - old_time) / HALF_SURE)",
        MINDS,
    ),
    Fault(
        "a doubted claim is believed",
        "compile/emission/minds.py",
        'c.when(c.both(c.compare(_SURE, "<", HALF), c.negate(surer)), [c.give()])',
        'c.when(c.both(c.compare(_SURE, "<", 0), c.negate(surer)), [c.give()])',
        CLAIMS,
    ),
    Fault(
        "a claim is news whenever its teller learned of it",
        "compile/emission/minds.py",
        "put = setters.put(a, M, owner, key, value, c.at(F.d_end, D), _SURE, D)",
        "put = setters.put(a, M, owner, key, value, NOW, _SURE, D)",
        CLAIMS,
    ),
    Fault(
        "a claim is believed against one's own eyes",
        "compile/emission/minds.py",
        "body.append(c.when(claims.sees(a, owner, value, view, emitter), [c.give()]))",
        "pass",
        CLAIMS,
    ),
    Fault(
        "what was doubted stays doubted",
        "engine/kernel/minds/learn.py",
        "if rule >= b.k_claims[0]:",
        "if rule < 0:",
        CLAIMS,
    ),
    Fault(
        "who is foiled learns nothing",
        "engine/kernel/act.py",
        "        show_failure(b, d, failed)\n",
        "        pass\n",
        MINDS,
    ),
    Fault(
        "an aside ends what is longer",
        "engine/kernel/act.py",
        "    if main != 0 and not beside:\n",
        "    if main != 0:\n",
        ACTING,
    ),
    Fault(
        "everybody speaks at once",
        "engine/kernel/act.py",
        "if free > b.now[0]:",
        "if free > FOREVER:",
        ACTING,
    ),
    Fault(
        "no condition is asked at the end",
        "engine/kernel/act.py",
        "failed = failing(b, d, 1)",
        "failed = 0 * failing(b, d, 1)",
        ACTING,
    ),
    Fault(
        "a feint is seen through",
        "engine/kernel/act.py",
        "perceive_beginning(b, d, seeming(b, d))",
        "perceive_beginning(b, d, d)",
        FEINTS,
    ),
    Fault(
        "an answer to a feint with other dice",
        "engine/kernel/act.py",
        "    e = pretend(b, d)\n",
        "    e = pretend(b, d)\n    b.d_key[e] = b.d_key[d]\n",
        FEINTS,
    ),
    Fault(
        "what a feint seems goes on for ever",
        "engine/kernel/act.py",
        "        b.d_state[b.d_seems[d]] = BROKEN\n",
        "        pass\n",
        FEINTS,
    ),
    Fault(
        "a feint has other outcomes than it seems to",
        "engine/kernel/act.py",
        "    begin_outcomes(b, e)\n",
        "    pass\n",
        FEINTS,
    ),
    Fault(
        "one sees what somebody truly does",
        "engine/kernel/minds/see.py",
        "    if m == x or m == 0:\n",
        "    if m >= 0:\n",
        FEINTS,
    ),
    Fault(
        "what begins unseen is seen",
        "engine/block.py",
        "b.k_seems[n] = -1 if rule.unseen",
        "b.k_seems[n] = 0 if rule.unseen",
        FEINTS,
    ),
    Fault(
        "nothing stands between two places",
        "engine/kernel/minds/see.py",
        "<= height + rounding(height)",
        ">= 0.0",
        ("tests/engine/test_sight.py",),
    ),
    Fault(
        "what befalls a place happens nowhere",
        "engine/kernel/act.py",
        "if place == 0 and b.k_ground[rule] != 0:",
        "if place < 0 and b.k_ground[rule] != 0:",
        EVENTS,
    ),
    Fault(
        "nobody follows through",
        "engine/kernel/act.py",
        "    if until > b.c_recovers[m]:\n",
        "    if until < 0.0:\n",
        FEINTS,
    ),
    Fault(
        "whoever recovers is dumb too",
        "engine/kernel/minds/race.py",
        "b.silent[0] & (2 - b.k_speech[rule])",
        "b.silent[0] & 3",
        FEINTS,
    ),
    Fault(
        "whoever recovers does not think again",
        "engine/kernel/act.py",
        "        plan_thought(b, m, next_thought(b, m))\n",
        "        plan_thought(b, m, b.think_at[0])\n",
        FEINTS,
    ),
    Fault(
        "what rests on a feint rests on nothing",
        "engine/journal_writer.py",
        "-b.d_seems[d] if b.d_seems[d] < 0 else d",
        "d",
        FEINTS,
    ),
    Fault(
        "a story tells a feint before its end",
        "story/selection/perspective.py",
        "if deed.seemed is not None and not whole:",
        "if deed.seemed is None and not whole:",
        FEINTS,
    ),
    Fault(
        "events without effects",
        "lang/typing/effects.py",
        'self.rule.mark in ("action", "event")',
        'self.rule.mark in ("action",)',
        EVENTS,
    ),
    Fault(
        "a moment that was moved comes twice",
        "compile/emission/following.py",
        'c.compare(moment, "==", NOW)',
        'c.compare(NOW, "==", NOW)',
        EVENTS,
    ),
    Fault(
        "a period lost to rounding",
        "engine/kernel/minds/think.py",
        "ROUNDED = 1e-6",
        "ROUNDED = 0.0",
        CHOOSING,
    ),
    Fault(
        "a draw that can be 1",
        "engine/kernel/dice.py",
        "(f64(h >> 12) + 0.5) * 2.220446049250313e-16",
        "(f64(h >> 11) + 0.5) * 1.1102230246251565e-16",
        LAWS,
    ),
    Fault(
        "a heap that forgets one side",
        "engine/kernel/due.py",
        "            down = down + 1\n",
        "            down = down + 0\n",
        LAWS,
    ),
    Fault(
        "a bound that says nothing",
        "engine/kernel/numbers.py",
        "        trip(b, DIVIDED, site)\n        return 0.0\n",
        "        return 0.0\n",
        ("tests/engine/test_trouble.py",),
    ),
    Fault(
        "an author's name without its prefix",
        "compile/emission/views.py",
        'held = c.local(f"l_{word}", worth.type)',
        "held = c.local(word, worth.type)",
        ("tests/compile/test_emitted.py",),
    ),
    Fault(
        "what is due at once, by its slot",
        "engine/kernel/act.py",
        "push(b, b.now[0] + after, 0, b.d_key[d], HAPPENS, d, 0)",
        "push(b, b.now[0] + after, 0, d, HAPPENS, d, 0)",
        EVENTS,
    ),
    Fault(
        "one stream of dice for all",
        "engine/kernel/dice.py",
        "    return unit(dice_of(b, d, slot))\n",
        # counted where nobody looks while all is well
        "    b.trouble_at[0] += 1\n    return unit(mix(b.seed[0], b.trouble_at[0]))\n",
        STRANGERS,
    ),
    Fault(
        "a sum in the order of files",
        "lang/typing/check.py",
        "for reason in sorted(reasons, key=lambda reason: reason.word):",
        "for reason in reasons:",
        SUMS,
    ),
    Fault(
        "rules in the order of a set",  # that is, of Python's hash()
        "lang/typing/check.py",
        "return dict(sorted({**made, **self.names.claims}.items()))",
        "made.update(self.names.claims)\n        return {word: made[word] for word in set(made)}",
        SETS,
    ),
    Fault(
        "a feeling begins anew with an equal write",
        "compile/emission/templates.py",
        "if old == value:",
        "if old != old:",
        MINDS,
    ),
    Fault(
        "what is called to mind gets surer",
        "compile/emission/functions.py",
        "c.let(D, c.at(F.m_deed, k)),",
        "c.let(D, c.at(F.m_deed, k)), c.put(F.m_sure, k, 1.0),",
        MINDS,
    ),
    Fault(
        "the library's logarithm",
        "engine/kernel/dice.py",
        '    """Return the natural logarithm of x in (0, 1]."""\n',
        '    return __import__("math").log(x)  # where there are builtins\n',
        LAWS,
    ),
    Fault(
        "no chance for the newborn",
        "compile/emit.py",
        "        *following.chances_of_newborn(kind.word, book),\n",
        "",
        EVENTS,
    ),
    Fault(
        "bindings with the dice of their place",
        "engine/kernel/minds/race.py",
        "u = unit(mix(b.dice_b[0], h))",
        "u = unit(mix(b.dice_b[0], i64(w * 1000.0)))",
        RACES,
    ),
    Fault(
        "failing shows the truth",
        "compile/emission/deeds.py",
        "true = c.choose(seen, true, emitter.unknown(a.type.of))",
        "true = c.choose(seen, true, true)",
        FOILED,
    ),
    Fault(
        "nobody looks round on waking",
        "engine/kernel/minds/in_view.py",
        "        arrive(b, m)\n",
        "",
        IN_VIEW,
    ),
    Fault(
        "a pick with the dice of what it weighs",
        "compile/emission/functions.py",
        "c.at(keys(g.kind), x)",
        'c.convert(c.binary(1000.0, "*", values.number(g.by, inner)), "i64")',
        RACES,
    ),
)


def main(words: list[str]) -> int:
    """Plant each fault, tell which test caught it, and return 1 if one survives."""
    chosen = [fault for fault in FAULTS if not words or fault.name in words]
    if not chosen:
        say("there is: " + ", ".join(fault.name for fault in FAULTS))
        return 2
    old = [fault.name for fault in chosen if out_of_date(fault)]
    if old:
        say("their line is not there, or there more than once: " + ", ".join(old))
        return 2
    with ThreadPoolExecutor(max_workers=2) as two:
        sound = [*two.map(unharmed, sorted({fault.tests for fault in chosen}))]
        if any(sound):
            say("these fail without any fault: " + ", ".join(filter(None, sound)))
            return 2
        found = [*two.map(caught, chosen)]
    width = max(len(fault.name) for fault in chosen)
    for fault, (test, seconds) in zip(chosen, found, strict=True):
        say(f"{fault.name:<{width}}  {seconds:5.1f} s  {test or 'NOT CAUGHT'}")
    missed = sum(not test for test, _ in found)
    say(f"{len(chosen) - missed} of {len(chosen)} faults were caught")
    return 1 if missed else 0


def unharmed(tests: tuple[str, ...]) -> str:
    """Return a test that fails in an unharmed copy, or nothing."""
    with tempfile.TemporaryDirectory() as folder:
        return failing(tests, copied(folder))


def caught(fault: Fault) -> tuple[str, float]:
    """Return which test catches a fault, and how long that took."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        source = copied(folder)
        plant(fault, source)
        return failing(fault.tests, source), time.perf_counter() - started


def copied(folder: str) -> Path:
    """Copy our source into a folder; return where it is."""
    source = Path(folder) / "src"
    shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
    return source


def plant(fault: Fault, source: Path) -> None:
    """Make the mistake."""
    path = source / "moshimo" / fault.path
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(fault.right, fault.wrong), encoding="utf-8")


def out_of_date(fault: Fault) -> bool:
    """Whether the line is no longer there, or there more than once."""
    text = (ROOT / "src" / "moshimo" / fault.path).read_text(encoding="utf-8")
    return text.count(fault.right) != 1


def failing(tests: tuple[str, ...], source: Path) -> str:
    """Return the first test that fails against this source, or nothing."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    # Golden journals would catch everything, and say nothing about why.
    command += ["-k", "not journals_are_as_they_were and not leaf and not another_python"]
    settings = {**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=settings,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"{tests[0]} (no end within {LONGEST} s)"
    if done.returncode == 0:
        return ""
    found = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    return found[1] if found else done.stdout[-300:] + done.stderr[-300:]


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
