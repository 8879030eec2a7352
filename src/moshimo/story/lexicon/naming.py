"""The names and pronouns of people, places and things, and lists of names."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from moshimo.engine.journal import Deed
from moshimo.output.shown_letters import visible
from moshimo.story.grammar.small_words import PLURALS
from moshimo.story.grammar.tokens import Case
from moshimo.story.lexicon.lexicon import Lexicon, NameEntry, absent, manner_of, member_of
from moshimo.world.text.times import shown

MANY_NAMES = 6  # of more people no list is made in one phrase
FEW_GROUPS = 3  # so many groups of people are named in a crowd
NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
PLURAL_NOUNS = {"man": "men", "woman": "women", "child": "children", "wife": "wives"}
FORMS: dict[str, dict[Case, str]] = {
    "he": {"subject": "he", "object": "him", "owner": "his", "self": "himself"},
    "she": {"subject": "she", "object": "her", "owner": "her", "self": "herself"},
    "they": {"subject": "they", "object": "them", "owner": "their", "self": "themselves"},
    "it": {"subject": "it", "object": "it", "owner": "its", "self": "itself"},
}


def full_name(lexicon: Lexicon, key: str) -> str:
    """Return the name in full, control characters made visible."""
    return visible(member_of(lexicon, key).name)


def short_name(lexicon: Lexicon, key: str) -> str:
    """Return the short name, or the full one if somebody else has the same short name."""
    member = member_of(lexicon, key)
    alike = [found for found, one in lexicon.members.items() if one.short == member.short]
    shared = any(found != key and member_of(lexicon, found).is_person for found in alike)
    return visible(member.name if shared or not member.short else member.short)


def address_of(lexicon: Lexicon, key: str, speaker: str) -> str:
    """Return what that speaker calls a member in speech to them."""
    member = member_of(lexicon, key)
    if member.kind == "Office":
        return title_of(lexicon, key)
    given = visible(member.names.get(speaker, "") or member.address)
    called = short_name(lexicon, key)
    if called.startswith("the "):  # nobody calls a warden "the Alder warden" in speech
        called = noun_of(member) or called
    return given or called


def title_of(lexicon: Lexicon, key: str) -> str:
    """Return the title of a member: "harbourmaster" for "the office of harbourmaster"."""
    member = member_of(lexicon, key)
    if member.title:
        return visible(member.title)
    name = visible(member.name)
    return name.removeprefix("the office of ").removeprefix("the ")


def said_as_list(words: Sequence[str], joint: str = "and") -> str:
    """Join words: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def count_word(count: int) -> str:
    """Return a number in words up to "twenty", then in figures."""
    return NUMBERS[count] if 0 < count < len(NUMBERS) else str(count)


def outcome_words(role: str, deed: Deed, lexicon: Lexicon) -> str:
    """Return an outcome that is no member in words: nobody, a choice, a moment or a number."""
    value = deed.outcomes.get(role, "")
    if isinstance(value, str):
        return visible(value) or absent(role, deed, lexicon)
    kind = manner_of(lexicon, deed).outcomes.get(role, "")
    if not isfinite(value):
        return absent(role, deed, lexicon) if kind == "moment" else "countless"
    if kind == "moment":
        return shown(value, lexicon.clock.day)
    if kind == "bool":
        return "yes" if value else "no"
    return count_word(round(value)) if value == round(value) else f"{value:.1f}"


def plural(noun: str) -> str:
    """Return the plural of a noun, by rule."""
    for one, many in PLURAL_NOUNS.items():
        if noun.endswith(one) and noun not in ("human", "german"):
            return noun[: len(noun) - len(one)] + many
    if noun in PLURALS or (noun.endswith("s") and not noun.endswith(("ss", "us"))):
        return noun  # "the guests of the inn" and "the guests of the mill"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


def noun_of(member: NameEntry) -> str:
    """Return the common noun of a name such as "the Alder warden", else ""."""
    if not member.name.startswith("the ") or not member.is_person:
        return ""
    words = member.name.removeprefix("the ").split(" of ")[0].split()
    if len(words) < 2 and " of " not in member.name:
        return ""
    return words[-1] if words and words[-1].islower() else ""


def owner_of(lexicon: Lexicon, key: str) -> str:
    """Return the person whose name begins a member's ("Ada's house" gives Ada's id), else ""."""
    owner, apart, _ = member_of(lexicon, key).name.replace("’s ", "'s ").partition("'s ")
    if not apart:
        return ""
    people = ((found, one) for found, one in lexicon.members.items() if one.is_person)
    return next((found for found, one in people if owner in (one.name, one.short)), "")


def together(
    lexicon: Lexicon,
    keys: Sequence[str],
    names: Sequence[str],
    told: Sequence[str] = (),
    *,
    known: bool = False,
) -> str:
    """Return several as one phrase: those of one noun joined, many not by name.

    `names` are those of each. `told` are others of their noun that were just mentioned, for "all
    the other wardens"; `known` is whether somebody has been mentioned, for "many of them".
    """
    nouns = {key: noun_of(member_of(lexicon, key)) for key in keys}
    phrases: list[str] = []
    bodies: list[str] = []
    done: set[str] = set()
    for key, name in zip(keys, names, strict=True):
        if key in done:
            continue
        kin = [other for other in keys if nouns[other] and nouns[other] == nouns[key]]
        if len(kin) < 2:
            phrases.append(name)
        else:
            done.update(kin)
            bodies.append(_kin_phrase(lexicon, kin, nouns[key], told))
    if len(phrases) > MANY_NAMES:
        return _how_many(lexicon, keys, names, known=known and not bodies)
    return said_as_list([*phrases, *bodies])


def _how_many(lexicon: Lexicon, keys: Sequence[str], names: Sequence[str], *, known: bool) -> str:
    """Return who many are: their groups by name, or how many they are."""
    groups = [n for key, n in zip(keys, names, strict=True) if member_of(lexicon, key).plural]
    single = len(keys) - len(groups)
    if not groups and single < len(NUMBERS):
        return f"{count_word(single)} of them" if known else f"{count_word(single)} people"
    if groups and len(groups) <= FEW_GROUPS and single < len(NUMBERS):
        return f"{', '.join(groups)} and {count_word(single)} more"
    return "many of them" if known else "many people"


def _kin_phrase(lexicon: Lexicon, kin: Sequence[str], noun: str, told: Sequence[str]) -> str:
    everyone = {key for key, member in lexicon.members.items() if noun_of(member) == noun}
    rest = everyone - frozenset(told)
    if frozenset(kin) == everyone:
        both = f"both {plural(noun)}" if len(kin) == 2 else f"all the {plural(noun)}"
        return both if len(kin) < 4 else f"all {count_word(len(kin))} {plural(noun)}"
    if frozenset(kin) == rest and len(kin) > 1:
        return f"all the other {plural(noun)}"
    if len(kin) > MANY_NAMES:
        return f"{count_word(len(kin))} of the {plural(noun)}"
    return _side_by_side(lexicon, kin, noun)


def _side_by_side(lexicon: Lexicon, kin: Sequence[str], noun: str) -> str:
    """Join names of one noun: "the Alder and Brook wardens"."""
    names = [full_name(lexicon, key).removeprefix("the ") for key in kin]
    if all(name.endswith(f" {noun}") for name in names):
        return f"the {said_as_list([n.removesuffix(f' {noun}') for n in names])} {plural(noun)}"
    if all(name.startswith(f"{noun} of ") for name in names):
        owners = said_as_list([n.removeprefix(f"{noun} of ") for n in names])
        return f"the {plural(noun)} of {owners}"
    return said_as_list([f"the {name}" for name in names])


def mentioned(lexicon: Lexicon, key: str) -> tuple[str, ...]:
    """Return whom a member's name brings to mind: "Bram's house" brings Bram."""
    if counts(lexicon, key):
        return (key,)
    owner = owner_of(lexicon, key)
    return (owner,) if owner and counts(lexicon, owner) else ()


def counts(lexicon: Lexicon, key: str) -> bool:
    """Whether a mention competes for he, she or they."""
    member = member_of(lexicon, key)
    return member.plural or (member.is_person and member.pronouns != "it")


def word_of(lexicon: Lexicon, key: str) -> str:
    """Return a member's pronoun: he, she, they or it."""
    member = member_of(lexicon, key)
    return "they" if member.plural else member.pronouns
