"""A town that is the same in every message."""


class Rank(Choice):
    low, middle, high


class Harm(Deed):
    by: Character
    to: Character


class Office:
    holder: Character = known(nobody)


class Character:
    rank: Rank = known(low)
    citizen: bool = known(True)
    age: int = known(0)
    mercy: Level = private(0.5)
    wealth: Amount = known(0)
    trust: Lean[Character] = private(0.0, self=1.0)
    stance: int = shown(0)
    patience: Span = known(minutes(1))
    due: Moment = known(never)
    lord: Character = known(nobody)
    news: Deed = private(nothing)


limit = number(4)


@action()
def exile(judge: Character, accused: Character, office: Office):
    """{judge} exiles {accused} as {office}."""
    when(office.holder == judge)
    weigh(1, "{judge} can")
    fair = chance(0.5)
    accused.citizen = False
    means(Harm(judge, accused))


@action()
def leave(exiled: Character):
    """{exiled} leaves."""
    when(not exiled.citizen)
    weigh(1, "{exiled} must")
