/**
 * The words that sentences about actions are made of: how much an English text is written in them tells it from others.
 */

/** Hardly an English sentence is without one of these, and no other language has them. */
export const FUNCTION_WORDS = wordsOf(`
about above across after afterwards again against alone alongside already although always among and another any
anybody anyone anything anyway anywhere apart are around aside asides away back because been before beforehand
behind being below beneath beside besides best better between beyond both but by can cannot could doing done down
during each either else elsewhere enough especially even ever every everybody everyone everything everywhere exactly
except few fewer fully further hardly have having hence here how however instead into it its itself just least less
likely little many may maybe meanwhile might more mostly much must nearly neither never nevertheless next nobody
none nor not nothing now nowhere of off often once only other others otherwise our out outside perhaps please
possibly probably quite rather really recently same several shall should simply since some somebody someone
something sometimes somewhere soon such than that the their theirs them themselves then there therefore these they
this those though through throughout thus together too toward towards unless unlike until unto up upon usually very
via well were what whatever when whenever where whereas wherever whether which whichever while who whoever whom
whose why with within without would yet you your yours yourself
`);

/** English, but words of other languages too: of weight only beside words that are not. */
export const SHARED_WORDS = wordsOf(`
a action actual agent all also am an as at bare base be build cane care case cause central change client code color
come comes dare den die director do doctor does error fare fast favor file final first for force form formal general
gift go had has hat he her him his i if image in instruction is last legal let list local main man manual me men met
mine mode most my name no normal note on one open operator or order original over own page part per permission place
point principal print private public pure question real rest sale script see sense she sit site so social stand
still table ten terminal test text to total type under us use van version virtual war was we wild will
`);

/** Names of things that many languages have from English, or from where English has them: they tell nothing. */
export const INTERNATIONAL_WORDS = wordsOf(`
admin alias api app apps auto backup bank bash bin blog bot branch browser bug cache chat ci cloud cluster commit
commits container copyright core cron data database debug demo deploy desktop digital docker docs domain editor
email export files firewall format git global host hotel html http import index info input install internet io json
kernel label laptop lib linux log login logs mail map master media menu merge modem monitor node npm ok online
output panel parameter parser patch pipeline pixel plan plugin port portal post problem program prompt proxy pull
push radio ram registry repo repository reset root router scripts sdk server shell software spam sql ssh standard
start status stop sudo symbol system tab tag team tests token tool tools transport tunnel unit update url variable
video virus web wifi yaml zip
`);

/** Other words, without endings where they can be without: `delete` stands for `deletes`, `deleted` and `deleting`. */
export const STEMS = wordsOf(`
abandon abbreviate ablation abort absence absent abstract accept access accident accidental account accountant
accumulate accurate achieve acquire act activate active add addition additional address adjust affect afford age
agree agreed ahead aim alert align alike allocate allow alter alternative amend amount analyse analyze anchor
announce anonymous answer apparent append apply approach appropriate approval approve architecture archive argument
arrange arrive artefact artifact artificial ask assign assist assume assumption attach attack attacker attempt
attend attention attribute audit authentication author authorise authority authorize availability available average
avoid awake aware backdoor bad balance barely basic basket battle bearer become befit began begin begun behalf
behave behavior behaviour belief believe belong benefit benign bigger bill billing bind binding bit bite blame blank
blind blob block board body book bookkeeping border borrow bottom bought bound boundary box brace bracket brand
break brief bring brings broad broadcast broadly broke broken brought budget buffer builder built bulk bump bundle
burn bury busy button buy bypass byte calendar call came cancel candidate capable capture card careful carry cast
catch category caught causes caution cautious cell center centre certain certainty certificate chain chance channel
charge cheap check checkout child children choice choose chose chosen circumvent claim clarify classify clause clean
cleanup clear clearance clever clone close clue collaborate collaborator colleague collect colour column combination
combine command comment commitment committed common company compare comparison compatibility compatible compile
complain complete compliance comply component comprehension compress compromise compute conceal concern concrete
condition confidential configuration configure confirm conflict confuse connect connection consent consequence
conservative consider consist consistent console constraint consume contact contain content continue contract
contradict contribute contributor control convention conversation convert convince cookie copies copy corner
corporate correct corrupt cost count country couple coupon course cover coverage crash crate crawl create creation
credential credit critical cross cryptocurrency current cursor customer cut cycle daily damage danger dangerous dark dashboard date
day dead deal debugging decide decimal decision declare declared decline decode decrease decrypt dedicate deep
default defeat defend defer define definition defy degrade delay delegate delete deletion deliberate delimit deliver
delivery demand demonstrate denial densely deny depend dependencies dependency deployment deprecate depth derive
descend describe description deserve design desire destination destroy destroyed destruction destructive detail
detect determine deterministic develop developer development device diff differ difference different difficult
directly directories directory disable disappear discard disclose disclosure discount discover discuss discussion
disguise disk dismiss display disposable dispose disrupt distribute divert divide division document documentation
doubt download draft draining draw drew drive driver drop dropped dry due dump duplicate earlier early easily easy
economy edge edit effect effort eight element elevate eleven eliminate embed employee empty enable encode encrypt
encryption end enforce engine enlarge enormous enqueue ensure enter entire entirely entries entry enumerate
environment equal equivalent erase erasing escalate escape essential establish estimate evade evaluate evening event
eventual everyday evidence evident evolve exact examine example exceed exception excessive exchange exclude
exclusive executable execute execution exempt exercise exfiltrate exfiltration exhaust exist existing exit expand
expect expensive experiment expire expiry explain explanation explicit exploit exported expose exposure express
expression extend extension extent extern external extra extract extreme facing fact factor fail failure fair faith
fake fall false familiar family far fault favour feature fed feed feedback feel fell felt fetch fetched field fifth
fifty figure filesystem fill filter finally finance find fine finger finish firm firmware fit five fix fixture flag
flat flood flow flush focus folder follow foolish forbid forbidden foreground foreign foreseen forge forget forgot
forgotten fork formatter former forty forward found foundation founded four fourth fraction fragile frame free
freely freeze frequent fresh friend friendly front frozen fulfil fulfill full function fund fundamental future gain
game gap garbage gate gateway gather gave generate generic genuine get getting give given glance goal goes gone good
goodwill got govern grab grade grant great green grep ground group grow guarantee guard guess guest guide guideline
half halt hand handle happen hard harden hardware harm harmful harmless harness harvest hash hazard head header
health heard heavy held help hidden hide high hijack hint history hit hold hole home hook hope hospital hosted hour
house huge hugely human hundred hypothesis idea idempotent identical identify identity idle ignore illegal
illustrate immediate impact implement imply important impossible improve inactive inappropriate incident inclined
include income incoming incomplete incorrect increase incremental indeed indent independent indicate indirect
individual infect infer influence inform informal information infrastructure ingest inherit initial initialise
initialize inject injection innocent innocuous insecure insert insight inspect inspecting installation instance
instruct insufficient intact integer integrate integrity intend intent intention interact interactive intercept
interest interface interfere intermediate internal interpret interrupt introduce intrude intrusion invalid invasion
invent inventory investigate invisible invitation invite invocation invoice invoke involve irrecoverable irrelevant
irretrievable irreversible irreversibly isolate issue item iterate jail job join journal judge judgement judgment
jump keep keeper kept key keyboard kill kind knew know knowledge known lack lag land language large late later
launch law lax layer lead leak leap learn leave led ledger left leftover legitimate length lenient letter level
liable libraries library licence license lie life lift light limit line link lint linter listen literal litter live
load locally lock lockfile logging long longer look lookup loop loose loosen lose loss lost lot loud low lower lying
machine made magic mailbox mailing mainline maintain maintenance major make making malicious malware manage manager
mandatory manifest manipulate manner manually mapping mark marker market mask masking mass match material matter
mean meant measure mechanism mediate meet member memorise memory mention merely merging message metadata method
metric microsecond middle middleware migrate migration mild milestone million millisecond mind miner minimal
minimise minimize mining minor minus minute mirror misconfigure mislead misleading miss mistake mistaken misuse mix
modern modest modification modify module moment money month morning motive mount move multiple mutate mutation
mystery narrow nature near necessary need negative neglect nested network neutral new newline night nine noise noisy
nonstandard notable notebook notice notification notify null number obey obfuscate obfuscated object obligatory
obscure observe obsolete obtain obvious obviously occasion occur odd offer office offline offset old older omit
onward opaque operate operation opinion oppose optimise optimize option optional orchestrate orders ordinary
organisation organization origin outcome outdated outgoing outright outstanding outward overall overhead overlap
overly override overrule overwrite overwritten owe owned owner ownership pace pack package padding paid pair panic
paragraph parcel parent parentheses parenthesis parse partial partner party pass passed password past paste path
patient pattern pause pay payload payment peer people perfect perform perimeter period permanent permissive permit
persist persistent person personal phase photo phrase pick picture piece pin pipe plain plant platform plausible
play player pleasant plenty plus poison police policies policy pollute poor popular populate portion possible posted
poster postpone potential power practice precaution preceding precious precise predict prefer premature prepare
prerequisite presence present preserve preset press pretend prevent preview previous price primary principle prior
privacy privilege prize probable probe probing procedure proceed process produce product production profile profit
prohibit project promise promote proof proper properties property proposal propose protect protection prove
provenance provide provider provision prune publication publish purchase purely purge purpose pursue put qualify
quality quarter queries query queue quick quiet quit quota quote raise ran random range rank rare rate raw reach
react read reader ready reason reasonable rebase reboot rebuild recall receipt receive recent recipe recipient
reckless reclaim recognise recognize recommend reconsider record recorded recover recovery recreate recursive
recursively redeploy redirect reduce redundant refer reference reflect reformat refresh refund refuse regard
regenerable regenerate region register regular reinforce reinstall reject relate relation relaunch relax release
relevant reliable reload rely remain remediate remember remind remote removable removal remove rename render rent
reorder repair repeat replace replacement reply report represent reproduce request require rerun research reserve
reside resolve resource respect respective respond response responsible restart restore restrain restrict result
resume retain retention retrieve retry return reveal reversal reverse reversible revert review revision revoke
rewrite rewrites rewritten right rights rise risk risky road role roll rollback rotate rough round route routine
routinely row rule run running runs runtime rush sabotage safe safeguard safety said salary sample sanction sandbox
save saw say scaffold scale scan scene schedule schema scheme school scope score scraper scratch seal search season
second secret section secure security seed seek seem seen seize select self sell semantics send sender sensible
sensitive sent sentence separate sequence serious serve service session set setting settle setup seven severe
severity shadow shape share shared sharp shift ship shipment shop short shortcut show shown shut shutdown sibling
side sight sign signature significant silence silent similar simple simulate single sink situation six size skip
skipping slash slight slip slow small smart smuggle snapshot sneak snippet snoop sober socially socket sold solid
solution solve song sort sound source space spare speak special specific specify speculative speed spell spend spent
split spoke spoof spread spurious squash stable staff stage staging stale startup stash state statement static
statistics stay stays steal steer step steward stick stock stolen stopping storage store storing story straight
strange stranger strategy stray stream strength strict strictly string strip strong stronger structural structure
student study style subject submission submit subscribe subscription subset substance substitute subtle succeed
success successful suffice sufficient suggest suit suitable suitably suite summary super supervise supervision
supervisor supply support suppose suppress sure surface surprise suspect suspend suspicious swap sweep swift switch
symbolic sync syntax taint tainted take taken talk tamper tarball target task taught tax teacher technical telemetry
tell temporarily temporary tenant tend term terminate thank thing think third thirty thorough thought thousand
thread threat three threshold threw throttle throw throwaway thrown ticket tidy tie tight time tiny title today
toggle told tolerate tomorrow took toolchain top topic torn touch tough trace track tracker trade traffic trail
train transaction transfer transform transient translate translation transmit transparent travel traverse treat tree
trial trick trigger trim trip trivial trouble truck true truncate trust trusted truth try trying tuple turn tweak
twenty twice two typical ugly unable unapproved unasked unattended unaudited unauthorised unauthorized unbounded
unclear uncleared uncommitted uncover underlying undisclosed undo undocumented undone unencrypted unequal unexpected
unfamiliar unfinished unforeseen uninstall unintended unique universal unknown unlisted unlock unmerged unnamed
unnecessary unneeded unpinned unprotected unpublish unpushed unrecoverable unrelated unrequested unreviewed unsafe
unsigned unspecified unstaged unsupervised untested untouched untracked untrusted unused unusual unverified unwanted
unwarranted upgrade upload upstream urge urgent usage useful user usual valid validate value variant vary vast vault
vendor verbose verification verify versioned view violate violation visible visit visitor vital void volume vote
vouch vulnerable wage wait walk wall wallet want warehouse warn warning waste watch way weak weaken webhook website
week weigh weird went whitelist whitespace whole wholesale wide widely widen wildcard willing wipe wire wiring wish
withdraw wonder word wording work worker workflow workspace worktree world worse worst worth worthless wrap writable
write writing written wrong wrote yank year yes yesterday yield young zero
`);

function wordsOf(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
