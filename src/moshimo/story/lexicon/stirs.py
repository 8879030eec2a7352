"""What each deed may be to a mind, as far as the world's appraisals have sentences for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from moshimo.lang.laws import Laws, Rule
from moshimo.lang.typed import Ex, Means, Var, Write, walk_statements
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
            found.append(_stir(felt, {word: word for word in _others(felt) & _known(rule)}))
        elif felt.of in rule.meanings:
            fields = [field.word for field in laws.meanings[felt.of]]
            found += [_stir(felt, given) for given in _meant(felt, fields, rule)]
    return tuple(found)


def moods_of(laws: Laws) -> tuple[Stir, ...]:
    """Return what may come of what a mind takes to be so."""
    return tuple(_stir(felt, {}) for felt in felt_rules(laws) if not felt.of)


def _stir(felt: Rule, roles: Mapping[str, str]) -> Stir:
    tests = tuple(condition.test for condition in felt.conditions)
    return Stir(felt.word, roles, tuple(_writes(felt)), tests)


def _others(felt: Rule) -> set[str]:
    return {role.word for role in felt.roles if role.word != MIND}


def _known(rule: Rule) -> set[str]:
    return {r.word for r in rule.roles} | {o.word for o in rule.outcomes}


def _meant(felt: Rule, fields: Sequence[str], rule: Rule) -> Iterator[dict[str, str]]:
    """Yield what fills an appraisal's roles, each time that a rule has the meaning."""
    others, known = _others(felt), _known(rule)
    for s in walk_statements(rule.effects):
        if isinstance(s, Means) and s.meaning == felt.of:
            pairs = zip(fields, s.args, strict=False)
            given = ((mine, x.word) for mine, x in pairs if isinstance(x, Var) and mine in others)
            yield {mine: word for mine, word in given if word in known}


def _writes(felt: Rule) -> Iterator[tuple[str, str, bool]]:
    for s in walk_statements(felt.effects):
        if isinstance(s, Write) and isinstance(s.owner, Var) and s.owner.word == MIND:
            becomes = s.attribute.type.tag == "ref" and s.key is None
            yield s.attribute.full, _role(s.value if becomes else s.key), becomes


def _role(ex: Ex | None) -> str:
    return ex.word if isinstance(ex, Var) else ""
