class Character:
    need: Level = known(0.0)


def q00(x: Character) -> Level:
    return x.need


def q01(x: Character) -> Level:
    return q00(x)


def q02(x: Character) -> Level:
    return q01(x)


def q03(x: Character) -> Level:
    return q02(x)


def q04(x: Character) -> Level:
    return q03(x)


def q05(x: Character) -> Level:
    return q04(x)


def q06(x: Character) -> Level:
    return q05(x)


def q07(x: Character) -> Level:
    return q06(x)


def q08(x: Character) -> Level:
    return q07(x)


def q09(x: Character) -> Level:
    return q08(x)


def q10(x: Character) -> Level:
    return q09(x)


def q11(x: Character) -> Level:
    return q10(x)


def q12(x: Character) -> Level:
    return q11(x)


def q13(x: Character) -> Level:
    return q12(x)


def q14(x: Character) -> Level:
    return q13(x)


def q15(x: Character) -> Level:
    return q14(x)


def q16(x: Character) -> Level:
    return q15(x)


def q17(x: Character) -> Level:
    return q16(x)


def q18(x: Character) -> Level:
    return q17(x)


def q19(x: Character) -> Level:
    return q18(x)


def q20(x: Character) -> Level:
    return q19(x)


def q21(x: Character) -> Level:
    return q20(x)


def q22(x: Character) -> Level:
    return q21(x)


def q23(x: Character) -> Level:
    return q22(x)


def q24(x: Character) -> Level:
    return q23(x)


def q25(x: Character) -> Level:
    return q24(x)


def q26(x: Character) -> Level:
    return q25(x)


def q27(x: Character) -> Level:
    return q26(x)


def q28(x: Character) -> Level:
    return q27(x)


def q29(x: Character) -> Level:
    return q28(x)


def q30(x: Character) -> Level:
    return q29(x)


def q31(x: Character) -> Level:
    return q30(x)
