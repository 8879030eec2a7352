def fame(who: Character) -> Level:
    if who.place == nowhere:
        return 1
