"""The data of the world changed in one way: what should come about less often, does it?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bench.plots.tally import Tally, level, share, tally
from moshimo.engine.program import prepare
from moshimo.multiverse.statistics.paired_difference import independent_difference
from moshimo.world.load import load as read
from moshimo.world.world import Beat, BeatDeed, CheckedWorld, Plot, Scenario


class Draft:
    """A scenario while something in it is changed. Everything is named by its id."""

    def __init__(self, world: CheckedWorld, scenario: Scenario) -> None:
        self.scenario = scenario
        self.rows = {m.id: i for kind in world.members.values() for i, m in enumerate(kind, 1)}
        self.values = dict(scenario.values)
        self.secrets = scenario.secrets
        self.people = [m.id for m in world.members["Character"]]

    def give(self, attribute: str, owner: str, value: float | str, key: str = "") -> None:
        """Give a value, a number or whoever has that id ("" is nobody)."""
        x = self._row(value) if isinstance(value, str) else value
        self.values[attribute, self.rows[owner], self._row(key)] = x

    def drop(self, attribute: str, owner: str) -> None:
        """Leave an attribute of one to its default, toward everybody."""
        row = self.rows[owner]
        self.values = {k: x for k, x in self.values.items() if k[:2] != (attribute, row)}

    def having(self, attribute: str) -> list[str]:
        """Return the people of whom an attribute without a key is given, in their order."""
        return [x for x in self.people if self.values.get((attribute, self.rows[x], 0))]

    def known(self, *attributes: str) -> None:
        """Let these attributes be no secrets."""
        self.secrets = tuple(s for s in self.secrets if s.attribute.full not in attributes)

    def unknown(self, *attributes: str) -> None:
        """Let nobody know these attributes where they are secret."""
        self.secrets = tuple(
            replace(s, knowers=()) if s.attribute.full in attributes else s for s in self.secrets
        )

    def made(self) -> Scenario:
        """Return the scenario as it is now."""
        return replace(self.scenario, values=self.values, secrets=self.secrets)

    def _row(self, word: str) -> int:
        return self.rows[word] if word else 0


Change = Callable[[Draft], None]
FRIENDS = ("neji", "shikamaru", "kiba", "lee", "hinata", "sakura", "konohamaru")
FOX = ("Character.vessel", "Secret.subject")


def to(attribute: str, owner: str, value: float | str, key: str = "") -> Change:
    """Return the change of one value."""
    return lambda draft: draft.give(attribute, owner, value, key)


def danzo_unafraid(draft: Draft) -> None:
    """Danzo fears neither anybody nor the Fox."""
    draft.drop("Character.fear", "danzo")
    draft.give("Character.fox_fear", "danzo", 0.0)


def elders_trust(whom: str, how_far: float) -> Change:
    """Return the change of all elders' trust in one."""

    def change(draft: Draft) -> None:
        for elder in draft.having("Character.member"):
            draft.give("Character.trust", elder, how_far, whom)

    return change


def without_ties(draft: Draft) -> None:
    """Naruto likes, trusts and owes nobody."""
    for attribute in ("Character.affection", "Character.trust", "Character.debt"):
        draft.drop(attribute, "naruto")


def only_the_office(draft: Draft) -> None:
    """Naruto loves the office, no person and no place."""
    draft.drop("Character.affection", "naruto")
    draft.drop("Character.dear", "naruto")
    draft.give("Character.wants", "naruto", 1.0, "hokage")


def a_fond_crowd(draft: Draft) -> None:
    """All groups are fond of Naruto, and fear nothing in him."""
    for group in draft.having("Character.heads"):
        draft.give("Character.affection", group, 0.7, "naruto")
        draft.give("Character.respect", group, 0.7, "naruto")
        draft.give("Character.fear", group, 0.0, "naruto")
        draft.give("Character.fox_fear", group, 0.0)


def nobody_is_fond(draft: Draft) -> None:
    """Nobody is fond of Naruto or worries about him."""
    for x in draft.people:
        draft.give("Character.affection", x, 0.0, "naruto")
        draft.give("Character.worry", x, 0.0, "naruto")


def even_tempers(draft: Draft) -> None:
    """None of the friends has a temper."""
    for x in FRIENDS:
        draft.give("Character.temper", x, 0.0)


def no_respect(draft: Draft) -> None:
    """None of the friends thinks highly of Naruto."""
    for x in FRIENDS:
        draft.give("Character.respect", x, 0.2, "naruto")


def hard_rocks(draft: Draft) -> None:
    """Nothing in the valley can be broken by throwing somebody against it."""
    for rock in ("valley_rock", "valley_boulder"):
        draft.give("Barrier.hardness", rock, 1.0)


def kakashi_at_home(draft: Draft) -> None:
    """Kakashi is not on the way to the valley, and worries about nobody there."""
    draft.give("Character.place", "kakashi", "training_ground")
    draft.drop("Character.worry", "kakashi")


def jiraiya_indifferent(draft: Draft) -> None:
    """Jiraiya is fond of neither, and has nobody in his care."""
    draft.drop("Character.ward", "jiraiya")
    for whom in ("naruto", "tsunade"):
        draft.give("Character.affection", "jiraiya", 0.0, whom)


def danzo_merciful(draft: Draft) -> None:
    """Danzo has mercy, and no pride to defend."""
    draft.give("Character.mercy", "danzo", 0.9)
    draft.give("Character.pride", "danzo", 0.0)


def danzo_without_ambition(draft: Draft) -> None:
    """Danzo does not want the office."""
    draft.drop("Character.wants", "danzo")
    draft.drop("Character.hope", "danzo")


def kurenai_far_away(draft: Draft) -> None:
    """Kurenai is too far away to come, and lives there."""
    for attribute in ("Character.place", "Character.home", "Character.haunt"):
        draft.give(attribute, "kurenai", "land_of_sound")


def cloak_in_the_office(draft: Draft) -> None:
    """The cloak hangs over the chair, and nobody has it on."""
    draft.give("Thing.bearer", "hokage_cloak", "")
    draft.give("Thing.worn", "hokage_cloak", 0)
    draft.give("Thing.place", "hokage_cloak", "hokage_office")
    draft.give("Character.wears", "kakashi", "")


def friends_see_it_all(draft: Draft) -> None:
    """Those who would wait at the gates stand by and watch."""
    for friend in ("sakura", "shikamaru", "hinata", "ino", "choji", "kiba", "neji", "tenten"):
        draft.give("Character.place", friend, "training_ground")
        draft.give("Character.due_place", friend, "")


@dataclass(frozen=True, slots=True)
class Variant:
    """The data changed in one way, and how the share of something should move.

    Attributes:
        word: what is different.
        moves: a beat's id, or a deed as a story names it, to -1 (rarer), +1 (more often) or
            0 (never at all).
        change: of the data.
        numbers: rules' numbers that are different.
    """

    word: str
    moves: dict[str, int]
    change: Change = lambda draft: None
    numbers: dict[str, float] = field(default_factory=dict)


VARIANTS = (
    Variant("danzo-unafraid", {"E24": -1}, danzo_unafraid),
    Variant("elders-distrust-danzo", {"E22": -1}, elders_trust("danzo", -0.5)),
    Variant("elders-trust-tsunade", {"E22": -1}, elders_trust("tsunade", 0.9)),
    Variant("no-law-of-need", {"E22": 0}, to("Law.in_force", "law_of_need", 0)),
    Variant("noon-a-week-away", {"E34": -1}, numbers={"grace": 7.0}),
    Variant("naruto-without-ties", {"E31": -1}, without_ties),
    Variant("naruto-only-the-office", {"E31": -1}, only_the_office),
    Variant("fox-known-to-nobody", {"E24": -1}, lambda draft: draft.unknown(*FOX)),
    Variant(
        "no-second-state",
        {"E05": 0, "E08": -1, "overpowered(sasuke, naruto)": 1},
        to("Form.bearer", "second_state", ""),
    ),
    Variant(
        "no-fox-chakra",
        {"E03": 0, "E08": -1, "overpowered(naruto, sasuke)": 1},
        to("Character.deep", "naruto", 0.0),
    ),
    Variant("rocks-too-hard", {"E01": 0}, hard_rocks),
    Variant(
        "sasuke-without-purpose",
        {"walk(sasuke, land_of_sound)": 0, "carry_off(sasuke, naruto, None)": 1},
        to("Character.purpose", "sasuke", 0.0),
    ),
    Variant("kakashi-at-home", {"E08b": -1}, kakashi_at_home),
    Variant("no-hospital", {"E08b": 0, "E09": 0}, to("Place.healing", "hospital", 0)),
    Variant("no-messenger", {"E11": 0}, to("Character.at_service", "kotetsu", 0)),
    Variant("shizune-nobodys-aide", {"E12": 0}, to("Character.aide", "shizune", "")),
    Variant("jiraiya-indifferent", {"E15": -1, "E17": -1}, jiraiya_indifferent),
    Variant("danzo-merciful", {"E26": -1}, danzo_merciful),
    Variant("danzo-without-ambition", {"E18": -1, "E40": -1}, danzo_without_ambition),
    Variant("a-dry-season", {"E35": 0}, to("Sky.dry", "sky", 1)),
    Variant("nobody-fond-of-him", {"E44": -1, "E48": -1}, nobody_is_fond),
    Variant("tsunade-cold", {"E44": -1}, to("Character.affection", "tsunade", -0.2, "naruto")),
    Variant("tsunade-composed", {"E45": -1}, to("Character.composure", "tsunade", 1.0)),
    Variant("fox-known-to-all", {"E44b": 0}, lambda draft: draft.known(*FOX)),
    Variant("a-fond-crowd", {"breathe_again(None)": -1, "E43": -1, "E48": 1}, a_fond_crowd),
    Variant("even-tempers", {"E53": -1}, even_tempers),
    Variant("no-respect", {"E49": -1}, no_respect),
    Variant("neji-unbeaten", {"E52": 0}, to("Character.bested_by", "neji", "")),
    Variant("neji-without-the-eyes", {"E51": 0, "E56": -1}, to("Character.byakugan", "neji", 0)),
    Variant("neji-without-the-art", {"E56": 0}, to("Character.strikes_points", "neji", 0)),
    Variant("hinata-indifferent", {"E54": 0}, to("Character.affection", "hinata", 0.1, "naruto")),
    Variant("kurenai-far-away", {"E55": -1}, kurenai_far_away),
    Variant(
        "no-clones",
        {"S16": 0, "S21b": 0, "S28": 0, "spare(naruto, kakashi)": -1},
        to("Character.doubles", "naruto", 0),
    ),
    Variant("naruto-guileless", {"S21b": -1}, to("Character.wily", "naruto", 0.0)),
    Variant("naruto-merciless", {"S32": -1}, to("Character.mercy", "naruto", 0.1)),
    Variant("kakashi-merciful", {"S27": -1}, to("Character.mercy", "kakashi", 0.9)),
    Variant("kakashi-wary", {"S28": -1}, to("Character.wary", "kakashi", 1.0)),
    Variant("kakashi-proud", {"S34": -1}, to("Character.pride", "kakashi", 1.0)),
    Variant("smoke-clears-at-once", {"S21b": -1}, to("Place.hangs", "training_ground", 0.0)),
    Variant("shikamaru-away", {"S21": 0}, to("Character.place", "shikamaru", "")),
    Variant("nobody-to-send", {"S39": 0, "S43": -1}, to("Character.at_service", "konohamaru", 0)),
    Variant(
        "naruto-gives-his-reason",
        {"S42": -1, "S43": -1},
        to("Character.gives_reasons", "naruto", 1),
    ),
    Variant(
        "no-wound-is-a-sign",
        {"S43": 0, "think_it_never_came_to_it(None, naruto)": 1},
        numbers={"marked": 1.5},
    ),
    Variant("cloak-in-the-office", {"S46": -1}, cloak_in_the_office),
    Variant("friends-see-it-all", {"S43": -1}, friends_see_it_all),
    Variant("friends-would-rise", {"S28": -1}, to("Character.disdain", "kakashi", 0.0)),
    Variant(
        "kakashi-expects-no-mercy",
        {"wrench_free(kakashi, naruto)": 1},
        to("Character.mercy", "kakashi", 0.0),
    ),
    Variant("no-fireball", {"S09": 0}, to("Technique.learned", "fireball", 0, "kakashi")),
)


def varied(word: str, where: str) -> tuple[CheckedWorld, Scenario]:
    """Return the world with one thing different in its data."""
    variant = next(v for v in VARIANTS if v.word == word)
    world, scenario = read(where, variant.numbers or None)
    draft = Draft(world, scenario)
    variant.change(draft)
    return world, draft.made()


def watched(story: Plot, variants: tuple[Variant, ...] = VARIANTS) -> Plot:
    """Return the story, and each deed that a variant names by itself as a beat of that id."""
    ids = {beat.id for beat in story.beats}
    extra: dict[str, Beat] = {}
    for word in (word for v in variants for word in v.moves):
        if word not in ids and word.endswith(")"):
            rule, _, rest = word.removesuffix(")").partition("(")
            roles = tuple(None if r == "None" else r for r in rest.split(", "))
            extra[word] = Beat(word, (BeatDeed(rule, roles, ()),), "", "")
    return replace(story, beats=(*story.beats, *extra.values()))


def verdict(sign: int, low: float, high: float, here: int) -> str:
    """Return whether a move is as expected; `low` to `high` is the interval of the move."""
    wanted = {0: "never", 1: "more often", -1: "rarer"}[sign]
    if sign == 0:
        return f"{wanted}: {'NO' if here else 'yes'}"
    if low <= 0 <= high:
        return f"{wanted}: too few to say"
    return f"{wanted}: {'yes' if low * sign > 0 else 'NO'}"


def directions(where: str, story: Plot, words: Sequence[str], n: int) -> bool:
    """Print what each of these variants does to its beats; return whether all go as expected.

    A variant is left out where nothing that it should move ever comes about in this story.
    """
    story = watched(story)
    base = tally(prepare(*read(where)), story, n)
    fine = True
    print(f"{'variant':24}{'beat':28}{'base':>7}{'here':>7}{'99 % of the move':>20}   expected")
    for variant in (v for v in VARIANTS if v.word in words):
        moves = {word: sign for word, sign in variant.moves.items() if word in base.beats}
        if not any(any(base.beats[word]) for word in moves):
            continue
        found = tally(prepare(*varied(variant.word, where)), story, n)
        for word, sign in moves.items():
            so, row = _row(base, found, word, sign)
            fine = fine and so.endswith("yes")
            print(f"{variant.word:24}{row}", flush=True)
    return fine


def _row(base: Tally, found: Tally, word: str, sign: int) -> tuple[str, str]:
    n, hits = found.universes, sum(found.beats[word])
    move = independent_difference((hits, n), (sum(base.beats[word]), base.universes), level())
    so = verdict(sign, move.low, move.high, hits)
    shares = f"{share(base, word):7.3f}{hits / n:7.3f}"
    return so, f"{word:28}{shares}{move.low:+12.3f} to {move.high:+.3f}   {so}"
