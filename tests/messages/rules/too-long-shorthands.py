class Character:
    need: Level = known(0.0)


class Harm(Deed):
    to: Character
    amount: Level


@action()
def want(who: Character):
    """{who} wants."""
    v0 = who.need
    v1 = v0 + v0
    v2 = v1 + v1
    v3 = v2 + v2
    v4 = v3 + v3
    v5 = v4 + v4
    v6 = v5 + v5
    v7 = v6 + v6
    v8 = v7 + v7
    v9 = v8 + v8
    v10 = v9 + v9
    v11 = v10 + v10
    when(v11 > 0)
    weigh(1, "{who} can")
    w0 = who.need
    w1 = w0 + w0
    w2 = w1 + w1
    w3 = w2 + w2
    w4 = w3 + w3
    w5 = w4 + w4
    w6 = w5 + w5
    w7 = w6 + w6
    w8 = w7 + w7
    w9 = w8 + w8
    w10 = w9 + w9
    w11 = w10 + w10
    means(Harm(who, w6))
    means(Harm(who, w11))
    means(Harm(who, w5 + w6 + w7))
    if w10 > 0:
        means(Harm(who, 1))
