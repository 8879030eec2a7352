class Character:
    foe: Character = known(nobody)


@action()
def strike(attacker: Character, target: Character):
    """{attacker} strikes at {target}."""
    when(target == attacker.foe)
    weigh(1, "{attacker} is angry")
    takes(seconds(1))


@action(seems=strike)
def feint(attacker: Character, victim: Character):
    """{attacker} feints at {victim}."""
    when(victim == attacker.foe)
    weigh(1, "{attacker} is sly")
    takes(seconds(1))


@action(seems=strike)
def turn(target: Character, attacker: Character):
    """{target} turns the blade of {attacker}."""
    when(attacker == target.foe)
    weigh(1, "{target} is sly")
    takes(seconds(1))
