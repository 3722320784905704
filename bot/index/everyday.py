"""Words of small talk: they say nothing about any subject, so on their own they are no evidence.

Stop words are left out of the index; these are not, since they help to rank ("how long", "good work").
But a passage that shares nothing else with a question answers it by accident: "good morning", "what time
is it" and "can you help me" find a passage in any collection. Terms outside this list are *telling*.

The words were chosen as the vocabulary of greetings, thanks, moods, leisure and talk about the bot
itself, and as function words beyond the stop list; none names anything that an inspectorate looks at.
"""

from __future__ import annotations

from bot.index.analysis import terms_of

_GREETINGS = """
    hello hi hiya hey heya howdy yo sup greetings welcome bye goodbye cya farewell cheerio hola
    thank thanks thankyou thx ty ta cheers kindly pleasure sorry pardon apologies excuse
    ok okay okey kk yes yeah yea yep yup aye no nope nah sure maybe perhaps alright
    congrats congratulations happy merry birthday christmas xmas easter anniversary wish luck lucky
    mate buddy pal bro dude guy guys folks lad lads friend everyone everybody anyone anybody someone
    somebody nobody
"""
_MOODS = """
    lol lmao rofl haha hahaha hehe omg wtf brb gtg afk btw imo idk tbh gg wow oh ah um hmm ugh ha yay oops
    hooray love like hate fun funny hilarious joke laugh smile cry sad glad bored boring tired sleepy hungry
    thirsty angry upset nice good great awesome amazing cool brilliant lovely fantastic excellent wonderful
    perfect best better bad worse worst terrible awful horrible rubbish stupid silly dumb idiot useless clever
    smart pretty beautiful ugly cute sweet crazy weird strange fine shut mood feel feeling
"""
_THE_BOT = """
    bot robot chatbot ai human alive computer machine program app server channel chat message emoji gif meme
    post link reply test testing ping question answer help real fake name old age favourite favorite secret
"""
_LEISURE = """
    weather forecast rain rainy raining sun sunny snow cold hot warm umbrella
    eat drink food dinner lunch breakfast tea coffee beer wine pizza cake chocolate burger cook recipe
    restaurant game play football soccer cricket match music song sing dance movie film tv book watch listen
    poem riddle trivia holiday dog cat pet colour color cup sleep wake dream bed life born
"""
_TIMES = """
    morning afternoon evening night tonight today tomorrow yesterday day week weekend month year hour minute
    second time date moment monday tuesday wednesday thursday friday saturday sunday now soon later ago early
    late always never ever often sometimes again still yet already once twice
"""
_COMMON = """
    be become because although though whether while since until unless between among within without before
    after during through across along around above below under over off out up down back away here near far not nor
    only even also too else than very really quite rather almost enough just both each every either neither
    another other same different such own more most much many few less least lot bit all everything anything
    something nothing thing stuff way kind sort idea actually literally honestly seriously absolutely totally
    definitely probably obviously exactly basically one two three four five six seven eight nine ten hundred
    thousand first last next new long short big small little high low large huge tiny full empty fast slow
    quick easy hard simple true false wrong right well people person man world place
    go come came see look know think thought want need try say said talk speak tell ask mean meaning
    understand explain make made do give take keep put let start stop begin end finish wait hold hang use work
    find show turn call move happen hear guess suppose remember forget believe agree wonder mind worry
    bother matter miss meet leave stay bring get sit stand run walk write read send interesting random
    possible asked saw went gone seen told took taken gave given kept knew meant felt heard found
    ll re ve don doesn didn isn aren wasn couldn wouldn shouldn gonna wanna gotta dunno cannot
"""

EVERYDAY_TERMS = frozenset(terms_of(" ".join((_GREETINGS, _MOODS, _THE_BOT, _LEISURE, _TIMES, _COMMON))))


def is_telling(term: str) -> bool:
    """Whether a term says what a question is about: no small talk, no single letter, no number below 100."""
    return term not in EVERYDAY_TERMS and len(term) > (2 if term.isdigit() else 1)
