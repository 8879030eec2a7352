"""Rule files of a given size, each with much of one thing; for how `check` and its code grow."""

from __future__ import annotations

from collections.abc import Callable, Mapping

HEAD = """
class Character:
    need: Amount = known(0.0)
    n: int = known(0)
    boss: Character = known(nobody)
    seen: Character = shown(nobody)
    near: Character[Character] = private(nobody, self=nobody)


class Odd(Deed):
    who: Character
    much: Amount

"""
NOD = '''
@action()
def nod(a: Character):
    """{a} nods."""
    weigh(1, "{a} wants")
'''


def rules(n: int) -> str:
    return HEAD + "".join(f"{NOD.replace('nod', f'nod_{i}', 1)}    a.n += 1\n" for i in range(n))


def conditions(n: int) -> str:
    return HEAD + NOD + "".join(f"    when(a.n != {i})\n" for i in range(n))


def alternatives(n: int) -> str:
    return HEAD + NOD + f"    when({' or '.join(f'a.n == {i}' for i in range(n))})\n"


def effects(n: int) -> str:
    return HEAD + NOD + "".join(f"    a.need = a.n * {i}\n" for i in range(n))


def events(n: int) -> str:
    """A deed of as many meanings, each followed by an event."""
    parts = [HEAD]
    parts += [f"\nclass Odd{i}(Deed):\n    who: Character\n" for i in range(n)]
    for i in range(n):
        parts.append(
            f'\n@event(of=Odd{i})\ndef ev{i}(who):\n    """{{who}} nods."""\n    who.n += 1\n'
        )
    return "".join([*parts, NOD, *(f"    means(Odd{i}(a))\n" for i in range(n))])


def calls(n: int) -> str:
    """Four quantities, each of which asks the one before as often as that."""
    parts = [f"{HEAD}\ndef q0(x: Character) -> bool:\n    return x.n == 1\n"]
    for i in range(4):
        asked = " and ".join([f"q{i}(x)"] * n)
        parts.append(f"\ndef q{i + 1}(x: Character) -> bool:\n    return {asked}\n")
    return "".join([*parts, NOD, "    when(q1(a) and q2(a))\n    a.n = 1 if q2(a) else 2\n"])


def doubling(n: int) -> str:
    """Rows of quantities, each of which asks the one before twice, sixteen in a row."""
    parts = [HEAD]
    for row in range(n):
        parts.append(f"\ndef q{row}_0(x: Character) -> bool:\n    return x.n == {row}\n")
        for i in range(1, 17):
            asked = f"q{row}_{i - 1}(x)"
            parts.append(
                f"\ndef q{row}_{i}(x: Character) -> bool:\n    return {asked} and {asked}\n"
            )
    asked = "".join(f"    when(q{row}_16(a))\n" for row in range(n))
    return "".join([*parts, NOD, asked, "    a.n = 1 if q0_16(a) else 2\n"])


def owners(n: int) -> str:
    """Readings of attributes of what attributes say, so many deep."""
    seen, near = "a" + ".seen" * n, "a.near[" * n + "a" + "]" * n
    return f"{HEAD}{NOD}    when({seen} == a)\n    when({near} == a)\n"


def nothings(n: int) -> str:
    """Cases of nobody that are compared within the test of the next."""
    cases = "(nothing if " * n + "a.n > 0" + " else nothing) == a.boss" * n
    return f"{HEAD}{NOD}    when({cases})\n"


KINDS: Mapping[str, tuple[Callable[[int], str], int]] = {
    "rules": (rules, 20),
    "conditions": (conditions, 40),
    "alternatives": (alternatives, 40),
    "effects": (effects, 40),
    "events": (events, 15),
    "calls": (calls, 12),
    "doubling": (doubling, 2),
    "owners": (owners, 9),
    "nothings": (nothings, 9),
}
