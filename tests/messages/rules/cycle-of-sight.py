class Character:
    tears: Level = shown(0.0)
    mercy: Level = private(0.5, guess=supposed)


def sees(mind: Character, who: Character) -> bool:
    return near(mind, who) and mind.place == who.place


def near(mind: Character, who: Character) -> bool:
    return sees(who, mind)


def awake(mind: Character) -> bool:
    return believes(mind, mind.place.dark < 0.5)


def supposed(mind: Character, who: Character) -> Level:
    return guess(who.mercy)


class Place:
    dark: Level = shown(0.0)
