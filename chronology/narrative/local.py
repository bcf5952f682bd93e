"""The words of one case or partnership, added to the lexicon."""

from __future__ import annotations

import re
from difflib import get_close_matches

from chronology.case import LocalWords
from chronology.errors import CaseProblem, PackUnusable
from chronology.narrative.entries import Concept, check_concept
from chronology.narrative.fold import fold_word
from chronology.narrative.lexicon import Lexicon, builtin_lexicon
from chronology.narrative.patterns import GAP
from chronology.narrative.words import parts_of

_SHORT_FORM = re.compile(r"[a-z0-9]+")


def lexicon_with(words: LocalWords, where: str = "case.toml") -> Lexicon:
    """The lexicon that comes with chronology, with local words.

    Raises ``CaseProblem`` for a concept that there is not, a phrase that can't be looked for, or a
    short form that is more than one word.
    """
    lexicon = builtin_lexicon()
    if words == LocalWords():
        return lexicon
    concepts = dict(lexicon.concepts)
    for key, added in (("terms", words.terms), ("opposite", words.opposite)):
        for name, phrases in added.items():
            place = f"{where} › words › {key} › {name}"
            concepts[name] = _with_phrases(concepts, name, key, phrases, place)
    means = {
        _short_form(form, f"{where} › words › means"): tuple(
            part.text for chunk in fold_word(meaning).split() for part in parts_of(chunk)
        )
        for form, meaning in words.means.items()
    }
    together = Lexicon(
        concepts,
        lexicon.groups,
        lexicon.context,
        lexicon.family,
        lexicon.words,
        lexicon.parts,
        means,
        tuple(_phrase(phrase) for phrase in words.ignore),
    )
    try:
        _ = together.phrases
    except PackUnusable as error:
        raise CaseProblem(f"{where} › words", error.seen, error.hint) from None
    return together


def _with_phrases(
    concepts: dict[str, Concept], name: str, key: str, phrases: tuple[str, ...], place: str
) -> Concept:
    if name not in concepts:
        near = get_close_matches(name, concepts, n=3, cutoff=0.5) or sorted(concepts)[:5]
        raise CaseProblem(place, "there is no such concept", f"Did you mean {', '.join(near)}?")
    concept = concepts[name]
    added = tuple(_phrase(phrase) for phrase in phrases)
    changed = concept.model_copy(update={key: (*getattr(concept, key), *added)})
    try:
        check_concept(name, changed, place)
    except PackUnusable as error:
        raise CaseProblem(place, error.seen, error.hint) from None
    return changed


def _phrase(written: str) -> str:
    """A phrase in the lexicon's spelling, its gaps kept."""
    return " ".join(GAP.join(map(fold_word, written.split(GAP))).split())


def _short_form(form: str, place: str) -> str:
    folded = fold_word(form).strip()
    if not _SHORT_FORM.fullmatch(folded):
        raise CaseProblem(
            place, "a short form that is not one word of letters and figures", "Give one word"
        )
    return folded
