def fame(who: Character) -> Level
    return 1
