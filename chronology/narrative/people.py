"""The people of a sentence: family words, names, and whom one word makes of another.

"Mum's mother" is no mother of the child, "her sister's baby" another child, and "his father" is the
child's or the father's own, by who was spoken of before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chronology.narrative.patterns import Match, Word, wording
from chronology.narrative.whose import Person

if TYPE_CHECKING:
    from chronology.narrative.entries import FamilyWords

_OWN = ("own", "new", "ex", "former", "current", "previous", "younger", "late")
_ELDER = ("first", "eldest", "elder", "older", "oldest", "other", "second", "last", "previous")
_PARENTS = ("mother", "father")
_ADULTS = ("mother", "father", "male_partner", "wider_family", "unknown", "professional")


def people_in(
    words: Sequence[Word],
    found: Sequence[Match],
    named: Sequence[Person],
    earlier: Sequence[Person],
    family: FamilyWords,
) -> list[Person]:
    """The people of a sentence: the longest words for them, and names before family words."""
    likely = [
        Person(
            match.first,
            match.last,
            match.piece.who,
            None,
            wording(match, words),
            match.piece.who in ("child", "sibling") or match.piece.entry in family.other_children,
        )
        for match in found
        if match.piece.kind == "who"
    ]
    over = [(match.first, match.last) for match in found if match.piece.kind == "pseudo"]
    over += [(person.first, person.last) for person in (*likely, *named)]
    places: dict[tuple[int, int], Person] = {}
    for person in (*named, *likely):
        inside = any(
            first <= person.first
            and last >= person.last
            and (last - first) > (person.last - person.first)
            for first, last in over
        )
        if not inside:
            places.setdefault((person.first, person.last), person)
    apart = sorted(places.values(), key=lambda person: (person.first, person.last))
    return _related(apart, words, earlier, family)


def _related(
    people: list[Person], words: Sequence[Word], earlier: Sequence[Person], family: FamilyWords
) -> list[Person]:
    """People as their owners make them: "mum 's own mother" is one of the wider family."""
    related: list[Person] = []
    for person in people:
        owner = _owner(person, related, words)
        if owner is not None:
            related.pop()
            elder = words[person.first - 1].text in _ELDER and person.who == "child"
            if elder and owner.who in (*_PARENTS, "both_parents"):
                made = person._replace(who="sibling")
            else:
                made = _made(owner.who, person)
            person = made._replace(first=owner.first, surface=f"{owner.surface}'s {person.surface}")
        elif person.person_id is None:
            word = _pronoun(person, words, family)
            if word is not None:
                person = _of_pronoun(word, person, [*earlier, *related])
        related.append(person)
    return related


def _owner(person: Person, before: Sequence[Person], words: Sequence[Word]) -> Person | None:
    if not before:
        return None
    owner = before[-1]
    between = words[owner.last + 1 : person.first]
    apart = words[person.first].at - words[owner.last].at - 1
    if not between or apart != len(between) or between[0].text not in ("'s", "'"):
        return None
    return owner if all(word.text in (*_OWN, *_ELDER) for word in between[1:]) else None


def _made(owner: str, person: Person) -> Person:
    """Whom an owner makes of a person."""
    who, young = person.who, person.young
    if owner in ("child", "sibling"):
        if owner == "sibling" and who in ("father", "male_partner"):
            return person._replace(who="male_partner")
        return person
    if owner in ("mother", "father", "both_parents"):
        if who == "child":
            return person
        if who in (*_PARENTS, "wider_family", "sibling"):
            return person._replace(who="wider_family", young=False)
        if who == "male_partner" and owner == "father":
            return person._replace(who="unknown")
        return person
    return person._replace(
        who="wider_family" if owner == "wider_family" and not young else "unknown"
    )


def _pronoun(person: Person, words: Sequence[Word], family: FamilyWords) -> str | None:
    for back in (1, 2):
        place = person.first - back
        if place < 0 or words[person.first].at - words[place].at != back:
            return None
        if words[place].text in family.owners:
            return words[place].text
        if words[place].text not in _OWN:
            return None
    return None


def _of_pronoun(word: str, person: Person, before: Sequence[Person]) -> Person:
    """Whom "her", "his", "their" or "my" make of a person, by who was spoken of last."""
    if word == "my":
        return person._replace(who="unknown")
    if person.who not in (*_PARENTS, "sibling"):
        return person
    women = ("mother",) if word != "his" else ()
    men = ("father", "male_partner") if word != "her" else ()
    for other in reversed(before):
        if other.who in ("child", "sibling") and other.who != person.who:
            return person
        if other.who in (*women, *men) and other.who != person.who:
            return person._replace(who="wider_family", young=False)
    if word == "her" and person.who in ("mother", "sibling"):
        return person._replace(who="wider_family", young=False)
    return person
