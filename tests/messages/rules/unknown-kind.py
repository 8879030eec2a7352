class Ship:
    cargo: int[Crate] = known(0)


@action()
def load(who: Character, ship: Shp):
    """{who} loads {ship}."""
    weigh(any(x.cargo > 0 for x in Boat), "there is cargo")
    for x in Ships:
        x.cargo = 1
    crate = born(Crates)
