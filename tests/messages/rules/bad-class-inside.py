class Rank(Choice):
    pass


class Harm(Deed):
    by: Character = known(nobody)
    size: Level[Character]
