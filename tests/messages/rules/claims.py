class Thing:
    place: Place = visible(nowhere)


class Character:
    fond: Level[Character] = private(0.0)
    grim: bool = shown(False)
    plan: Deed = private(nothing)


@action(speech=True)
def tell(teller: Character, hearer: Character, thing: Thing, at: Place):
    """{teller} tells {hearer} of {thing}."""
    when(is_so(place, thing, at), hearer.plan == is_so(place, None, at))
    when(tried(teller, is_so(place, thing, at)))
    weigh(1, "{teller} likes to talk")
    inform(hearer, is_so(place, thing))
    inform(hearer, is_so(place, thing, None))
    inform(hearer, is_so(place[hearer], thing, at))
    inform(hearer, is_so(place, thing, unknown))
    inform(hearer, is_so(fond, teller, 0.5))
    inform(hearer, is_so(fond[hearer], teller, at))
    inform(hearer, is_so(fond[hearer], teller, 7))
    inform(hearer, is_so(fond[hearer], teller, -0.2))
    inform(hearer, is_so(plaice, thing, at))
    inform(hearer, is_so(nose, None, at))
    inform(hearer, is_so(5, thing, at))
    inform(hearer, is_so(grim, teller, True))
    inform(hearer, not at)


@appraisal(of=is_so(place, None))
def hears(mind):
    """{mind} hears of it."""
    mind.fond[mind] += 0.1


@appraisal(of=is_so(grim))
def heard(mind):
    """{mind} heard of it."""
    mind.fond[mind] += 0.1
