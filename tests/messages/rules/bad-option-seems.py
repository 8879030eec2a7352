class Character:
    foe: Character = known(nobody)
    stance: int = shown(0)


@action()
def strike(attacker: Character, target: Character):
    """{attacker} strikes at {target}."""
    when(target == attacker.foe)
    weigh(1, "{attacker} is angry")
    attacker.stance = 1
    takes(seconds(1))
    target.stance = 0


@action()
def nod(attacker: Character):
    """{attacker} nods."""
    weigh(1, "{attacker} agrees")


@event(mean=hours(1))
def rains():
    """It rains."""


@action(seems=strike)
def at_once(attacker: Character, target: Character):
    """{attacker} is too fast for {target}."""
    when(target == attacker.foe)
    weigh(1, "{attacker} is fast")


@action(seems=rains)
def drizzle(attacker: Character):
    """{attacker} waters the garden."""
    weigh(1, "{attacker} has a garden")
    takes(seconds(1))


@action(seems=nod)
def nod_off(attacker: Character):
    """{attacker} nods off."""
    weigh(1, "{attacker} is tired")
    takes(seconds(1))


@action(seems=None, speech=True)
def whisper(attacker: Character):
    """{attacker} whispers."""
    weigh(1, "{attacker} has a secret")
    takes(seconds(1))


@action(seems=whisper)
def mutter(attacker: Character):
    """{attacker} mutters."""
    weigh(1, "{attacker} has a secret")
    takes(seconds(1))


@action(seems="strike", recovers=seconds(-1))
def hop(attacker: Character):
    """{attacker} hops."""
    weigh(1, "{attacker} is merry")
    takes(seconds(1))


@action(recovers=3)
def jump(attacker: Character):
    """{attacker} jumps."""
    weigh(1, "{attacker} is merry")
