"""What a deed seems to be at its beginning must go with what it is: roles, voice, what is seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from moshimo.errors import Problem, Span
from moshimo.lang import typed as t
from moshimo.lang.laws import Rule
from moshimo.lang.written_out import substitute


@dataclass(frozen=True, slots=True)
class Feint:
    """An action that begins as another one, or unseen. What is wrong is added to `problems`."""

    rule: Rule
    at: Span
    problems: list[Problem]

    def wrong(self, code: str, what: str, why: str = "", fix: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(code, self.at, what, why=why, fix=fix))

    def agree(self, rules: Mapping[str, Rule]) -> None:
        """Note what would give the deed away while it goes on."""
        rule, other = self.rule, rules.get(self.rule.seems)
        if rule.span is None:
            why = "a deed that takes no time has no beginning that others could see."
            self.wrong("bad-option", f"`{rule.word}` takes no time", why, "give it `takes(…)`.")
        if rule.unseen and rule.speech:
            why = "whoever is there hears it."
            self.wrong("bad-option", "speech cannot begin unseen", why, "leave out `speech=`.")
        if not rule.seems:
            return
        if other is None or other.mark != "action" or other.word == rule.word:
            what = f"`seems=` takes another action, and `{rule.seems}` is none"
            fix = "name an action for which others could take it."
            self.wrong("bad-option", what, fix=fix)
        elif other.seems or other.unseen:
            what = f"`{other.word}` seems another deed itself"
            fix = f"say so here too: `seems={other.seems or None}`."
            self.wrong("bad-option", what, fix=fix)
        elif other.span is None:
            why = "a deed that takes no time has no beginning that others could see."
            fix = f"give `{other.word}` a `takes(…)`."
            self.wrong("bad-option", f"`{other.word}` takes no time", why, fix)
        elif self.roles(other):
            self.seen(other)

    def roles(self, other: Rule) -> bool:
        """Return whether this deed has all roles of the other one; note it if not."""
        own = {r.word: r for r in self.rule.roles}
        for role in other.roles:
            if role.word not in own or own[role.word].type != role.type:
                what = f"`{self.rule.word}` has no role `{role.word}: {role.type}`"
                why = f"who takes it for `{other.word}` sees somebody or something in that role."
                fix = "name the roles alike, or bind another one in `when`."
                self.wrong("unbound-role", what, why, fix)
                return False
        if self.rule.roles[:1] != other.roles[:1]:
            what = f"`{other.word}` is done by `{other.roles[0].word}`"
            fix = f"let `{self.rule.word}` begin with the role `{other.roles[0].word}` too."
            self.wrong("bad-role", what, fix=fix)
            return False
        return True

    def seen(self, other: Rule) -> None:
        """Note what those who look on would see of the one beginning and not of the other."""
        rule = self.rule
        if rule.speech != other.speech:
            silent, aloud = (rule, other) if other.speech else (other, rule)
            what = f"`{aloud.word}` is speech, and `{silent.word}` is not"
            why = "while somebody speaks, the others at the place wait."
            self.wrong("seen-through", what, why, "let both be speech, or neither.")
        own, theirs = _shown(rule.begin, {}), _shown(other.begin, {})
        thrown = {o.word for o in other.outcomes}
        by_dice = any(t.named(e) & thrown for e in t.expressions(theirs))
        if own != theirs or by_dice:
            what = f"`{rule.word}` changes other things at its beginning than `{other.word}` does"
            why = "what is shown, visible or known would give it away, or be believed for ever."
            fix = "above `takes`, change the same in both, by no dice; or only what is private."
            self.wrong("seen-through", what, why, fix)


def _shown(body: Sequence[t.Statement], given: Mapping[str, t.Ex]) -> tuple[t.Statement, ...]:
    """Return the changes that others can perceive, with shorthands written out."""
    made: list[t.Statement] = []
    short = dict(given)
    for s in body:
        match s:
            case t.Local(word=word, value=value):
                short[word] = substitute(value, short)
            case t.Write(attribute=a, owner=owner, key=key, value=value) if a.who != "private":
                toward = None if key is None else substitute(key, short)
                owner, value = substitute(owner, short), substitute(value, short)
                made.append(replace(s, owner=owner, key=toward, value=value))
            case t.If(test=test, yes=yes, no=no):
                first, second = _shown(yes, short), _shown(no, short)
                if first or second:
                    made.append(t.If(substitute(test, short), first, second, s.at))
            case t.Loop(body=inner):
                within = _shown(inner, short)
                if within:
                    made.append(replace(s, body=within))
    return tuple(made)
