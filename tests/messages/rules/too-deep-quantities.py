def q00() -> Level:
    return q01()


def q01() -> Level:
    return q02()


def q02() -> Level:
    return q03()


def q03() -> Level:
    return q04()


def q04() -> Level:
    return q05()


def q05() -> Level:
    return q06()


def q06() -> Level:
    return q07()


def q07() -> Level:
    return q08()


def q08() -> Level:
    return q09()


def q09() -> Level:
    return q10()


def q10() -> Level:
    return q11()


def q11() -> Level:
    return q12()


def q12() -> Level:
    return q13()


def q13() -> Level:
    return q14()


def q14() -> Level:
    return q15()


def q15() -> Level:
    return q16()


def q16() -> Level:
    return q17()


def q17() -> Level:
    return q18()


def q18() -> Level:
    return q19()


def q19() -> Level:
    return q20()


def q20() -> Level:
    return q21()


def q21() -> Level:
    return q22()


def q22() -> Level:
    return q23()


def q23() -> Level:
    return q24()


def q24() -> Level:
    return q25()


def q25() -> Level:
    return q26()


def q26() -> Level:
    return q27()


def q27() -> Level:
    return q28()


def q28() -> Level:
    return q29()


def q29() -> Level:
    return q30()


def q30() -> Level:
    return q31()


def q31() -> Level:
    return 1
