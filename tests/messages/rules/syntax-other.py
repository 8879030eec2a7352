when ship arrives:
    celebrate
