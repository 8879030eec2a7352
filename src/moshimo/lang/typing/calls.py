"""Types words with brackets: functions, quantities, words about minds, and dice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from moshimo.errors import Problem, Span, counted, nearest
from moshimo.lang import typed as t
from moshimo.lang import words
from moshimo.lang import written as w
from moshimo.lang.laws import Quantity
from moshimo.lang.types import BAD, BOOL, CHARACTER, DEED, INT, MOMENT, NUMBER, SPAN, Type, spoken
from moshimo.lang.typing import claiming
from moshimo.lang.typing.beliefs import of_another
from moshimo.lang.typing.expressions import Names, Standpoint, Typer, called, is_claim


def typer(
    names: Names,
    view: Standpoint,
    problems: list[Problem],
    scope: Mapping[str, t.Ex] = MappingProxyType({}),
    mind: str = "",
    quantity: Callable[[str], Quantity | None] = lambda word: None,
) -> Typer:
    """Return a typer of expressions, with all words of the language (see `Typer`)."""
    return Typer(names, view, mind, dict(scope), problems, quantity, _call)


def _call(node: w.Call, typer: Typer) -> t.Ex:
    """Return the typed call of a word or quantity."""
    word = node.word
    if word in _TYPED:
        return _TYPED[word](node, typer)
    found = typer.quantity(word)
    return _misplaced(node, typer) if found is None else _ask(node, found, typer)


def arguments(node: w.Call, takes: tuple[Type, ...], typer: Typer) -> tuple[t.Ex, ...]:
    """Return the arguments of a call; *bad* takes a value of any type."""
    if node.named or len(node.args) != len(takes):
        taken, given = counted(len(takes), "value"), len(node.args) + len(node.named)
        kinds = [spoken(kind) for kind in takes if kind.tag != "bad"]
        fix = f"it takes {' and '.join(kinds)}." if kinds and len(kinds) == len(takes) else ""
        typer.wrong("wrong-count", node.at, f"`{node.word}` takes {taken}, not {given}", fix=fix)
        return tuple(t.Const(kind, 0, node.at) for kind in takes)
    return tuple(
        typer.value(arg) if kind.tag == "bad" else typer.fit(arg, kind)
        for arg, kind in zip(node.args, takes, strict=True)
    )


def _misplaced(node: w.Call, typer: Typer) -> t.Ex:
    """Say why a word that is no value stands where a value is needed."""
    word, at = node.word, node.word_at
    if word in words.DICE:
        what = f"`{word}` is thrown only in effects, and given a name"
        return typer.wrong("misplaced", at, what, fix=f"write `outcome = {word}(…)`.")
    if word in words.STATEMENTS:
        return typer.wrong("misplaced", at, f"`{word}(…)` stands on a line of its own")
    if word in typer.names.deeds or word in typer.names.meanings:
        fix = f"ask whether somebody remembers it: `recalls(mind, {word}(…))`."
        return typer.wrong("misplaced", at, f"`{word}` is a deed, not a value", fix=fix)
    what = f"there is no word or quantity `{word}`"
    known = [*words.EXPRESSIONS, *typer.names.quantities]
    return typer.unknown("unknown-word", at, what, word, known)


def _span(node: w.Call, typer: Typer) -> t.Ex:
    args, unit = arguments(node, (NUMBER,), typer), words.SPANS[node.word]
    if isinstance(args[0], t.Const):
        return t.Const(SPAN, args[0].value * unit, node.at)
    return t.Calc(SPAN, "*", (*args, t.Const(NUMBER, unit, node.at)), node.at)


def _plain(node: w.Call, typer: Typer) -> t.Ex:
    word, takes, gives = words.PLAIN[node.word]
    if word == "in_time" and not typer.answering and typer.view == "picture":
        what = "`in_time()` means something only in an answer"
        return typer.wrong("misplaced", node.at, what)
    return t.Builtin(gives, word, arguments(node, takes, typer), node.at)


def _numeric(node: w.Call, typer: Typer) -> t.Ex:
    word, count = words.NUMERIC[node.word]
    if len(node.args) != count or node.named:
        return typer.wrong("wrong-count", node.at, f"`{word}` takes {counted(count, 'number')}")
    args = tuple(typer.value(arg) for arg in node.args)
    kind = args[0].type
    for arg, given in zip(node.args[1:], args[1:], strict=True):
        kind = typer.same(kind, given.type, arg.at)
    if kind.tag not in ("int", "number", "span", "moment", "bool", "bad"):
        what = f"`{word}` takes numbers, not {spoken(kind)}"
        return typer.wrong("wrong-type", node.at, what)
    return t.Calc(NUMBER if kind.tag in ("bool", "number") else kind, word, args, node.at)


def _ask(node: w.Call, found: Quantity, typer: Typer) -> t.Ex:
    args = arguments(node, tuple(role.type for role in found.roles), typer)
    for index in sorted(found.intimate):
        if typer.is_closed(args[index]) and typer.view == "picture":
            what = f"`{found.word}` reads private attributes of `{called(args[index])}`, which "
            what += f"`{typer.mind}` cannot know"
            why = "what a character decides from is what that character could know."
            fix = "read them with guess(…) in the quantity, or declare them visible or known."
            typer.wrong("telepathy", node.at, what, why, fix)
    return t.Ask(found.type, found.word, args, node.at)


def _gather(node: w.Call, typer: Typer) -> t.Ex:
    every = node.args[0] if len(node.args) == 1 else None
    if not isinstance(every, w.Every) or any(n != "by" for n, _ in node.named):
        what = f"`{node.word}` goes over the members of a kind"
        fix = f"for example `{node.word}(… for x in Character if …)`."
        return typer.wrong("wrong-type", node.at, what, fix=fix)
    by, inner = dict(node.named).get("by"), replace(typer, wishing=False)
    return _each(words.GATHERERS[node.word], every, by, node.at, inner)


def _each(how: t.Gatherer, every: w.Every, by: w.Expression | None, at: Span, typer: Typer) -> t.Ex:
    """Return a value gathered over a kind; its variable is in scope only inside."""
    if every.kind not in typer.names.kinds:
        what = f"there is no kind `{every.kind}`"
        return typer.unknown("unknown-kind", every.kind_at, what, every.kind, typer.names.kinds)
    if every.word in typer.scope:
        return typer.new(every.word, every.at)
    var = t.Var(Type("ref", every.kind), every.word, every.at)
    typer.scope[every.word] = var
    conditions = tuple(typer.truth(test) for test in every.conditions)
    order = typer.amount(by) if by is not None else None
    value: t.Ex
    if how in ("any", "all"):
        value, kind = typer.truth(every.value), BOOL
    elif how == "count":
        value, kind = typer.value(every.value), INT
    elif order is not None:
        value, kind = typer.value(every.value), var.type
        if value != var:
            typer.wrong("wrong-type", every.at, "with `by=` the member itself stands first")
    else:
        value = typer.value(every.value)
        kind = value.type if value.type.tag in ("int", "span") else NUMBER
        if value.type.tag == "ref" and how in ("most", "least"):
            what = f"`{how}` of members needs `by=`"
            fix = "say by what, for example `by=mind.affection[x]`."
            typer.wrong("wrong-count", at, what, fix=fix)
            kind = BAD
        elif value.type.tag not in ("bool", "int", "number", "span", "bad"):
            what = f"`{how}` goes over numbers, not {spoken(value.type)}"
            typer.wrong("wrong-type", every.at, what)
    del typer.scope[every.word]
    return t.Each(kind, how, var, every.kind, conditions, value, order, at)


# minds ----------------------------------------------------------------------------------------


def _recall(node: w.Call, typer: Typer) -> t.Ex:
    """Return whether there was a deed, or when, as somebody remembers it or in truth."""
    named, word = dict(node.named), node.word
    asked = typer.view == "question"
    in_truth = word in ("happened", "first") or (word == "tried" and asked)
    limits = () if word == "first" else ("within",)
    if len(node.args) != (1 if in_truth else 2) or set(named) - set(limits):
        what = f"`{word}` takes {'a deed' if in_truth else 'a mind and a deed'}"
        fix = f"for example `{word}({'' if in_truth else 'mind, '}promise(None, mind))`."
        return typer.wrong("wrong-count", node.at, what, fix=fix)
    if in_truth and typer.view != "question":
        what = f"`{word}` is for questions; in a rule somebody remembers"
        fix = f"write `{'recalls' if word == 'happened' else 'since'}(mind, …)`."
        typer.wrong("misplaced", node.at, what, fix=fix)
    mind = None if in_truth else _whose(node.args[0], "remembers", typer)
    wanted = pattern(node.args[-1], typer)
    if wanted is None:
        return t.NOTHING
    if wanted.word.startswith(words.CLAIM) and (in_truth or word == "tried"):
        what, why = "a claim does not happen", "it is told, and somebody remembers it."
        fix = "write `recalls(mind, is_so(…))`, or ask whether it is so: `x.place == hall`."
        return typer.wrong("misplaced", node.args[-1].at, what, why, fix)
    within = typer.fit(named["within"], SPAN) if "within" in named else None
    how, gives = words.OF_THE_PAST[word]
    return t.Recall(gives, how, mind, wanted, within, node.at)


def pattern(node: w.Expression, typer: Typer) -> t.Pattern | None:
    """Return a deed or meaning with holes, or a claim about a state."""
    if isinstance(node, w.Call) and node.word == "is_so":
        return claiming.claim(node, typer)
    deeds = {**typer.names.deeds, **typer.names.meanings}
    if not isinstance(node, w.Call):
        word = node.word if isinstance(node, w.Name) else ""
        near = word if word in deeds else nearest(word, deeds)
        holes = ", ".join("None" for _ in deeds[near]) if near else ""
        fix = f"did you mean `{near}({holes})`?" if near else "for example `exile(judge, None)`."
        typer.wrong("wrong-type", node.at, "this is no deed", fix=fix)
        return None
    if node.word not in deeds:
        what = f"there is no deed or meaning `{node.word}`"
        typer.unknown("unknown-deed", node.word_at, what, node.word, deeds)
        return None
    roles = deeds[node.word]
    if len(node.args) > len(roles):
        what = f"`{node.word}` has {counted(len(roles), 'role')}, not {len(node.args)}"
        typer.wrong("wrong-count", node.at, what)
        return None
    args: list[t.Ex | None] = [None] * len(roles)
    for index, arg in enumerate(node.args):
        if not isinstance(arg, w.Hole):
            asked = is_claim(arg) and roles[index].type == DEED
            args[index] = typer.claim(arg, "asked") if asked else typer.fit(arg, roles[index].type)
    known = typer.names.outcomes.get(node.word, {})
    outcomes = []
    for word, given in node.named:
        if word not in known:
            what = f"`{node.word}` has no outcome `{word}`"
            typer.unknown("unknown-outcome", given.at, what, word, known)
        else:
            outcomes.append((word, typer.fit(given, known[word])))
    return t.Pattern(node.word, tuple(args), tuple(outcomes), node.at)


def _believes(node: w.Call, typer: Typer) -> t.Ex:
    """Return a belief; the expression inside is read in that mind's picture."""
    if len(node.args) != 2 or node.named:
        what = "`believes` takes a mind and what it believes"
        return typer.wrong("wrong-count", node.at, what)
    mind = typer.fit(node.args[0], CHARACTER)
    word = mind.word if isinstance(mind, t.Var) else ""
    own = {"picture": typer.mind, "quantity": "mind"}.get(typer.view)
    if own is not None and (not word or word != own):
        return t.Believe(BOOL, mind, of_another(node.args[1], typer), node.at)
    if own is not None:
        typer.is_closed(mind)  # a quantity notes whose mind it reads
    inner = typer.elsewhere("picture", mind.word if isinstance(mind, t.Var) else "")
    return t.Believe(BOOL, mind, inner.truth(node.args[1]), node.at)


def _guess(node: w.Call, typer: Typer) -> t.Ex:
    """Return another's attribute as it is supposed; here nothing private is closed."""
    if len(node.args) != 1 or not isinstance(node.args[0], w.Dotted | w.Item):
        what = "`guess` takes an attribute"
        fix = "for example `guess(x.mercy)`."
        return typer.wrong("wrong-type", node.at, what, fix=fix)
    given = node.args[0]
    made = typer.elsewhere("truth").value(given)
    if not isinstance(made, t.Read):
        return t.NOTHING
    attribute = made.attribute
    if attribute.who == "private" and attribute.guess is None:
        what = f"`{attribute.full}` says nothing of what others suppose"
        fix = "declare it with a guess: `private(…, guess=0.5)` or `guess=own`."
        typer.wrong("no-guess", given.at, what, fix=fix)
    return t.Guess(made.type, made, node.at)


def _doing(node: w.Call, typer: Typer) -> t.Ex:
    """Return whether somebody is at such a deed now."""
    match node.args:
        case (who, w.Name(word=word, at=at)) if not node.named:
            if word not in typer.names.deeds:
                what = f"there is no deed `{word}`"
                return typer.unknown("unknown-deed", at, what, word, typer.names.deeds)
            return t.Doing(BOOL, typer.fit(who, CHARACTER), word, node.at)
    return typer.wrong("wrong-count", node.at, "`doing` takes a person and a deed's name")


def _last_heard(node: w.Call, typer: Typer) -> t.Ex:
    """Return when a mind last had news of an attribute."""
    made = typer.value(node.args[0]) if len(node.args) == 1 else t.NOTHING
    if not isinstance(made, t.Read):
        what, fix = "`last_heard` takes an attribute", "for example `last_heard(x.place)`."
        return typer.wrong("wrong-type", node.at, what, fix=fix)
    return t.Builtin(MOMENT, "last_heard", (made,), node.at)


def _foresee(node: w.Call, typer: Typer) -> t.Ex:
    """Return what an actor thinks will come of a choice; its roles are known with the action."""
    (span,) = arguments(node, (SPAN,), typer)
    if not typer.wishing:
        what = "`foresee` stands only in what an action weighs"
        why = "it asks what comes of a choice; whoever does not choose imagines nothing."
        fix = "write it in a `weigh` of an action or a reason, outside of sums and beliefs."
        return typer.wrong("misplaced", node.word_at, what, why, fix)
    return t.Builtin(NUMBER, "foresee", (span,), node.at)


def _whose(node: w.Expression, word: str, typer: Typer) -> t.Ex:
    """Return the mind that is asked, which must be the rule's own."""
    mind = typer.fit(node, CHARACTER)
    if typer.is_closed(mind) and typer.view == "picture":
        what = f"`{typer.mind}` cannot know what another {word}"
        why = "only one's own mind is open to one."
        fix = f"ask `{typer.mind}`."
        typer.wrong("telepathy", node.at, what, why=why, fix=fix)
    return mind


# dice -----------------------------------------------------------------------------------------


def is_outcome(value: w.Expression) -> bool:
    """Whether a name that is given this value is an outcome, and no shorthand."""
    return isinstance(value, w.Call) and value.word in (*words.DICE, "takes")


def outcome_types(body: Sequence[w.WrittenStatement]) -> Iterator[tuple[str, Type]]:
    """Yield the outcomes that a body throws, by name, before anything else of it is read."""
    for s in w.walk_statements(body):
        if isinstance(s, w.Bind) and isinstance(s.value, w.Call):
            match s.value.word, s.value.args:
                case "chance" | "contest" | "takes", _:
                    yield s.word, BOOL
                case "between", _:
                    yield s.word, NUMBER
                case "roll", _:
                    yield s.word, INT
                case ("pick", (w.Every(kind=kind), *_)) | ("born", (w.Name(word=kind),)):
                    yield s.word, Type("ref", kind)


def throw(word: str, call: w.Call, typer: Typer) -> t.Throw | None:
    """Return the outcome `word`, or None where a problem was noted."""
    how = words.DICE[call.word]
    if how == "pick":
        return _pick(word, call, typer)
    if how == "born":
        return _born(word, call, typer)
    count = 1 if how == "chance" else 2
    if len(call.args) != count or call.named:
        what = f"`{call.word}` takes {counted(count, 'number')}"
        typer.wrong("wrong-count", call.at, what)
        return None
    if how == "roll":
        ends = tuple(typer.fit(arg, INT) for arg in call.args)
        return t.Throw(word, INT, how, ends, None, call.at)
    args = tuple(typer.amount(arg) for arg in call.args)
    return t.Throw(word, NUMBER if how == "between" else BOOL, how, args, None, call.at)


def _pick(word: str, call: w.Call, typer: Typer) -> t.Throw | None:
    weight = dict(call.named).get("weight") or w.Numeral(1, False, call.at)
    every = call.args[0] if call.args else None
    if not isinstance(every, w.Every):
        what, fix = "goes over the members of a kind", "`pick((x for x in Place), weight=1)`"
        typer.wrong("wrong-type", call.at, f"`pick` {what}", fix=f"for example {fix}.")
        return None
    made = _each("most", every, weight, call.at, typer)
    if not isinstance(made, t.Each):
        return None
    return t.Throw(word, made.type, "pick", (), made, call.at)


def _born(word: str, call: w.Call, typer: Typer) -> t.Throw | None:
    kinds = typer.names.kinds
    like = dict(call.named).get("like")
    for option, given in call.named:
        if option != "like":
            what = f"`born` takes no `{option}=`"
            typer.unknown("bad-option", given.at, what, option, ["like"])
    match call.args:
        case (w.Name(word=of, at=at),) if of not in kinds:
            typer.unknown("unknown-kind", at, f"there is no kind `{of}`", of, kinds)
            return None
        case (w.Name(word=of),):
            if kinds[of].room == 0:
                what, fix = f"`{of}` has no room for members born", f"`class {of}(room=8):`"
                typer.wrong("no-room", call.at, what, fix=f"declare it so: {fix}.")
            made = Type("ref", of)
            if like is not None and of != "Character":
                what = f"a member of `{of}` is not born like another"
                why = "only people are: with their looks, and all that they know and feel."
                fix = "write its attributes after it: `copy.text = letter.text`."
                typer.wrong("bad-option", like.at, what, why, fix)
            copied = () if like is None else (typer.fit(like, made),)
            return t.Throw(word, made, "born", copied, None, call.at)
    fix = "for example `born(Letter)`."
    typer.wrong("wrong-type", call.at, "`born` takes a kind", fix=fix)
    return None


_TYPED: dict[str, Callable[[w.Call, Typer], t.Ex]] = {
    **dict.fromkeys(words.OF_THE_PAST, _recall),
    **dict.fromkeys(words.GATHERERS, _gather),
    **dict.fromkeys(words.SPANS, _span),
    **dict.fromkeys(words.NUMERIC, _numeric),
    **dict.fromkeys(words.PLAIN, _plain),
    "believes": _believes,
    "guess": _guess,
    "doing": _doing,
    "last_heard": _last_heard,
    "foresee": _foresee,
    "is_so": claiming.is_so,
    "is_false": lambda node, typer: t.Builtin(
        BOOL, "is_false", arguments(node, (DEED,), typer), node.at
    ),
}
