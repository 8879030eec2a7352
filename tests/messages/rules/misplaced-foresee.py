@worth
def rich(mind):
    weigh(foresee(hours(1)), "{mind} is rich")


@action()
def feint(who: Character):
    """{who} feints."""
    when(foresee(minutes(5)) > 0)
    weigh(foresee(minutes(5)), "{who} has thought it through")
    weigh(sum(foresee(hours(1)) for x in Character), "and for everybody")
    deter(foresee(hours(1)), "{who} shrinks from it")
    foresee(minutes(5))


@reason(of=feint)
def again(who):
    weigh(foresee(days(1)), "{who} has thought it through twice")
