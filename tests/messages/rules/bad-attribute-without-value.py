class Character:
    rank: int
