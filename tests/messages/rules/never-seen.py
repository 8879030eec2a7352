class Lamp:
    place: Place = visible(nowhere)
    light: Level = shown(0.5)


class Place:
    dusk: Level = shown(0.5)


class Office:
    pomp: Level = shown(0.5)


class Rumour:
    place: Place[Character] = known(nowhere)
    noise: Level[Character] = shown(0.0, half_life=hours(1))
