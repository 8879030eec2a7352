"""A small harbour town and journals of it, made by hand for the tests of the telling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Clock, Lexicon, Manner, NameEntry
from moshimo.story.rendering.plain_text import text
from moshimo.story.tell import tell

MINUTE = 60.0
HOUR = 3600.0
WARDENS = ("alder", "brook", "crane", "dunn", "esk", "fell", "garth", "hythe")

MEMBERS: dict[str, NameEntry] = {
    "ana": NameEntry("Ana Holt", "Ana", "she"),
    "bram": NameEntry("Bram Weaver", "Bram", "he", names={"ana": "dear Bram"}),
    "corin": NameEntry("Corin Vale", "Corin", "he"),
    "dessa": NameEntry("Dessa Marl", "Dessa", "she", address="Harbourmaster"),
    "edda": NameEntry("Edda Pike", "Edda", "she"),
    "finn": NameEntry("Finn Pike", "Finn", "he"),
    "gull": NameEntry("Gull", "", "they"),
    "crowd": NameEntry("the people of Saltmere", "the townspeople", "they", plural=True),
    "hall": NameEntry("the wardens' hall", kind="Place", at="in"),
    "quay": NameEntry("the quay", kind="Place", at="on"),
    "square": NameEntry("the market square", kind="Place", at="in"),
    "house": NameEntry("Bram's house", kind="Place"),
    "light": NameEntry("the lighthouse", kind="Place"),
    "inn": NameEntry("the Grey Heron", kind="Place"),
    "chapel": NameEntry("the chapel", kind="Place"),
    "gate": NameEntry("the land gate", kind="Place"),
    "causeway": NameEntry("the causeway", kind="Place", at="on"),
    "post": NameEntry("the office of harbourmaster", kind="Office", title="harbourmaster"),
    "letter": NameEntry("the letter", kind="Thing"),
    **{
        key: NameEntry(f"the {key.title()} warden", pronouns="he" if n % 2 else "she")
        for n, key in enumerate(WARDENS)
    },
}

WHO, TO = "Character", "Place"
MANNERS: dict[str, Manner] = {
    "walk": Manner("{walker} walks to {to}.", {"walker": WHO, "to": TO}, moves="to"),
    "eat": Manner("{eater} eats a little.", {"eater": WHO}),
    "greet": Manner(
        "{speaker} greets {hearer}.",
        {"speaker": WHO, "hearer": WHO},
        says=("Good evening, {hearer}.",),
        speech=True,
    ),
    "lay_case": Manner(
        "{speaker} lays the wreck before the wardens and blames {blamed} for it.",
        {"speaker": WHO, "blamed": WHO},
        says=("The lamp was dark, and {blamed} was its keeper. Eleven drowned for it.",),
        speech=True,
        meanings=("Blame",),
        reasons=("{speaker} has wanted the post for years",),
    ),
    "protest": Manner(
        "{speaker} protests.",
        {"speaker": WHO, "against": WHO},
        says=(
            "You can't lay the sea at one man's door!",
            "The post is not yours to take, {against}.",
        ),
        speech=True,
        meanings=("Protest",),
    ),
    "claim": Manner(
        "{claimant} claims {office} from {holder}.",
        {"claimant": WHO, "office": "Office", "holder": WHO},
        says=("Then let the wardens say whose post it is.",),
        speech=True,
        writes=2,
        meanings=("Challenge",),
        reasons=("{claimant} despises how {holder} keeps {office}",),
    ),
    "vote_for": Manner("{voter} votes for {claimant}.", {"voter": WHO, "claimant": WHO}, writes=2),
    "vote_against": Manner(
        "{voter} votes against {claimant}.", {"voter": WHO, "claimant": WHO}, writes=2
    ),
    "raised": Manner(
        "{claimant} is made harbourmaster.",
        {"claimant": WHO, "office": "Office"},
        writes=3,
        meanings=("Rise",),
    ),
    "exile": Manner(
        "{judge}, as {office}, exiles {accused}.",
        {"judge": WHO, "accused": WHO, "office": "Office"},
        says=("Be over the causeway by the morning tide, {accused}.",),
        speech=True,
        writes=4,
        meanings=("Harm",),
        reasons=("{judge} fears what {accused} knows about the lamp",),
    ),
    "comfort": Manner(
        "{friend} takes {friend.their} coat and lays it round {sad}.",
        {"friend": WHO, "sad": WHO},
        meanings=("Kindness",),
    ),
    "weep": Manner("{weeper} weeps.", {"weeper": WHO}, meanings=("Grief",)),
    "pack": Manner("{packer} packs what {packer} can carry.", {"packer": WHO}, writes=2),
    "write_letter": Manner(
        "{writer} writes a letter to {reader} and stains it with tears.",
        {"writer": WHO, "reader": WHO, "letter": "Thing"},
        writes=3,
        meanings=("Farewell",),
    ),
    "leave_letter": Manner(
        "{writer} leaves {letter} on the door.", {"writer": WHO, "letter": "Thing"}, writes=2
    ),
    "look_back": Manner("{leaver} looks back once, and goes.", {"leaver": WHO}, writes=2),
    "find_letter": Manner(
        "{finder} finds {letter} {writer} left.",
        {"finder": WHO, "letter": "Thing", "writer": WHO},
        writes=2,
        meanings=("Finding",),
    ),
    "ask_about": Manner(
        "{asker} asks {asked} where {sought} is.",
        {"asker": WHO, "asked": WHO, "sought": WHO},
        says=("Where is {sought}?",),
        speech=True,
    ),
    "tell_of": Manner(
        "{speaker} tells {hearer} that {deed}.",
        {"speaker": WHO, "hearer": WHO, "deed": "Deed"},
        says=("It was done tonight, and in the hall.",),
        speech=True,
        meanings=("News",),
    ),
    "read_out": Manner(
        "{reader} reads {letter} out to {crowd}.",
        {"reader": WHO, "letter": "Thing", "crowd": WHO},
        says=("I can't forgive you, and I can't stop loving the place. Keep the lamp.",),
        speech=True,
        writes=4,
        meanings=("Revelation",),
    ),
    "accuse": Manner(
        "{accuser} accuses {accused} of breaking the lamp.",
        {"accuser": WHO, "accused": WHO},
        says=("You put it out yourself, {accused}!",),
        speech=True,
        meanings=("Blame",),
        reasons=("{accuser} has seen oil on {accused}'s sleeve",),
    ),
    "deny": Manner(
        "{denier} answers {accuser}.",
        {"denier": WHO, "accuser": WHO},
        says=("Prove it.",),
        speech=True,
        meanings=("Denial",),
    ),
    "strike": Manner(
        "{attacker} strikes at {fighter}.", {"attacker": WHO, "fighter": WHO}, meanings=("Harm",)
    ),
    "duck": Manner("{fighter} ducks.", {"fighter": WHO, "attacker": WHO}, writes=2),
    "hold_back": Manner(
        "{holder} throws {holder.their} arms around {held} and holds {held} back.",
        {"holder": WHO, "held": WHO},
        writes=2,
        meanings=("Restraint",),
    ),
    "shout": Manner(
        "{one} shouts at {other}.",
        {"one": WHO, "other": WHO},
        ("Are you pleased?",),
        True,
        meanings=("Blow",),
    ),
    "object": Manner(
        "{one} objects: by the old law, {other} cannot have it.",
        {"one": WHO, "other": WHO},
        ("There is a law, {other}. It is older than you are.",),
        True,
        meanings=("Blow",),
    ),
    "ask": Manner(
        "{one} asks {other} what is wrong.",
        {"one": WHO, "other": WHO},
        ("{other}? Who died?",),
        True,
    ),
    "unpin": Manner(
        "{one} reaches for {other} to unpin it.", {"one": WHO, "other": "Thing"}, writes=3
    ),
    "snatch": Manner(
        "{one} snatches {thing} from {other}.",
        {"one": WHO, "thing": "Thing", "other": WHO},
        meanings=("Blow",),
    ),
    "rain": Manner("Rain begins over {place}.", {"place": TO}, writes=2, meanings=("Weather",)),
    "sleep": Manner(
        "{sleeper} cries {sleeper.themself} to sleep.",
        {"sleeper": WHO},
        writes=2,
        meanings=("Grief",),
    ),
}

LEXICON = Lexicon(MANNERS, MEMBERS, Clock(start=18.5 * HOUR))


class Pen:
    """Writes a journal, deed by deed; the time goes on as it writes."""

    def __init__(self, start: float = 0.0) -> None:
        self.time = start
        self.place = ""
        self.here: tuple[str, ...] = ()
        self.deeds: list[Deed] = []
        self.last: dict[str, str] = {}

    def at(self, place: str, *here: str, after: float = 0.0) -> None:
        """Go on at that place, with those people there."""
        self.place, self.here = place, here
        self.time += after

    def do(
        self,
        rule: str,
        *members: str,
        takes: float = 30.0,
        said: tuple[int, ...] = (),
        why: tuple[tuple[str, float], ...] = (),
        causes: tuple[str, ...] = (),
        **other: object,
    ) -> Deed:
        """Write a deed; the members stand in the rule's order of roles."""
        manner = MANNERS[rule]
        roles = dict(zip(manner.roles, members, strict=True))
        doer = members[0]
        kind = "action" if MEMBERS[doer].kind == WHO else "event"
        deed = Deed(
            id=_id(rule, members, self.time, len(self.deeds)),
            rule=rule,
            kind=kind,  # type: ignore[arg-type]
            roles=roles,
            outcomes={},
            begin=self.time,
            end=self.time + takes,
            place=str(other.get("place", roles.get(manner.moves, self.place))),
            result=other.get("result", "done"),  # type: ignore[arg-type]
            failed=str(other.get("failed", "")),
            witnesses=tuple(sorted({*self.here, doer})),
            said=tuple((doer, n) for n in said),
            causes=tuple(self.last[name] for name in causes),
            chance=0.3,
            reasons=why,
        )
        self.deeds.append(deed)
        self.last[rule] = deed.id
        self.time += takes + 5.0
        return deed

    def sense(self, rule: str, mind: str, who: str, place: str) -> None:
        """Somebody is found, or missed."""
        self.deeds.append(
            Deed(
                id=_id(rule, (mind, who, place), self.time, len(self.deeds)),
                rule=rule,
                kind="sense",
                roles={"mind": mind, "who": who, "place": place},
                outcomes={},
                begin=self.time,
                end=self.time,
                place=place,
                result="done",
            )
        )


def _id(rule: str, members: tuple[str, ...], time: float, n: int) -> str:
    return blake2b(f"{rule}{members}{time}{n}".encode(), digest_size=8).hexdigest()


def plainly(deeds: Sequence[Deed], lexicon: Lexicon, *, title: str, words: int = 0) -> str:
    """The journal's story as plain text."""
    return text(tell(deeds, lexicon, title=title, words=words))


def with_verbs(verbs: Mapping[str, str]) -> Lexicon:
    """Saltmere's lexicon with an author's own past forms."""
    return Lexicon(MANNERS, MEMBERS, LEXICON.clock, verbs)


def the_exile() -> list[Deed]:
    """An evening in the hall, a night walk, an empty house, a letter read the next morning."""
    pen = Pen()
    hall = ("ana", "bram", "corin", "dessa", *WARDENS)
    pen.at("hall", *hall)
    pen.do("greet", "dessa", "ana", said=(0,))
    pen.do(
        "lay_case",
        "corin",
        "bram",
        said=(0,),
        takes=120,
        why=(("{speaker} has wanted the post for years", 0.6),),
    )
    pen.do("protest", "dessa", "corin", said=(0,), causes=("lay_case",))
    pen.do(
        "claim",
        "corin",
        "post",
        "dessa",
        said=(0,),
        causes=("lay_case", "protest"),
        why=(("{claimant} despises how {holder} keeps {office}", 0.7),),
    )
    pen.do("protest", "dessa", "corin", said=(1,), causes=("claim",))
    for key in WARDENS:
        rule = "vote_against" if key in ("brook", "crane", "hythe") else "vote_for"
        pen.do(rule, key, "corin", takes=10, causes=("claim",))
    pen.do("raised", "corin", "post", causes=("claim", "vote_for"))
    pen.do(
        "exile",
        "corin",
        "bram",
        "post",
        said=(0,),
        takes=90,
        causes=("raised", "lay_case"),
        why=(("{judge} fears what {accused} knows about the lamp", 0.8),),
    )
    pen.do("weep", "bram", causes=("exile",))
    pen.do("comfort", "ana", "bram", causes=("exile", "weep"))
    pen.do("walk", "bram", "house", takes=600)
    pen.time -= 580
    pen.do("walk", "dessa", "inn", takes=300)
    pen.do("walk", "ana", "inn", takes=300)
    pen.at("house", after=900)
    pen.do("pack", "bram", takes=900, causes=("exile",))
    pen.do("write_letter", "bram", "ana", "letter", takes=1800, causes=("exile",))
    pen.do("leave_letter", "bram", "letter", causes=("write_letter",))
    pen.time += 3 * HOUR
    for place in ("quay", "chapel", "inn", "gate"):
        pen.do("walk", "bram", place, takes=420)
    pen.at("gate")
    pen.do("look_back", "bram", causes=("exile",))
    pen.do("walk", "bram", "causeway", takes=2 * HOUR)
    pen.at("causeway", "bram")
    pen.do("rain", "causeway")
    pen.do("sleep", "bram", causes=("exile", "rain"))
    pen.time = 12.0 * HOUR
    pen.do("walk", "ana", "house", takes=300)
    pen.at("house", "ana")
    pen.sense("misses", "ana", "bram", "house")
    pen.do("ask_about", "ana", "bram", "bram", result="foiled", failed="here(asker, asked)")
    pen.do("find_letter", "ana", "letter", "bram", causes=("leave_letter",))
    pen.at("square", "ana", "crowd", "corin", "edda", "finn", "dessa", after=1.5 * HOUR)
    pen.do(
        "read_out",
        "ana",
        "letter",
        "crowd",
        said=(0,),
        takes=600,
        causes=("find_letter", "write_letter"),
    )
    for key in ("edda", "dessa", "ana"):
        pen.do("weep", key, causes=("read_out",))
    pen.do(
        "accuse",
        "finn",
        "corin",
        said=(0,),
        causes=("read_out", "lay_case"),
        why=(("{accuser} has seen oil on {accused}'s sleeve", 0.9),),
    )
    pen.do("deny", "corin", "finn", said=(0,), causes=("accuse",))
    pen.do("strike", "finn", "corin", takes=1, causes=("deny",))
    pen.do("duck", "corin", "finn", takes=1, causes=("strike",))
    pen.do("strike", "finn", "corin", takes=1, causes=("deny",))
    pen.do("hold_back", "edda", "finn", causes=("strike",))
    pen.do("eat", "corin", takes=600)
    pen.do("walk", "corin", "inn", takes=600)
    return pen.deeds


def the_duel() -> list[Deed]:
    """Two men on the quay, seconds apart, and who ends it."""
    pen = Pen(3 * HOUR)
    pen.at("quay", "bram", "corin", "dessa", "gull")
    pen.do("accuse", "bram", "corin", said=(0,))
    pen.do("deny", "corin", "bram", said=(0,), causes=("accuse",))
    for n in range(6):
        one, other = ("bram", "corin") if n % 2 else ("corin", "bram")
        pen.do("strike", one, other, takes=1, causes=("deny",))
        if n % 3:
            pen.do("duck", other, one, takes=1, causes=("strike",))
    pen.do("strike", "bram", "corin", takes=1, result="foiled", failed="here(attacker, fighter)")
    pen.do("hold_back", "dessa", "bram", causes=("strike",))
    pen.do("weep", "bram", causes=("hold_back",))
    pen.do("comfort", "dessa", "bram", causes=("weep",))
    pen.do("walk", "corin", "inn", takes=600)
    pen.do("tell_of", "gull", "edda", pen.deeds[0].id, said=(0,), place="inn", causes=("accuse",))
    return pen.deeds
