class Character:
    hat: int = known(0)
    mercy: Level = private(0.5, guess=0.5)
    grim: bool = shown(False)


def hatted(who: Character) -> bool:
    return who.hat > 0


@action()
def wonder(who: Character, other: Character):
    """{who} wonders."""
    when(who.hat == 1, other.hat == 1, believes(other, who.hat == 1))
    when(believes(other, other.mercy > 0.5), believes(other, who.grim))
    when(believes(other, hatted(who)), believes(other, sees(other, who)))
    when(believes(other, recalls(other, wonder(who))), believes(other, believes(who, who.hat == 1)))
    when(believes(other, guess(who.mercy) > 0.5))
    weigh(1, "{who} wonders")
