"""The small words of English by which verbs are found, and classes of verbs."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a list that is written with spaces."""
    return frozenset(text.split())


def pairs(text: str) -> dict[str, str]:
    """Return the rows of a table, each a word and what belongs to it."""
    return {row.split()[0]: row.split(maxsplit=1)[1] for row in text.split("; ")}


DETERMINERS = words(
    "the a an this these those his her their its my our your no some all every each any both "
    "one two three four five six seven eight nine ten many few several another other half"
)
DEMONSTRATIVES = words("this that these those")
PREPOSITIONS = words(
    "of to for with in at on from by into onto upon over under about against among between behind "
    "before after beside besides near past through toward towards within without across around "
    "along above below beneath beyond off out up down round until till like as"
)
SUBORDINATORS = words(
    "that who whom whose which what whatever whoever while when whenever where why how whether if "
    "because since until till before after as though although unless so than once lest"
)
JOINERS = words("and but or nor then yet")
PRONOUNS = words(
    "he she they it i you we nobody nothing everybody everyone somebody neither others people"
)
PLURALS = words(
    "people men women children folk police they we you these those both many few geese mice feet "
    "teeth sheep cattle"
)
ADVERBS = words(
    "then now still never always also again soon once even just only not last almost "
    "nearly often already finally thus too ever instead twice"
)
# These end in -ly and are no adverbs.
NOUNS_IN_LY = words(
    "ally anomaly assembly belly bully butterfly family filly folly gully homily italy jelly july "
    "lily monopoly rally reply supply tally elderly"
)
# A pronoun that can only be a subject, or stands for somebody.
SOMEBODY = words(
    "he she they we i it nobody nothing everybody everyone everything somebody someone something "
    "anybody anyone anything neither none others people"
)
# Behind these "of them" follows: "all of them hear".
SEVERAL = words("all both most many some few several none half two three four five six seven")
# Behind these 's is a verb: "it's late", not "the brother's house".
SHORTENED = words("it he she that who what there here let where how")
SUBJECTS = words("he she it who nobody everybody everyone somebody someone nothing")
OBJECTS = words(
    "it him her them me us you himself herself itself themselves themself each one everything "
    "nobody nothing somebody something everybody"
)
PARTICLES = words("in out up down away off back on over forth aside apart together again home")
CAUSING = words("have get want need see hear watch find leave keep order hold wish")
NOT_VERBS = words(
    "because always perhaps besides sometimes towards afterwards upwards this us back round over"
)
SMALL = DETERMINERS | JOINERS | PRONOUNS | NOT_VERBS | PREPOSITIONS | SUBORDINATORS
CLAUSE_BEGINS = DETERMINERS | PRONOUNS

# Verbs that take a clause without "that": "fears {x} knows".
BELIEFS = words(
    "believe think fear hope say know suppose imagine guess wish see hear feel suspect swear claim "
    "trust learn doubt"
)
# Verbs that take a plain verb: "helps carry".
TAKE_BARE = words("help let make dare need go come")
# Verbs before a noun without article, and no plural nouns: "the wind takes hold".
TAKE_NOUNS = words("take give keep get lose find hold make pay set show catch gain want have")
# Verbs that can stand beside a quotation: "…," she objected.
QUOTABLE = words(
    "say ask answer reply object protest plead beg cry shout call whisper declare announce demand "
    "insist warn promise swear vow admit confess explain murmur mutter repeat retort snap growl "
    "agree complain scream yell urge suggest remark boast lament decree"
)

# Verbs that add nothing to the words spoken: the attribution uses these instead.
PLAIN = pairs(
    "ask asked; tell said; say said; thank said; greet said; protest protested; object objected; "
    "plead pleaded; shout shouted; cry cried; answer answered; reply replied; beg begged"
)
