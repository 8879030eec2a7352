def fame(who: Character) -> Level:
    shown = 1
	return shown
