huge = number(123456789012345678901234567890)


def letter(mind: Character) -> Level:
    return 1j
