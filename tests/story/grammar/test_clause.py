"""Templates are read, and told in the past."""

from __future__ import annotations

import pytest

from moshimo.story.grammar.clause import Clause, Slot, Verb, can_be, mood_of, read


def told(template: str) -> str:
    """A template in the past, its slots left as they are."""
    clause = read(template)
    assert clause is not None
    return "".join(_text(piece) for piece in clause.pieces)


def _text(piece: str | Slot | Verb) -> str:
    match piece:
        case Slot():
            return "{" + piece.role + "}" + ("'s" if piece.case == "owner" else "")
        case Verb():
            return piece.past
        case _:
            return piece


@pytest.mark.parametrize(
    ("template", "past"),
    [
        ("{judge}, as {office}, exiles {accused}.", "{judge}, as {office}, exiled {accused}"),
        ("{a} writes a letter, and stains it.", "{a} wrote a letter, and stained it"),
        ("The time given to {person} runs out.", "The time given to {person} ran out"),
        ("{a}'s men surround {place}.", "{a}'s men surrounded {place}"),
        ("{a} and {b} quarrel.", "{a} and {b} quarrelled"),
        ("{a} nods, and the wind *takes* hold of {b}", "{a} nodded, and the wind took hold of {b}"),
        (
            "{a} nods, and for once they hold each other",
            "{a} nodded, and for once they held each other",
        ),
        ("{a} and {b} stand, arm against arm", "{a} and {b} stood, arm against arm"),
        (
            "{a} kneels, and the knife in the other hand rests on {b}",
            "{a} knelt, and the knife in the other hand rested on {b}",
        ),
        ("{a}, {b} and {c} leave and go home.", "{a}, {b} and {c} left and went home"),
        ("The old guards seize {x}.", "The old guards seized {x}"),
        ("{r} reads the letter {w} left.", "{r} read the letter {w} had left"),
        ("{r} finds {letter} {w} left.", "{r} found {letter} {w} had left"),
        ("{x} can't find {y}.", "{x} couldn't find {y}"),
        ("{x} doesn't answer.", "{x} didn't answer"),
        ("{x} believes that {y} is dead.", "{x} believed that {y} was dead"),
        ("{x} fears what {y} carries", "{x} feared what {y} carried"),
        ("it can still be dodged", "it could still be dodged"),
        ("{a} lies to {b}.", "{a} lied to {b}"),
        ("{a} lies down.", "{a} lay down"),
        ("{a} sees where {b} lies.", "{a} saw where {b} lay"),
        ("{a} quietly shuts the door and then weeps.", "{a} quietly shut the door and then wept"),
        ("{a} asks {b} whether {c} knows.", "{a} asked {b} whether {c} knew"),
        ("{a} tells {b} that {c} has gone.", "{a} told {b} that {c} had gone"),
        ("{a} hears cries and shouts.", "{a} heard cries and shouts"),
        ("{a} steals in while {b} sleeps.", "{a} stole in while {b} slept"),
        ("{a}, who loves {b}, kisses {c}.", "{a}, who loved {b}, kissed {c}"),
        ("{a} has what {a} wanted", "{a} had what {a} had wanted"),
        ("{a} comes when called.", "{a} came when called"),
        ("{speaker} will not hear that said of {to}", "{speaker} would not hear that said of {to}"),
        ("Nobody speaks.", "Nobody spoke"),
        ("{a} writes to those who matter.", "{a} wrote to those who mattered"),
        ("Rain begins over {place}.", "Rain began over {place}"),
        ("{ghost} *wisps* away.", "{ghost} wisped away"),
        ("{a} must not speak.", "{a} must not speak"),
        ("{a} must go.", "{a} had to go"),
        ("{a} ought to go.", "{a} ought to go"),
        ("{a} turns to {b}, giggles and agrees.", "{a} turned to {b}, giggled and agreed"),
        ("{a} turns to {b}, glorps and nurks.", "{a} turned to {b}, glorped and nurked"),
        ("{a} glorps {b} and texts her.", "{a} glorped {b} and texted her"),
        ("{a} unfolds the paper and reads it.", "{a} unfolded the paper and read it"),
        ("{a} nurks the paper and glorps it.", "{a} nurked the paper and glorped it"),
        ("{a} and {b} glorp and wave.", "{a} and {b} glorped and waved"),
        ("{a} waits because {b} glorps.", "{a} waited because {b} glorped"),
        ("{a} outwits {b} and re-enters it.", "{a} outwitted {b} and re-entered it"),
        ("{a} will not have {b} harmed.", "{a} would not have {b} harmed"),
        ("{a} has {b} arrested.", "{a} had {b} arrested"),
        ("{a} sees {b} killed.", "{a} saw {b} killed"),
        ("{a} kneels for his brother's recall.", "{a} knelt for his brother's recall"),
        ("As {b} enters, {a} bows.", "As {b} entered, {a} bowed"),
        ("{a} stands up, {b} sits down.", "{a} stood up, {b} sat down"),
        ("arm meets arm, and {b} waits", "arm met arm, and {b} waited"),
        (
            "the kick thuds into {b}'s arms and drives {b.them} back",
            "the kick thudded into {b}'s arms and drove {b} back",
        ),
        ("{a} both sings and dances.", "{a} both sang and danced"),
        ("{a} hides where no one looks.", "{a} hid where no one looked"),
        ("{a} sits. It is cold, he tells them.", "{a} sat. It was cold, he told them"),
        ("The wind howls and the shutters bang.", "The wind howled and the shutters banged"),
        ('{a} reads "it is late" aloud.', '{a} read "it is late" aloud'),
    ],
)
def test_a_template_is_told_in_the_past(template: str, past: str) -> None:
    assert told(template) == past


@pytest.mark.parametrize("template", ["no verb here", "{a} with {b}.", "Exile!", "{a} went home."])
def test_no_verb_in_the_present_is_no_clause(template: str) -> None:
    assert read(template) is None


def test_an_unknown_verb_is_taken_from_where_it_stands_and_said_to_be_guessed() -> None:
    clause = read("{a} blorps {b}.")
    assert clause is not None
    assert (clause.guessed, clause.main.past) == (True, "blorped")


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{a} carries bread and drinks to {b}.", ("drinks",)),
        ("{a} buys bread and glorps.", ("glorps",)),
        ("{a} takes the hats and gloves.", ("gloves",)),
        ("{a} talks of ships and storms.", ("storms",)),
        ("{a} waits because the cat glorps.", ("glorps",)),
        ("The wind glorps and {a} wakes.", ("glorps",)),
        ("{a} sees that it's late.", ("it's",)),
        ("{a} carries bread and *drinks* to {b}.", ()),
        ("{a} carries bread and some drinks to {b}.", ()),
        ("{a} hands {b} parcels, bottles and cans.", ()),
        ("{a} goes limp and stays.", ()),
        ("{a} crawls on hands and knees.", ()),
        ("{a} looks at {b} as one reads a book.", ()),
        ("{a} sits down in very small steps.", ()),
        ("{a} begins to give orders, years ago.", ()),
        ('{a} shouts "it\'s late" and laughs.', ()),
    ],
)
def test_a_word_that_may_be_a_verb_is_named(template: str, words: tuple[str, ...]) -> None:
    clause = read(template)
    assert clause is not None
    assert clause.doubted == words


def test_a_verb_is_was_or_were_only_by_a_role() -> None:
    clause = read("{a} says that tyranny is dead and that {b} is tired.")
    assert clause is not None
    verbs = [piece for piece in clause.pieces if isinstance(piece, Verb)]
    assert [verb.of_role for verb in verbs] == [True, False, True]


def moods(clause: Clause) -> list[str]:
    verbs = [piece for piece in clause.pieces if isinstance(piece, Verb)]
    return [
        " ".join(mood_of(verb, mood) for verb in verbs) for mood in ("perfect", "bare", "gerund")
    ]


def test_other_moods_change_the_main_verbs_only() -> None:
    clause = read("{a} takes {thing} and says that {b} lies to him.")
    assert clause is not None
    assert moods(clause) == ["had taken said lied", "take say lied", "taking saying lied"]


def test_can_has_no_other_mood() -> None:
    clause = read("{a} can see.")
    assert clause is not None
    assert not can_be(clause, "gerund")
