class Character:
    hope: Level = private(0.5)
    fame: Level = known(0)


@action()
def praise(who: Character):
    """{who} praises them all."""
    weigh(1, "{who} is in good spirits")
    for x in Character:
        x.fame = x.hope
