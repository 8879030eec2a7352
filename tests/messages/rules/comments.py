# ------------------------------------------------------------------------------------------
# ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((
# not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not
@action()
def greet(who: Character):
    """{who} says: “Good day”.\tAnd ---------------------------------------------------------------."""
    say("((((((((((((((((((((((((((((((((((((((((((((((")  # ’tis = a	thing
    weigh(1, "{who} wants") = 3  # “quoted”	and (
