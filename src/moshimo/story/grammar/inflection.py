"""Inflection: the forms of English verbs, and the base of a form.

Spelling is British where it differs (travelled). A test compares the tables with an independent
source.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from moshimo.story.grammar.small_words import pairs
from moshimo.story.grammar.vocabulary import DOUBLING, IRREGULAR, PREFIXES, REGULAR

VOWELS = "aeiou"
BE = {"am": "was", "is": "was", "are": "were"}
MODALS = pairs(
    "can could; cannot could not; can't couldn't; will would; won't wouldn't; may might; "
    "must had to; shall should; would would; should should; could could; might might; "
    "wouldn't wouldn't; couldn't couldn't; does did; do did; doesn't didn't; don't didn't; "
    "ought ought; isn't wasn't; aren't weren't; hasn't hadn't; haven't hadn't; need need; "
    "dare dared"
)
SHORT_NOT = pairs("doesn't do; don't do; isn't be; aren't be; hasn't have; haven't have")


def past(base: str, own: Mapping[str, str] | None = None) -> str:
    """Return the simple past: "go" → "went". `own` are an author's forms."""
    if own and base in own:
        return own[base]
    forms = _irregular(base)
    return forms[0] if forms else _regular_past(base)


def participle(base: str, own: Mapping[str, str] | None = None) -> str:
    """Return the past participle: "go" → "gone"."""
    if base == "be":
        return "been"
    if own and base in own:
        return own[base]
    forms = _irregular(base)
    return forms[1] if forms else _regular_past(base)


def gerund(base: str) -> str:
    """Return the -ing form: "lie" → "lying", "stop" → "stopping", "make" → "making"."""
    if base == "be":
        return "being"
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "singe":
        return base[:-1] + "ing"
    if base.endswith("c"):
        return base + "king"
    return (base + base[-1] if _doubles(base) else base) + "ing"


def third(base: str) -> str:
    """Return the third person singular: "go" → "goes", "cry" → "cries"."""
    if base in ("be", "have"):
        return {"be": "is", "have": "has"}[base]
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return base[:-1] + "ies"
    if base.endswith("iz"):
        return base + "zes"
    if base.endswith(("s", "x", "z", "ch", "sh", "o")) and not base.endswith("oo"):
        return base + "es"
    return base + "s"


def base_of_third(form: str, own: Mapping[str, str] | None = None) -> str:
    """Return the known verb of which `form` is the third person singular, else ""."""
    bases = _bases(form)
    known = (base for base in bases if is_known(base, own) and not _prefixed(base))
    return next(known, next((base for base in bases if _prefixed(base)), ""))


def guessed_base(form: str) -> str:
    """Return the likeliest base of an unknown word in -s, "" if it cannot be a verb."""
    if len(form) < 3 or not form.endswith("s") or form.endswith(("ss", "us", "'s", "ous")):
        return ""
    if form.endswith("ies"):
        return form[:-3] + "y"
    if form.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return form[:-2]
    return form[:-1]


def base_of_past(form: str) -> str:
    """Return the known verb of which `form` is the simple past, else ""."""
    return _pasts().get(form, "")


def is_participle(form: str) -> bool:
    """Whether it is the participle of a known verb, or ends like one."""
    return form in _participles() or (form.endswith("ed") and len(form) > 4)


def is_gerund(form: str) -> bool:
    """Whether it is the -ing form of a known verb."""
    stem = form.removesuffix("ing")
    bases = (stem, f"{stem}e", stem[:-1], f"{stem[:-1]}ie")
    return stem != form and any(is_known(base) and gerund(base) == form for base in bases)


def is_known(base: str, own: Mapping[str, str] | None = None) -> bool:
    """Whether `base` is a verb of the tables or the author's, perhaps behind a prefix."""
    if base in REGULAR or base == "be" or bool(own and base in own):
        return True
    return _irregular(base) is not None or _prefixed(base)


@lru_cache(maxsize=4096)
def _bases(form: str) -> tuple[str, ...]:
    if form in ("is", "has"):
        return ("be" if form == "is" else "have",)
    if not form.endswith("s"):
        return ()
    ends = [form[:-3] + "y"] if form.endswith("ies") else []
    ends.append(form[:-1])
    if form.endswith("es"):
        ends.append(form[:-2])
    return tuple(base for base in ends if third(base) == form)


@lru_cache(maxsize=4096)
def _prefixed(base: str) -> bool:
    """Whether it is a regular verb behind a prefix: unfold, overturn; in no table itself."""
    if base in REGULAR:
        return False
    rests = (base.removeprefix(prefix) for prefix in (*PREFIXES, "dis"))
    return any(rest != base and len(rest) > 3 and rest in REGULAR for rest in rests)


@lru_cache(maxsize=4096)
def _irregular(base: str) -> tuple[str, str] | None:
    """Return an irregular verb's forms, also behind a prefix (overhear) or a noun (shadowstep)."""
    if base in IRREGULAR:
        return IRREGULAR[base]
    if base in REGULAR:
        return None
    for prefix in PREFIXES:
        rest = base.removeprefix(prefix)
        if rest != base and rest in IRREGULAR:
            return prefix + IRREGULAR[rest][0], prefix + IRREGULAR[rest][1]
    return None


def _regular_past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return base[:-1] + "ied"
    if base.endswith("c"):
        return base + "ked"
    return (base + base[-1] if _doubles(base) else base) + "ed"


def _doubles(base: str) -> bool:
    """Whether the last consonant doubles: stop, prefer, shadowstep; not open, not look."""
    if base in DOUBLING:
        return True
    if len(base) < 3 or base[-1] in VOWELS + "wxy" or base[-2] not in VOWELS:
        return False
    if base[-3] in VOWELS and base[-4:-2] != "qu":  # but: quit, squat
        return False
    if _syllables(base) == 1:
        return True
    if base in REGULAR:
        return False
    return any(base.endswith(last) for last in REGULAR if len(last) > 3 and _syllables(last) == 1)


def _syllables(base: str) -> int:
    count, before = 0, False
    for place, letter in enumerate(base):
        here = letter in VOWELS or (letter == "y" and place > 0)
        if letter == "u" and base[place - 1 : place] == "q":
            here = False
        count += here and not before
        before = here
    return count - (base.endswith("e") and count > 1)


@cache
def _participles() -> frozenset[str]:
    regular = (_regular_past(base) for base in REGULAR)
    return frozenset(("been", *regular, *(forms[1] for forms in IRREGULAR.values())))


@cache
def _pasts() -> dict[str, str]:
    found = {_regular_past(base): base for base in sorted(REGULAR)}
    found.update({forms[0]: base for base, forms in IRREGULAR.items() if forms[0] != base})
    return found
