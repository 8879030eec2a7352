"""Feelings (Y20): caused by what deeds mean to those one cares for; they fade, show, and are spent by showing them.

Weeping, raging and being comforted take some of the feeling away, so nobody does them for ever.

needs: ties, perception, space, time
"""
from moshimo.rules import *


class Grieving(Choice):                      # how somebody weeps
    silent_tears, one_tear, few_tears, whisper, sniffles, sobs, on_the_knees, speechless


class Character:
    grief: Level = private(0.0, half_life=hours(8))
    joy: Level = private(0.0, half_life=hours(2))
    shame: Level = private(0.0, half_life=hours(12))
    pride: Level = private(0.0, half_life=hours(6))
    anger: Level[Character] = private(0.0, half_life=hours(2))
    worry: Level[Character] = private(0.0, half_life=hours(2))
    composure: Level = private(0.5)          # how much one keeps to oneself
    temper: Level = private(0.3)             # how quickly one flares up
    mercy: Level = private(0.5, guess=own)
    tears: Level = shown(0.0, half_life=minutes(10))
    grieving: Grieving = private(silent_tears)
    wept: Grieving = visible(silent_tears)   # how one was last seen weeping
    trailing: Character = private(nobody)    # whom one has seen go, and is worried about,
    trail: Place = private(nowhere)          # and where to


def can_comfort(comforter: Character, sufferer: Character) -> bool:
    return can_hear(comforter, sufferer) and sufferer.tears > 0.3


def can_mourn(mind: Character, who: Character) -> bool:           # nobody mourns their own death
    return awake(mind) and (mind != who or who.alive)


@appraisal(of=Harm)
def heartache(by, to, size, mind):
    """{mind} feels what is done to {to}."""
    when(mind != by)
    near = close(mind, to)
    mind.grief += 0.6 * size * near
    mind.worry[to] += 0.5 * size * near
    mind.anger[by] += size * near * (0.4 + mind.temper)
    mind.joy += 0.4 * size * max(0, -mind.affection[to])


@appraisal(of=Threat)
def alarm(by, to, size, mind):
    """{mind} is alarmed for {to}."""
    when(mind != by)
    near = close(mind, to)
    mind.grief += 0.35 * size * near
    mind.worry[to] += 0.7 * size * near
    mind.anger[by] += 0.6 * size * near * (0.4 + mind.temper)


@appraisal(of=Loss)
def mourns(to, size, mind):
    """{mind} grieves over what {to} loses."""
    when(can_mourn(mind, to))
    mind.grief += 0.5 * size * close(mind, to)


@appraisal()
def finds_dead(mind: Character, dead: Character):
    """{mind} finds {dead} dead."""
    when(not dead.alive, mind != dead, sees(mind, dead), not recalls(mind, Loss(dead)))
    mind.grief += 0.5 * close(mind, dead)
    mind.stirred += close(mind, dead)


@appraisal(of=Insult)
def stung(by, to, size, mind):
    """{mind} resents the words about {to}."""
    when(mind != by)
    mind.anger[by] += 0.6 * size * close(mind, to) * (0.4 + mind.temper)
    if mind == to:
        mind.shame += 0.6 * size * mind.respect[by]      # the words of those one looks down on shame nobody


@appraisal(of=Honour)
def proud(by, to, size, mind):
    """{mind} is proud of {to}."""
    mind.joy += 0.3 * size * max(0, mind.affection[to])
    if mind == to:
        mind.pride += 0.5 * size
        mind.shame -= 0.3 * size


@appraisal(of=Kindness)
def gladdened(by, to, size, mind):
    """{mind} is glad of it."""
    when(mind == to)
    mind.joy += 0.3 * size


@action(again=minutes(10))
def weep(weeper: Character):
    """{weeper} weeps without a sound."""
    weigh(8 * max(0, weeper.grief - 0.3), "{weeper} is full of grief")
    deter(weeper.composure * (1 - weeper.grief), "{weeper} does not like to be seen weeping")
    weeper.tears = 1.0
    takes(seconds(40))
    weeper.wept = weeper.grieving
    weeper.grief -= 0.1 * weeper.grief


@action(again=hours(2))
def break_down(weeper: Character):
    """{weeper} sinks to the ground and sobs."""
    weigh(24 * max(0, weeper.grief - 0.6), "it is more than {weeper} can bear")
    deter(0.6 * weeper.composure, "{weeper} does not like to be seen weeping")
    weeper.tears = 1.0
    takes(minutes(2))
    weeper.wept = weeper.grieving
    weeper.grief -= 0.15 * weeper.grief


@appraisal(of=break_down)
def shaken(weeper, mind):
    """{mind} is shaken."""
    mind.stirred += 0.25 * close(mind, weeper)


@action(again=hours(1))
def comfort(comforter: Character, sufferer: Character):
    """{comforter} kneels beside {sufferer} and speaks softly."""
    when(comforter != sufferer, can_comfort(comforter, sufferer))
    weigh(12 * max(0, close(comforter, sufferer) - 0.2), "{comforter} cannot watch {sufferer} weep")
    deter(comforter.grief, "{comforter} can hardly speak")
    takes(seconds(40))
    comforter.worry[sufferer] -= 0.3 * comforter.worry[sufferer]
    means(Kindness(comforter, sufferer, 0.6))
    if comforter.affection[sufferer] > 0.6:
        say(comforter, "I am here, {sufferer}. I am not going anywhere.")
    else:
        say(comforter, "Breathe, {sufferer}. Only that, for now.")


@appraisal(of=comfort)
def eased(comforter, sufferer, mind):
    """{mind} is a little eased."""
    when(mind == sufferer)
    mind.grief -= 0.1 + 0.1 * max(0, mind.affection[comforter])


@action(speech=True, again=hours(1))
def rage_at(angry: Character, target: Character):
    """{angry} shouts at {target}."""
    when(angry != target, can_hear(angry, target))
    weigh(12 * max(0, angry.anger[target] - 0.3) * (0.4 + angry.temper), "{angry} is furious with {target}")
    deter(0.7 * angry.fear[target] + 0.9 * max(0, angry.composure - 0.2), "{angry} holds it back")
    takes(seconds(15))
    angry.anger[target] -= 0.35 * angry.anger[target]
    means(Insult(angry, target, 0.5))
    if angry.affection[target] > 0.3:
        say(angry, "You, {target}? Of all people, you?")
    elif angry.respect[target] > 0.5:
        say(angry, "I used to think you a great man, {target}. Look at you!")
    else:
        say(angry, "Is that what you came for, {target}? Are you pleased now?")


@appraisal(of=rage_at)
def flinches(angry, target, mind):
    """{mind} flinches."""
    mind.stirred += 0.25 * max(close(mind, angry), close(mind, target))


@appraisal(of=walk)
def looks_after(walker, to, mind):
    """{mind} does not like to see {walker} go alone."""
    when(mind != walker, mind.worry[walker] > 0.2)
    mind.trail = to
    mind.trailing = walker
    mind.stirred += 0.26


@appraisal()
def has_gone_after(mind: Character):
    """{mind} is where {mind} was going after somebody."""
    when(mind.trailing != nobody, mind.place == mind.trail)
    mind.trailing = nobody
    mind.trail = nowhere


@reason(of=walk)
def follows(walker, to):
    when(to == walker.trail)
    weigh(8 * max(0, walker.worry[walker.trailing] - 0.15), "{walker} is going after somebody")


def deepest_worry(mind: Character) -> Level:
    return most(mind.worry[x] for x in Character if x != mind)


@reason(of=walk)
def anxious(walker, to):
    when(deepest_worry(walker) > 0.35)
    weigh(10 * max(0, most(walker.worry[x] for x in Character if x != walker and (x.place == to or x.due_place == to)) - 0.35), "{walker} is worried about somebody there")


@reason(of=walk)
def to_be_alone(walker, to):
    when(to == walker.home)
    weigh(4 * leisure(walker) * max(0, walker.grief - 0.4), "{walker} wants to be alone")


@reason(of=sleep)
def sleepless(sleeper):
    weigh(-1.5 * sleeper.shame, "{sleeper} lies awake")
    deter(1.5 * max(0, sleeper.grief - 0.3), "{sleeper} cannot sleep for grief")
