def worry(a: Character) -> Level:
    return a.calm
