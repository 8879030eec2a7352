class Rank(Choice):
    pass
