"""How well and how fast narratives are read, beside negspacy and medspacy in the same run.

uv run python tests/benchmarks/narratives.py            ours alone, with polars' bare search
uv run python tests/benchmarks/narratives.py --peers    with both peers, where they are installed:

    uv pip install spacy negspacy pysbd PyRuSH jsonschema six nltk regex unidecode pysimstring
    uv pip install --no-deps medspacy medspacy_quickumls

The peers are given the very words that our lexicon found in each sentence, so that what is compared
is how they decide what a sentence says of them. For speed each searches for as many phrases by
itself.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from chronology.narrative import code
from chronology.narrative.fold import fold
from chronology.narrative.lexicon import builtin_lexicon
from chronology.narrative.patterns import CLASS, spellings
from chronology.narrative.reader import Reader
from chronology.narrative.stream import Stream

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "narrative"))

from labelled import Sentence, compared, said, score, sentences

STATUSES = ("affirmed", "negated", "historical", "hypothetical", "other_person")
NARRATIVES = 200_000
Said = list[set[tuple[str, str]]]


def ours(chosen: Sequence[Sentence], concepts: set[str]) -> tuple[Said, pl.DataFrame]:
    """What we read in sentences, of the concepts that are labelled."""
    signals = code([sentence.text for sentence in chosen])
    signals = signals.filter(pl.col("concept").is_in(list(concepts)))
    read: Said = [set() for _ in chosen]
    for row, concept, status in signals.select("row", "concept", "status").iter_rows():
        read[row].add((concept, status))
    return read, signals


def by_peer(
    chosen: Sequence[Sentence], signals: pl.DataFrame, decide: Callable[[str, int, int], str]
) -> Said:
    """What a peer makes of the words that we found."""
    against = {
        (name, term)
        for name, concept in builtin_lexicon().concepts.items()
        for term in (*concept.opposite, *(it.term for it in concept.ambiguous if it.opposite))
    }
    read: Said = [set() for _ in chosen]
    for row, concept, entry, start, end in (
        signals.select("row", "concept", "entry", "start", "end").unique().iter_rows()
    ):
        status = decide(chosen[row].text, start, end)
        if (concept, entry) in against:
            status = {"affirmed": "negated", "negated": "affirmed"}.get(status, status)
        read[row].add((concept, status))
    return read


def negspacy(surfaces: Sequence[str] = ()) -> Any:
    """A pipeline of negspacy; with phrases, one that looks for them too."""
    import negspacy.negation  # noqa: F401  registers "negex"
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    if surfaces:
        ruler = pipeline.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
        ruler.add_patterns([{"label": "T", "pattern": surface} for surface in surfaces])
    pipeline.add_pipe("negex")
    return pipeline


def medspacy(surfaces: Sequence[str] = ()) -> Any:
    """medspacy's ConText; with phrases, its own pipeline of sentences, targets and context."""
    import medspacy as peer
    import medspacy.context
    import spacy
    from loguru import logger
    from medspacy.ner import TargetRule

    logger.remove()  # it tells of every sentence
    if not surfaces:
        pipeline = spacy.blank("en")
        pipeline.add_pipe("sentencizer")
        pipeline.add_pipe("medspacy_context")
        return pipeline
    parts = ["medspacy_pyrush", "medspacy_target_matcher", "medspacy_context"]
    pipeline = peer.load(medspacy_enable=parts)
    matcher = pipeline.get_pipe("medspacy_target_matcher")
    matcher.add([TargetRule(surface, "T") for surface in surfaces])
    return pipeline


def deciding(pipeline: Any, status_of: Callable[[Any], str]) -> Callable[[str, int, int], str]:
    """A peer's word on one place of a text."""

    def decide(text: str, start: int, end: int) -> str:
        doc = pipeline.make_doc(text)
        span = doc.char_span(start, end, label="T", alignment_mode="expand")
        if span is None:
            return "affirmed"
        doc.ents = [span]
        for _, step in pipeline.pipeline:
            doc = step(doc)
        return status_of(doc.ents[0])

    return decide


def by_negex(entity: Any) -> str:
    return "negated" if entity._.negex else "affirmed"


def by_context(entity: Any) -> str:
    its = entity._
    if its.is_family:
        return "other_person"
    if its.is_negated:
        return "negated"
    if its.is_hypothetical or its.is_uncertain:
        return "hypothetical"
    return "historical" if its.is_historical else "affirmed"


def show(name: str, chosen: Sequence[Sentence], read: Said) -> None:
    counts = compared([said(sentence.first) for sentence in chosen], read)
    whole = score(counts)
    calm = [
        got
        for sentence, got in zip(chosen, read, strict=True)
        if "affirmed" not in {status for _, status in said(sentence.first)}
    ]
    alarms = sum("affirmed" in {status for _, status in got} for got in calm)
    print(
        f"{name:34} P {whole.precision:.3f}  R {whole.recall:.3f}  F1 {whole.f1:.3f}"
        f"   false alarms {alarms} of {len(calm)}   "
        + "  ".join(f"{status} {score(counts, status=status).f1:.3f}" for status in STATUSES)
    )


def show_concepts(chosen: Sequence[Sentence], read: Said) -> None:
    counts = compared([said(sentence.first) for sentence in chosen], read)
    for concept in sorted({concept for concept, _, _ in counts}):
        its = score(counts, concept=concept)
        figures = f"P {its.precision:.2f}  R {its.recall:.2f}  F1 {its.f1:.2f}"
        print(f"  {concept:28} {figures}  ({its.right}, {its.wrong}, {its.missed})")


def narratives(chosen: Sequence[Sentence], count: int) -> list[str]:
    """Texts of which no two are the same: labelled sentences, each with a reference number."""
    drawn = random.Random(4)
    texts = [sentence.text for sentence in chosen]
    return [f"{drawn.choice(texts)} Ref {drawn.randrange(10**7)}" for _ in range(count)]


def surfaces() -> list[str]:
    """A plain phrase for every phrase of the lexicon that can be written without a gap."""
    lexicon = builtin_lexicon()
    found = set()
    for phrase in lexicon.surfaces:
        for choice in (0, 7):
            ways = spellings(phrase)
            written = ways[choice % len(ways)]
            for name in CLASS.findall(written):
                members = lexicon.words.classes.get(name[1:-1], ("3",))
                written = written.replace(name, members[choice % len(members)], 1)
            if "…" not in written and written.strip("* "):
                found.add(written.replace("*", ""))
    return sorted(found)


def timed(work: Callable[[], object], times: int = 3) -> float:
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return sorted(taken)[len(taken) // 2]


def speed(chosen: Sequence[Sentence], peers: bool) -> None:
    texts = narratives(chosen, NARRATIVES)
    series = pl.Series("text", texts)
    folded = fold(series)
    phrases = surfaces()
    fresh = Stream(Reader(builtin_lexicon()))
    once = fold(pl.Series([sentence.text for sentence in chosen]))
    begin = time.perf_counter()
    fresh.read(once)
    new = len(chosen) / (time.perf_counter() - begin)
    code(series[:2000])
    rate = NARRATIVES / timed(lambda: code(series))
    bare = NARRATIVES / timed(
        lambda: folded.to_frame("t").select(pl.col("t").str.find_many(phrases, leftmost=True))
    )
    print(f"\n{len(phrases):,} phrases, {NARRATIVES:,} narratives, all different")
    print(f"ours                       {rate:12,.0f} narratives a second")
    print(f"  where no sentence was read before {new:,.0f}")
    print(f"polars' bare search        {bare:12,.0f}   ours is {rate / bare:.2f} of it (bar 0.357)")
    if not peers:
        return
    for name, make, count, bar in (
        ("negspacy", negspacy, 1000, 20),
        ("medspacy", medspacy, 200, 500),
    ):
        pipeline = make(phrases)
        some = texts[:count]
        its = count / timed(lambda pipeline=pipeline, some=some: list(pipeline.pipe(some)), 1)
        print(f"{name:26} {its:12,.0f}   ours is {rate / its:,.0f} times that (bar {bar})")


def parts(chosen: Sequence[Sentence]) -> Iterator[tuple[str, list[Sentence]]]:
    yield "tuned", [sentence for sentence in chosen if not sentence.aside]
    yield "kept aside", [sentence for sentence in chosen if sentence.aside]


def main() -> None:
    peers = "--peers" in sys.argv
    twice = sentences()
    agreed = compared(
        [said(sentence.first) for sentence in twice],
        [said(sentence.second or ()) for sentence in twice],
    )
    print(f"{len(twice)} sentences; the two readers agree with F1 {score(agreed).f1:.3f}\n")
    concepts = {concept for sentence in twice for concept, _, _ in sentence.first}
    for part, chosen in parts(twice):
        read, signals = ours(chosen, concepts)
        show(f"ours, {part} ({len(chosen)})", chosen, read)
        if peers:
            for name, decide in (
                ("negspacy", deciding(negspacy(), by_negex)),
                ("medspacy", deciding(medspacy(), by_context)),
            ):
                show(f"  {name}, our words", chosen, by_peer(chosen, signals, decide))
        if "--concepts" in sys.argv:
            show_concepts(chosen, read)
    once = sentences(twice=False)
    print(f"\n{len(once)} more sentences, labelled by one reader")
    for part, chosen in parts(once):
        show(f"ours, {part} ({len(chosen)})", chosen, ours(chosen, concepts)[0])
    speed(twice, peers)


if __name__ == "__main__":
    main()
