"""Of whom a record says it: by grammar and family words, and else by the concept's default."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from chronology.narrative.patterns import Match, Word
from chronology.tables import ANYONE

if TYPE_CHECKING:
    from chronology.narrative.clauses import Clauses
    from chronology.narrative.entries import Concept
    from chronology.narrative.lexicon import Lexicon

_TELLS_NEAR = 2
_BEARS_FAR = 7


class Person(NamedTuple):
    """A person that a sentence speaks of: the words, by number, and who it is.

    ``young`` is a child, of the family or not.
    """

    first: int
    last: int
    who: str
    person_id: str | None
    surface: str
    young: bool = False


Scope = Literal["all", "patient", "entry", "body", "seen"]


class About(NamedTuple):
    """The one person that an entry is about, and what of it is theirs where nobody is named.

    ``all`` of a coded record, whatever it is; in a record that is kept for one ``patient`` what is
    told of patients; of an ``entry`` whose column names them what can be theirs; and of an entry
    that only begins with them (``body``: "Jo, 7. Cut knee") what is told of patients, and of those
    whom a police record names first; of one that begins by saying that an adult was ``seen``, what
    is told of adults, till it speaks of somebody else.
    """

    who: str
    person_id: str | None
    scope: Scope

    def after_child(self) -> About | None:
        """Once the text has spoken of the child, a mark may as well be the child's."""
        if self.who in ("child", "sibling") and self.scope != "body":
            return self
        if self.scope == "patient":
            return self._replace(scope="entry")
        return None if self.scope in ("body", "seen") else self


class Owner(NamedTuple):
    """Of whom a term is said, and its status in the end."""

    status: str
    who: str
    person_id: str | None
    cue: str | None


class _Candidate(NamedTuple):
    order: int
    gap: int
    who: str
    person_id: str | None
    surface: str


def whose(
    term: Match,
    status: str,
    words: Sequence[Word],
    clauses: Clauses,
    people: Sequence[Person],
    earlier: Sequence[Person],
    about: About | None,
    lexicon: Lexicon,
) -> Owner:
    """Of whom a term is said; where the concept doesn't count for them, it is somebody else's.

    Tried in turn: the person in the term itself; a possessive or "on/to/of …" beside it; the person
    before it in the clause; the one person that the whole entry is about; the concept's own
    default. One who tells of a child's bruise does not bear it.
    """
    concept = lexicon.concepts[term.piece.concept]
    candidates = [
        *_inside(term, concept, words, people),
        *_beside(term, concept, words, clauses, people, lexicon),
        *_before(term, concept, words, clauses, people),
        *_of_entry(term, concept, about, lexicon),
    ]
    found = min(candidates, key=lambda one: (one.order, one.gap), default=None)
    if found is None and concept.default_who == "mother" and _of_a_man(term, words):
        return Owner(status, "unknown", None, None)
    return _settle(status, concept, found)


def _of_a_man(term: Match, words: Sequence[Word]) -> bool:
    """ "Off his head": whoever it is, it is not the mother."""
    return any(words[number].text in ("he", "his", "him", "himself") for number in term.words)


def _inside(
    term: Match, concept: Concept, words: Sequence[Word], people: Sequence[Person]
) -> Iterator[_Candidate]:
    """The person whom the term itself names: "mum cancelled", "father's details"."""
    for person in people:
        counts = person.who in (*concept.counts_for, "both_parents") or (
            ANYONE in concept.counts_for and person.who != "professional"
        )
        counts = counts or "'s " in person.surface  # somebody else's, and said so
        if person.young and concept.default_who == "unknown" and _governed(person, words):
            continue  # "assault on a child": whom an adult harmed is not the adult
        if term.first <= person.first and person.last <= term.last and counts:
            yield _Candidate(-1, person.first, person.who, person.person_id, person.surface)


def _beside(
    term: Match,
    concept: Concept,
    words: Sequence[Word],
    clauses: Clauses,
    people: Sequence[Person],
    lexicon: Lexicon,
) -> Iterator[_Candidate]:
    """ "mum's own bruise", "bruise to mother's arm": the person that the words bind to."""
    for person in people:
        if clauses.clause[person.first] != clauses.clause[term.first]:
            continue
        if person.who == "professional" and "professional" not in concept.counts_for:
            continue
        gap = None
        adults_own = concept.default_who not in ("child", "sibling")
        if person.young and adults_own and ANYONE not in concept.counts_for:
            continue
        if person.last < term.first:
            gap = _owned(person, term, words, lexicon)
        elif person.first > term.last:
            gap = _with_preposition(term, person, concept, words)
        if gap is not None:
            yield _Candidate(0, gap, person.who, person.person_id, person.surface)


def _owned(person: Person, term: Match, words: Sequence[Word], lexicon: Lexicon) -> int | None:
    """ "mum's own recent bruise": the possessive, then at most three words, then the term."""
    between = words[person.last + 1 : term.first]
    if not between or between[0].text not in ("'s", "'"):
        return None
    rest = between[1:]
    if len(rest) > 3 or words[term.first].at - words[person.last].at != len(between) + 1:
        return None
    if not all(word.text in lexicon.family.between for word in rest):
        return None
    return len(between)


_PREPOSITIONS = ("to", "on", "of", "in", "for", "from")
_BEFORE_OTHERS = ("front", "presence", "charge", "care", "sight", "hearing", "view")
""" "In front of the children": they were there; it is not theirs."""

_OF_ADULTS = ("on", "of", "in", "for")
_LOOSE = ("to", "for", "from")
_NO_SUBJECT = (*_PREPOSITIONS, "by", "with", "against", "towards")


def _with_preposition(
    term: Match, person: Person, concept: Concept, words: Sequence[Word]
) -> int | None:
    """ "bruise to mother's arm", "low mood in dad"."""
    between = [word.text for word in words[term.last + 1 : person.first]]
    gap = words[person.first].at - words[term.last].at - 1
    if between and between[-1] in ("the", "his", "her", "their", "a", "an"):
        between = between[:-1]
    binding = _PREPOSITIONS if concept.default_who == "child" else _OF_ADULTS
    if not between or between[-1] not in binding or gap > 5:
        return None
    if len(between) > 1 and between[-2] in _BEFORE_OTHERS:
        return None
    following = words[person.last + 1].text if person.last + 1 < len(words) else ""
    if person.young:
        return None if concept.default_who == "unknown" else gap  # "violence to a child"
    if between[-1] in _LOOSE and concept.default_who == "child" and following not in ("'s", "'"):
        return None
    return gap


def _before(
    term: Match,
    concept: Concept,
    words: Sequence[Word],
    clauses: Clauses,
    people: Sequence[Person],
) -> Iterator[_Candidate]:
    """The nearest person before the term who can be the one it is about."""
    of_child = concept.default_who in ("child", "sibling")
    child_spoken_of = False
    anyone = ANYONE in concept.counts_for
    for person in people:
        gap = words[term.first].at - words[person.last].at - 1
        if gap < 0 or clauses.sentence[person.first] != clauses.sentence[term.first]:
            continue
        same = clauses.clause[person.first] == clauses.clause[term.first] or _who_clause(
            person, term, words, clauses
        )
        is_child = person.who in ("child", "sibling")
        stranger = (
            (person.surface.startswith(_STRANGERS) or (person.young and not is_child))
            and not child_spoken_of
            and not _governed(person, words)
        )
        child_spoken_of = child_spoken_of or is_child
        if of_child:
            tells = _near(person, clauses.reports, words, _TELLS_NEAR)
            bears = _near(person, clauses.bears, words, 0) or _own_body(person, term, words)
            subject = not child_spoken_of and not tells and _as_subject(person, term, words)
            subject = subject or (not child_spoken_of and _heads(person, term, words, people))
            fits = (same or subject) and (
                subject
                or is_child
                or stranger
                or (bears and not tells and gap <= _BEARS_FAR)
                or (gap == 0 and not tells and _suffers(person, term, words))
            )
        else:
            outsider = person.who in ("unknown", "wider_family")
            fits = (
                (anyone or not is_child)
                and (person.who != "professional" or "professional" in concept.counts_for)
                and not (outsider and _near(person, clauses.reports, words, 1))
                and not (outsider and _informs(person, words))
            )
        if fits:
            order = 0 if stranger and same else 1 if same else 2
            if _governed(person, words):
                order += 2
            yield _Candidate(order, gap, person.who, person.person_id, person.surface)


_STRANGERS = ("another ", "other ", "next ", "previous ", "patient ")


_OTHERS_OF = {
    "mother": ("his", "him", "baby", "child"),
    "father": ("her", "him", "baby", "child"),
    "male_partner": ("her", "him", "baby", "child"),
}


def _suffers(person: Person, term: Match, words: Sequence[Word]) -> bool:
    """Whether an adult right before an injury has it: not "Dad bruised him", who did it."""
    if person.who == "professional":
        return False
    told = {word.text for word in words[term.first : term.last + 3]}
    return told.isdisjoint(_OTHERS_OF.get(person.who, ("him", "his", "her", "baby", "child")))


def _governed(person: Person, words: Sequence[Word]) -> bool:
    """Whether a preposition stands before a person: "seen by a passer-by", "death of her mum"."""
    before = [word.text for word in words[max(person.first - 2, 0) : person.first]]
    if before and before[-1] in ("a", "an", "the", "her", "his", "their"):
        before.pop()
    return bool(before) and before[-1] in _NO_SUBJECT


def _informs(person: Person, words: Sequence[Word]) -> bool:
    """ "Referral from a neighbour: …", "call by her friend, saying …": who tells of it."""
    after = person.last + 1
    if not _governed(person, words) or after >= len(words):
        return False
    beside = words[after].at == words[person.last].at + 1
    return beside and words[after].text in (":", "|", "saying", "alleging", "that")


def _who_clause(person: Person, term: Match, words: Sequence[Word], clauses: Clauses) -> bool:
    """ "The cousin who is autistic": the clause is about the person before it."""
    after = person.last + 1
    return (
        after < len(words)
        and words[after].text in ("who", "whose")
        and words[after].at == words[person.last].at + 1
        and clauses.clause[after] == clauses.clause[term.first]
    )


def _heads(person: Person, term: Match, words: Sequence[Word], people: Sequence[Person]) -> bool:
    """ "Mother, sprained wrist": a note begins with the patient, and what is the matter."""
    comma = person.last + 1
    begins = words[person.first].at == 0 and person.who not in ("professional", "both_parents")
    return (
        begins
        and comma < len(words)
        and words[comma].text == ","
        and words[comma].at == words[person.last].at + 1
        and term.piece.kind == "term"
        and 0 < words[term.first].at - words[comma].at <= _HEADED
        and all(word.text not in _VERBS for word in words[comma + 1 : term.first])
        and not any(person.last < other.first < term.first for other in people)
        and _suffers(person, term, words)
    )


_HEADED = 3
_VERBS = ("saw", "seen", "noticed", "says", "said", "reports", "re", "rang", "about", "no", "nil")

_CALLED = {"mother": ("she",), "father": ("he",), "male_partner": ("he",)}


def _as_subject(person: Person, term: Match, words: Sequence[Word]) -> bool:
    """ "Mum limping, she fractured her ankle": the pronoun before the term is the adult's."""
    before = words[term.first - 1] if term.first else None
    return (
        before is not None
        and before.text in _CALLED.get(person.who, ("he", "she"))
        and before.at == words[term.first].at - 1
        and person.last < term.first - 1
    )


def _own_body(person: Person, term: Match, words: Sequence[Word]) -> bool:
    """ "Nanny's hand is all bruised": a part of their body comes next."""
    between = words[person.last + 1 : term.first]
    return (
        len(between) > 1
        and between[0].text in ("'s", "'")
        and any("<own_thing>" in word.keys for word in between[1:4])
    )


def _near(person: Person, verbs: Sequence[Match], words: Sequence[Word], most: int) -> bool:
    """Whether one of the verbs follows a person with at most so many words between."""
    return any(
        0 <= words[verb.first].at - words[person.last].at - 1 <= most
        for verb in verbs
        if verb.first > person.last
    )


def _of_entry(
    term: Match, concept: Concept, about: About | None, lexicon: Lexicon
) -> Iterator[_Candidate]:
    """The one person that the entry's own column for persons, or its sheet, is about.

    An adult there may just have been present, so an adult is taken only for what counts for adults;
    but in a patient's record it is the patient.
    """
    if about is None:
        return
    young = about.who in ("child", "sibling")
    patients = term.piece.concept in lexicon.family.patients
    if about.scope == "seen":
        taken = patients and concept.default_who not in ("child", "sibling")
    elif about.scope == "body":
        patients = patients or (term.piece.concept in lexicon.family.headed and not young)
        taken = patients and (not young or concept.default_who == "child")
    else:
        taken = (
            about.scope == "all"
            or about.who in concept.counts_for
            or about.who == "sibling"
            or (about.scope == "patient" and patients and not young)
        )
    if taken:
        yield _Candidate(3, 0, about.who, about.person_id, "the person of the entry")


def _settle(status: str, concept: Concept, found: _Candidate | None) -> Owner:
    if found is None:
        return Owner(status, concept.default_who, None, None)
    counts = concept.counts_for
    who, person_id = found.who, found.person_id
    if who == "both_parents":
        male = concept.default_who in ("father", "male_partner")
        who = concept.default_who if male or concept.default_who == "child" else "mother"
        person_id = None
    elsewhere = ANYONE not in counts and who not in counts
    if elsewhere and status in ("affirmed", "historical"):
        return Owner("other_person", who, person_id, found.surface)
    return Owner(status, who, person_id, found.surface)
