"""Joint action (Y30, Y25): those who feel alike go up together to the one responsible and speak in turn; he answers.

Nobody goes alone if others have gone already. What is said to his face may be deflected, or paid back with what he remembers
of the speaker.

needs: crowd, assembly, speech, ties, feelings, perception, space
"""
from moshimo.rules import *


class Character:
    confronts: Character = visible(nobody)   # whom one has gone up to
    bested_by: Character = known(nobody)     # who has beaten one in a fight


def beside(mind: Character, target: Character) -> int:
    return count(x for x in Character if x.confronts == target and x.place == mind.place)


def friend_beside(mind: Character, target: Character) -> Level:
    return most(close(mind, x) for x in Character if x.confronts == target and x.place == mind.place)


@action(again=hours(12))
def go_up_to(protester: Character, target: Character):
    """{protester} goes up to {target}."""
    when(protester.blames != nobody, target == protester.blames, protester.heads == 1, protester.confronts == nobody, in_public(protester), can_hear(protester, target))
    when(not silence_kept(protester.place))
    weigh(24 * max(0, protester.anger[target] - 0.25) * max(0, protester.respect[protester.blames_for] - 0.25), "{protester} knows what {target} has thrown away")
    weigh(8 * friend_beside(protester, target) * protester.anger[target], "a friend has gone up to {target} already")
    deter(0.8 * protester.fear[target], "{protester} is afraid of {target}")
    deter(0.9 * recalls(protester, draw_back(protester, target), within=hours(3)), "{protester} has said it already")
    deter(0.9 * protester.grief, "{protester} has no strength for it")
    deter(0.3 * max(0, beside(protester, target) - 3), "there are enough of them")
    takes(seconds(8))
    protester.confronts = target


@action(speech=True, again=hours(12))
def reproach(speaker: Character, target: Character, wronged: Character):
    """{speaker} accuses {target} of what was done to {wronged}."""
    when(speaker.confronts != nobody, target == speaker.confronts, wronged == speaker.blames_for, can_hear(speaker, target))
    weigh(8 + 8 * speaker.anger[target], "it is {speaker}'s turn")
    deter(0.6 * speaker.fear[target], "{speaker} is afraid of {target}")
    deter(0.95 * hushed(speaker), "somebody else is speaking")
    takes(seconds(20))
    speaker.anger[target] -= 0.2 * speaker.anger[target]
    means(Insult(speaker, target, 0.3))
    if speaker.temper > 0.6:
        say(speaker, "You did it behind a closed door, {target}. You did not even have the guts to do it in daylight!")
    elif speaker.respect[wronged] > 0.55:
        say(speaker, "I have never met anybody who tried harder than {wronged}. What did you ever see in that but a danger?")
    elif speaker.composure > 0.7:
        say(speaker, "I have gone through it, {target}, move by move, and I cannot find one on {wronged}'s side that deserved it. Only yours.")
    else:
        say(speaker, "Give {wronged} back to us!")


@reason(of=condemn)
def before_them_all(speaker, target):
    when(speaker.confronts == target)
    weigh(5 * speaker.anger[target] + 4 * recalls(speaker, reproach(None, target), within=minutes(10)), "it has to be said to the end")


@reason(of=condemn)
def unheard(speaker, target):
    when(unrest(speaker.place) > 0, speaker.confronts != target)
    deter(0.85, "nobody would hear {speaker}")


@reason(of=rage_at)
def unheard_in_the_noise(angry, target):
    when(unrest(angry.place) > 0, angry.confronts != target)
    deter(0.85, "nobody would hear {angry}")


def unanswered(target: Character, speaker: Character) -> bool:      # what `speaker` has said to `target`'s face
    said = since(target, Insult(speaker, target))
    return said < minutes(4) and said < since(target, deflect(target, speaker)) and said < since(target, provoke(target, speaker))


@action(speech=True, again=minutes(30))
def deflect(target: Character, speaker: Character):
    """{target} calls {speaker} biased and goes on standing there unmoved."""
    when(speaker.confronts == target, can_hear(target, speaker), unanswered(target, speaker))
    weigh(4 * target.composure, "{target} has heard worse")
    weigh(4 * target.composure * (since(target, Insult(speaker, target)) < seconds(30)), "{speaker} has only just said it")
    deter(target.mercy, "there is something in it")
    deter(0.95 * hushed(target), "somebody else is speaking")
    takes(seconds(15))
    means(Insult(target, speaker, 0.2))
    say(target, "That is your heart speaking, {speaker}. It is a poor judge, and nobody has asked it.")


@action(speech=True, again=hours(1))
def provoke(target: Character, speaker: Character, victor: Character):
    """{target} reminds {speaker} of being beaten by {victor}."""
    when(speaker.confronts == target, can_hear(target, speaker), speaker.bested_by != nobody, victor == speaker.bested_by, unanswered(target, speaker))
    weigh(9 * target.composure * (1 - target.mercy) + 3 * target.pride, "{target} knows where it hurts")
    deter(0.95 * hushed(target), "somebody else is speaking")
    takes(seconds(15))
    means(Insult(target, speaker, 0.7))
    means(Stir(0.1))
    say(target, "And you, {speaker}? {victor} put you on your back before everybody. I had expected you, of all people, to be relieved.")


@action(again=minutes(20))
def draw_back(protester: Character, target: Character):
    """{protester} turns away from {target}."""
    when(protester.confronts != nobody, target == protester.confronts)
    weigh(leisure(protester) + 3 * leisure(protester) * recalls(protester, reproach(protester, target), within=hours(1)), "there is no more to be said")
    weigh(2 * max(0, 0.25 - protester.anger[target]), "{protester} has said it")
    weigh(recalls(protester, clear(None), within=minutes(5)), "the guards are asking everybody to go home")
    deter(0.9 * (recalls(protester, go_up_to(protester, target), within=minutes(1)) and not recalls(protester, reproach(protester, target), within=minutes(1))), "{protester} has only just gone up")
    deter(0.8 * any(x != protester and x.confronts == target and x.place == protester.place and not recalls(protester, reproach(x, target), within=hours(1)) for x in Character), "the others have not spoken yet")
    protester.confronts = nobody


@reason(of=walk)
def standing_there(walker, to):
    when(walker.confronts != nobody)
    deter(0.9, "{walker} has not done with somebody")
