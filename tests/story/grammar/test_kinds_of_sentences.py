"""One kind of sentence a test: told in the past, and in the pluperfect."""

from __future__ import annotations

import pytest

from moshimo.story.grammar.clause import Mood, Slot, Verb, can_be, mood_of, read


def in_mood(template: str, mood: Mood) -> str:
    """A template in a mood, its slots with their cases: {a} for a subject, {a:object}."""
    clause = read(template)
    assert clause is not None, template
    assert clause.doubted == (), clause.doubted
    said = ""
    for piece in clause.pieces:
        match piece:
            case Slot(role=role, case="subject"):
                said += f"{{{role}}}"
            case Slot(role=role, case="owner"):
                said += f"{{{role}}}'s"
            case Slot(role=role, case=case):
                said += f"{{{role}:{case}}}"
            case Verb():
                said += mood_of(piece, mood)
            case _:
                said += piece
    return said


KINDS = {
    "coordination": (
        "{a} unfolds the letter, reads it and weeps",
        "{a} unfolded the letter, read it and wept",
        "{a} had unfolded the letter, read it and wept",
    ),
    "coordination of two subjects": (
        "{a} nods, and the wind takes hold of {b}",
        "{a} nodded, and the wind took hold of {b:object}",
        "{a} had nodded, and the wind had taken hold of {b:object}",
    ),
    "coordination behind a plural": (
        "{a} and {b} want to eat and drink, and sit down",
        "{a} and {b} wanted to eat and drink, and sat down",
        "{a} and {b} had wanted to eat and drink, and sat down",
    ),
    "a noun without article behind and": (
        "{a} sets out, and rain sets in",
        "{a} set out, and rain set in",
        "{a} had set out, and rain had set in",
    ),
    "not": (
        "{a} turns away and does not look back",
        "{a} turned away and did not look back",
        "{a} had turned away and had not looked back",
    ),
    "is not": (
        "{a} is not ready, and says so",
        "{a} was not ready, and said so",
        "{a} had not been ready, and had said so",
    ),
    "shortened not": (
        "{a} isn't ready and hasn't slept",
        "{a} wasn't ready and hadn't slept",
        "{a} had not been ready and had not slept",
    ),
    "perfect": (
        "{a} has been ready for a long time",
        "{a} had been ready for a long time",
        "{a} had been ready for a long time",
    ),
    "what one has": (
        "{a} has nothing left and has to go",
        "{a} had nothing left and had to go",
        "{a} had had nothing left and had to go",
    ),
    "adverbs": (
        "{a} never forgets, and always pays",
        "{a} never forgot, and always paid",
        "{a} had never forgotten, and always paid",
    ),
    "adverbs behind is": (
        "{a} is already there and is no longer late",
        "{a} was already there and was no longer late",
        "{a} had already been there and had no longer been late",
    ),
    "what was done before": (
        "{a} takes what {b} always kept where {c} was once tied",
        "{a} took what {b} had always kept where {c} had once been tied",
        "{a} had taken what {b} had always kept where {c} had once been tied",
    ),
    "a look back in a main clause": (
        "It is an old coat. It was good once, and {a} wore it",
        "It was an old coat. It had been good once, and {a} wore it",
        "It had been an old coat. It had been good once, and {a} wore it",
    ),
    "a passive of what was done before": (
        "that is what {a} was made for",
        "that was what {a} had been made for",
        "that had been what {a} had been made for",
    ),
    "used to": (
        "{a} finds the bench where {b} used to be sent",
        "{a} found the bench where {b} used to be sent",
        "{a} had found the bench where {b} used to be sent",
    ),
    "what is not so": (
        "{a} looks as if {b} were ill, and would rather {b} stayed",
        "{a} looked as if {b} were ill, and would rather {b} stayed",
        "{a} had looked as if {b} were ill, and would rather {b} stayed",
    ),
    "a wish": (
        "{a} wishes {b} were here",
        "{a} wished {b} were here",
        "{a} had wished {b} were here",
    ),
    "reported speech": (
        "{a} says that {b} is coming and will stay",
        "{a} said that {b} was coming and would stay",
        "{a} had said that {b} was coming and would stay",
    ),
    "a reported question": (
        "{a} wonders how there can be another {office}",
        "{a} wondered how there could be another {office:object}",
        "{a} had wondered how there could be another {office:object}",
    ),
    "a demonstrative": (
        "{a} knows that voice: it is {b}'s",
        "{a} knew that voice: it was {b}'s",
        "{a} had known that voice: it was {b}'s",
    ),
    "a clause ahead": (
        "as {a} speaks, {b} yawns",
        "as {a} spoke, {b} yawned",
        "as {a} spoke, {b} had yawned",
    ),
    "a clause that is the subject": (
        "Whoever is outside knocks. What {a} waits for lies there",
        "Whoever was outside knocked. What {a} waited for lay there",
        "Whoever was outside had knocked. What {a} waited for had lain there",
    ),
    "a relative clause ahead of the verb": (
        "{a}, who knows much, nods. The floor that {b} walks on is bare",
        "{a}, who knew much, nodded. The floor that {b} walked on was bare",
        "{a}, who knew much, had nodded. The floor that {b} walked on had been bare",
    ),
    "a relative clause of a part": (
        "not one of {a} who can see it stirs",
        "not one of {a:object} who could see it stirred",
        "not one of {a:object} who could see it had stirred",
    ),
    "modals": (
        "{a} must have known it, must not tell, and need not",
        "{a} must have known it, must not tell, and need not",
        "{a} must have known it, must not tell, and need not",
    ),
    "a modal and then a verb": (
        "{a} can go no further, and falls",
        "{a} could go no further, and fell",
        "{a} could go no further, and had fallen",
    ),
    "had better": ("{a} had better run", "{a} had better run", "{a} had better run"),
    "a thing that looks like a modal": (
        "{a} bears {b} no ill will",
        "{a} bore {b:object} no ill will",
        "{a} had borne {b:object} no ill will",
    ),
    "caused": (
        "{a} means to have it decided, has {b} brought in, and has the bells rung",
        "{a} meant to have it decided, had {b:object} brought in, and had the bells rung",
        "{a} had meant to have it decided, had {b:object} brought in, and had the bells rung",
    ),
    "plurals": (
        "the veterans are angry, and the geese hiss. All of them hear it",
        "the veterans were angry, and the geese hissed. All of them heard it",
        "the veterans had been angry, and the geese had hissed. All of them had heard it",
    ),
    "a plural with of": (
        "the hands of {a} shake",
        "the hands of {a:object} shook",
        "the hands of {a:object} had shaken",
    ),
    "a plural role": (
        "{group} cheer for {a}",
        "{group} cheered for {a:object}",
        "{group} had cheered for {a:object}",
    ),
    "collectives": (
        "the council votes, and the police arrive",
        "the council voted, and the police arrived",
        "the council had voted, and the police had arrived",
    ),
    "they": (
        "they are late, run, and have seen it",
        "they were late, ran, and had seen it",
        "they had been late, run, and had seen it",
    ),
    "somebody and others": (
        "{a} and the others laugh. The others and {b} weep",
        "{a} and the others laughed. The others and {b} wept",
        "{a} and the others had laughed. The others and {b} had wept",
    ),
    "neither": (
        "neither {a} nor {b} gives way, and {c} herself waits",
        "neither {a} nor {b} gave way, and {c} herself waited",
        "neither {a} nor {b} had given way, and {c} herself had waited",
    ),
    "at once": (
        "all at once {a} wants to go",
        "all at once {a} wanted to go",
        "all at once {a} had wanted to go",
    ),
    "possessives": (
        "{a} kneels for his brother's recall, and {b}'s eyes close",
        "{a} knelt for his brother's recall, and {b}'s eyes closed",
        "{a} had knelt for his brother's recall, and {b}'s eyes had closed",
    ),
    "is behind a possessive": (
        "one arm of {a}'s is too slow",
        "one arm of {a}'s was too slow",
        "one arm of {a}'s had been too slow",
    ),
    "quotes in names": (
        '{a} meets "Ace" Orr and runs',
        '{a} met "Ace" Orr and ran',
        '{a} had met "Ace" Orr and run',
    ),
    "initials and Mr.": (
        "Mr. Holt bows to J. R. Ewing. Dr. Marl does not",
        "Mr. Holt bowed to J. R. Ewing. Dr. Marl did not",
        "Mr. Holt had bowed to J. R. Ewing. Dr. Marl did not",
    ),
    "apart from the clause": (
        "{a} stands there, fists clenched, tears running, hands up",
        "{a} stood there, fists clenched, tears running, hands up",
        "{a} had stood there, fists clenched, tears running, hands up",
    ),
    "there is": (
        "there is talk, and tears, and heels that dig into the turf",
        "there was talk, and tears, and heels that dug into the turf",
        "there had been talk, and tears, and heels that dug into the turf",
    ),
    "what always holds": (
        "{a} bows as one shuts a door, since one bows",
        "{a} bowed as one shuts a door, since one bows",
        "{a} had bowed as one shuts a door, since one bows",
    ),
    "one": (
        "when one looks round it, the other one is gone, and one can see it",
        "when one looked round it, the other one was gone, and one could see it",
        "when one looked round it, the other one had been gone, and one could see it",
    ),
    "a verb and its noun are one word": (
        "{a} does the dishes, and nor does {b}",
        "{a} did the dishes, and nor did {b:object}",
        "{a} had done the dishes, and nor did {b:object}",
    ),
    "to lie and to lie down": (
        "{a} lies to {b}, and {c} lies down",
        "{a} lied to {b:object}, and {c} lay down",
        "{a} had lied to {b:object}, and {c} had lain down",
    ),
    "a part of a day": (
        "for a while it is quiet, and once more {a} listens",
        "for a while it was quiet, and once more {a} listened",
        "for a while it had been quiet, and once more {a} had listened",
    ),
    "several of them behind and": (
        "{a} lifts {b}, and both of them say ow",
        "{a} lifted {b:object}, and both of them said ow",
        "{a} had lifted {b:object}, and both of them had said ow",
    ),
    "what several of them are": (
        "{a} lies there, and both of them open",
        "{a} lay there, and both of them open",
        "{a} had lain there, and both of them open",
    ),
    "those who": (
        "{a} waits; those who know her move their chairs",
        "{a} waited; those who knew her moved their chairs",
        "{a} had waited; those who knew her had moved their chairs",
    ),
    "they all": (
        "{a} falls. At the noise they all look round",
        "{a} fell. At the noise they all looked round",
        "{a} had fallen. At the noise they all had looked round",
    ),
    "a plural behind since": (
        "{a} uses rice, since nails make holes",
        "{a} used rice, since nails made holes",
        "{a} had used rice, since nails made holes",
    ),
    "who, away from its noun": (
        "two men sit there who write down who goes through",
        "two men sat there who wrote down who went through",
        "two men had sat there who wrote down who went through",
    ),
    "not having something": (
        "{a} asks for what he does not have already",
        "{a} asked for what he did not have already",
        "{a} had asked for what he did not have already",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_sentence_is_told_in_the_past_and_in_the_pluperfect(kind: str) -> None:
    template, past, perfect = KINDS[kind]
    assert in_mood(template, "past") == past
    assert in_mood(template, "perfect") == perfect


@pytest.mark.parametrize(
    ("template", "would", "bare", "gerund"),
    [
        (
            "{a} quietly takes it and does not look up",
            "would quietly take it and would not look up",
            "quietly take it and not look up",
            "quietly taking it and not looking up",
        ),
        (
            "{a} has gone and is not here",
            "would have gone and would not be here",
            "have gone and not be here",
            "having gone and not being here",
        ),
        (
            "{a} always stands and waits",
            "would always stand and wait",
            "always stand and wait",
            "always standing and waiting",
        ),
    ],
)
def test_a_clause_without_its_subject_has_every_mood(
    template: str, would: str, bare: str, gerund: str
) -> None:
    found = {"would": would, "bare": bare, "gerund": gerund}
    told = {mood: in_mood(template, mood).removeprefix("{a} ") for mood in found}  # type: ignore[arg-type]
    assert told == found


@pytest.mark.parametrize(
    ("template", "moods"),
    [
        ("{a} nods, and {b} waits", ("past", "perfect", "would")),
        ("{a} nods and waits", ("past", "perfect", "would", "bare", "gerund")),
        ("{a} can see {b}", ("past",)),
    ],
)
def test_a_mood_is_only_for_verbs_of_one_subject_and_no_modal(
    template: str, moods: tuple[Mood, ...]
) -> None:
    clause = read(template)
    assert clause is not None
    every: tuple[Mood, ...] = ("past", "perfect", "would", "bare", "gerund")
    assert tuple(mood for mood in every if can_be(clause, mood)) == moods


@pytest.mark.parametrize(
    ("template", "named"),
    [
        ("outside stands {a}", True),
        ("so does {a}", True),
        ("out steps {a}", True),
        ("{b} bows, then {a}", True),
        ("the first to get through is {a}", True),
        ("{b} sees {a}", False),
        ("it is {a}", False),
    ],
)
def test_who_stands_behind_the_verb_as_its_subject_is_named(template: str, named: bool) -> None:
    clause = read(template)
    assert clause is not None
    (slot,) = (p for p in clause.pieces if isinstance(p, Slot) and p.role == "a")
    assert slot.named == named


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{a} waits. When the oxen bellow, {b} runs.", ("bellow",)),
        ("rain falls, wind blows, and {a} walks on", ("blows",)),
        ("{a} buys bread and drinks and plates.", ("drinks",)),
        ("{b} comes, and where {a} stands the pebbles float.", ("float",)),
    ],
)
def test_a_clause_that_lacks_a_verb_is_named(template: str, words: tuple[str, ...]) -> None:
    clause = read(template)
    assert clause is not None
    assert clause.doubted == words


@pytest.mark.parametrize(
    ("template", "subjects", "first"),
    [
        ("{a} took what {b} had left, and wept", "ab", "took"),
        ("the time given to {b} ran out while {a} was asleep", "a", "ran"),
        ("{a}, called the Fox, ran, and {b} did not", "ab", "ran"),
        ("nobody saw {b} go; {a} blinked", "a", "saw"),
    ],
)
def test_what_is_written_in_the_past_is_not_shifted(
    template: str, subjects: str, first: str
) -> None:
    clause = read(template, told=True)
    assert clause is not None
    said = "".join(
        f"{{{p.role}}}" if isinstance(p, Slot) else p.past if isinstance(p, Verb) else p
        for p in clause.pieces
    )
    found = [p.role for p in clause.pieces if isinstance(p, Slot) and p.case == "subject"]
    assert (said, "".join(found), clause.main.past) == (template, subjects, first)


def test_what_is_written_in_the_present_has_no_verb_in_the_past() -> None:
    assert read("{a} goes home.", told=True) is None
