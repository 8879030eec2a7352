def worry(a: Character) -> Level：
    return 1 – a.calm × 2
