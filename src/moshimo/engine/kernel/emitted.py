"""Stubs of the functions that a world's emitted code provides; `compile/kernel.py` links it."""

from __future__ import annotations

from moshimo.engine.kernel.subset import Block, f64, i64, u64


def consider(b: Block, m: i64) -> None:
    """Bid for everything that mind `m` could do of its own accord."""


def consider_asides(b: Block, m: i64) -> None:
    """Bid for what can be done beside something longer."""


def consider_answers(b: Block, m: i64, d: i64, beside: i64) -> None:
    """Bid for answers to deed `d`; only asides if `beside`."""


def wish(b: Block, d: i64) -> f64:
    """Return how much the actor of deed `d` still wants it, 0 if it seems impossible by now."""
    raise NotImplementedError


def guard(b: Block, d: i64, ending: i64) -> i64:
    """Return the number of the first condition that does not hold in truth, 0 if all hold."""
    raise NotImplementedError


def teach(b: Block, d: i64, which: i64) -> None:
    """Teach the actor the values that failed."""


def span_of(b: Block, d: i64) -> f64:
    """Return how long deed `d` takes."""
    raise NotImplementedError


def recovery_of(b: Block, d: i64) -> f64:
    """Return how long the actor of deed `d`, which is at its end, has to recover."""
    raise NotImplementedError


def pretend(b: Block, d: i64) -> i64:
    """Return a new deed, that which others take deed `d` for, which has just begun."""
    raise NotImplementedError


def begin_outcomes(b: Block, d: i64) -> None:
    """Set the outcomes of what deed `d` seems to be at its beginning; it has no effects."""


def begin_effects(b: Block, d: i64) -> None:
    """Apply the effects above `takes`."""


def end_effects(b: Block, d: i64, whole: i64) -> None:
    """Apply the effects below `takes`; cut short (`whole` 0), only if the rule names that."""


def replay(b: Block, d: i64, m: i64, ending: i64, sure: f64) -> None:
    """Replay a deed's beginning (and end) in a mind's picture."""


def suppose(b: Block, d: i64, m: i64) -> None:
    """Give claim `d` the outcomes that are noted by themselves, as mind `m` pictures them."""


def appraise(b: Block, d: i64, m: i64) -> None:
    """Apply the appraisals of a deed and of its meanings to a mind."""


def infer(b: Block, rule: i64, m: i64) -> None:
    """Run the inferences that such a deed can set off in a mind that has learned of it."""


def infer_sight(b: Block, m: i64) -> None:
    """Run the inferences that looking round can set off."""


def follow(b: Block, d: i64) -> None:
    """Put the events that a deed sets off into the calendar."""


def watch(b: Block, rule: i64) -> None:
    """Put the events whose `when` became true by such a deed into the calendar."""


def clock_due(b: Block, rule: i64, owner: i64) -> i64:
    """Whether an event's moment is really now."""
    raise NotImplementedError


def role_hash(b: Block, d: i64) -> None:
    """Set the hash of a deed's rule and roles."""


def roles_key(b: Block, rule: i64, m: i64, r1: i64, r2: i64, r3: i64) -> u64:
    """Return the hash of an action and its roles, before there is a deed of it."""
    raise NotImplementedError


def infer_all(b: Block, m: i64) -> None:
    """Run all inferences in a mind, as the universe begins."""


def watch_all(b: Block) -> None:
    """Put the events whose `when` is true at the beginning into the calendar."""


def plan_clocks(b: Block) -> None:
    """Put the events whose moment is already in the data into the calendar."""


def plan_chances(b: Block) -> None:
    """Begin the events of pure chance."""


def scenario_ends(b: Block) -> bool:
    """Whether what the scenario waits for has happened."""
    raise NotImplementedError


def look_at(b: Block, m: i64, x: i64) -> None:
    """Copy what is visible of `x` into mind `m`."""


def look_things(b: Block, m: i64, place: i64) -> None:
    """Copy what is visible of the things at a place into mind `m`."""


def idea_of_deed(b: Block, d: i64, m: i64, o: i64, ending: i64) -> None:
    """Replay a deed's beginning (and end) in what mind `m` takes mind `o` to hold."""


def idea_of_sight(b: Block, p: i64, x: i64, who: i64) -> None:
    """Copy what is visible of `x`, taken for `who`, into the idea `p` of another mind."""


def idea_of_loss(b: Block, p: i64, x: i64, place: i64) -> None:
    """Take somebody (idea `p`) no longer to hold that `x` is at a place."""


def idea_of_things(b: Block, p: i64, place: i64) -> None:
    """Copy what is visible of a place and the things there into an idea of another mind."""


def misjudges(b: Block, m: i64, x: i64) -> bool:
    """Whether mind `m` pictures something that is visible of `x` otherwise than it is."""
    raise NotImplementedError


def lose(b: Block, m: i64, x: i64) -> None:
    """Let mind `m` no longer know where `x` is."""


def pace_of(b: Block, m: i64) -> f64:
    """Return how often `m` thinks unasked, in seconds."""
    raise NotImplementedError


def awake_of(b: Block, m: i64) -> bool:
    """Whether `m` can perceive and act."""
    raise NotImplementedError


def sees_of(b: Block, m: i64, x: i64) -> bool:
    """Whether `m` sees `x`, who is at the same place."""
    raise NotImplementedError


def obstruction_of(b: Block, m: i64, place: i64) -> f64:
    """Return how high something at a place must rise for `m`, who is elsewhere, to see it."""
    raise NotImplementedError


def credence_of(b: Block, m: i64, source: i64) -> f64:
    """Return how sure a teller makes `m` of what is told."""
    raise NotImplementedError


def imaginings_of(b: Block, m: i64) -> f64:
    """Return how often `m` imagines what comes of a choice."""
    raise NotImplementedError


def foresight_of(b: Block, m: i64) -> f64:
    """Return how far ahead `m` looks at most, in seconds."""
    raise NotImplementedError


def rationality_of(b: Block, m: i64) -> f64:
    """Return how sharply `m` prefers what is worth more."""
    raise NotImplementedError


def concern_of(b: Block, m: i64, who: i64, about: i64) -> f64:
    """Return how much `m` thinks that what happens to somebody is the concern of another."""
    raise NotImplementedError


def worth(b: Block, m: i64, which: i64) -> f64:
    """Return what the universe as it is now is worth to `m`, by one of its rules of worth."""
    raise NotImplementedError


def suppose_private(b: Block, m: i64, x: i64) -> None:
    """Let `x` be in private, in truth, as mind `m` guesses."""


def suppose_members(b: Block, m: i64) -> None:
    """Let all that are no people be in private, in truth, as mind `m` guesses."""


def bodied(b: Block) -> bool:
    """Whether there can be other bodies than everybody's own. The same for all of a world."""
    raise NotImplementedError


def gone_of(b: Block, m: i64) -> bool:
    """Whether a person is gone for good."""
    raise NotImplementedError


def adopt_all(b: Block, m: i64, p: i64, x: i64) -> None:
    """Let mind `m` suppose of body `x` what it holds of person `p`, with the same times."""


def inherit_all(b: Block, x: i64, n: i64) -> None:
    """Give `n`, who is born, what `x` has, in truth and in every mind, and the mind of `x`."""


def trace(b: Block, d: i64) -> None:
    """Note why a deed was chosen and what it read."""
