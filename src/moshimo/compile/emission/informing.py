"""Emits what is told: a deed, a claim, what is held in its place, or an idea of a value."""

from __future__ import annotations

from dataclasses import replace

from moshimo.compile.emission import claims, ideas, setters
from moshimo.compile.emission.evaluation import Emitter
from moshimo.compile.emission.views import NOW, D, M, View, padded, role
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Instruction, Invoke, Term
from moshimo.engine.kernel import emitted
from moshimo.engine.kernel.minds import learn, see
from moshimo.lang import typed as t
from moshimo.lang.laws import Rule
from moshimo.lang.words import CLAIM


def informed(s: t.Inform, rule: Rule, v: View, emitter: Emitter) -> list[Instruction]:
    """Return what lets a hearer learn what is told, from the doer."""
    hearer = emitter.value(s.hearer, v)
    spoken = bool(rule.roles) and rule.roles[0].type.of == "Character"
    teller: Term = role(D, 0) if spoken else c.const(0)
    sure = c.call(emitted.credence_of, hearer, teller)
    if isinstance(s.what, t.Pattern) and s.what.word.startswith(CLAIM):
        said = claims.made(s.what, teller, v, emitter)
        return [c.do(c.call(see.told, hearer, said, teller, sure))]
    if isinstance(s.what, t.Read):
        return _of_value(s.what, hearer, teller, sure, v, emitter)
    if isinstance(s.what, t.Pattern):
        wanted = [0 if arg is None else emitter.value(arg, v) for arg in s.what.args]
        number = emitter.layout.rules.get(s.what.word, 0)
        slots = [o.word for o in rule.outcomes]
        noted = sum(1 << slots.index(word) for word in s.noted)
        own = (D, noted) if s.what.word == rule.word else (0, 0)
        told: Term = c.call(learn.meant, hearer, teller, *own, number, *padded(wanted))
    else:
        told = emitter.value(s.what, v)
        told = claims.corrected(told, teller, emitter) if s.denied else told
    return [c.do(c.call(see.told, hearer, told, teller, sure))]


def _of_value(
    read: t.Read, hearer: Term, teller: Term, sure: Invoke, v: View, emitter: Emitter
) -> list[Instruction]:
    a = read.attribute
    if a.full not in emitter.layout.pictured:
        return []
    value = emitter.stored(read, a.type, replace(v, picture=True, mind=M))
    owner, key = emitter.place(read, v)
    # As old as the teller's own idea of it, so that it overwrites nothing newer.
    held = emitter.pictured(a, teller, owner, key)
    own = c.compare(owner, "==", teller) if a.kind == "Character" else c.const(False)
    time = c.choose(own, NOW, held.time())
    heard = setters.put(a, hearer, owner, key, value, time, sure, D)
    supposed: list[Instruction] = []
    if a.full in emitter.layout.ideas:
        people = emitter.layout.rows["Character"]
        for one, other in ((teller, hearer), (hearer, teller)):
            pair = c.binary(c.binary(one, "*", people), "+", other)
            supposed.append(c.do(ideas.put_(a, pair, owner, key, value, time)))
    learned = [c.do(heard), *supposed, c.do(c.call(setters.stir(a), hearer))]
    return [c.when(c.call(emitted.awake_of, hearer), learned)]
