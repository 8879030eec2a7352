"""The vocabulary of verbs: irregular forms, doubling, and common regular verbs.

Regular verbs are listed to tell a verb from a plural noun ("{a} hands {b} letters").
"""

from __future__ import annotations

# Base, past, participle; a missing participle is the past.
_FORMS = """
abide abode; arise arose arisen; awake awoke awoken; bear bore borne; beat beat beaten;
become became become; befall befell befallen; beget begot begotten; begin began begun;
behold beheld; bend bent; bereave bereft; beseech besought; beset beset; bespeak bespoke bespoken;
bestride bestrode bestridden; bet bet; betake betook betaken; bethink bethought; bid bade bidden;
bide bided; bind bound; bite bit bitten; bleed bled; blow blew blown; break broke broken;
breed bred; bring brought; broadcast broadcast; build built; burn burned; burst burst; bust bust;
buy bought; cast cast; catch caught; chide chided; choose chose chosen; cleave cleft; cling clung;
clothe clothed; come came come; cost cost; creep crept; cut cut; deal dealt; dig dug;
dive dived; do did done; draw drew drawn; dream dreamed; drink drank drunk; drive drove driven;
dwell dwelt; eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found;
flee fled; fling flung; fly flew flown; forbear forbore forborne; forbid forbade forbidden;
forecast forecast; forego forewent foregone; foresee foresaw foreseen; foretell foretold;
forget forgot forgotten; forgive forgave forgiven; forgo forwent forgone;
forsake forsook forsaken; forswear forswore forsworn; freeze froze frozen; get got;
gild gilded; gird girded; give gave given; go went gone; grind ground; grow grew grown;
hamstring hamstrung; hang hung; have had; hear heard; heave heaved; hew hewed hewn;
hide hid hidden; hit hit; hold held; hurt hurt; inlay inlaid; inset inset; keep kept; kneel knelt;
knit knitted; know knew known; lade laded laden; lay laid; lead led; lean leaned; leap leapt;
learn learned; leave left; lend lent; let let; lie lay lain; light lit; lose lost; make made;
mean meant; meet met; melt melted; misbecome misbecame misbecome; mistake mistook mistaken;
misunderstand misunderstood; mow mowed mown; offset offset; partake partook partaken; pay paid;
plead pleaded; prove proved; put put; quit quit; read read; rend rent; rid rid; ride rode ridden;
ring rang rung; rise rose risen; run ran run; saw sawed sawn; say said; see saw seen; seek sought;
sell sold; send sent; set set; sew sewed sewn; shake shook shaken; shear sheared shorn; shed shed;
shine shone; shoe shod; shoot shot; show showed shown; shrink shrank shrunk; shrive shrove shriven;
shut shut; sing sang sung; sink sank sunk; sit sat; slay slew slain; sleep slept; slide slid;
sling slung; slink slunk; slit slit; smell smelled; smite smote smitten; sow sowed sown;
speak spoke spoken; speed sped; spell spelled; spend spent; spill spilled; spin spun; spit spat;
split split; spoil spoiled; spread spread; spring sprang sprung; stand stood; stave staved;
steal stole stolen; stick stuck; sting stung; stink stank stunk; strew strewed strewn;
stride strode stridden; strike struck; string strung; strive strove striven; sunburn sunburned;
swear swore sworn; sweat sweated; sweep swept; swell swelled swollen; swim swam swum; swing swung;
take took taken; teach taught; tear tore torn; tell told; think thought; thrive thrived;
throw threw thrown; thrust thrust; tread trod trodden; undergo underwent undergone;
understand understood; undertake undertook undertaken; upset upset; wake woke woken;
waylay waylaid; wear wore worn; weave wove woven; wed wed; weep wept; wet wet; win won; wind wound;
withdraw withdrew withdrawn; withhold withheld; withstand withstood; wring wrung;
write wrote written
"""

# Two syllables and more, the last consonant doubled: stress at the end, or a British -l, -p.
_DOUBLING = """
abet abhor abut acquit admit allot annul appal befit beget begin beset cancel forbid forget
inset offset upset overrun outrun rerun
channel chisel commit compel concur confer control corral counsel debar defer deter disinter
dispel distil drivel duel embed emit enamel enrol enthral equal equip excel expel extol fuel
fulfil funnel gambol gravel grovel handicap humbug impel incur infer initial inter instil
jewel kennel kidnap label level libel marshal marvel model occur omit outwit panel patrol
pedal pencil permit prefer program propel quarrel quiz ravel rebel rebut recur refer refit
regret remit repel reset revel rival shovel shrivel signal snivel spiral stencil submit
swivel total trammel transfer transmit travel trial tunnel unravel unwrap worship zigzag
"""

_REGULAR = """
abandon abduct accept accompany accuse ache acknowledge act add address adjust admire admit
adopt adore advance advise affirm aid aim alarm allow amuse anger announce annoy answer
apologise apologize appeal appear applaud appoint approach approve argue arm arrange arrest
arrive ask assault assemble assent assert assist assure attack attempt attend avenge avoid await
back bake ban bandage bang banish bar bargain bark bathe battle beg behave believe belong bestow
betray bicker blame blast bless blink block blot blush board boast bolt bow brace brag brandish
brawl breathe bribe brood brush bully bump bury button calculate call calm camp cancel care
caress carry carve celebrate challenge change charge charm chase chat cheat check cheer cherish
chew chip chop circle cite claim clap clash clasp clean clear clench climb close coax collapse
collect comb comfort command comment commit compare compel compete complain complete conceal
concede conclude condemn confess confide confirm confiscate conform confront confuse
congratulate consent consider console conspire consult contest continue control convince cook
cool cooperate copy correct cough counsel count counter cover cower crack crash crawl creak
cringe cripple crook cross crouch crowd crown crumple crush cry curl curse dance dare dash
decide declaim declare decline decree dedicate defeat defend defer defy delay deliver demand
denounce deny depart depend depose deprive descend describe desert deserve despair despise
destroy deter dictate die differ dim dine dip direct disagree disappear disarm discard discover
discuss disguise dislike dismiss disobey dispatch dispute dissolve distract distribute distrust
divide dodge double drag drain dread dress drift drip drop drown duck duel earn ease edge elect
embark embrace employ empty enchant encourage end endorse endure enforce enjoy enlist enquire
enrage ensnare enter entertain entrust envy escape escort evade examine excel exchange exclaim
excuse execute exhaust exile exit expect expel explain explode explore expose express extend
extinguish eye face fade fail faint fake falter fan fashion fasten favor favour fear feast feign
fetch fill finish fire fish fix flail flare flash flatter flicker flinch float flog flow flutter
focus fold follow force forge form formulate free frighten frown fulfil fumble gain gallop
gamble gather gaze gesture glance glare gleam glide glow gnaw gossip govern grab grant grasp
greet grieve grimace grin grip groan grope growl grumble grunt guard guess guide gulp guzzle
hail halt hammer hand handle happen harm harvest haste hasten hate haul haunt head heal heap
heed help herd hesitate hire hiss hobble hoist honor honour hope hover howl huddle hug hum hunt
hurl hurry ignore imagine impeach implore imply impose imprison improve inform inhale inherit
injure inquire insert insist inspect install instruct insult intend intercede interrupt
intervene introduce invade invent investigate invite invoke involve irritate jab jeer join joke
journey judge jump justify kick kidnap kill kiss knock lack lament land last laugh launch leak
lecture lick lift like limp linger link list listen live load loan loathe lob lock lodge long
look loom loosen loot love lower lunge lurch lurk maim manage march mark marry marvel matter
meddle meditate mend mention mind miss mix moan mock mop mount mourn move mumble murder murmur
muse muster mutter nail name narrow need neglect negotiate nod nominate note notice nudge number
nurse obey object oblige observe obtain occupy offend offer open oppose oppress order oust
overpower owe own pace pack paint panic pant pardon park parry part pass pat patrol pause peel
peer pelt perform perish permit persuade pester pick pierce pile pin place plan plant play
please pledge plot plough pluck plunder plunge point poison ponder possess post pour practice
practise praise pray preach prefer prepare present preside press pretend prevail prevent probe
proceed proclaim produce profess promise promote prompt pronounce propose protect protest
provoke prowl publish pull pump punch punish purchase pursue push puzzle quake quarrel question
quiet quote race rage raid rain raise rally rant rap rattle rave reach react realise realize
reappear rear reassure rebel rebuff rebuke recall receive recite recognise recognize recoil
recommend reconcile record recover recruit refer reflect refuse regain regard regret rehearse
reign reject rejoice relate relax relay release relent relieve relinquish rely remain remark
remember remind remove renew renounce repair repeat repel replace reply report reproach request
require rescue resent reserve resign resist resolve respect respond rest restore restrain
retaliate retire retort retreat retrieve return reveal revenge revere revive reward roam roar
rob rock roll rotate round rouse row rub ruin rule rummage rush rustle sack sacrifice saddle
sail salute save savour scald scan scare scatter scold scorn scowl scramble scrape scratch
scream scrub seal search seat seethe seize select separate serve settle shame share sharpen
shatter shave shelter shield shift shiver shock shoulder shout shove shovel shriek shrug shuffle
sigh sign signal silence sip skip slam slander slap slash slaughter slip slow slump smash smear
smile smoke smooth snap snatch sneak sneer sniff sniffle snore snort soak sob soothe sort sound
spar spare spark spill spit splash splinter spy squeeze squint stab stagger stain stalk
stall stammer stamp stare start startle starve state stay steady steer step stiffen stir stoop
stop store storm strain strangle stray strengthen stretch strip stroke stroll struggle study
stumble stun subdue submit succeed suffer suggest summon support suppose suppress surge surprise
surrender surround survey survive suspect sustain swallow sway switch swoop sympathise talk tame
tap taste taunt tempt tend terrify test testify thank thaw thrash threaten thunder tie tighten
tilt tire toast toil torment torture toss totter touch tour tow trace track trade trail train
transfer transform trap travel treat tremble trick trickle trip trot trouble trudge trust try
tuck tug tumble turn twist twitch umpire unite unlock unmask unpack unroll untie unveil unwrap
urge use usher usurp utter vanish vanquish venture vex view visit voice vote vouch vow wade
wager wail wait walk wander want warm warn wash waste watch water wave weaken weigh welcome
whine whip whirl whisper whistle widen wield will wince wink wipe wish withdraw witness wobble
wonder work worry worship wound wrap wreck wrestle wriggle yank yawn yearn yell yield
"""

PREFIXES = ("under", "over", "with", "fore", "mis", "out", "un", "re", "be", "up")


def _table(text: str) -> dict[str, tuple[str, str]]:
    rows = (row.split() for row in text.replace("\n", " ").split(";"))
    return {row[0]: (row[1], row[-1]) for row in rows}


IRREGULAR = _table(_FORMS)
DOUBLING = frozenset(_DOUBLING.split())
REGULAR = frozenset(_REGULAR.split()) - frozenset(IRREGULAR) - {"will"}
