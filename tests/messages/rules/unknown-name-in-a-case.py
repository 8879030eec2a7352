def fame(who: Character) -> Level:
    if who.place == nowhere:
        shown = 0.5
    return shown
