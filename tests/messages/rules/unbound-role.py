@action()
def greet(who: Character, other):
    """{who} greets {other}."""
    weigh(1, "{who} is polite")


@appraisal(of=greet)
def pleased(whom, mind):
    """{mind} is pleased."""


@reason(of=greet)
def fond(who: Character, friend: Character):
    weigh(1, "{who} is fond of {friend}")
