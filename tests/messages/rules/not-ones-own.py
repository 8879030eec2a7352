class Character:
    fame: Level = known(0)
    stance: int = shown(0)


@action()
def boast(who: Character):
    """{who} boasts."""
    weigh(1, "{who} is proud")


@appraisal(of=boast)
def impressed(who, mind):
    """{mind} is impressed."""
    who.fame += 0.1


@inference()
def ready(mind: Character, who: Character):
    """{mind} thinks that {who} is ready."""
    who.stance = 2
