class Character:
    rank: int
    age: int = 4
    fame: int = Level(0)
