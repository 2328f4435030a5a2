"""Workshop codes that can be read aloud across a room."""

import secrets

SYLLABLES = tuple(
    consonant + vowel for consonant in "bdfghjklmnprstvwz" for vowel in ("a", "e", "i", "o", "u")
)
# Nobody should have to project one of these at a board.
UNWELCOME = ("fuku", "fuko", "nazi", "niga", "nige", "pedo", "peni", "puta", "puto", "sexo", "tito")


def new_code() -> str:
    """A random code of four different syllables, such as `bado-kimu`: one of 48 million."""
    while True:
        letters = "".join(secrets.SystemRandom().sample(SYLLABLES, 4))
        if not any(word in letters for word in UNWELCOME):
            return f"{letters[:4]}-{letters[4:]}"


def read_code(typed: str) -> str:
    """A code as people type it, with capitals, spaces or without the dash, in its stored form."""
    words = typed.replace("-", " ").casefold().split()
    letters = "".join(words)
    pairs = [letters[at : at + 2] for at in range(0, len(letters), 2)]
    if len(letters) == 8 and all(pair in SYLLABLES for pair in pairs):
        return f"{letters[:4]}-{letters[4:]}"
    return "-".join(words)
