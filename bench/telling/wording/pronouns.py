"""Pronouns that somebody else could claim.

A pronoun is unclear if somebody else of the same pronoun could claim it. It looks for whom it means
in its sentence, before it, and, if they are not there, in the sentence before (somebody's house
brings its owner to mind). Whoever of the same pronoun stands in the same sentences could claim it,
but for those whom one of these rules out:

- the subject of the clause, for an object: it would be "himself";
- whoever is named later in the sentence, for its first subject: "He feared Bram" is not Bram;
- all but the sentence's first subject, for a later subject, if no other subject stands between;
- all but the last object, for that of a verb behind "and": "hit Bram and threw him over the grass";
- all but the last named, up to three words behind the name: "told Bram to his face";
- whom a speaker calls by name, for the speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.lexicon.naming import counts, mentioned, word_of
from moshimo.story.realisation.story import Mention, Scene, Sentence, Story

PARALLEL = 8  # words between two objects of verbs that "and" joins
NEAR = 3  # words behind a name in which a pronoun can only mean it


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
        both = mention.case == named[-1].case == "object" and " and " in between
        if both and len(between.split()) <= PARALLEL:
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
