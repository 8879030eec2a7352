class Character:
    bedtime: Moment = known(now)
