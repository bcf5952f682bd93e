"""Makes ``ordinary_words.toml``: English words that the reader must not take for misspelt ones.

python tests/narrative/ordinary_words.py /usr/share/dict/british-english

Run it again when the lexicon has grown by many words. The word list is Debian's ``wbritish``
(SCOWL, which is free to use); only those of its words are kept that are one slip away from a word
of the lexicon and are not in it.
"""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

from chronology.narrative.lexicon import builtin_lexicon
from chronology.narrative.vocabulary import Vocabulary
from chronology.narrative.words import Part

PLACE = Path(__file__).resolve().parents[2] / "chronology/narrative/lexicon/ordinary_words.toml"


def main(listed: Path) -> None:
    """Write the words of a list that would be taken for misspelt ones."""
    lexicon = builtin_lexicon()
    plain = lexicon.words.model_copy(update={"not_misspelt": ()})
    vocabulary = Vocabulary(lexicon.with_words(plain))
    found = sorted(
        word
        for word in listed.read_text(encoding="utf-8").split()
        if word.isascii() and word.isalpha() and word.islower()
        if vocabulary.known(Part(word, 0, 0, "word"))[0] not in ("", word)
    )
    rows = textwrap.wrap(" ".join(f'"{word}",' for word in found), 118)
    PLACE.write_text(
        "# Made by tests/narrative/ordinary_words.py; not written by hand.\n"
        "source = \"words of SCOWL's British English list that are one slip from a word of the "
        'lexicon"\n'
        "not_misspelt = [\n" + "\n".join(f"  {row}" for row in rows) + "\n]\n",
        encoding="utf-8",
    )
    print(f"{len(found)} words")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
