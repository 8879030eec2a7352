"""The fields that the block of every world has, whatever its kinds: declared here and nowhere else.

The layout places them, the kernel names them (`b.now[0]`), the compiler takes them from here
(`F.now`), and whatever carries a universe over, or begins it anew, goes by their `lasts`.
"""

from __future__ import annotations

from moshimo.schema.field import QUANTITY, RULE, Axis, Field, Lasting, Pool
from moshimo.schema.scalars import Scalar
from moshimo.schema.sizes import BARS, FORESEEN, MOST_ROLES, OPEN, RACE, STRONG, WATCHES

_PERSON, _PLACE = "Character", "Place"
IDEA = "idea"  # an axis: people, if it is kept what minds take each other to hold; else one cell
BODY = "body"  # an axis: people, if a world's laws make other bodies; else one cell


def _state(kind: Scalar, about: str, *axes: Axis) -> Field:
    return Field("", kind, axes, "state", about=about)


def _scratch(kind: Scalar, about: str, *axes: Axis) -> Field:
    return Field("", kind, axes, "scratch", about=about)


def _given(kind: Scalar, about: str, *axes: Axis) -> Field:
    return Field("", kind, axes, "given", about=about)


def _column(pool: str, kind: Scalar, about: str, lasts: Lasting = "state") -> Field:
    return Field("", kind, lasts=lasts, pool=pool, about=about)


class F:
    """The fields. Numbers of rules, rows of members and rows of pools count from 1; 0 is none."""

    # the clock, the dice, and how the run is going
    now = _state("f64", "Seconds since the scenario began.")
    starts = _given("f64", "Seconds from a midnight to the scenario's beginning.")
    day = _given("f64", "Seconds of a day.")
    sunrise = _given("f64", "Seconds from midnight to sunrise.")
    noon = _given("f64", "Seconds from midnight to noon.")
    sunset = _given("f64", "Seconds from midnight to sunset.")
    own_pace = _given("f64", "The world's pace: seconds from one thought to the next.")
    ends_at = _given("f64", "When the scenario ends at the latest.")
    seed = _state("u64", "A hash of the universe's seed.")
    dice_c = _scratch("u64", "The dice of one thought's race.")
    dice_b = _scratch("u64", "The dice of one thought's bindings.")
    steps = _state("i64", "Steps done so far.")
    instant = _state("i64", "Steps done at this instant.")
    budget = _given("i64", "The work that one step may do, in nodes of the typed form.")
    limit_deeds = _given("i64", "How many deeds the universe may have.")
    endless = _given("i64", "1 if nothing says when it is to end.")
    quiet = _state("i64", "Steps since a deed was over.")
    fuel = _scratch("i64", "What is left of it; below 0 it is spent.")
    trouble = _state("i64", "What went wrong first; 0 for nothing.")
    trouble_at = _state("i64", "Where: the number of a place in the author's text, or a rule's.")
    provenance = _state("i64", "1 if causes, reasons and writers are kept.")
    thoughts = _state("i64", "Thoughts thought so far; what was listed in one holds for that one.")
    weighed = _state("i64", "Bindings weighed so far.")
    learnings = _state("i64", "How often somebody learned of a deed.")
    lean = _state("i64", "1 if no journal is kept.")
    blind = _state("i64", "1 if minds need learn nothing.")
    forgets = _state("i64", "1 if deeds that are over may be forgotten.")
    chances = _state("i64", "1 if the chance of each choice is worked out.")
    fresh = _state("i64", "1 if something happened that the scenario's end may wait for.")
    alive_n = _state("i64", "Deeds that are not done.")
    under_way = _state("i64", "1 once the universe has begun.")
    welcomed = _state("i64", "People who have begun to live; who is born comes after these.")
    halted = _state("i64", "1 if a deed that halts was noticed.")

    # imagining: what somebody asks before it chooses, and what came of it
    imagined = _state("i64", "1 if somebody imagines this universe.")
    hopeful = _scratch("i64", "1 while it is only asked whether somebody would want anything.")
    least_pace = _given("f64", "Seconds from one thought to the next, at least.")
    awaits = _state("i64", "Who waits for what would come of choices; 0: nobody.")
    wanted_n = _state("i64", "Choices of which that is asked.")
    foreseen_n = _state("i64", "Those of them of which it is known.")
    foresights = _state("i64", "Thoughts so far for which somebody imagined.")
    wanted_rule = _state("i64", "The action of such a choice.", FORESEEN)
    wanted_role = _state("i64", "Its roles, the actor first.", FORESEEN, MOST_ROLES)
    wanted_deed = _state("i64", "The deed that it answers.", FORESEEN)
    wanted_span = _state("f64", "How far ahead.", FORESEEN)
    worth_sum = _scratch("f64", "What is worth something so far, while that is added up.")
    wanted_worth = _state("f64", "How much more it is worth than doing nothing.", FORESEEN)

    # how many of each there are
    k_rules = _given("i64", "Numbers of rules, 0 among them.")
    k_people = _given("i64", "Rows of people.")
    k_places = _given("i64", "Rows of places.")
    k_cast = _given("i64", "The last row of who is there from the start.")
    k_guise = _given("i64", "How many rows after a person's own its disguise has one; 0: none has.")
    k_meets = _given("i64", "The number of `meets`; that of `misses` follows it.")
    k_claims = _given("i64", "The number of the first kind of claim about a state.")
    k_ideas = _given("i64", "1 if it is kept what minds take each other to hold.")
    k_plain = _given("i64", "1 if minds need learn nothing where no journal is kept.")

    # one thought or step: who is near, what bids, what races, what is best so far
    mind = _scratch("i64", "Who thinks.")
    asking = _scratch("i64", "Who thinks, as long as nothing can change; else 0.")
    staying = _scratch("i64", "1 if going on with a deed races, and not doing nothing.")
    silent = _scratch("i64", "1 if who thinks is speaking; 2 more if nothing but speech can begin.")
    at_rule = _scratch("i64", "The rule of what who thinks is at.")
    bid_n = _scratch("i64", "Bindings of the runner that is weighed.")
    bid_start = _scratch("i64", "The first binding of that runner.")
    bid_top = _scratch("f64", "The largest weight among those bindings.")
    race_n = _scratch("i64", "Runners so far.")
    rival = _scratch("f64", "The weight of doing nothing, or of going on.")
    near_n = _scratch("i64", "How many are near.")
    near_at = _scratch("i64", "The thought for which `near` and `seen` were listed.")
    seen_n = _scratch("i64", "How many are seen.")
    glimpse = _scratch("i64", "How often it was kept which witnesses see each other.")
    saw_n = _scratch("i64", "How many are marked as witnesses.")
    strong_n = _scratch("i64", "How many memories are in `strong`.")
    strong_at = _scratch("i64", "The thought for which `strong` was listed.")
    there_for = _scratch("i64", "The mind for which `there` and `beside` were listed; 0: none.")
    arrived_n = _scratch("i64", "How many were moved by the deed that is going on.")
    altered_n = _scratch("i64", "How many people it changed visibly.")
    altered_places = _scratch("i64", "How many places.")
    looks_n = _scratch("i64", "More than 0 if `looks` has somebody.")
    think_at = _scratch("f64", "When the next period of who thinks begins.")
    moved = _scratch("f64", "How far the feelings of who learns moved.")
    habit = _scratch("f64", "How much of a feeling is left of what one knows already.")
    best_rule = _scratch("i64", "The rule of the best runner.")
    best_deed = _scratch("i64", "The deed that it answers.")
    best_place = _scratch("i64", "Its place in the race.")
    best_from = _scratch("i64", "Its first binding.")
    best_n = _scratch("i64", "How many bindings it has.")
    best_time = _scratch("f64", "Its time: the shortest.")
    best_weight = _scratch("f64", "Its weight.")
    best_sum = _scratch("f64", "The sum of its bindings' weights.")
    best_own = _scratch("f64", "The weight of the binding that was drawn.")
    best_role = _scratch("i64", "The roles of that binding.", MOST_ROLES)
    race_rule = _scratch("i64", "A runner's rule.", RULE, RACE)
    race_w = _scratch("f64", "Its weight.", RULE, RACE)
    race_v = _scratch("f64", "Its weight earlier in the period.", RULE, RACE)
    strong = _scratch("i64", "The strongest memories of who thinks: deeds.", STRONG)
    near = _scratch("i64", "Those whom who thinks believes to be here.", _PERSON)
    seen = _scratch("i64", "Those of them whom it sees.", _PERSON)
    arrived = _scratch("i64", "Those whom the deed that is going on moved.", _PERSON)
    altered = _scratch("i64", "Those whom it changed visibly.", _PERSON)
    altered_how = _scratch("i64", "What changed of somebody: a number of `in_view`.", _PERSON)
    altered_place = _scratch("i64", "The places that it changed, or things there.", _PLACE)
    altered_at = _scratch("i64", "1 for each of those places.", _PLACE)
    looks = _scratch("i64", "1 for a mind that has seen something change.", _PERSON)
    saw = _scratch("i64", "1 for each witness.", _PERSON)
    saw_who = _scratch("i64", "The witnesses, in order.", _PERSON)
    glimpsed = _scratch("i64", "In which `glimpse` one saw the other.", IDEA, IDEA)
    beside = _scratch("i64", "Who comes after somebody among those believed at a place.", _PERSON)
    there = _scratch("i64", "Who comes first among those believed at a place.", _PLACE)
    touched = _scratch("i64", "1 for a mind that a change from outside concerns.", _PERSON)
    next_at = _scratch("i64", "Who comes after somebody at their place.", _PERSON)
    first_at = _scratch("i64", "Who comes first at a place.", _PLACE)

    # what a quantity was answered last, for the rest of a thought
    memo_at = _scratch("i64", "The thought.", QUANTITY)
    memo_of = _scratch("i64", "Of whom it was asked.", QUANTITY)
    memo_n = _scratch("i64", "The answer, a whole number.", QUANTITY)
    memo_x = _scratch("f64", "The answer, a double.", QUANTITY)

    # bodies: for whom a mind takes whom it perceives
    takes = _state("i64", "The person; 0: as it looks; -1: gone for good, as it knows.", BODY, BODY)
    taken_by = _state("i64", "The first body taken for a person that is not theirs.", BODY, BODY)
    taken_next = _state("i64", "The next such body.", BODY, BODY)
    likeness = _state("i64", "Whom a body looks like.", BODY)
    born_as = _state("i64", "The number of who was born like another; 0: of nobody.", BODY)
    disguised = _state("i64", "1 for who is in disguise.", BODY)

    # a person, a place, a rule, and two of them together
    voice = _state("f64", "Until when somebody speaks at a place.", _PLACE)
    speaker = _state("u64", "The key of who speaks there.", _PLACE)
    c_main = _state("i64", "The deed that somebody is at.", _PERSON)
    c_aside = _state("i64", "What they do beside it.", _PERSON)
    c_stamp = _state("i64", "Which of their thoughts in the calendar holds.", _PERSON)
    c_begun = _state("i64", "Deeds begun in this period.", _PERSON)
    c_epoch = _state("i64", "Counts periods and deeds begun.", _PERSON)
    c_open_n = _state("i64", "Deeds that they may still answer.", _PERSON)
    c_asleep = _state("i64", "1 if they slept when that was last asked.", _PERSON)
    c_startled = _state("i64", "1 if they will think even of leaving what they are at.", _PERSON)
    c_think_at = _state("f64", "When they think next.", _PERSON)
    c_period = _state("f64", "When their period began.", _PERSON)
    c_pace = _state("f64", "How long it is.", _PERSON)
    c_phase = _state("f64", "Which part of a pace their periods begin after the others'.", _PERSON)
    c_listens = _state("f64", "Until when they let others speak.", _PERSON)
    c_foreseen = _state("f64", "What they foresaw of the deed they are at.", _PERSON)
    c_still = _state("i64", "1 for who stands still while somebody imagines.", _PERSON)
    c_recovers = _state("f64", "Until when they recover from what they did.", _PERSON)
    c_dice = _state("u64", "The dice of their period.", _PERSON)
    c_last = _state("u64", "The key of the deed that they last began.", _PERSON)
    c_last_at = _state("f64", "When that was.", _PERSON)
    open_deed = _state("i64", "A deed that they may still answer.", _PERSON, OPEN)
    open_until = _state("f64", "Until when.", _PERSON, OPEN)
    lately_rule = _state("i64", "Kinds of deeds learned of, the latest first.", _PERSON, STRONG)
    seen_at = _state("i64", "The epoch in which a rule last raced.", _PERSON, RULE)
    seen_w = _state("f64", "The weight with which it did.", _PERSON, RULE)
    did_n = _state("i64", "How often somebody began such a deed.", _PERSON, RULE)
    m_head = _state("i64", "The latest memory of such a deed.", _PERSON, RULE)
    m_count = _state("i64", "How many memories of such a deed there are.", _PERSON, RULE)
    done_n = _state("i64", "How often such a deed was done.", RULE)
    k_speech = _given("i64", "1 if such a deed is speech.", RULE)
    k_carries = _given("i64", "How far it is perceived: a number of `see`.", RULE)
    k_aside = _given("i64", "1 if it can be done beside something longer.", RULE)
    k_sense = _given("i64", "1 for the engine's own deeds: meeting, missing.", RULE)
    k_answered = _given("i64", "1 if something answers it.", RULE)
    k_tried = _given(
        "i64", "The number by which minds keep its beginnings; -1: only the end asks; 0.", RULE
    )
    k_whole = _given("i64", "1 if it has effects even when cut short.", RULE)
    k_action = _given("i64", "1 if somebody does it; 0 if it happens.", RULE)
    k_timeless = _given("i64", "1 if time alone changes none of its conditions.", RULE)
    k_recovers = _given("i64", "1 if its actor then has to recover.", RULE)
    k_seems = _given("i64", "The rule that others see begin; 0: itself; below 0: none.", RULE)
    k_role_n = _given("i64", "How many roles it has.", RULE)
    k_person = _given("i64", "1 if a role is a person.", RULE, MOST_ROLES)
    k_picked = _given("i64", "Which outcomes are people who are picked: a bit each.", RULE)
    k_ground = _given("i64", "Which role is a place, the first of them; 0: none.", RULE)
    k_again = _given("f64", "How soon one wants it again, or how often it happens by chance.", RULE)
    k_within = _given("f64", "How long after it is done it can be answered.", RULE)
    k_reach = _given("f64", "How far it is heard, in seconds of way; or how high it rises.", RULE)
    k_luck = _given("u64", "A hash of the rule, for the dice.", RULE)
    step = _given("i64", "The first place on the way from one place to another.", _PLACE, _PLACE)
    way = _given("f64", "How long that way is.", _PLACE, _PLACE)

    # what is looked out for, and what must not be; put there from outside, for one program
    k_watched = _scratch("i64", "1 if such deeds are asked about.", RULE)
    k_barred = _scratch("i64", "1 if some such deed is barred.", RULE)
    watch_n = _state("i64", "Deeds that are asked about.")
    watch_rule = _scratch("i64", "The rule of one.", WATCHES)
    watch_role = _scratch("i64", "Its roles; below 0, anybody.", WATCHES, MOST_ROLES)
    watch_place = _scratch("i64", "Its place; below 0, anywhere.", WATCHES)
    watch_begins = _scratch("i64", "1 if its beginning is asked about; 0: its end.", WATCHES)
    watch_has = _scratch("i64", "A bit for each outcome that is asked about.", WATCHES)
    watch_halts = _scratch("i64", "1 if the run halts at it.", WATCHES)
    watch_count = _scratch("i64", "How often it was noticed.", WATCHES)
    watch_step = _scratch("i64", "In which step first.", WATCHES)
    watch_o0 = _scratch("f64", "Its first outcome.", WATCHES)
    watch_o1 = _scratch("f64", "Its second outcome.", WATCHES)
    watch_o2 = _scratch("f64", "Its third outcome.", WATCHES)
    watch_o3 = _scratch("f64", "Its fourth outcome.", WATCHES)
    watch_first = _scratch("f64", "When first; never is infinity.", WATCHES)
    bar_n = _state("i64", "Deeds that must not be.")
    bar_rule = _scratch("i64", "The rule of one.", BARS)
    bar_role = _scratch("i64", "Its roles; below 0, anybody.", BARS, MOST_ROLES)

    # how full the pools are
    deeds_n = _state("i64", "The last deed's row.")
    memory_n = _state("i64", "The last memory's row.")
    memory_free = _state("i64", "The first row of a memory that was forgotten.")
    due_n = _state("i64", "Entries of the calendar.")
    notes_n = _state("i64", "Notes that the journal has not taken.")
    wishes_n = _state("i64", "Last times that are kept.")
    over_n = _state("i64", "Deeds that are over.")
    pictures_n = _state("i64", "Pictures that are not as at the start.")

    # deeds: happened, claimed, waiting
    d_role = Field("", "i64", (MOST_ROLES,), pool="deeds", about="The roles; a row's first cells.")
    d_rule = _column("deeds", "i64", "The rule.")
    d_state = _column("deeds", "i64", "Claimed, waiting, going on, done, foiled or broken off.")
    d_place = _column("deeds", "i64", "Where.")
    d_answers = _column("deeds", "i64", "The deed that it answers.")
    d_cause = _column("deeds", "i64", "The deed that set it off.")
    d_guise = _column("deeds", "i64", "A bit for each role that was in disguise.")
    d_seems = _column("deeds", "i64", "What it seems to be; below 0: what seems to be this.")
    d_over = _column("deeds", "i64", "As the how-manieth it was over; 0: it is not.")
    d_o0 = _column("deeds", "f64", "The first outcome.")
    d_o1 = _column("deeds", "f64", "The second outcome.")
    d_o2 = _column("deeds", "f64", "The third outcome.")
    d_o3 = _column("deeds", "f64", "The fourth outcome.")
    d_begin = _column("deeds", "f64", "When it began.")
    d_end = _column("deeds", "f64", "When it ended, or will.")
    d_chance = _column("deeds", "f64", "The chance of the choice; below 0: nobody chose it.")
    d_key = _column("deeds", "u64", "A hash of this deed.")
    d_hash = _column("deeds", "u64", "A hash of its rule and roles.")

    # memories: those of one mind and one kind of deed in a row, the latest first
    m_deed = _column("memories", "i64", "The deed.")
    m_next = _column("memories", "i64", "The memory before this one.")
    m_from = _column("memories", "i64", "Who told of it; 0: one's own eyes.")
    m_at = _column("memories", "f64", "When it was learned.")
    m_sure = _column("memories", "f64", "How sure the mind is.")
    m_hash = _column("memories", "u64", "The deed's hash of rule and roles.")

    # the calendar: a heap, what is due first at 0
    due_order = _column("due", "i64", "At one instant: 0 before 1.")
    due_what = _column("due", "i64", "What happens: a number of `due`.")
    due_a = _column("due", "i64", "To whom, or of what.")
    due_c = _column("due", "i64", "What else it needs to know.")
    due_time = _column("due", "f64", "When.")
    due_tie = _column("due", "u64", "What decides between equals.")

    # when somebody last did the same to the same: a hash table
    wish_at = _column("wishes", "f64", "When.")
    wish_key = _column("wishes", "u64", "A hash of what.")

    # what minds hold to be so, where it is not as at the start: a hash table
    pic_cell = _column("pictures", "i64", "Of which mind and what: a number; 0: a free row.")
    pic_by = _column("pictures", "i64", "The deed by which the mind came to hold it.")
    pic_n = _column("pictures", "i64", "What it is held to be, if that is whole.")
    pic_x = _column("pictures", "f64", "What it is held to be, if that is a double.")
    pic_at = _column("pictures", "f64", "As of when.")
    pic_sure = _column("pictures", "f64", "How sure the mind is.")

    # what the journal is told
    notes_what = _column("notes", "i64", "What kind of note: a number of `notes`.")
    notes_deed = _column("notes", "i64", "Of which deed.")
    notes_a = _column("notes", "i64", "A row or number.")
    notes_x = _column("notes", "f64", "A measure.")

    # bindings of the runners of one thought
    bid_rule = _column("bids", "i64", "The rule.", "scratch")
    bid_r1 = _column("bids", "i64", "The second role.", "scratch")
    bid_r2 = _column("bids", "i64", "The third role.", "scratch")
    bid_r3 = _column("bids", "i64", "The fourth role.", "scratch")
    bid_deed = _column("bids", "i64", "The deed that it answers.", "scratch")
    bid_w = _column("bids", "f64", "Its weight.", "scratch")


_DECLARED = tuple(field for field in vars(F).values() if isinstance(field, Field))


def _pool(word: str, room: int, most: int) -> Pool:
    return Pool(word, tuple(f for f in _DECLARED if f.pool == word), room, most)


POOLS = (
    _pool("deeds", 1024, 1 << 21),
    _pool("memories", 4096, 1 << 22),
    _pool("due", 512, 1 << 20),
    _pool("wishes", 2048, 1 << 22),  # a power of two
    _pool("pictures", 1, 1 << 24),  # a power of two; `Layout.rooms` has it larger where it is used
    _pool("notes", 4096, 1 << 21),
    _pool("bids", 512, 1 << 18),
)
PICTURES = POOLS[4]
OUTCOMES = (F.d_o0, F.d_o1, F.d_o2, F.d_o3)
DEED_CELLS = POOLS[0].width // 8  # of a row of the pool of deeds; the roles are the first
HEADS = tuple(  # where each pool begins, how many rows it has, and how many it may have
    Field(f"{word}_{pool.word}", "i64", lasts="given")
    for word in ("at", "room", "most")
    for pool in POOLS
)
KINDS = (  # what the kernel knows of the kinds and attributes that every world has
    Field("n_Character", "i64"),
    Field("key_Character", "u64", (_PERSON,)),
    Field("v_Character_place", "i64", (_PERSON,)),
    Field("p_Character_place", "i64", (_PERSON, _PERSON)),
    Field("pt_Character_place", "f64", (_PERSON, _PERSON)),
    Field("ps_Character_place", "f64", (_PERSON, _PERSON)),
)
FIXED = (*(f for f in _DECLARED if not f.pool), *HEADS)
FIELDS = (*_DECLARED, *HEADS, *KINDS)
