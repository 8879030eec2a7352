"""Which rule, as somebody types it."""

from __future__ import annotations

from moshimo.errors import Problem, Span, WorldError, did_you_mean
from moshimo.lang.laws import Rule
from moshimo.world.world import CheckedWorld


def rule_called(name: str, world: CheckedWorld) -> Rule:
    """Return the world's rule of that name.

    Raises:
        WorldError: there is none.
    """
    rules = world.laws.rules
    if name in rules:
        return rules[name]
    fix = did_you_mean(name, rules)
    fix = fix or "a reason is shown with the action that it is a reason of."
    raise _no_rule(f"there is no rule `{name}`", fix)


def action_called(name: str, world: CheckedWorld) -> Rule:
    """Return the world's action of that name.

    Raises:
        WorldError: there is none.
    """
    actions = {word: rule for word, rule in world.laws.rules.items() if rule.mark == "action"}
    if name in actions:
        return actions[name]
    raise _no_rule(f"there is no action `{name}`", did_you_mean(name, actions))


def _no_rule(what: str, fix: str) -> WorldError:
    return WorldError([Problem("unknown-rule", Span("rule"), what, fix=fix)])
