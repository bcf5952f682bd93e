"""What the four kinds of pattern look for, in the event algebra that every rule is written in."""

from __future__ import annotations

import polars as pl

from chronology.own_rules.form import (
    Contact,
    Count,
    Form,
    Happenings,
    NotFollowedBy,
    NothingFor,
    Together,
)
from chronology.rule import Find, Params, Scope, findings
from chronology.tables import AGENCY_KINDS, EVIDENCE, Tables
from chronology.temporal import (
    KEY,
    Reach,
    age_scope,
    aged,
    children,
    counted,
    coverage_scope,
    covered,
    days,
    entries,
    gap,
    last_day,
    not_followed_by,
    of_children,
    of_each_child,
    once,
    said,
    shared,
    together,
    told_by_a_return,
    under_age,
    working_days,
)

PREGNANCY_DAYS = 280
CHILDHOOD = "18y"

Childs = frozenset[str]
"""The concepts that speak of a child where a record doesn't say whose they are."""


def find_of(form: Form, childs: Childs) -> Find:
    """The function that finds a form's pattern."""
    if isinstance(form, Count):
        return lambda case, p: _count(case, p, form, childs)
    if isinstance(form, NotFollowedBy):
        return lambda case, p: _not_followed(case, p, form, childs)
    if isinstance(form, Together):
        return lambda case, p: _together(case, p, form, childs)
    if isinstance(form, NothingFor):
        return lambda case, p: _nothing_for(case, p, form, childs)
    raise TypeError(type(form))


def _count(case: Tables, p: Params, form: Count, childs: Childs) -> pl.LazyFrame:
    kids = shared(children(case))
    episodes = counted(
        _of_age(_picked(case, form.what, kids, childs), form, p),
        at_least=_number(p, "at_least"),
        within_days=_number(p, "within_days"),
        agencies=_number(p, "across_agencies", 1),
    )
    n, length = pl.col("n"), (pl.col("hi") - pl.col("lo")).dt.total_days()
    known = {"n": n, "days": pl.when("sure").then(length), "sure": pl.col("sure")}
    return findings(
        episodes, attention=form.attention, raised_on=pl.col("reached"), measure=known | _told(p)
    )


def _together(case: Tables, p: Params, form: Together, childs: Childs) -> pl.LazyFrame:
    kids = shared(children(case))
    episodes = together(
        [_of_age(_picked(case, one, kids, childs), form, p) for one in form.each],
        within_days=_number(p, "within_days"),
        agencies=_number(p, "across_agencies", 1),
    )
    return findings(
        episodes,
        attention=form.attention,
        raised_on=pl.col("reached"),
        measure={"sure": pl.col("sure")} | _told(p),
    )


def _not_followed(case: Tables, p: Params, form: NotFollowedBy, childs: Childs) -> pl.LazyFrame:
    kids = shared(children(case))
    born = kids.select(*KEY, "born_lo", "born_hi")
    happened = once(_picked(case, form.what, kids, childs)).join(born, on=list(KEY))
    answers = _picked(case, form.then, kids, childs)
    reach = _reach(p)
    open_ones = not_followed_by(_of_age(happened, form, p), answers, within_days=reach)
    by_when = open_ones.with_columns(last=last_day(reach, pl.col("hi")))
    told = shared(
        told_by_a_return(by_when, case, form.covered_by, first=pl.col("lo"), last=pl.col("last"))
    )
    figures = {"sure": pl.col("sure")} | _told(p)
    missing = told.filter("told")
    unknown = told.filter(~pl.col("told"))
    return pl.concat(
        [
            findings(missing, attention=form.attention, raised_on=pl.col("last"), measure=figures),
            findings(unknown, attention=form.attention, kind="information_gap", measure=figures),
        ]
    )


def _nothing_for(case: Tables, p: Params, form: NothingFor, childs: Childs) -> pl.LazyFrame:
    """Silences of a child's lifetime that returns cover. What may be of another child is taken
    for a contact with each.
    """
    kids = shared(children(case))
    longest = _number(p, "longer_than_days")
    spans = shared(_spans(case, form, p))
    silences = gap(_contacts(case, form.contact, kids, childs), spans, longer_than_days=longest)
    narrow = spans.select(*KEY, "first", "last", "surely_first", "surely_last")
    inside = silences.join(narrow, on=list(KEY)).filter(
        pl.col("lo") >= pl.col("first"), pl.col("hi") <= pl.col("last")
    )
    begun = pl.max_horizontal("lo", "surely_first")
    ended = pl.min_horizontal("hi", "surely_last")
    sure = pl.col("sure") & ((ended - begun).dt.total_days() > longest)
    return findings(
        inside.with_columns(sure=sure.fill_null(False), evidence=pl.col("evidence").cast(EVIDENCE)),
        attention=form.attention,
        raised_on=pl.col("lo") + pl.duration(days=longest + 1),
        measure={"days": pl.col("days"), "sure": sure.fill_null(False)} | _told(p),
    )


def _spans(case: Tables, form: NothingFor, p: Params) -> pl.LazyFrame:
    """The days of each child's life, so far as the form looks at it, that returns cover.

    ``surely_first`` and ``surely_last`` are the ends that hold whenever the child was born.
    """
    life = _lifetime(case, form, p)
    return (
        life.join(_joined(covered(case, form.silent)), on="case_id")
        .with_columns(
            first=pl.max_horizontal("first", "c_first"), last=pl.min_horizontal("last", "c_last")
        )
        .filter(pl.col("first") <= pl.col("last"))
        .select(*KEY, "first", "last", "surely_first", "surely_last")
    )


def _lifetime(case: Tables, form: Form, p: Params) -> pl.LazyFrame:
    """The days of each child that the form looks at, cut to the review."""
    nothing = pl.lit(None, dtype=pl.Date)
    if form.ages is None:
        review = case.cases.select("case_id", first="review_from", last="review_to")
        return (
            children(case)
            .select(KEY)
            .join(review, on="case_id")
            .with_columns(surely_first=nothing, surely_last=nothing)
        )
    lead = 0 if form.ages == "from birth" else PREGNANCY_DAYS
    under = _under(form, p)
    return under_age(case, under, before_birth_days=lead).with_columns(
        surely_first=pl.col("born_hi") - pl.duration(days=lead),
        surely_last=pl.col("born_lo").dt.offset_by(under) - pl.duration(days=1),
    )


def _joined(spans: pl.LazyFrame) -> pl.LazyFrame:
    """Coverage without overlaps: what one return or another speaks of."""
    ordered = spans.select("case_id", "first", "last").sort("case_id", "first", "last")
    before = pl.col("last").cum_max().shift(1).over("case_id")
    fresh = pl.col("first") > before + pl.duration(days=1)
    return (
        ordered.with_columns(stretch=fresh.fill_null(True).cum_sum())
        .group_by("case_id", "stretch")
        .agg(c_first=pl.col("first").min(), c_last=pl.col("last").max())
        .drop("stretch")
    )


def _contacts(case: Tables, contact: Contact, kids: pl.LazyFrame, childs: Childs) -> pl.LazyFrame:
    if contact.concepts:
        return _picked(case, contact, kids, childs)
    which = case.events.filter(pl.col("agency_kind").is_in(contact.agency_kinds)).select(
        "case_id", "event_id", person_id=pl.lit(None, dtype=pl.String)
    )
    return of_each_child(entries(case, which, part=contact.called or "entry"), kids)


def _picked(
    case: Tables, these: Happenings | Contact, kids: pl.LazyFrame, childs: Childs
) -> pl.LazyFrame:
    """What the form asks for, as occurrences of each child that they are about.

    What is said of a child is that child's; of the mother, the household or a meeting, every
    child's.
    """
    found = said(case, *these.concepts, statuses=(these.said,), part=these.called)
    if these.who:
        found = found.filter(pl.col("who").is_in(these.who))
    if these.agency_kinds:
        found = found.filter(pl.col("agency_kind").is_in(these.agency_kinds))
    found = shared(found)
    unsaid = (pl.col("who") == "unknown") & pl.col("concept").is_in(sorted(childs))
    own = (pl.col("who") == "child") | unsaid
    return pl.concat(
        [of_children(found.filter(own), kids), of_each_child(found.filter(~own), kids)],
        how="diagonal",
    )


def _of_age(occurrences: pl.LazyFrame, form: Form, p: Params) -> pl.LazyFrame:
    """Those while the child was of the age that the form looks at."""
    if form.ages is None:
        return occurrences
    under = _under(form, p) if form.age == "before birth" or _limited(form) else None
    return aged(occurrences, from_days=0 if form.ages == "from birth" else None, under=under)


def _limited(form: Form) -> bool:
    return "under_months" in form.numbers


def _under(form: Form, p: Params) -> str:
    """The age by which it stops looking, as polars writes it."""
    if form.ages == "before birth":
        return "0d"
    return f"{_number(p, 'under_months')}mo" if _limited(form) else CHILDHOOD


def _number(p: Params, name: str, otherwise: int = 0) -> int:
    return int(getattr(p, name, otherwise))


def _reach(p: Params) -> Reach:
    if hasattr(p, "within_working_days"):
        return working_days(_number(p, "within_working_days"))
    return days(_number(p, "within_days"))


def _told(p: Params) -> dict[str, pl.Expr]:
    """The numbers that the rule ran with, so that its words can name them."""
    return {f"p_{name}": pl.lit(value) for name, value in p.model_dump().items()}


def scope_of(form: Form) -> Scope | None:
    """Where the pattern can't be looked for: no child of that age, no return that would show it."""
    kinds = asked_of(form)
    if form.ages is not None:
        lead = 0 if form.ages == "from birth" else PREGNANCY_DAYS
        return lambda case, p: age_scope(
            case, _under(form, p), stage=_stage(form, p), kinds=kinds, before_birth_days=lead
        )
    if kinds is None:
        return None
    names = ", ".join(kind.replace("_", " ") for kind in kinds)
    reason = f"No return was read of: {names}."
    return lambda case, p: coverage_scope(case, kinds, reason=reason)


def asked_of(form: Form) -> tuple[str, ...] | None:
    """The kinds of agency without whose returns there is nothing to look at."""
    if isinstance(form, NothingFor):
        return None if form.silent == AGENCY_KINDS else form.silent
    if isinstance(form, Count | NotFollowedBy):
        return form.what.agency_kinds or None
    if isinstance(form, Together):
        kinds = [one.agency_kinds for one in form.each]
        return tuple(dict.fromkeys(sum(kinds, ()))) if all(kinds) else None
    return None


def _stage(form: Form, p: Params) -> str:
    if form.ages == "before birth":
        return "unborn"
    before = "unborn or " if form.ages == "before birth and after" else ""
    months = f"under {_number(p, 'under_months')} months" if _limited(form) else "under 18"
    return f"{before}{months}"
