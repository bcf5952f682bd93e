"""What the flags of a TOML rule say: plain sentences with their figures."""

from __future__ import annotations

from chronology.own_rules.form import Count, Form, NotFollowedBy, NothingFor, Together
from chronology.rule import Measure, Wording, Words, listed, times
from chronology.tables import AGENCY_KINDS

UNSURE = " Some of this is uncertain in the records: the day, or which child is meant."


def words_of(form: Form) -> Words:
    """The function that words a form's findings."""
    if isinstance(form, Count):
        return lambda m: _count(form, m)
    if isinstance(form, NotFollowedBy):
        return lambda m: _not_followed(form, m)
    if isinstance(form, Together):
        return lambda m: _together(form, m)
    if isinstance(form, NothingFor):
        return lambda m: _nothing_for(form, m)
    raise TypeError(type(form))


def _count(form: Count, m: Measure) -> Wording:
    span = "" if m["days"] is None else f" within {_days(m['days'])}"
    return Wording(
        f"Recorded {times(m['n'])}{span}{_across(m)}: {form.what.label}. Looked for: at least "
        f"{m['p_at_least']} within {_days(m['p_within_days'])}.{_unsure(m)}"
    )


def _together(form: Together, m: Measure) -> Wording:
    things = "; ".join(one.label for one in form.each)
    near = "within" if m["sure"] else "and it may be within"
    return Wording(
        f"Recorded {near} {_days(m['p_within_days'])} of each other{_across(m)}: "
        f"{things}.{_unsure(m)}"
    )


def _not_followed(form: NotFollowedBy, m: Measure) -> Wording:
    after = _after(m)
    if m["kind"] == "information_gap":
        return Wording(
            f"Recorded: {form.what.label}. No return that was read would show what came {after}, "
            f"so nothing is known of: {form.then.label}.",
            f"Was there {form.then.label}, and when? Ask {_whom(form)} for the record.",
        )
    return Wording(
        f"Recorded: {form.what.label}. Not on record {after}: {form.then.label}.{_unsure(m)}"
    )


def _whom(form: NotFollowedBy) -> str:
    if form.covered_by == AGENCY_KINDS:
        return "the agencies"
    return listed([kind.replace("_", " ") for kind in form.covered_by]).replace(" and ", " or ")


def _nothing_for(form: NothingFor, m: Measure) -> Wording:
    length = _days(m["days"]) if m["sure"] else f"up to {_days(m['days'])}"
    kinds = form.silent if form.silent != AGENCY_KINDS else ()
    whose = f"returns of {listed([it.replace('_', ' ') for it in kinds])}" if kinds else "returns"
    return Wording(
        f"Not on record for {length} that {whose} cover: {form.contact.label}.{_unsure(m)}"
    )


def _after(m: Measure) -> str:
    if m["p_within_working_days"] is not None:
        number = m["p_within_working_days"]
        span = f"{number} working day{'' if number == 1 else 's'}"
    elif m["p_within_days"] == 0:
        return "on the same day"
    else:
        span = _days(m["p_within_days"])
    return f"on that day or in the {span} after"


def _across(m: Measure) -> str:
    return f", in the records of {m['p_across_agencies']} or more agencies" * (
        (m["p_across_agencies"] or 1) > 1
    )


def _days(number: int) -> str:
    return {0: "one day", 1: "1 day"}.get(number, f"{number} days")


def _unsure(m: Measure) -> str:
    return "" if m["sure"] else UNSURE
