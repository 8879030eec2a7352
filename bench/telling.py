"""How well stories are told: seven numbers, each with its worst examples.

./go bench telling                              200 universes of the evening
./go bench telling leaf/evening --universes 50
./go bench telling leaf/evening --examples 10
./go bench telling leaf/exile --words 2000 4500

What is held to what stands in `HELD`. A pronoun is unclear if somebody else of the same pronoun
could claim it. It looks for whom it means in its sentence, before it, and, if they are not there,
in the sentence before (somebody's house brings its owner to mind). Whoever of the same pronoun
stands in the same sentences could claim it, but for those whom one of these rules out:

- the subject of the clause, for an object: it would be "himself";
- whoever is named later in the sentence, for its first subject: "He feared Bram" is not Bram;
- all but the sentence's first subject, for a later subject, if no other subject stands between;
- all but the last named, up to three words behind the name: "told Bram to his face";
- whom a speaker calls by name, for the speaker.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from moshimo import World, load
from moshimo.engine.journal import Deed
from moshimo.engine.moments import watched
from moshimo.engine.universe import WAITED
from moshimo.story.grammar.orthography import first_word
from moshimo.story.lexicon.lexicon import Lexicon, is_routine
from moshimo.story.lexicon.naming import counts, mentioned, word_of
from moshimo.story.lexicon.of_world import lexicon_of
from moshimo.story.realisation.story import Mention, Paragraph, Scene, Sentence, Story
from moshimo.story.rendering.plain_text import prose
from moshimo.story.selection.perspective import lived
from moshimo.story.selection.worth import everyday_ways, of_consequence
from moshimo.story.tell import tell
from moshimo.world.telling.telling import asked_of_deeds

UNIVERSES, EXAMPLES = 200, 5
NEAR = 3  # words behind a name in which a pronoun can only mean it
HELD: dict[str, tuple[float, float]] = {  # what: how much at least, how much at most
    "distinct sentences, share of a story": (0.95, 1.0),
    "longest run of one opening word": (0, 3),
    "sentences that trace to no deed": (0, 0),
    "unclear pronouns": (0, 0),
    "paragraphs of no consequence": (0, 0),
    "words on routine, share of a story": (0.0, 0.10),
    "words": (0, float("inf")),
}
DISTINCT, RUN, UNTRACED, UNCLEAR, IDLE, ROUTINE, WORDS = HELD
WORST_IS_LEAST = (DISTINCT,)


@dataclass(slots=True)
class Measured:
    """A number for each story, and examples of what is wrong, by what is measured."""

    numbers: dict[str, list[float]] = field(default_factory=lambda: {what: [] for what in HELD})
    examples: dict[str, list[tuple[float, str]]] = field(
        default_factory=lambda: {what: [] for what in HELD}
    )

    def add(self, what: str, number: float, examples: Sequence[str], seed: int) -> None:
        """Take in what was found in one story."""
        self.numbers[what].append(number)
        self.examples[what] += [(number, f"seed {seed}: {example}") for example in examples]


def distinct(story: Story) -> tuple[float, list[str]]:
    """The share of sentences that no other repeats, and those that are repeated."""
    often = Counter(sentence.text for sentence in story.sentences)
    whole = sum(often.values())
    return len(often) / whole if whole else 1.0, [
        f"{n} × {text}" for text, n in often.items() if n > 1
    ]


def longest_run(story: Story) -> tuple[float, list[str]]:
    """The most sentences in a row that begin with the same word."""
    longest: list[str] = []
    run: list[str] = []
    for sentence in story.sentences:
        alike = run and first_word(run[-1]) == first_word(sentence.text)
        run = [*run, sentence.text] if alike else [sentence.text]
        longest = max(longest, run, key=len)
    return len(longest), [" / ".join(longest)]


def untraced(story: Story, known: Mapping[str, Deed]) -> list[str]:
    """The sentences without a deed of the journal."""
    return [
        sentence.text
        for sentence in story.sentences
        if not sentence.deeds or not known.keys() >= set(sentence.deeds)
    ]


def idle(story: Story, deeds: Sequence[Deed], lexicon: Lexicon) -> list[str]:
    """The paragraphs all of whose deeds mean nothing, led to nothing and ended nothing."""
    weighty = of_consequence(deeds, lexicon)
    return [
        prose(paragraph)
        for paragraph in paragraphs(story)
        if not any(key in weighty for s in paragraph.sentences for key in s.deeds)
    ]


def paragraphs(story: Story) -> Iterator[Paragraph]:
    """All paragraphs of a story."""
    for scene in story.scenes:
        yield from scene.paragraphs


def on_routine(
    story: Story, known: Mapping[str, Deed], lexicon: Lexicon
) -> tuple[float, list[str]]:
    """The share of words that tell nothing but routine.

    A rare way to go, as out by the gates, is none.
    """
    ways = everyday_ways([*known.values()], lexicon)
    told = [
        sentence.text
        for sentence in story.sentences
        if sentence.deeds and all(_is_routine(known[key], ways, lexicon) for key in sentence.deeds)
    ]
    whole = sum(len(sentence.text.split()) for sentence in story.sentences)
    return sum(len(text.split()) for text in told) / max(whole, 1), told


def _is_routine(deed: Deed, ways: Collection[str], lexicon: Lexicon) -> bool:
    manner = lexicon.manners.get(deed.rule)
    if manner is None or deed.kind == "sense":
        return False
    return deed.rule in ways if manner.moves else is_routine(manner)


# pronouns -------------------------------------------------------------------------------------


def unclear(story: Story, lexicon: Lexicon) -> list[str]:
    """The sentences in which somebody else could claim a pronoun, with who."""
    return [found for scene in story.scenes for found in _unclear_in(scene, lexicon)]


def _unclear_in(scene: Scene, lexicon: Lexicon) -> Iterator[str]:
    before = Sentence("", ())
    for paragraph in scene.paragraphs:
        for sentence in paragraph.sentences:
            for place, mention in enumerate(sentence.mentions):
                if mention.pronoun and not mention.sure:
                    rivals = claimants(sentence, place, before, lexicon)
                    if rivals:
                        words = sentence.text[mention.begin : mention.end]
                        yield f"{words}? {', '.join(rivals)}: {before.text} | {sentence.text}"
            if not all(mention.speaker for mention in sentence.mentions) or not sentence.speaker:
                before = sentence


def claimants(sentence: Sentence, place: int, before: Sentence, lexicon: Lexicon) -> list[str]:
    """Who else could claim a pronoun; "nobody" if whom it means is not to be found."""
    mention = sentence.mentions[place]
    earlier = sentence.mentions[:place]
    if len(mention.who) > 1:
        return _other_groups(mention, earlier, before)
    key = mention.who[0]
    if not counts(lexicon, key):
        others = [who for m in earlier for who in m.who if not counts(lexicon, who) and who != key]
        return [*dict.fromkeys(others)]
    here = any(key in brought(m, lexicon) for m in earlier)
    window = earlier if here else (*before.mentions, *earlier)
    if not any(key in brought(m, lexicon) for m in window):
        return ["nobody"]
    word = word_of(lexicon, key)
    rivals = [
        who
        for m in window
        for who in brought(m, lexicon)
        if who != key and word_of(lexicon, who) == word
    ]
    ruled_out = _ruled_out(sentence, place, rivals, lexicon)
    return [who for who in dict.fromkeys(rivals) if who not in ruled_out]


def brought(mention: Mention, lexicon: Lexicon) -> list[str]:
    """Whom a mention brings to mind: themselves, and of somebody's house its owner."""
    return [who for key in mention.who for who in mentioned(lexicon, key)]


def _ruled_out(sentence: Sentence, place: int, rivals: Sequence[str], lexicon: Lexicon) -> set[str]:
    """Whom the grammar of the sentence keeps from being meant."""
    mention, earlier = sentence.mentions[place], sentence.mentions[:place]
    key = mention.who[0]
    subjects = [m.who for m in earlier if m.case == "subject" and not m.speaker]
    out: set[str] = set()
    if mention.case == "self":
        return set(rivals)
    if mention.case == "object" and subjects:
        out.update(subjects[-1])
    if mention.case == "subject" and not subjects:
        later = sentence.mentions[place + 1 :]
        out.update(who for m in later if not m.pronoun for who in brought(m, lexicon))
    if mention.case == "subject" and subjects and set(subjects) == {(key,)}:
        return set(rivals)
    named = [m for m in earlier if len(m.who) == 1 and not m.speaker and m.who[0] in (key, *rivals)]
    if mention.case != "subject" and named and named[-1].who == (key,):
        between = sentence.text[named[-1].end : mention.begin]
        if len(between.split()) <= NEAR:
            return set(rivals)
    if key == sentence.speaker:
        out.update(who for m in sentence.mentions if m.speaker == key for who in m.who)
    return out


def _other_groups(mention: Mention, earlier: Sequence[Mention], before: Sentence) -> list[str]:
    """The groups, other than the one meant, that stand as near."""
    groups = [m.who for m in earlier if len(m.who) > 1]
    if not groups:
        groups = [m.who for m in before.mentions if len(m.who) > 1]
    if not any(set(group) == set(mention.who) for group in groups):
        return ["nobody"]
    others = [group for group in groups if set(group) != set(mention.who)]
    return [" and ".join(group) for group in others]


# all of it ------------------------------------------------------------------------------------


def measure(start: World, seeds: Sequence[int], eyes: str = "") -> Measured:
    """Tell a story of each seed, perhaps as one person lived it, and measure it."""
    asked = asked_of_deeds(start.checked.telling, start.checked.laws.rules)
    found = Measured()
    for seed in seeds:
        universe, moments = watched(start.program, seed, asked)
        lexicon = lexicon_of(start.checked, start.scenario, "", moments)
        deeds, awaited = universe.deeds, universe.ended == WAITED
        story = tell(deeds, lexicon, title=start.scenario.title, awaited=awaited, eyes=eyes)
        known = {deed.id: deed for deed in deeds}
        seen = lived(deeds, eyes, lexicon).deeds if eyes else deeds
        found.add(DISTINCT, *distinct(story), seed)
        found.add(RUN, *longest_run(story), seed)
        wrong = {
            UNTRACED: untraced(story, known),
            UNCLEAR: unclear(story, lexicon),
            IDLE: idle(story, seen, lexicon),
        }
        for what, examples in wrong.items():
            found.add(what, len(examples), examples, seed)
        found.add(ROUTINE, *on_routine(story, known, lexicon), seed)
        words = sum(len(sentence.text.split()) for sentence in story.sentences)
        found.add(WORDS, words, [], seed)
    return found


def show(found: Measured, many: int, held: Mapping[str, tuple[float, float]] = HELD) -> bool:
    """Print the table and the worst examples; return whether all is as it is held to be."""
    print(f"{'':40}{'mean':>9}{'least':>9}{'most':>9}{'stories off':>13}")
    fine = True
    for what, (least, most) in held.items():
        numbers = found.numbers[what]
        off = sum(not least <= number <= most for number in numbers)
        fine = fine and not off
        mean = sum(numbers) / len(numbers)
        print(f"{what:40}{mean:9.3g}{min(numbers):9.3g}{max(numbers):9.3g}{off:9} / {len(numbers)}")
    for what, (least, most) in held.items():
        wrong = [one for one in found.examples[what] if not least <= one[0] <= most]
        wrong.sort(key=lambda one: one[0] if what in WORST_IS_LEAST else -one[0])
        if wrong and many:
            print(f"\n{what}:")
            for _, example in wrong[:many]:
                print(f"  {example}")
    return fine


def main(arguments: Sequence[str]) -> int:
    """Run the bench; see the module's first lines."""
    parser = argparse.ArgumentParser(prog="bench telling")
    parser.add_argument("world", nargs="?", default="leaf/evening")
    parser.add_argument("--universes", type=int, default=UNIVERSES)
    parser.add_argument("--examples", type=int, default=EXAMPLES, help="of each kind")
    parser.add_argument("--words", type=int, nargs=2, metavar=("LEAST", "MOST"), help="of a story")
    parser.add_argument("--as", dest="eyes", default="", metavar="ID", help="as who lived it")
    given = parser.parse_args(arguments)
    found = measure(load(given.world), range(1, given.universes + 1), given.eyes)
    held = {**HELD, WORDS: tuple(given.words)} if given.words else HELD
    return 0 if show(found, given.examples, held) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
