def fame(who: Character) -> Level:
    return max(1, 2
