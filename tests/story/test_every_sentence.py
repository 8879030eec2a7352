"""Every sentence of every world that comes with Moshimo, in every form a story can ask of it.

An independent source (lemminflect) says which forms a verb has, and which words can only be verbs
in the present. What the sentences become is held in a golden file, whose diff is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import moshimo
from moshimo.engine.journal import Deed
from moshimo.story.grammar.clause import Clause, Mood, Slot, Verb, mood_of, read
from moshimo.story.grammar.orthography import finished
from moshimo.story.grammar.small_words import ADVERBS, PREPOSITIONS, SMALL
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexicon.lexicon import Lexicon, Manner, NameEntry
from moshimo.story.lexicon.of_world import lexicon_of
from moshimo.story.lexicon.readings import readings
from moshimo.story.planning.discourse import Attention
from moshimo.story.planning.sentence_plan import Ref
from moshimo.story.realisation.referring import realise
from moshimo.story.selection.message import Message

GOLDEN = Path(__file__).parent.parent / "golden" / "story" / "every_sentence.txt"
OF_TESTS = Path(__file__).parent.parent / "worlds"
SHIPPED = ("leaf/exile", "village")
NAMES = ("ann", "bea", "cid", "dov", "eve", "fay")
DOERS = {
    "he": NameEntry("Ben", pronouns="he"),
    "they": NameEntry("Sam", pronouns="they"),
    "twins": NameEntry("the twins", pronouns="they", plural=True),
}
MEMBERS = {
    **DOERS,
    **{key: NameEntry(key.title(), pronouns="she") for key in NAMES},
    "yard": NameEntry("the yard", kind="Place"),
    "lamp": NameEntry("the lamp", kind="Thing"),
}
TIMELESS = re.compile(
    r"\b(?:as|way|than|since) (?:one|people)\b[^,;:.]*|: no fight makes.*|since lying.*"
)
STATES = frozenset(("open", "shut", "full", "first"))
CLAUSE_ENDS = frozenset((",", ";", ".", ":", "and", "but", "or", "then"))
# Nouns that the source does not know as plurals.
NOUNS = frozenset(("inks", "bars", "clothes", "travels", "shallows", "goggles", "was", "as"))


@cache
def lexicons() -> tuple[Lexicon, ...]:
    own = sorted(str(path.parent) for path in OF_TESTS.glob("*/world.yaml"))
    worlds = [moshimo.load(name) for name in (*SHIPPED, *own)]
    return tuple(lexicon_of(world.checked, world.scenario) for world in worlds)


def templates(lexicon: Lexicon) -> Iterator[tuple[str, str, str]]:
    """Each rule, kind and text once, but those that are told as they are written."""
    for one in readings(lexicon):
        if one.template not in lexicon.told and (one.kind != "reason" or one.verbs):
            yield one.rule, one.kind, one.template


@cache
def clauses() -> tuple[tuple[str, str, str, Lexicon, Clause], ...]:
    seen: dict[str, tuple[str, str, str, Lexicon, Clause]] = {}
    for lexicon in lexicons():
        for rule, kind, text in templates(lexicon):
            clause = read(text, lexicon.verbs)
            assert clause is not None, text
            seen.setdefault(text, (rule, kind, text, lexicon, clause))
    return tuple(seen.values())


def told(one: tuple[str, str, str, Lexicon, Clause], doer: str, mood: Mood, subject: bool) -> str:
    """A sentence with names and pronouns, with that person as its doer."""
    rule, _, text, lexicon, clause = one
    manner = lexicon.manners.get(rule, Manner(text))
    roles = dict.fromkeys([*manner.roles, *(p.role for p in clause.pieces if isinstance(p, Slot))])
    names = iter(NAMES * 2)
    of_kind = {"Character": "", "Place": "yard"}
    given = {
        role: of_kind.get(manner.roles.get(role, "Thing"), "lamp") or next(names) for role in roles
    }
    if clause.doer or given:
        given[clause.doer or next(iter(given))] = doer
    people = {role: "Character" if who in (*DOERS, *NAMES) else "" for role, who in given.items()}
    own = Manner(text, people)
    deed = Deed("d", "r", "action", given, {}, 0.0, 1.0, "yard", "done", witnesses=("ann",))
    words = replace(lexicon, manners={"r": own}, members=MEMBERS, worded={})
    message = Message((deed,), "act", (doer,), 0.0)
    parts = sentence_parts(message, words, {}, mood=mood, subject=subject)
    lead = () if subject else (Ref((doer,), "subject"), " waited, and " if mood == "past" else " ")
    attention = Attention(frozenset(MEMBERS), (frozenset((doer,)),), (), (), doer)
    return finished(realise((*lead, *parts), attention, words).text, clause.mark)


FORMS: tuple[tuple[str, Mood, bool], ...] = (
    *((doer, "past", True) for doer in DOERS),
    ("he", "past", False),
    ("twins", "past", False),
    ("he", "perfect", True),
    ("twins", "perfect", True),
    ("he", "would", True),
    ("he", "gerund", False),
)
HELPING = r"(?:was|were|could|might|did|does|has|is|are)"
NEVER = (
    (r"\bhad had (?:been|gone|come|done|said|taken|given|seen|\w{3,}ed)\b", "shifted twice"),
    (rf"(?<!hing he )(?<!hing they )\b(?:had|would|to) (?:\w+ly )?{HELPING}\b", "two helpers"),
    (r"(?<! of )\b(?:[Tt]he twins|[Tt]hey) (?:was|wasn't|has|is)\b", "a plural with was"),
    (r"(?<! of )\b(?:Ben|Ann|[Hh]e|[Ss]he) (?:were|are|have)\b", "one with were"),
    (r"^(?:Him|Them|Us) \w", "an object as the subject"),
    (r"\b(?:always|never|once|often) (?:had|would) \w+ed\b", "an adverb ahead"),
    (r"\b(?:a|an) (?:the|a|an)\b|\bthe the\b", "two articles"),
    (r"  | [,.;:]|\{|\*|\bNone(?! of)\b", "a slip of the pen"),
)


@pytest.mark.parametrize(("doer", "mood", "subject"), FORMS)
def test_no_form_of_a_sentence_has_a_slip(doer: str, mood: Mood, subject: bool) -> None:
    wrong = []
    for one in clauses():
        if mood != "past" and one[1] != "template":
            continue
        text = told(one, doer, mood, subject)
        bare = re.sub(r'"[^"]*"', '""', text)
        wrong += [(what, text) for pattern, what in NEVER if re.search(pattern, bare)]
    assert wrong == []


def test_each_form_of_each_verb_is_one_that_an_independent_source_knows() -> None:
    lemminflect = pytest.importorskip("lemminflect")
    tags: Mapping[Mood, str] = {"past": "VBD", "perfect": "VBN", "would": "VB", "gerund": "VBG"}
    verbs = {
        (verb.rest or verb.base, mood): mood_of(verb, mood, lexicon.verbs).split()[-1]
        for _, _, _, lexicon, clause in clauses()
        for verb in clause.pieces
        if isinstance(verb, Verb) and verb.kind == "plain" and verb.main
        for mood in tags
    }
    wrong = []
    for (base, mood), form in verbs.items():
        known = lemminflect.getInflection(base, tags[mood])
        guessed = lemminflect.getAllInflectionsOOV(base, "VERB").get(tags[mood], ())
        plain = form.replace("lled", "led").replace("lling", "ling")  # British
        if not {form, plain} & {*known, *guessed}:
            wrong.append((base, mood, form))
    ours = ("lie", "lean", "light", "smell", "spoil", "get")
    assert [one for one in wrong if one[0] not in ours] == []


def test_no_word_that_can_only_be_a_verb_is_left_in_the_present() -> None:
    lemminflect = pytest.importorskip("lemminflect")
    left = []
    for _, _, text, _, clause in clauses():
        rest = "".join(p if isinstance(p, str) else "_" for p in clause.pieces)
        rest = TIMELESS.sub("", re.sub(r'"[^"]*"|\'[^\']*\'', "", rest))
        for word in re.findall(r"(?<![\w'_])[a-z]+s\b(?!')", rest):
            verb, noun = (
                [base for base in lemminflect.getAllLemmas(word, tag).get(tag, ()) if base != word]
                for tag in ("VERB", "NOUN")
            )
            if verb and not noun and word not in NOUNS:
                left.append((word, text))
    assert left == []


def test_no_plain_verb_is_left_behind_a_plural_subject() -> None:
    lemminflect = pytest.importorskip("lemminflect")
    left = []
    for _, _, text, lexicon, clause in clauses():
        words = _words_of(clause, lexicon)
        for place, (word, is_left) in enumerate(words):
            if not is_left or word in SMALL | ADVERBS | STATES:
                continue
            verb = word in lemminflect.getAllLemmas(word, "VERB").get("VERB", ())
            if verb and _behind_a_plural([w for w, _ in words[:place]], lemminflect.getAllLemmas):
                left.append((word, text))
    assert left == []


def _words_of(clause: Clause, lexicon: Lexicon) -> list[tuple[str, bool]]:
    """The words of a sentence in the past, and of each whether it stands as it was written."""
    words: list[tuple[str, bool]] = []
    for piece in clause.pieces:
        match piece:
            case Verb():
                words.append((f"={mood_of(piece, 'past', lexicon.verbs)}", False))
            case Slot():
                words.append(("'s" if piece.case == "owner" else "_", False))
            case str():
                found = re.findall(r"\"[^\"]*\"|[\w'’-]+|[^\w\s]", piece)
                words += [(word, word.islower() and word.isalpha()) for word in found]
    return words


def _behind_a_plural(
    before: list[str], lemmas: Callable[..., Mapping[str, tuple[str, ...]]]
) -> bool:
    """Whether a plural that is nobody's object yet ends right there: "those who knew her …"."""
    last = before[-1] if before else ""
    begins = max((n for n, word in enumerate(before) if word in CLAUSE_ENDS), default=-1) + 1
    clause = before[begins:]
    if clause[:2] in (["those", "who"], ["people", "who"], ["men", "who"]):
        verbs = [word for word in clause if word.startswith("=")]
        return len(verbs) == 1 and last in ("her", "him", "it", "them")
    if clause[-2:-1] == ["of"]:
        return len(clause) == 3 and clause[0] in ("both", "all", "some") and last == "them"
    if clause[-2:] in (["they", "all"], ["they", "both"]):
        return True
    plural = last.endswith("s") and lemmas(last, "NOUN").get("NOUN", (last,))[0] != last
    objects = [n for n, word in enumerate(clause) if word.startswith("=")]
    fronted = len(objects) == 1 and clause[0] in ("where", "when", "while", "since", "because")
    return plural and fronted and clause[objects[0] + 1 :][:1] == ["the"]


def test_who_stands_right_before_a_verb_is_its_subject() -> None:
    wrong = []
    for _, _, text, _, clause in clauses():
        pieces = [piece for piece in clause.pieces if piece != " "]
        for before, one, behind in zip(["", *pieces], pieces, pieces[1:], strict=False):
            led = isinstance(before, str) and before.lower() in PREPOSITIONS | {"and"}
            if not led and isinstance(one, Slot) and isinstance(behind, Verb):
                fits = one.case in ("subject", "owner") or one.named
                wrong += [] if fits else [(text, one.role)]
    assert wrong == []


def test_every_sentence_is_told_as_it_has_been_read(golden: Callable[[Path, str], None]) -> None:
    lines: dict[str, None] = {}
    for lexicon in lexicons()[: len(SHIPPED)]:
        for _, kind, text in templates(lexicon):
            clause = read(text, lexicon.verbs)
            assert clause is not None
            moods: tuple[Mood, ...] = ("past", "perfect") if kind == "template" else ("past",)
            for mood in moods:
                lines[_plain(clause, mood, lexicon)] = None
    golden(GOLDEN, "\n".join(sorted(lines)) + "\n")


def _plain(clause: Clause, mood: Mood, lexicon: Lexicon) -> str:
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
                said += mood_of(piece, mood, lexicon.verbs)
            case _:
                said += piece
    return said


def test_no_sentence_of_a_world_is_doubtful() -> None:
    assert [(text, clause.doubted) for _, _, text, _, clause in clauses() if clause.doubted] == []
