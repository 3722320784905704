"""The names of the commands in other languages, by the English ones.

Discord shows a command's name in a member's own language, but Welsh is not among the languages that it knows
(`AvailableLocalesEnum` of its API), so these serve as further names of the prefix commands. They keep
Discord's rules for command names (lower case, 1 to 32 letters, digits, - or _), should it learn Welsh.
"""

COMMAND_NAMES = {
    "cy": {
        "grade": "gradd",
        "force": "heddlu",
        "compare": "cymharu",
        "rank": "trefnu",
        "ask": "gofyn",
        "areas": "meysydd",
        "forces": "heddluoedd",
        "sources": "ffynonellau",
        "about": "ynghylch",
        "help": "cymorth",
        "privacy": "preifatrwydd",
        "reload": "ail-lwytho",
        "settings": "gosodiadau",
        "knowledge": "gwybodaeth",
        "feedback": "adborth",
    },
}


def further_names(command: str) -> list[str]:
    """The names of a command in all other languages. No name is that of another command in any of them."""
    return [names[command] for names in COMMAND_NAMES.values() if command in names]


def command_called(name: str) -> str:
    """The English name of the command of this name in some language; another name comes back as it is."""
    for names in COMMAND_NAMES.values():
        for command, further in names.items():
            if further == name:
                return command
    return name
