class Rank(Enum):
    low, high


class Ship(size=4):
    pass
