class Character:
    foe: Character = known(nobody)
    arm_up: bool = shown(False)
    plan: int = private(0)
    reach: Level = shown(0.0)


@action()
def strike(attacker: Character, target: Character):
    """{attacker} strikes at {target}."""
    when(target == attacker.foe)
    weigh(1, "{attacker} is angry")
    attacker.arm_up = True
    takes(seconds(1))
    attacker.arm_up = False


@action(seems=strike)
def feint(attacker: Character, target: Character):
    """{attacker} feints at {target}."""
    when(target == attacker.foe)
    weigh(1, "{attacker} is sly")
    attacker.plan = 1
    takes(seconds(1))


@action(seems=strike)
def fake(attacker: Character, target: Character):
    """{attacker} *fakes* a blow at {target}."""
    when(target == attacker.foe)
    weigh(1, "{attacker} is sly")
    attacker.plan = 2
    attacker.arm_up = True
    takes(seconds(1))
    attacker.arm_up = False


@action(seems=strike, speech=True)
def bark(attacker: Character, target: Character):
    """{attacker} barks at {target}."""
    when(target == attacker.foe)
    weigh(1, "{attacker} is sly")
    attacker.arm_up = True
    takes(seconds(1))


@action()
def lunge(attacker: Character):
    """{attacker} lunges."""
    weigh(1, "{attacker} is angry")
    far = between(0, 1)
    attacker.reach = far
    takes(seconds(1))


@action(seems=lunge)
def sway(attacker: Character):
    """{attacker} sways."""
    weigh(1, "{attacker} is sly")
    far = between(0, 1)
    attacker.reach = far
    takes(seconds(1))
