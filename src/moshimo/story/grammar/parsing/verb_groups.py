"""Verb groups: a verb that was found becomes a `Verb` with the words that belong to it."""

from __future__ import annotations

from collections.abc import Mapping

from moshimo.story.grammar.inflection import BE, MODALS, SHORT_NOT, is_participle, participle, past
from moshimo.story.grammar.parsing.found_verb import IN_THE_PAST, Found
from moshimo.story.grammar.small_words import DETERMINERS, JOINERS, PREPOSITIONS, PRONOUNS, words
from moshimo.story.grammar.tokens import Token, word_after, word_before
from moshimo.story.grammar.verb import Verb, VerbKind, spaced

# Behind "is" and "has", and before what follows: "had never been there".
MIDDLE = words("not never always already still just once often ever also only long last longer")
NO_VERB = DETERMINERS | PREPOSITIONS | PRONOUNS | JOINERS


def verb_at(
    tokens: tuple[Token, ...],
    found: Mapping[int, Found],
    place: int,
    own: Mapping[str, str] | None,
    *,
    first: bool,
) -> tuple[Verb, int, int]:
    """Return the verb found at a place, where its adverbs begin, and the place behind it."""
    one = found[place]
    word = tokens[place].word.replace("’", "'")
    begin = _adverbs_from(tokens, place)
    end, middle, rest = place + 1, "not" if word in SHORT_NOT else "", ""
    kind = _kind(tokens, place, one)
    if kind in ("be", "have", "do") or (kind == "past" and one.base in ("be", "have")):
        end = _middle_to(tokens, end, kind == "do")
        middle = spaced(middle, _text(tokens, place + 1, end))
    if kind == "do":
        behind = word_after(tokens, end - 1)
        assert behind is not None
        rest, end = tokens[behind].word, behind + 1
    if kind == "modal":  # nothing moves
        begin = place
    head = tokens[0]
    of_role = bool(one.subject) or (first and bool(head.role) and not head.owner)
    adverbs = _text(tokens, begin, place)
    after = [token.word for token in tokens[place + 1 :] if not token.text.isspace()]
    if not after and "where" in (token.word for token in tokens[:place]):
        after = ["there"]  # "sees where {b} lies"
    if one.form == "told":
        told = _text(tokens, begin, end)
    elif kind == "past":
        told = _before_past(one, adverbs, middle, own, after)
    else:
        told = spaced(adverbs, _past_of(word, one, after, own), _text(tokens, place + 1, end))
    before = word_before(tokens, place)
    ahead = max((at for at in found if at < place and found[at].main), default=None)
    joined = one.main and before is not None and ahead is not None and not one.subjects
    joined = joined and before is not None and tokens[before].word in JOINERS | {","}
    joined = joined and not any(tokens[at].text in ";." for at in range(ahead or 0, place))
    shares = joined and ahead is not None and _lends(tokens, ahead, found[ahead])
    written = _text(tokens, begin, end)
    verb = Verb(
        written, one.base, told, one.main, first, of_role, kind,
        adverbs, middle, rest, joined, shares,
    )  # fmt: skip
    return verb, begin, end


def _lends(tokens: tuple[Token, ...], place: int, one: Found) -> bool:
    """Whether a verb's helping word holds for the next one too; "had not" does not."""
    end = _middle_to(tokens, place + 1, negated=False)
    no = tokens[place].word in SHORT_NOT or "not" in _text(tokens, place, end).split()
    return not no and _kind(tokens, place, one) not in ("modal", "past")


def _kind(tokens: tuple[Token, ...], place: int, one: Found) -> VerbKind:
    word = tokens[place].word.replace("’", "'")
    if one.form in IN_THE_PAST:
        return "past"
    if one.base == "be":
        return "be"
    after = _middle_to(tokens, place + 1, negated=True)
    behind = word_after(tokens, after - 1)
    follows = "" if behind is None or tokens[behind].role else tokens[behind].word
    if one.base == "have" and (is_participle(follows) or word_before(tokens, place) is None):
        return "have"
    if word in ("does", "do", "doesn't", "don't"):
        no = word in SHORT_NOT or "not" in _text(tokens, place, after).split()
        if no:
            return "do" if follows.isalpha() and follows not in NO_VERB else "modal"
        before = word_before(tokens, place)  # "nor does {a} answer", "so does {b}"
        led = before is None or tokens[before].word in ("so", "nor", "neither")
        return "modal" if led else "plain"
    return "modal" if one.form == "helping" else "plain"


def _adverbs_from(tokens: tuple[Token, ...], place: int) -> int:
    """Return where the adverbs begin that stand right before a verb."""
    begin = place
    for at in range(place - 1, 0, -1):
        if not tokens[at].passed:
            break
        if not tokens[at].text.isspace():
            begin = at
    return begin


def _middle_to(tokens: tuple[Token, ...], at: int, negated: bool) -> int:
    """Return the place behind the adverbs that stand inside a verb, from `at` on."""
    end = at
    while at < len(tokens):
        token, behind = tokens[at], word_after(tokens, at)
        no_longer = token.word == "no" and behind is not None and tokens[behind].word == "longer"
        inner = (
            token.word in MIDDLE
            or no_longer
            or (negated and token.passed and not token.text.isspace())
        )
        if not token.text.isspace():
            last = behind is None or not (tokens[behind].role or tokens[behind].word[0].isalpha())
            last = last or (behind is not None and tokens[behind].word in JOINERS | {"more"})
            if not inner or (last and token.word != "not"):
                break
            end = at + 1
        at += 1
    return end


def _before_past(
    one: Found, adverbs: str, middle: str, own: Mapping[str, str] | None, after: list[str]
) -> str:
    """Return the pluperfect of what its author wrote in the past: "had always stood"."""
    helping = one.base == "have" and bool(after) and is_participle(after[0])
    done = "" if helping else participle(one.base, own)
    return spaced("had", adverbs, middle, done)


def _past_of(word: str, one: Found, after: list[str], own: Mapping[str, str] | None) -> str:
    following = after[0] if after else ""
    if word in BE:
        return BE[word]
    if word == "must" and following in ("not", "have"):
        return "must"
    if word == "had":  # "had better"
        return word
    if one.form == "helping" or word in SHORT_NOT or word == "do":
        return MODALS.get(word, past(one.base, own))
    if own and one.base in own:
        return own[one.base]
    if one.base == "lie":  # to lie to somebody, or to lie on the ground
        return "lied" if following in ("to", "about", "that", "") else "lay"
    if one.base == "hang" and following.startswith("{"):
        return "hanged"
    return past(one.base, own)


def _text(tokens: tuple[Token, ...], begin: int, end: int) -> str:
    return "".join(token.text for token in tokens[begin:end]).strip()
