"""Where a speaker is named, and where a gesture stands, follows from how the exchange stands."""

from __future__ import annotations

from dataclasses import replace

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Clock, Lexicon, Manner, NameEntry
from moshimo.story.rendering.plain_text import text
from moshimo.story.tell import tell
from moshimo.world.telling.ways import Way

PEOPLE = {
    "ann": NameEntry("Ann", pronouns="she"),
    "ben": NameEntry("Ben", pronouns="he"),
    "cid": NameEntry("Cid", pronouns="he"),
    "yard": NameEntry("the yard", kind="Place"),
}
ROLES = {"a": "Character", "b": "Character"}


def turn(
    n: int, speaker: str, other: str, rule: str, *, here: tuple[str, ...], cause: int = -1
) -> Deed:
    causes = (f"d{cause}",) if cause >= 0 else ()
    return Deed(
        f"d{n}", rule, "action", {"a": speaker, "b": other}, {}, 10.0 * n, 10.0 * n + 5.0, "yard",
        "done", witnesses=here, causes=causes, said=((speaker, 0),),
    )  # fmt: skip


def manner(line: str, way: str = "", **more: object) -> Manner:
    ways = (Way((way,), (), ()),) if way else ()
    made = Manner("{a} tells {b}.", ROLES, (line,), True, meanings=("Harm",), ways=ways)
    return replace(made, **more)  # type: ignore[arg-type]


def told(deeds: list[Deed], **manners: Manner) -> str:
    lexicon = Lexicon(manners, PEOPLE, Clock(8 * 3600.0))
    return text(tell(deeds, lexicon, title="", words=10_000)).strip()


def test_of_two_alone_nobody_needs_to_say_who_answers() -> None:
    two = ("ann", "ben")
    deeds = [
        turn(0, "ann", "ben", "ask", here=two),
        turn(1, "ben", "ann", "tell", here=two, cause=0),
    ]
    story = told(deeds, ask=manner("Where is it?"), tell=manner("Not here."))
    assert story.endswith('"Where is it?" she asked him.\n\n"Not here."')


def test_where_three_are_it_is_said_who_answers() -> None:
    all_of = ("ann", "ben", "cid")
    deeds = [
        turn(0, "ann", "ben", "ask", here=all_of),
        turn(1, "ben", "ann", "tell", here=all_of, cause=0),
    ]
    story = told(deeds, ask=manner("Where is it?"), tell=manner("Not here."))
    assert '"Not here," Ben said' in story


def test_who_speaks_twice_is_said_to_speak_once() -> None:
    here = ("ann", "ben", "cid")
    deeds = [turn(0, "ben", "ann", "tell", here=here), turn(1, "ben", "ann", "add", here=here)]
    manners = {"tell": manner("Go home. It is late."), "add": manner("It will rain.")}
    assert told(deeds, **manners).endswith(
        '"Go home," Ben said to her. "It is late. It will rain."'
    )


def test_who_turns_to_somebody_else_is_said_to_turn() -> None:
    here = ("ann", "ben", "cid")
    deeds = [turn(0, "ben", "ann", "tell", here=here), turn(1, "ben", "cid", "add", here=here)]
    manners = {"tell": manner("Go home. It is late."), "add": manner("You stay.")}
    assert 'He turned to Cid. "You stay."' in told(deeds, **manners)


def test_a_gesture_stands_before_the_words_between_them_and_behind_them() -> None:
    here = ("ann", "ben", "cid")
    deeds = [turn(n, ("ann", "ben")[n % 2], "cid", f"r{n}", here=here) for n in range(6)]
    ways = {
        f"r{n}": manner(f"This is line {n}. It says little.", "{a} nods and looks at " + what)
        for n, what in enumerate(("a door", "a wall", "a dog", "a lamp", "a hat", "a cup"))
    }
    story = told(deeds, **ways)
    shapes = {
        "before" if line[0] != '"' else "between" if "little." in line[-9:] else "behind"
        for line in story.split("\n\n")
        if '"' in line
    }
    assert shapes == {"before", "between", "behind"}


def test_what_is_done_with_words_is_told_before_them() -> None:
    here = ("ann", "ben", "cid")
    deeds = [turn(n, ("ann", "ben")[n % 2], "cid", f"r{n}", here=here) for n in range(4)]
    ways = {
        f"r{n}": manner(f"Line {n}. It says little.", "{a} gives {b} " + what, acts=True)
        for n, what in enumerate(
            ("a hat and bows", "a cup and smiles", "it and nods", "one and sits")
        )
    }
    lines = [line for line in told(deeds, **ways).split("\n\n") if '"' in line]
    assert len(lines) == 4
    assert not any(line.startswith('"') for line in lines)
