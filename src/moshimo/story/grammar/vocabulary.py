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
dispel distil drivel duel eavesdrop embed emit enamel enrol enthral equal equip excel expel extol
fuel fulfil funnel gambol gravel grovel handicap humbug impel incur infer initial inter instil
jewel kennel kidnap label level libel marshal marvel model occur omit outwit panel patrol
pedal pencil permit prefer program propel quarrel quiz ravel rebel rebut recur refer refit
regret remit repel reset revel rival shovel shrivel signal snivel spiral stencil submit
swivel total trammel transfer transmit travel trial tunnel unravel unwrap worship zigzag
"""

_REGULAR = """
abandon abate abduct abolish absorb abuse accelerate accept accommodate accompany accomplish
accumulate accuse ache achieve acknowledge acquaint acquire act activate adapt add address adhere
adjourn adjure adjust administer admire admit admonish adopt adore adorn advance advise affect
affirm afford agonise agree aid ail aim alarm alert align allege allow alter amass amaze ambush
amend amount amuse analyse anchor anger announce annoy anoint answer anticipate apologise apologize
appeal appear appease applaud apply appoint apprehend approach approve argue arm arouse arrange
arrest arrive ascend ascertain ask assassinate assault assemble assent assert assess assign assist
assume assure astonish atone attach attack attain attempt attend attract auction avenge avoid await
awaken back baffle bake balance balk ban bandage bang banish bar bargain barge bark barter bathe
battle beckon befriend beg begrudge beguile behave believe belittle bellow belong benefit bequeath
berate besiege bestow betray bewilder bewitch bicker blackmail blame blanch blare blast blaze bleat
bless blind blink block bloom blossom blot blunder blur blurt blush bluster board boast bob boil
bolster bolt boo boom boost borrow bother bounce bow brace brag braid brandish brawl bray breathe
brew bribe brighten bristle brood brush bubble budge bully bumble bump bundle burrow bury button
buzz cackle cajole calculate call calm camouflage camp cancel canter capture care careen caress carp
carry carve cause caution caw cease celebrate censure chain challenge change chant chaperone charge
charm chase chastise chat chatter cheat check cheer cherish chew chill chime chip chirp choke chop
christen chuckle chug churn circle cite claim clamber clang clank clap clarify clash clasp clatter
claw clean clear clench click climb clink clobber clog close cluck clutch coach coax cock coil
coincide collapse collect comb combine comfort command commend comment commission commit communicate
compare compel compensate compete compile complain complete compose comprehend compromise conceal
concede concentrate concern conclude condemn conduct confer confess confide confirm confiscate
conform confound confront confuse congratulate congregate connect conquer consecrate consent
conserve consider consist console conspire constitute construct consult consume contact contain
contemplate contest continue contradict contribute contrive control converse convert convey convict
convince coo cook cool cooperate cope copy correct correspond corrupt cough counsel count counter
cover covet cower crack crackle cradle cram crane crash crave crawl creak create cringe cripple
criticise croak crook croon cross crouch crowd crown crumble crumple crunch crush cry cuddle
culminate cultivate curb curl curse curtsy dab dabble dampen dance dangle dare dart dash dawdle daze
dazzle deafen debate decay deceive decide declaim declare decline decorate decree dedicate deepen
deface defeat defend defer deflect defy delay delegate deliver delude demand demolish demonstrate
demote denounce deny depart depend deport depose deposit deprive derail deride descend describe
desert deserve designate desire despair despise destroy detach detain detect deter deteriorate
determine detest devastate develop deviate devise devote devour diagnose dictate die differ dim
diminish dine dip direct disagree disappear disarm disband discard discourage discover discuss
disentangle disgrace disguise disgust dislike dismantle dismiss disobey dispatch dispense disperse
dispute disrupt dissent dissolve dissuade distract distribute distrust disturb divert divide divorce
dodge dominate donate doom double doubt doze draft drag drain drape drawl dread drench dress drift
drip drizzle drool droop drop drown drum dry duck duel dump dunk dwindle earn ease eavesdrop echo
edge educate eject elaborate elbow elect elope elude embark embarrass embrace emerge emigrate employ
empower empty enable enact enchant encounter encourage end endanger endorse endure enforce engage
engrave enhance enjoy enlarge enlighten enlist enquire enrage enroll ensnare entangle enter
entertain entice entitle entreat entrust envelop envy erase erect erupt escalate escape escort
establish estimate evacuate evade evaporate evict evolve exaggerate examine exceed excel exchange
exclaim exclude excuse execute exert exhale exhaust exile exist exit exonerate expand expect expel
experience expire explain explode explore expose express extend extinguish extract eye face fade
fail faint fake falsify falter fan fashion fasten fathom favor favour fear feast feign ferment ferry
fetch fidget fill filter finish fire fish fit fix fizz fizzle flail flap flare flash flatten flatter
flaunt flay flick flicker flinch flip flirt float flog flood flop flourish flow fluff flush flutter
focus foil foist fold follow fondle fool force forfeit forge form formulate fortify foster free fret
frighten frolic frown frustrate fulfil fumble fume fuss gabble gag gain gallivant gallop gamble gape
garnish gasp gather gauge gaze generate gesture giggle glance glare gleam glide glimmer glimpse
glint glisten glitter gloat glorify glow gnaw goad gobble gorge gossip govern grab grant grasp grate
graze grease greet grieve grill grimace grin grip groan groom grope grouch grouse growl grumble
grunt guard guess guide gulp gurgle gush guzzle haggle hail halt hammer hamper hand handle happen
harangue harass harden harm harness harvest haste hasten hatch hate haul haunt head heal heap
hearten heat heckle hector heed help herald herd hesitate highlight hinder hint hire hiss hitch
hoard hobble hoist honk honor honour hook hoot hop hope hover howl huddle hug hum hunt hurl hurry
hurtle hush hustle identify idolise ignite ignore illuminate illustrate imagine imitate immerse
impale impeach impede impersonate implore imply impose impress imprison improve incite incline
include increase indicate indict induce indulge infect infiltrate inflict inform infuriate inhabit
inhale inherit initiate injure innovate inquire inscribe insert insinuate insist inspect inspire
install instruct insulate insult integrate intend intercede intercept interest interfere interpret
interrogate interrupt intervene intimidate intone introduce intrude invade invent invest investigate
invite invoke involve irk irritate isolate itch jab jangle jeer jeopardise jerk jiggle jingle jog
join joke jolt jostle jot journey judder judge juggle jumble jump justify jut kick kidnap kill
kindle kiss knock lack lag lament land lash last lather laugh launch launder lavish leak lecture
lessen liberate lick lift lighten like limp linger link list listen live load loan loathe lob lock
lodge loiter loll long look loom loosen loot lounge love lower lug lull lumber lunge lurch lure lurk
magnify maim maintain malign manage mangle manipulate manoeuvre mar march mark marry marvel mash
massage matter mature measure meddle mediate meditate memorise menace mend mention merge mew mimic
mind mingle minimise miss mix moan mock moderate modify moisten molest monitor moo mop mope motion
motivate mount mourn move muddle muffle mug multiply mumble munch murder murmur muse muss muster
mutate mutter muzzle nab nag nail name nap narrate narrow navigate need neglect negotiate neigh
nestle nibble nip nod nominate note notice notify nourish nudge number nurse nuzzle obey object
oblige obscure observe obstruct obtain occupy occur offend offer oink ooze open operate oppose
oppress ordain order organise originate ostracise oust overpower overwhelm owe own pace pacify pack
paddle pain paint pamper panic pant paraphrase parch pardon park parley parry part participate
partition pass pat patrol patronise pause pave paw peal peck peek peel peer pelt penalise penetrate
perceive perch perfect perform perish permit perplex persecute persevere persist persuade peruse
pervert pester petition pick pierce pile pin pinch pinpoint pity placate place plait plan plant play
please pledge plod plonk plop plot plough pluck plummet plump plunder plunge plunk poach point
poison poke polish ponder pop portray possess post postpone potter pounce pound pour practice
practise praise prance prattle pray preach precede predict preen prefer prepare prescribe present
preserve preside press pretend prevail prevent prick primp prise probe proceed proclaim prod produce
profess prohibit prolong promise promote prompt pronounce propagate propose prosecute prosper
protect protest protrude provide provoke prowl prune pry publicise publish puff pull pulsate
pulverise pummel pump punch punish purchase purge purify purr pursue push putter puzzle quake
quarrel quell quench question quibble quicken quiet quip quiver quote race radiate rage raid rain
raise rally ram ramble ransack rant rap rasp ratify rattle ravage rave reach react realise realize
reappear rear reassure rebel rebound rebuff rebuke recall recede receive recite reckon recline
recognise recognize recoil recommend reconcile record recover recruit recuperate redeem reduce reek
reel refer refine reflect refrain refresh refuse refute regain regard regret regroup rehearse reign
reinforce reiterate reject rejoice relate relax relay release relent relieve relinquish relish
relocate rely remain remark remedy remember remind reminisce remove render renew renounce repair
repeat repel replace reply report reprieve reprimand reproach repulse request require rescue
resemble resent reserve reside resign resist resolve respect respond rest restore restrain restrict
result resume resurface retaliate retch retire retort retreat retrieve return reveal revenge revere
revile revise revive revoke revolt revolve reward rhyme ridicule rifle rig rinse rip ripen ripple
risk rivet roam roar rob rock roll romp rot rotate round rouse row rub ruffle ruin rule rumble
rummage rumple rupture rush rustle sack sacrifice saddle sag sail salute salvage sanction saunter
save savour scald scamper scan scare scatter scheme scoff scold scoop scorch scorn scour scout scowl
scramble scrape scratch scrawl scream screech screw scribble scrub scrutinise scuff scuffle scurry
scuttle seal sear search seat seduce seem seep seethe segregate seize select sense separate serve
settle sever shackle shame share sharpen shatter shave shelter shepherd shield shift shimmer shiver
shock shoo shorten shoulder shout shove shovel shower shred shriek shrivel shrug shudder shuffle
shun shunt shush shy sicken sift sigh sign signal silence simmer simper singe sip sizzle skate
sketch skid skim skip skitter skulk slacken slake slam slander slap slash slaughter slice slip
slither slosh slouch slow slug slumber slump slur slurp smack smash smear smile smirk smoke smooth
smother smoulder smuggle snag snap snarl snatch sneak sneer sneeze snicker sniff sniffle snooze
snore snort snow snub snuff snuggle soak soar sob soften solemnise solve soothe sort sound spar
spare spark sparkle spatter specify speculate spellbind spill spiral spit splash splay splinter
splutter spook spot sprain sprawl spray sprinkle sprint sprout spur spurn spurt sputter spy squabble
squander squash squat squawk squeak squeal squeeze squelch squint squirm squirt stab stack stagger
stain stalk stall stammer stamp stampede staple starch stare start startle starve state stay steady
steam steep steer step stiffen stifle stipulate stir stitch stomp stoop stop store storm stow
straddle straggle straighten strain strand strangle stray streak strengthen stress stretch strip
stroke stroll struggle strum strut stub study stuff stumble stump stun stupefy stutter subdue submit
subside substitute subtract succeed suck suckle suffer suffocate suggest suit sulk summarise summon
superintend supervise supply support suppose suppress surge surprise surrender surround survey
survive suspect suspend sustain swagger swallow swap swarm swat swathe sway swelter swerve swill
swipe swirl swish switch swivel swoon swoop symbolise sympathise tackle talk tally tame tangle
tantalise tap tarnish tarry taste tattle taunt tease teeter tempt tend tense terminate terrify test
testify thank thaw thicken thirst thrash threaten throb throng throttle thud thump thunder thwart
tick tickle tidy tie tighten tilt tinker tinkle tip tiptoe tire titter toast toil tolerate toll
topple torment torture toss totter touch tour tousle tout tow trace track trade trail train traipse
tramp trample transcribe transfer transform translate transmit transport trap travel traverse trawl
treat tremble trespass trick trickle trill trim trip trot trouble trounce trudge trundle trust try
tuck tug tumble turn twiddle twine twinkle twirl twist twitch twitter umpire unburden uncork
underline undermine unearth unfurl unhook unify unite unleash unlock unmask unnerve unpack unroll
unscrew untangle untie unveil unwrap upbraid uproot urge urinate use usher usurp utter vacate
validate vanish vanquish vault veer venture verify veto vex vibrate victimise view vilify vindicate
violate visit voice vomit vote vouch vow waddle wade waft wag wager wail wait waive walk waltz
wander wane wangle want warble warm warn warp wash waste watch water wave waver weaken wedge weigh
welcome whack wheedle wheeze whimper whine whinge whinny whip whirl whirr whisk whisper whistle
whiten whittle whoop widen wield wiggle will wilt wince wink wipe wish withdraw wither witness
wobble wonder woo work worry worsen worship wound wrangle wrap wreck wrench wrestle wriggle wrinkle
writhe yank yap yawn yearn yell yelp yield yip zoom
"""

PREFIXES = ("under", "over", "with", "fore", "mis", "out", "un", "re", "be", "up")


def _table(text: str) -> dict[str, tuple[str, str]]:
    rows = (row.split() for row in text.replace("\n", " ").split(";"))
    return {row[0]: (row[1], row[-1]) for row in rows}


IRREGULAR = _table(_FORMS)
DOUBLING = frozenset(_DOUBLING.split())
REGULAR = frozenset(_REGULAR.split()) - frozenset(IRREGULAR) - {"will"}
