"""How much a word tells of what a question is about: small talk nothing, the commonest words a little.

Stop words are left out of the index; these words are not, since they help to rank ("how long", "good work").
But a passage that shares nothing else with a question answers it by accident: "good morning", "what time is
it", "can you help me" and "follow me" find a passage in any collection.

Small talk is the vocabulary of greetings, thanks, moods, leisure and talk about the bot itself, with function
words beyond the stop list. Common words are everyday English that turns up in small talk and in questions
alike. What inspectorates look at (crime, teaching, fire, health) is in neither; where a word is both
("calls", "food"), it loses only its power to answer on its own.
"""

from __future__ import annotations

from bot.index.analysis import terms_of

_GREETINGS = """
    hello hi hiya hey heya howdy yo sup greetings welcome bye goodbye cya farewell cheerio hola thank
    thanks thankyou thx ty ta cheers kindly pleasure sorry pardon apologies excuse ok okay okey kk yes
    yeah yea yep yup aye no nope nah sure maybe perhaps alright congrats congratulations happy merry
    birthday christmas xmas easter anniversary wish luck lucky mate buddy pal bro dude guy guys folks lad
    lads friend everyone everybody anyone anybody someone somebody nobody
"""
_MOODS = """
    lol lmao rofl haha hahaha hehe omg wtf brb gtg afk btw imo idk tbh gg wow oh ah um hmm ugh ha yay oops
    hooray love like hate fun funny hilarious joke laugh smile cry sad glad bored boring annoying tired
    sleepy hungry thirsty angry upset nice good great awesome amazing cool brilliant lovely fantastic
    excellent wonderful perfect best better bad worse worst terrible awful horrible rubbish stupid silly
    dumb idiot useless clever smart pretty beautiful ugly cute sweet crazy weird strange fine shut mood
    feel feeling
"""
_THE_BOT = """
    job bot robot chatbot ai human alive computer machine program app server channel chat message emoji
    gif meme post link reply test testing ping question answer help real fake name old age favourite
    favorite secret
"""
_LEISURE = """
    weather forecast rain rainy raining sun sunny snow cold hot warm umbrella eat drink dinner lunch
    breakfast tea coffee beer wine pizza cake chocolate burger cook recipe restaurant game play football
    soccer cricket match music song sing dance movie film tv book watch listen exam plan poem riddle
    trivia holiday dog cat pet colour color cup sleep wake dream bed life born
"""
_TIMES = """
    morning afternoon evening night tonight today tomorrow yesterday day week weekend month year hour
    minute second time date moment monday tuesday wednesday thursday friday saturday sunday now soon later
    ago early late always never ever often sometimes again still yet already once twice
"""
_FUNCTION = """
    be become because although though whether while since until unless between among within without before
    after during through across along around above below under over off out up down back away here near
    far not nor outside inside only even also too else than very really quite rather almost enough just
    both each every either neither another other same different such own more most much many few less
    least lot bit all everything anything something nothing thing stuff way kind sort idea actually
    literally honestly seriously absolutely totally definitely probably obviously exactly basically one
    two three four five six seven eight nine ten hundred thousand first last next new long short big small
    little high low large huge tiny full empty fast slow quick easy hard simple true false wrong right
    well people person man world place go come came see look know think thought want need try say said
    talk speak tell ask mean meaning understand explain make made do give take keep put let start stop
    begin end finish wait hold hang use work find show turn call move happen hear guess suppose remember
    forget believe agree wonder mind worry bother matter miss meet leave stay bring get sit stand run walk
    write read send interesting random possible asked saw went gone seen told took taken gave given kept
    knew meant felt heard found ll re ve don doesn didn isn aren wasn couldn wouldn shouldn gonna wanna
    gotta dunno cannot
"""
_SLANG = """
    sound sounds gm gn bruh cringe noob pls plz thru u ur rip suck lag troll spam mod mods stream vibe
    goat salty chill ikr smh ngl fyi rn ppl cuz cos coz gimme lemme nvm nah meh yikes woah whoa duh eh aww
    dang damn heck hell
"""
_COMMON = """
    able accept act actor add address adult advice afraid agree agreement air allow alone ambition amount
    angle animal answer apartment apologise apologize appear apple apply appoint appointment appreciate
    approve argue argument arm army arrange arrangement arrive art article ate attempt attend attention
    attitude attract aunt author avoid baby back background balance ball ban band bank bar base basic bath
    battery bear beat become beg behave bell belong benefit bird birth bite blame blog blood blow blue
    board boat body bone book borrow boss bottom bought bowl box boy brain brand bread break breathe
    bridge bright broke broken brother brought brown brush build building built burn bus business busy
    button buy calculate camera camp cancel capital captain car card care career carry case catch caught
    cause celebrate cell center central centre century certain chair chance change character chart cheap
    check cheese chef choice choir choose chose chosen cinema circle city class clean clear client climb
    clock close clothes cloud club clue coach coast coat code collapse collect college command comment
    common company compare compete complete complex concern concert condition confidence confirm confuse
    connect consider contain content context continue contract contrast control conversation convince
    cookie cope copy corner correct cost count country couple course cousin cover create creator crowd cry
    culture curious current customer cut daily dark daughter dead deadline deal dear death debate decide
    declare deep degree delete deliver delivery demand demo deny depend describe desert deserve desk
    destroy detail develop device diamond dictionary die diet dinosaur direct direction dirty disagree
    disappear discover discuss disk distance divide dollar done door double doubt download dozen dragon
    drank draw drawn dress drew driven drop drove drunk dry duck during dust ear earth east eaten economy
    edge edit effect effort egg eight either electric element email emotion encourage end enemy energy
    engine english enjoy enter entire entry environment equal error essay establish event exam examine
    example except exchange exercise exist exit expand expect expensive experience expert explanation
    explore express extra eye face fail failure fair faith fall fallen false familiar family famous fan
    farm fashion father fault favor favour fear feature fell fiction figure file fill final finance finger
    fish fit fitness fix flag flat flavour flew flight flip floor flow flower fly focus fold folder follow
    food foot foreign forest forgive forgot forgotten form formula fortune forward frame free freedom
    fresh front frozen fruit fry fuel function future gain galaxy gamble garden gas gate gather gene
    general genius ghost giant gift glass glow goal god gold golden google government grand grass gray
    greet grew grey ground group grow grown guarantee guest guide gym habit hair half hall hand handle
    hang hat head heart heat heaven heavy height hero hid hidden hire history hit hobby hole honor honour
    hope horse hotel human humor humour hung hurry hurt husband ice ignore image imagine impress include
    increase indeed inform inside insist install instead instrument intelligent interest internet
    introduce invent investment invitation invite iron island item jacket jewel join journey joy jump key
    keyboard kid king kiss kitchen knee knock known lady lake land language laptop launch law lazy lead
    leaf league left leg legend lend level library lie lift light limit line lion list live load local
    lock log logic long lose loss lost lottery loud low luck luggage lunch machine magic mail main major
    manage manager manner manual map mark market marriage marry material math mathematics maths maybe
    mayor measure meat member memory mention menu message met metal method middle mile milk million
    minister mirror mission mistake mix model modern money mood moon mother motion mountain mouse mouth
    muscle museum mystery nation natural nature neck needle negotiate neighbour nerve network news
    newspaper nightmare noise normal north nose note notice obey object observe occasion ocean offer
    office official oil onion online open opinion option order ordinary organise organize original oven
    owner pack page paid pain paint painting pair paper parent park part party pass passenger passion
    password past path patience pattern pause payment peace pen pencil perfect perform period personality
    persuade philosophy phone photo photograph phrase physics piano picture piece pilot plan plane planet
    plant plate player please pleasure plenty pocket poet poetry point politics pollution poor popular
    population position possible post pot potential pound power practice pray predict prefer prepare
    presence present president press pretend price pride priest prince principle print prize problem
    process produce product profession professor profit project promise proper protein proud prove provide
    psychology publish pull pure purpose push quantity queen quiet quit rabbit radio ran rang rate ratio
    reach ready reality reason reboot receive recommend recover red reduce refer refuse region regular
    relation relationship relax release relief rely remind rent repair repeat replace represent reputation
    request require research resist rest restart result return reveal revolution reward rhythm rich ride
    ring rise river road robotics rock rode role roll roof room root rope rose round route row ruin rule
    rush sail salary salt sample sand sandwich sang sat satisfaction satisfy save scale scare scene
    schedule science score scream screen sea search season seat secretary section seed seem seen select
    selection self sell sense sent sentence separate series serious serve session set setting settle
    several shade shadow shame shape share sharp sheep sheet shelf shine ship shirt shock shoe shook shop
    shore shoulder shout shower shown sick side sight sign signal signup silence silver similar single
    sister site situation size skill skin skip skirt sky slept slip smell smoke smooth society soft
    software soil sold soldier solid solution solve son sound soup source south space special species
    speech spell spend spent spill spirit split spoil spoke spoken spoon spot spread spring square squeeze
    stage star stare start state steam steel step stick stone stood store storm story straight strange
    stream strength stretch string strong structure study stupidity style subject subscribe substance
    succeed success suffer sugar suggest suggestion suit summer supply support suppose surf surface
    surprise survey swam swear sweet swim switch symbol system table tail tall task taste taught tax tease
    technology teeth television temperature tennis tension term text theatre theme theory thick thin
    thought threw thrown ticket tie tone tool top topic total touch tourist tower town toy track trade
    tradition train translate travel tree trend trick trip trouble truck trust truth try tune twin type
    uncle understood union universe university unlock unsubscribe update upload user usual vacation valley
    value vanish variety various version victory video view village vision visit voice volume vote wall
    war warn wash waste watch water wave weak wealth wear web website wedding weight west whatever wheel
    whisper whole wide wife wild win window wine wing winner winter wisdom wise woke won wonder wood wore
    worker worth wrap written wrote yard yell yellow zero zone
"""

_NOTHING = frozenset(terms_of(" ".join((_GREETINGS, _MOODS, _THE_BOT, _LEISURE, _TIMES, _FUNCTION, _SLANG))))
_LITTLE = frozenset(terms_of(_COMMON)) - _NOTHING


def tells(term: str) -> float:
    """How much a term says of what a question is about: 0.0 small talk, 0.5 a common word, else 1.0.

    Single letters and numbers below 100 say nothing.
    """
    if term in _NOTHING or len(term) == 1 or (len(term) == 2 and term.isdigit()):
        return 0.0
    return 0.5 if term in _LITTLE else 1.0
