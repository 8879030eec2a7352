"""The words of the world language, for editors: completion, hovering, jumping.

Rules are Python's syntax, parsed and checked, never executed. Nothing of this file runs;
`docs/reference/language.md` says exactly what each word means.
"""

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

_T = TypeVar("_T")
_Rule = Callable[[Callable[..., Any]], Callable[..., Any]]

# kinds and types ------------------------------------------------------------------------------

class Choice:
    """A choice of words: `class Rank(Choice): low, high`."""

class Deed:
    """What happened, as a value; or, to stand on, a meaning that different deeds share."""

    def __getattr__(self, word: str) -> Any: ...

class Character:
    """Somebody. The engine gives `place: Place = visible(nowhere)`; the rest is the world's."""

    place: Place
    def __getattr__(self, word: str) -> Any: ...

class Place:
    """Somewhere. The engine gives `path: Span[Place]`, the ways to neighbouring places."""

    path: Span[Place]
    def __getattr__(self, word: str) -> Any: ...

class Level(float, Generic[_T]):
    """A number from 0 to 1. It saturates at the ends."""

class Lean(float, Generic[_T]):
    """A number from -1 to 1. It saturates at the ends."""

class Amount(float, Generic[_T]):
    """A number of 0 or more."""

class Moment(float, Generic[_T]):
    """A point in time, or `never`."""

class Span(float, Generic[_T]):
    """A length of time."""

# who can know an attribute --------------------------------------------------------------------

def private(default: Any, *, guess: Any = ..., half_life: Any = ..., self: Any = ...) -> Any:
    """Only its owner knows it. Others suppose `guess` (a value, `own`, or a quantity's name)."""

def shown(default: Any, *, half_life: Any = ...) -> Any:
    """Whoever sees the owner now knows it; nobody remembers it."""

def visible(default: Any) -> Any:
    """Whoever sees the owner knows it, and remembers until seen or heard otherwise."""

def known(default: Any) -> Any:
    """Learned through deeds: witnessed, told, read, inferred."""

own: Any
"""As a guess: others are taken to be as I am myself."""

# kinds of rules -------------------------------------------------------------------------------

def action(
    *,
    carries: Any = ...,
    speech: bool = ...,
    answers: Any = ...,
    within: Any = ...,
    again: Any = ...,
    luck: str = ...,
    variant_of: Any = ...,
    moves: bool = ...,
    seems: Any = ...,
    recovers: Any = ...,
) -> _Rule:
    """What its first role, a Character, can choose to do."""

def reason(*, of: Any) -> _Rule:
    """One more reason for an action: only `when`, `weigh` and `deter`."""

def event(
    *, of: Any = ..., at: Any = ..., mean: Any = ..., carries: Any = ..., luck: str = ...
) -> _Rule:
    """What comes about: after a deed, at a moment, by chance, or when its `when` becomes true."""

def appraisal(*, of: Any = ...) -> _Rule:
    """What learning of such a deed does to a mind. It changes that mind's own attributes."""

def inference(*, sure: float = ...) -> _Rule:
    """What a mind concludes from what it pictures."""

def worth(rule: Callable[..., Any]) -> Callable[..., Any]:
    """How much a mind would like an imagined outcome: only `when` and `weigh`."""

def number(value: float) -> float:
    """At the top of a file: a number with a name, which an alternate universe may alter."""

# a rule's body, from the top ------------------------------------------------------------------

def when(*conditions: Any) -> None:
    """What must be so. Choosing asks the actor's picture, happening asks the truth."""

def weigh(amount: Any, reason: str) -> None:
    """How much the actor wants it. 1 is as much as doing nothing for one pace."""

def deter(share: Any, reason: str) -> None:
    """What holds the actor back: multiplies all that is wanted by 1 - share."""

def takes(span: Any) -> bool:
    """How long it takes: what stands above happens at its beginning, what is below at its end."""

def means(meaning: Any) -> None:
    """Give the deed a meaning, with values."""

def inform(hearer: Any, news: Any) -> None:
    """The hearer learns of a deed or a claim, that one is `not` so, or an idea of an attribute."""

def look(mind: Any, attribute: Any) -> None:
    """This value, in truth, enters this mind."""

def later(event: Any, *, after: Any) -> None:
    """That event, after a time."""

def foil(who: Any) -> None:
    """What somebody is doing comes to nothing."""

def gone(member: Any) -> None:
    """A person or a thing leaves the world for good."""

def reveal(who: Any) -> None:
    """Who learns of the deed knows whose body this is, and feels anew what it did."""

def disguise(who: Any, like: Any) -> None:
    """Somebody looks like another; like nobody known (`nobody`); like themselves again."""

def say(speaker: Any, words: str) -> None:
    """Words spoken aloud, with roles in braces."""

# dice, assigned to a name ---------------------------------------------------------------------

def chance(probability: Any) -> bool:
    """Whether something of that probability comes about."""

def contest(one: Any, other: Any) -> bool:
    """Whether one prevails over the other; even when both are 0."""

def between(low: Any, high: Any) -> float:
    """A number between two others."""

def roll(low: Any, high: Any) -> int:
    """A whole number from one to the other, both included, each as likely."""

def pick(members: Iterable[_T], *, weight: Any = ...) -> _T:
    """One of the members, each as likely as its weight says."""

def born(kind: type[_T], *, like: Any = ...) -> _T:
    """A new member of a kind with room; a person can be born like another."""

# time and space -------------------------------------------------------------------------------

now: Moment[Any]
"""The present moment."""
never: Moment[Any]
"""The moment that does not come."""
noon: Span[Any]
"""When the sun stands highest, since midnight."""
midnight: Span[Any]
"""The beginning of a day."""
sunrise: Span[Any]
"""When the sun rises, since midnight."""
sunset: Span[Any]
"""When the sun sets, since midnight."""

def seconds(n: float) -> Span[Any]:
    """That many seconds."""

def minutes(n: float) -> Span[Any]:
    """That many minutes."""

def hours(n: float) -> Span[Any]:
    """That many hours."""

def days(n: float) -> Span[Any]:
    """That many days of 24 hours."""

def time_of_day() -> Span[Any]:
    """The present time, since midnight."""

def next_time(time: Span[Any]) -> Moment[Any]:
    """The next moment with that time of day."""

def day(n: float) -> Moment[Any]:
    """The midnight on which a day begins; the first is day 1."""

def way(a: Any, b: Any) -> Span[Any]:
    """How long the shortest way between two places takes."""

def step(a: Any, b: Any) -> Place:
    """The next place on the shortest way."""

# numbers, and going over a kind ---------------------------------------------------------------

def min(a: _T, b: _T) -> _T:
    """The smaller of two."""

def max(a: _T, b: _T) -> _T:
    """The larger of two."""

def abs(a: _T) -> _T:
    """How far from 0."""

def clip(x: _T, low: Any, high: Any) -> _T:
    """The number, kept between two others."""

def any(conditions: Iterable[Any]) -> bool:
    """Whether it holds for some member: `any(x.awake for x in Character)`."""

def all(conditions: Iterable[Any]) -> bool:
    """Whether it holds for every member."""

def sum(numbers: Iterable[Any]) -> Any:
    """All of the numbers added up."""

def count(members: Iterable[Any]) -> int:
    """How many there are: `count(x for x in Character if x.awake)`."""

def most(numbers: Iterable[_T], *, by: Any = ...) -> _T:
    """The largest number, 0 if there is none; with `by=`, the member that has it."""

def least(numbers: Iterable[_T], *, by: Any = ...) -> _T:
    """The smallest number, 0 if there is none; with `by=`, the member that has it."""

# minds ----------------------------------------------------------------------------------------

nobody: Character
"""The Character that is none."""
nowhere: Place
"""The Place that is none."""
nothing: Any
"""What is none of its kind."""
unknown: Any
"""What a mind has no idea of: `x.place is unknown`."""

def recalls(mind: Any, deed: Any, *, within: Any = ...) -> bool:
    """Whether a mind remembers such a deed; `None` is a hole."""

def since(mind: Any, deed: Any) -> Span[Any]:
    """How long ago the last such deed that it remembers ended."""

def happened(deed: Any) -> bool:
    """Whether there was such a deed. Only in questions; in a rule somebody recalls."""

def first(deed: Any) -> Moment[Any]:
    """When such a deed was first done, `never` if it was not. Only in questions."""

def tried(mind: Any, deed: Any = ...) -> bool:
    """Whether a mind saw such a deed begin, or remembers it. In questions, `tried(deed)`."""

def is_so(attribute: Any, member: Any = ..., value: Any = ...) -> Any:
    """A claim about a state, as a deed; with a claim alone, whether it holds."""

def is_false(claim: Any) -> bool:
    """Whether something else is so than a claim says, and was learned no earlier."""

def believes(mind: Any, expression: Any) -> bool:
    """Whether it holds in a mind's picture; of another's mind, as this one takes it to be."""

def guess(attribute: _T) -> _T:
    """Another's private attribute, as the mind supposes it."""

def sees(mind: Any, who: Any) -> bool:
    """Whether one sees the other now."""

def doing(who: Any, deed: Any) -> bool:
    """Whether somebody is visibly at that deed now."""

def foresee(span: Any) -> Any:
    """In `weigh`: how much more the actor thinks this choice worth, so far ahead, than none."""

def recovering(who: Any) -> bool:
    """Whether somebody visibly still recovers from what they did (`recovers=`)."""

def last_heard(attribute: Any) -> Moment[Any]:
    """When the mind last had news of it."""

def about(deed: Any, member: Any) -> bool:
    """Whether a member has a role in a deed."""

def in_time() -> bool:
    """In an answer: whether it can still matter."""

def meets(mind: Any, who: Any, place: Any) -> Any:
    """The engine's own deed: somebody was found where the mind did not expect them."""

def misses(mind: Any, who: Any, place: Any) -> Any:
    """The engine's own deed: somebody was not found where the mind expected them."""
