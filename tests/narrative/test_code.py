"""How narratives are read: what is spoken of, how it is said, and of whom."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import import_module, resources
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from chronology.errors import PackUnusable
from chronology.narrative import CODED, code, read
from chronology.narrative.entries import (
    ConceptFile,
    Context,
    FamilyWords,
    OrdinaryWords,
    PartsFile,
    Words,
    check_concept,
    validated,
)
from chronology.narrative.lexicon import Lexicon, builtin_lexicon
from chronology.narrative.patterns import CLASS, spellings
from chronology.tables import STATUSES, WHO

SENTENCES = """
# said so
Small bruise to left cheek. | bruise affirmed child
Bruising noted on both legs. | bruise affirmed child
Baby has a bruise on his leg. | bruise affirmed child
Mum said baby has a bruise. | bruise affirmed child
Mum noticed a bruise on his arm. | bruise affirmed child
Swelling noted. | other_injury affirmed child
Bite to arm. | other_injury affirmed child
Burn to right hand. | other_injury affirmed child
DNA baby clinic. | missed_appointment affirmed
WNB to 6 week check. | missed_appointment affirmed child
Was not brought to appointment. | missed_appointment affirmed child
Mum did not attend booking appointment. | missed_appointment affirmed mother
Mum cancelled the visit. | appointment_cancelled affirmed mother
No access at home visit, card left. | no_access affirmed
Vomiting after every feed. | feeding_difficulty affirmed child
Weight has dropped two centiles. | faltering_growth affirmed child
Unsettled and crying all night. | crying_unsettled affirmed child
Mother has low mood and anxiety. | mental_health affirmed mother
Father has depression. | mental_health affirmed father
Mum smokes cannabis daily. | substance_misuse affirmed mother
Her partner uses cocaine. | substance_misuse affirmed male_partner
Domestic abuse incident reported by neighbour. | domestic_abuse affirmed
Mum is a care leaver. | care_experienced_parent affirmed mother
Baby co-sleeping with parents on the sofa. | unsafe_sleep affirmed
Home cluttered and dirty. | home_conditions affirmed
Section 47 enquiry started. | section_47 affirmed
Anonymous referral received. | anonymous_referral affirmed
NFA, probably malicious. | referral_no_further_action affirmed
NFA - below threshold. | referral_no_further_action affirmed

# a cue before
No bruising seen. | bruise negated child
No visible bruising or marks. | bruise negated child
Nil bruising noted. | bruise negated child
There was no evidence of bruising. | bruise negated child
Without any bruising. | bruise negated child
Not vomiting. | feeding_difficulty negated child
Mum denies drug use. | substance_misuse negated mother
Mum denied any alcohol or drug use. | substance_misuse negated mother
Mum denied any alcohol or drug use. | alcohol negated mother
Partner strongly denied using cannabis. | substance_misuse negated male_partner
Parents deny domestic abuse. | domestic_abuse negated
No concerns re domestic abuse. | domestic_abuse negated

# a cue after
Bruising not seen. | bruise negated child
ICPC stood down, chair ill. | initial_conference negated
ICPC stood down, chair ill. | child_protection_conference negated
Core group called off. | core_group negated
Father pulled over on the ring road, 64 in breath. | alcohol affirmed father
Frenotomy clinic, released his tongue tie, feeding well. | feeding_difficulty negated
School felt there ought to be a strategy discussion. | strategy_discussion hypothetical
Mum's uncle was babysitting. | adult_contact_with_child affirmed
About six lads in the lounge, empties everywhere. | home_used_for_substances affirmed
Partying at number 4 until three in the morning. | home_used_for_substances affirmed
Closed files were never requested. | history_unused affirmed
Mum's upbringing kept for another time. | history_unused affirmed
Fold-out sofa with the baby since the move. | unsafe_sleep affirmed
Nan and mum had the guests on the sofa bed, baby in her own cot. | unsafe_sleep negated
Cause for concern form was never submitted. | information_not_shared affirmed
GP advised to consider an early help assessment. | early_help_suggested affirmed
Books and toys everywhere, home warm and clean. | home_conditions negated
His sister threw a shoe at him. | explained_as_person affirmed
She had fallen asleep against the cot bars. | explained_as_object affirmed
School asked for anything they know about the boys. | information_request affirmed
Information forms emailed to the surgery and probation. | information_request affirmed
Reports still not in from the surgery. | request_unanswered affirmed
Actions: midwife to ask the GP for records (rolled forward). | action_outstanding affirmed
We had no minutes to go by. | meeting_record_missing affirmed
Voicemail from him, clean and sober. | self_reported_change affirmed
Dad insists that the rows at home are behind them. | self_reported_change affirmed father
Panel congratulated the parents on huge strides. | progress_praised affirmed
Little progress since the last meeting. | progress_praised negated
We took him at his word. | optimism affirmed
Closed - aims achieved. | case_closed affirmed
Bruising: none. | bruise negated child
Domestic abuse - none disclosed. | domestic_abuse negated
Domestic abuse was denied. | domestic_abuse negated
Feeding difficulties denied. | feeding_difficulty negated child
Vomiting has resolved. | feeding_difficulty negated child

# lists
No bruising, swelling or bites. | bruise negated child
No bruising, swelling or bites. | other_injury negated child
No bruises, burns or fractures, but feeding poorly. | bruise negated child
No bruises, burns or fractures, but feeding poorly. | other_injury negated child
No bruises, burns or fractures, but feeding poorly. | feeding_difficulty affirmed child
Denies alcohol, drugs or domestic abuse. | alcohol negated
Denies alcohol, drugs or domestic abuse. | domestic_abuse negated
No bruising but vomiting after feeds. | bruise negated child
No bruising but vomiting after feeds. | feeding_difficulty affirmed child
Bruise to cheek, no vomiting. | bruise affirmed child
Bruise to cheek, no vomiting. | feeding_difficulty negated child
No bruising. Vomiting after feeds. | feeding_difficulty affirmed child

# the opposite said
Feeding well. | feeding_difficulty negated child
Thriving, following 50th centile. | faltering_growth negated child
Settled and contented. | crying_unsettled negated child
Engaging well with services. | disengagement negated
Home clean and tidy. | home_conditions negated
Asleep in own cot, feet to foot. | unsafe_sleep negated
Baby seen and spoken to. | child_not_seen negated
Father seen and spoken to. | male_carer_not_seen negated
No bruising, feeding well. | bruise negated child
No bruising, feeding well. | feeding_difficulty negated child
Feeding well, no concerns. | feeding_difficulty negated child
Taking medication as prescribed. | prescription_misuse negated

# twice no
Not feeding well. | feeding_difficulty affirmed child
Baby is not settled. | crying_unsettled affirmed child
Not following centile. | faltering_growth affirmed child
Not engaging with services. | disengagement affirmed
No longer vomiting. | feeding_difficulty negated child
No doubt that the bruise was new. | bruise affirmed child
No change in bruising. | bruise affirmed child
Vomiting not improved. | feeding_difficulty affirmed child

# before
Previous bruise healed. | bruise historical child
History of domestic abuse with ex-partner. | domestic_abuse historical
PMH depression. | mental_health historical
Mum had depression as a teenager. | mental_health historical mother
Mum used to smoke cannabis. | substance_misuse historical mother
H/O alcohol misuse. | alcohol historical
Historically there was domestic abuse. | domestic_abuse historical

# only supposed
Return if bruising appears. | bruise hypothetical child
Advised to ring if any bruising. | bruise hypothetical child
Advice given re vomiting. | feeding_difficulty hypothetical child
?bruise to cheek. | bruise hypothetical child
Possible bruise on leg. | bruise hypothetical child
Is there any bruising? | bruise hypothetical child
Any domestic abuse? | domestic_abuse hypothetical
To explore domestic abuse at next visit. | domestic_abuse hypothetical
Plan: strategy discussion to be arranged. | strategy_discussion hypothetical
Discussed risks of alcohol in pregnancy. | alcohol hypothetical
Watch for bruising. Vomiting today. | feeding_difficulty affirmed child
In case of vomiting, call 111. | feeding_difficulty hypothetical child

# of somebody else
Neighbour smokes cannabis. | substance_misuse other_person
Mum says he bruises easily. | bruise affirmed child
Mum limping, she fractured her ankle. | other_injury other_person mother
Mum limping, he fractured his ankle. | other_injury affirmed child
Dad says he bruised it on the toy. | bruise affirmed child
Somebody there 'off his head on tablets'. | substance_misuse affirmed unknown
Seen off her head on tablets. | substance_misuse affirmed mother
Strong smell of weed on the communal landing again. | substance_misuse -
Smell of cannabis from next door. | substance_misuse -
Smell of cannabis in the living room. | substance_misuse affirmed
Mum has a bruise on her arm. | bruise other_person mother
Bruise to mother's arm. | bruise other_person mother
Mum's own bruise from work. | bruise other_person mother
Grandmother has depression. | mental_health other_person wider_family
Grandparents were in care. | care_experienced_parent other_person wider_family
Sibling has a bruise on her shin. | bruise other_person sibling

# headings
Bruising: N | bruise negated child
Bruising: No | bruise negated child
Bruising: Nil | bruise negated child
Domestic abuse: No | domestic_abuse negated
Domestic abuse: Yes | domestic_abuse affirmed
Alcohol: nil. Drugs: cannabis daily. | substance_misuse affirmed
Alcohol: nil. Drugs: cannabis daily. | alcohol negated

# words that look like it
DNA test booked. | missed_appointment -
DNACPR in place. | missed_appointment -
Failed to appear at court. | missed_appointment -
Clinic cancelled by the hospital. | appointment_cancelled -
Clinic cancelled by the hospital. | service_cancelled affirmed
Slate grey naevus documented at birth. | bruise -
Birth mark on back. | bruise !affirmed
No further action. | bruise -
Nothing of note. | bruise -

# who tells is not who bears
HV reports no access at planned home visit. | no_access affirmed !professional
HV saw a bruise on baby's leg. | bruise affirmed child
GP told us mum has depression. | mental_health affirmed mother
Grandmother reports mum is drinking heavily. | alcohol affirmed mother
Neighbour rang: baby left alone. | left_alone affirmed child
Dad says mum smokes cannabis. | substance_misuse affirmed mother
Mum says dad smokes cannabis. | substance_misuse affirmed father
Mum and dad: dad has depression, mum well. | mental_health affirmed father

# what was tried and not done
No access at planned home visit. | home_visit !affirmed
PA visit cancelled. | home_visit !affirmed
PA visit cancelled. | personal_adviser_contact negated
PA tried to visit, no answer. | no_access affirmed !professional
Visit did not go ahead. | home_visit !affirmed
Pathway plan not reviewed. | pathway_plan_review negated
Strategy discussion not held. | strategy_discussion negated
Referral to MASH not made. | safeguarding_referral negated
Not examined by paediatrician. | paediatric_examination negated
Child protection medical to be arranged. | paediatric_examination hypothetical
Removed from child protection plan. | child_protection_plan negated
Not yet crawling. | mobile negated child
Crawling now. | mobile affirmed child

# lists without a first word that is known
Denies smoking, alcohol or drugs. | alcohol negated mother
Denies smoking, alcohol or drugs. | substance_misuse negated mother

# what a definite word takes for granted
No explanation was given for the bruise. | bruise affirmed child
Father could not account for the bruise. | bruise affirmed child
Mum did not deny the drinking. | alcohol affirmed mother
No concerns were raised about Dad. | male_carer affirmed father

# what was, and is no more
Father drank heavily until 2018, dry since. | alcohol !affirmed
Very colicky until 12 weeks, settled now. | crying_unsettled !affirmed
In her previous pregnancy she missed scans. | missed_appointment historical
Her former partner was violent. | male_carer !affirmed
Mother had been in care as a child. | care_experienced_parent affirmed mother

# what ought to be, or might
Any bruise on a baby should be seen the same day. | bruise hypothetical child
Where a child is not brought, the practice should ring. | missed_appointment hypothetical
Reminded never to fall asleep with baby on the sofa. | unsafe_sleep hypothetical
Plan: ask about cannabis at next contact. | substance_misuse hypothetical
Colic? No. | crying_unsettled negated child
?fracture to left arm. | other_injury hypothetical child

# one word makes another person of the next
Her sister's baby has colic. | crying_unsettled other_person
Mum's mother has depression. | mental_health other_person wider_family
Mum says her friend's baby had reflux. | feeding_difficulty other_person
Another child in the class had a bruise. | bruise other_person
Mum fell, she fractured her ankle. | other_injury other_person mother
Dad scalded him. | other_injury affirmed child
Mum bruised his arm. | bruise affirmed child
Dad hit the baby. | other_injury affirmed child

# an injury is not lost to a word near by
No fever, bruise on arm. | bruise affirmed child
Bruise on arm not seen before. | bruise affirmed child
Two bruises were not seen by the GP. | bruise affirmed child
Nursery did not report bruising to social care. | bruise affirmed child
Unexplained bruise on cheek, needs to see paediatrician. | bruise affirmed child
A bruise was seen on cheek, must be seen by paeds. | bruise affirmed child
To A&E with bruise on head. | bruise affirmed child
Bruise to arm, mum told to ring 111. | bruise affirmed child
Any bruising? Yes. | bruise affirmed child
Mum did not tell GP about her drinking. | alcohol affirmed mother
He has not stopped hitting her. | domestic_abuse affirmed mother
"""

CASES = [
    tuple(part.strip() for part in line.split(" | "))
    for line in SENTENCES.splitlines()
    if line and not line.startswith("#")
]


@cache
def read_all() -> list[list[dict[str, Any]]]:
    return signals_of([text for text, _ in CASES])


def signals_of(texts: list[str]) -> list[list[dict[str, Any]]]:
    found: list[list[dict[str, Any]]] = [[] for _ in texts]
    for row in code(texts).iter_rows(named=True):
        found[row["row"]].append(row)
    return found


@pytest.mark.parametrize("number", range(len(CASES)), ids=[" ".join(case) for case in CASES])
def test_a_sentence_is_read_as_a_reader_would(number: int) -> None:
    concept, *expected = CASES[number][1].split()
    signals = [it for it in read_all()[number] if it["concept"] == concept]
    if expected == ["-"]:
        assert signals == []
        return
    told = {(it["status"], it["who"]) for it in signals}
    if expected[0].startswith("!"):
        assert expected[0][1:] not in {status for status, _ in told}, told
        return
    assert {status for status, _ in told} == {expected[0]}, told or read_all()[number]
    if len(expected) > 1 and expected[1].startswith("!"):
        assert expected[1][1:] not in {who for _, who in told}, told
    elif len(expected) > 1:
        assert {who for _, who in told} == {expected[1]}, told


# ------------------------------------------------------------------------- what must always hold

WORDS = [text for text, _ in CASES]


def test_lines_of_their_own_are_read_apart() -> None:
    texts = [
        "No DV\nBruise to L arm",
        "Drugs: no\nAlcohol: yes",
        "Weighed today\n- Bruise to cheek",
    ]
    read = [{(it["concept"], it["status"]) for it in told} for told in signals_of(texts)]
    assert ("bruise", "affirmed") in read[0]
    assert ("substance_misuse", "negated") in read[1]
    assert ("alcohol", "affirmed") in read[1]
    assert ("bruise", "affirmed") in read[2]


NEUTRAL = (
    "Lovely weather today.",
    "The meeting began at ten.",
    "Parking was difficult.",
    "Form signed and filed.",
    "The next page is blank.",
)


def meant(texts: Iterable[str]) -> list[list[tuple[Any, ...]]]:
    """Per text its signals, without where they stand and how they are written."""
    return [
        [(it["concept"], it["status"], it["who"], it["entry"], it["value"]) for it in signals]
        for signals in signals_of(list(texts))
    ]


REWRITTEN = {
    "capitals": str.upper,
    "spaces": lambda text: text.replace(" ", "   "),
    "line breaks": lambda text: text.replace(" ", "\n"),
    "tabs": lambda text: text.replace(" ", "\t"),
    "non-breaking spaces": lambda text: text.replace(" ", "\u00a0"),
    "curly quotes": lambda text: text.replace("'", "’"),
    "windows line ends": lambda text: text.replace(" ", " \r\n"),
    "long dashes": lambda text: text.replace("-", "–"),
    "spaces around": lambda text: f"  {text}  ",
}


@pytest.mark.parametrize("way", REWRITTEN)
def test_how_it_is_typed_means_nothing(way: str) -> None:
    more = [
        "Mum's own bruise.",
        "Doesn't engage, won't answer - no-one in.",
        "no access (2nd) - DNA",
    ]
    texts = [*WORDS, *more]
    changed = [REWRITTEN[way](text) for text in texts]
    for text, before, after in zip(texts, meant(texts), meant(changed), strict=True):
        assert after == before, text


@pytest.mark.parametrize("neutral", NEUTRAL)
@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_an_unrelated_sentence_changes_no_other_signal(neutral: str, before: bool) -> None:
    texts = [text if text.endswith((".", "?")) else f"{text}." for text in WORDS]
    longer = [f"{neutral} {text}" if before else f"{text} {neutral}" for text in texts]
    for text, alone, beside in zip(texts, meant(texts), meant(longer), strict=True):
        assert beside == alone, text


def test_neutral_sentences_say_nothing() -> None:
    assert meant(NEUTRAL) == [[]] * len(NEUTRAL)


def test_a_text_is_read_the_same_beside_any_others() -> None:
    together = meant(WORDS)
    assert meant(WORDS[::-1]) == together[::-1]
    for place in range(0, len(WORDS), 30):
        assert meant([WORDS[place]]) == [together[place]]


def test_the_size_of_a_batch_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*WORDS, "", "   ", *NEUTRAL]
    together = read(texts)
    for size in (1, 29):
        monkeypatch.setattr(import_module("chronology.narrative.code"), "BATCH", size)
        sample = slice(0, 6) if size == 1 else slice(None)
        apart = read(texts[sample])
        whole = [frame.filter(pl.col("row") < len(texts[sample])) for frame in together]
        assert_frame_equal(apart.signals, whole[0])
        assert_frame_equal(apart.mentions, whole[1])


LETTERS = st.one_of(
    st.characters(codec="utf-8"),
    st.sampled_from(" .,;:?!'’\"“-–/()\n\r\t\u00a0\u2028\u200b\ufeffİıßﬁǅΣς́👶"),
)
PIECES = st.one_of(
    st.text(LETTERS, max_size=6),
    st.sampled_from(
        [
            "bruise",
            "no ",
            "?",
            "mum's ",
            "DNA",
            "9th centile",
            "weight loss 10%",
            "3.2kg",
            " or ",
            ". ",
        ]
    ),
)


@settings(max_examples=10, derandomize=True, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=8).map("".join), min_size=60, max_size=120))
def test_no_text_is_too_strange(texts: list[str]) -> None:
    holds_of(texts, code(texts))


def holds_of(texts: list[str], signals: pl.DataFrame) -> None:
    assert signals.schema == CODED
    assert set(signals["status"]) <= set(STATUSES)
    assert set(signals["who"]) <= set(WHO)
    for row, start, end, term in signals.select("row", "start", "end", "term").iter_rows():
        assert 0 <= start < end <= len(texts[row])
        assert texts[row][start:end] == term


@pytest.mark.parametrize("mark", ["£5", "½", "€", "é", "👶", "–", "’"])
def test_a_letter_of_several_bytes_may_stand_anywhere(mark: str) -> None:
    """Also right after a word for a person, a stem, a cue or a term."""
    pieces = ["bruise", "by dad", "mum", "No", "bruising", "to mother", "crawl", "denies", "vomit"]
    texts = [f"{one} {mark} {two}{mark} seen by dad {mark}" for one in pieces for two in pieces]
    holds_of(texts, code(texts))


def test_a_letter_of_several_bytes_may_stand_anywhere_after_a_stem() -> None:
    stems = {
        term.removesuffix("*")
        for entry in builtin_lexicon().concepts.values()
        for term in (*entry.terms, *entry.opposite, *entry.not_terms)
        if term.endswith("*") and "…" not in term
    }
    texts = [f"{stem}ing{'.' * width}£5" for stem in sorted(stems) for width in range(30)]
    signals = code(texts)
    assert signals.height > len(stems)
    holds_of(texts, signals)


STRANGE = int(os.environ.get("CHRONOLOGY_RANDOM_TEXTS", "2000"))
"""How many; ``tasks.py long`` asks for a hundred thousand."""


def test_strange_texts_by_the_thousand() -> None:
    random = Random(1)
    alphabet = [chr(random.randrange(1, 0x3000)) for _ in range(300)]
    pieces = [*WORDS, *alphabet, "\U0001f476", "e\u0301", "\u0130", " ", " ", " ", ". "]
    texts = ["".join(random.choices(pieces, k=random.randrange(12))) for _ in range(STRANGE)]
    texts += [text.upper() for text in WORDS] + [text.translate({105: "ı"}) for text in WORDS]
    signals, mentions = read(texts)
    assert signals.height > 1000
    holds_of(texts, signals)
    for row, start, end in mentions.select("row", "start", "end").iter_rows():
        assert 0 <= start < end <= len(texts[row])


@pytest.mark.parametrize(
    "text",
    [
        "İİİ bruise seen",
        "ﬁne – bruise ’seen’",
        "ẞ bruise",
        "👶👶 bruise",
        "é́́ bruise",
        "\u2028bruise\u2029",
    ],
)
def test_offsets_are_of_the_text_as_written(text: str) -> None:
    (signal,) = [it for it in signals_of([text])[0] if it["concept"] == "bruise"]
    assert text[signal["start"] : signal["end"]] == signal["term"] == "bruise"


def test_a_long_text_is_read_to_its_end() -> None:
    text = "Nothing of note. " * 3000 + "Bruise to cheek."
    (signal,) = [it for it in signals_of([text])[0] if it["concept"] == "bruise"]
    assert text[signal["start"] : signal["end"]] == "Bruise"
    assert signal["status"] == "affirmed"


def test_no_texts_give_an_empty_table() -> None:
    assert_frame_equal(code([]), pl.DataFrame(schema=CODED))
    assert code(["", " ", "\n"]).is_empty()
    assert code(pl.Series([None, "bruise"], dtype=pl.String))["row"].to_list() == [1]


def test_signals_come_in_the_order_of_texts_and_words() -> None:
    order = code(WORDS).select("row", "start")
    assert_frame_equal(order, order.sort("row", "start"))


# ------------------------------------------------------------------------------------------- names


def names(*rows: tuple[str, str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["case_id", "surface", "who", "person_id"], orient="row")


def test_a_name_is_known_only_in_its_own_case() -> None:
    given_names = names(("a", "bo", "sibling", "sis"), ("b", "bo", "mother", "mum"))
    found = read(
        ["Bo has a bruise."] * 3, case_ids=pl.Series(["a", "b", "c"]), names=given_names
    ).signals
    assert found["who"].to_list() == ["sibling", "mother", "child"]
    assert found["person_id"].to_list() == ["sis", "mum", None]


@pytest.mark.parametrize("surface", ["MGM", "mgm", "Mgm"])
def test_a_name_goes_before_the_family_word_it_equals(surface: str) -> None:
    """``names = ["MGM"]`` and the family word “mgm” stand on the same letters."""
    given_names = names(("", "mgm", "wider_family", "nan"))
    texts = [
        f"{surface} has depression{filler}." for filler in ("", *(f" {n}" for n in range(200)))
    ]
    found = read(texts, names=given_names).signals.filter(concept="mental_health")
    assert set(found["person_id"]) == {"nan"}


def test_a_name_inside_another_word_is_none() -> None:
    found = read(["Bobby has a bruise."], names=names(("", "bo", "sibling", "sis"))).signals
    assert found["person_id"].to_list() == [None]


def test_the_longest_name_counts() -> None:
    given_names = names(("", "ana", "mother", "mum"), ("", "ana lee", "sibling", "sis"))
    found = read(["Ana Lee has a bruise."], names=given_names).signals
    assert found["person_id"].to_list() == ["sis"]


# -------------------------------------------------------------------------------------- the lexicon

FOLDER = resources.files("chronology.narrative") / "lexicon"
FILES = sorted(file.name for file in FOLDER.iterdir() if file.name.endswith(".toml"))
MODELS: dict[str, Any] = {
    "cues.toml": Context,
    "who.toml": FamilyWords,
    "words.toml": Words,
    "ordinary_words.toml": OrdinaryWords,
    "parts.toml": PartsFile,
}


def written(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_a_lexicon_file_is_valid_and_has_a_source(name: str) -> None:
    assert validated(MODELS.get(name, ConceptFile), written(name), name).source


@pytest.mark.parametrize("name", FILES)
def test_an_unknown_key_is_an_error_at_every_level(name: str) -> None:
    model = MODELS.get(name, ConceptFile)
    with pytest.raises(PackUnusable, match="spurious") as raised:
        validated(model, written(name) | {"spurious": 1}, name)
    assert raised.value.where == name
    content = written(name)
    inner = {
        "cues.toml": lambda: content["cues"][0],
        "who.toml": lambda: content,
        "words.toml": lambda: content,
        "ordinary_words.toml": lambda: content,
        "parts.toml": lambda: content,
    }.get(name, lambda: next(iter(content["concepts"].values())))()
    inner["spurious"] = 1
    with pytest.raises(PackUnusable, match="spurious"):
        validated(model, content, name)


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ({"terms": ["Bruise"]}, "'Bruise'"),
        ({"terms": ["two  spaces"]}, "'two  spaces'"),
        ({"terms": [""]}, "''"),
        ({"terms": ["*"]}, "'*'"),
        ({"terms": ["… b"]}, "'… b'"),
        ({"terms": ["a …"]}, "'a …'"),
        ({"opposite": ["bruise"]}, "'bruise' is a term and its opposite"),
        ({"default_who": "granny"}, "nobody is called 'granny'"),
        ({"counts_for": ["child", "granny"]}, "nobody is called 'granny'"),
        ({"ambiguous": [{"term": "x", "agency_kinds": ["doctor"], "reason": "r"}]}, "'doctor'"),
    ],
)
def test_a_term_that_cannot_be_searched_for(change: dict[str, Any], seen: str) -> None:
    base = {"means": "m", "counts_for": ["child"], "default_who": "child", "terms": ["bruise"]}
    file = validated(ConceptFile, {"source": "s", "concepts": {"bruise": base | change}}, "x.toml")
    with pytest.raises(PackUnusable) as raised:
        check_concept("bruise", file.concepts["bruise"], "x.toml")
    assert seen in raised.value.seen


OF_THE_CONTRACT = tuple(
    """
bruise other_injury missed_appointment appointment_cancelled no_access child_not_seen disengagement
feeding_difficulty faltering_growth crying_unsettled male_carer male_carer_not_seen
care_experienced_parent parent_own_trauma mental_health substance_misuse alcohol prescription_misuse
domestic_abuse risky_adult sibling_history wider_family_carer change_of_circumstances
safe_sleep_advice unsafe_sleep home_conditions hungry_child left_alone special_needs
delay_medical_help late_booking early_help anonymous_referral family_concern_dismissed
information_request information_not_shared professional_disagreement threshold_not_met
timescale_missed
""".split()  # noqa: SIM905
)


@pytest.mark.parametrize("concept", OF_THE_CONTRACT)
def test_a_concept_of_the_contract_is_known(concept: str) -> None:
    assert concept in builtin_lexicon().concepts


FIGURES = {"<number>": "3", "<teen>": "14", "<year>": "2015", "<ordinal>": "3rd"}


def instance(term: str, lexicon: Lexicon, choice: int) -> str:
    """A phrase as somebody may write it: one of each choice, a member of each class, no gap."""
    ways = spellings(term)
    phrase = ways[choice % len(ways)]
    for name in CLASS.findall(phrase):
        members = lexicon.words.classes.get(name[1:-1], (FIGURES.get(name, ""),))
        phrase = phrase.replace(name, members[choice % len(members)], 1)
    words = (word.removesuffix("*") for word in phrase.replace("…", " ").split())
    return " ".join(words)


def instances(kind: str) -> list[tuple[str, str, str]]:
    """Per concept and term, two ways of writing it."""
    lexicon = builtin_lexicon()
    return [
        (name, term, instance(term, lexicon, choice))
        for name, concept in lexicon.concepts.items()
        for term in getattr(concept, kind)
        for choice in (0, 7)
    ]


def test_every_plain_term_is_found_by_itself() -> None:
    """No term is hidden by another concept's word or by the search: of a hundred, at most one,
    where a class has a member that another phrase makes void."""
    wanted = instances("terms")
    found = code([f"{text}." for _, _, text in wanted])
    seen = set(found.select("row", "concept").unique().iter_rows())
    missed = [it for row, it in enumerate(wanted) if (row, it[0]) not in seen]
    assert len(missed) <= len(wanted) / 100, missed[:40]


def test_every_term_against_a_concept_is_never_said_as_so() -> None:
    """Of a hundred at most one, where a choice of the phrase is a term of its own."""
    wanted = instances("opposite")
    found = code([f"{text}." for _, _, text in wanted]).filter(status="affirmed")
    said = set(found.select("row", "concept").iter_rows())
    wrong = [it for row, it in enumerate(wanted) if (row, it[0]) in said]
    assert len(wrong) <= len(wanted) / 100, wrong[:40]
