"""What each deed may be to a mind, as far as the world's appraisals have sentences for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from moshimo.lang.laws import Laws, Rule
from moshimo.lang.typed import Ex, Means, Statement, Var, Write, walk_statements
from moshimo.story.lexicon.lexicon import Stir

MIND = "mind"


def felt_rules(laws: Laws) -> list[Rule]:
    """Return the appraisals that can be told: they have a sentence, and a mind in it."""
    every = (rule for rule in laws.rules.values() if rule.mark == "appraisal" and rule.telling)
    return [r for r in every if any(v.word == MIND for v in r.roles)]


def stirs_of(rule: Rule, laws: Laws) -> tuple[Stir, ...]:
    """Return what a rule's deeds may be to a mind."""
    found: list[Stir] = []
    for felt in felt_rules(laws):
        if felt.of == rule.word:
            pairs = zip(_others(felt), rule.roles, strict=False)
            found.append(_stir(felt, {mine: role.word for mine, role in pairs}))
        elif felt.of in rule.meanings:
            found += [_stir(felt, given) for given in _meant(felt, rule.effects, rule)]
    return tuple(found)


def moods_of(laws: Laws) -> tuple[Stir, ...]:
    """Return what may come of what a mind takes to be so."""
    return tuple(_stir(felt, {}) for felt in felt_rules(laws) if not felt.of)


def _stir(felt: Rule, roles: Mapping[str, str]) -> Stir:
    tests = tuple(condition.test for condition in felt.conditions)
    return Stir(felt.word, roles, tuple(_writes(felt)), tests)


def _others(felt: Rule) -> list[str]:
    return [role.word for role in felt.roles if role.word != MIND]


def _meant(felt: Rule, body: Sequence[Statement], rule: Rule) -> Iterator[dict[str, str]]:
    known = {r.word for r in rule.roles} | {o.word for o in rule.outcomes}
    for s in walk_statements(body):
        if isinstance(s, Means) and s.meaning == felt.of:
            pairs = zip(_others(felt), s.args, strict=False)
            yield {m: x.word for m, x in pairs if isinstance(x, Var) and x.word in known}


def _writes(felt: Rule) -> Iterator[tuple[str, str, bool]]:
    for s in walk_statements(felt.effects):
        if isinstance(s, Write) and isinstance(s.owner, Var) and s.owner.word == MIND:
            becomes = s.attribute.type.tag == "ref" and s.key is None
            yield s.attribute.full, _role(s.value if becomes else s.key), becomes


def _role(ex: Ex | None) -> str:
    return ex.word if isinstance(ex, Var) else ""
