"""A relative or friend relied on to keep a child safe, without a check or a look at their suitability.

What it looks for
-----------------
A record that a relative or friend is relied on to keep the child safe: under a safety plan or written
agreement, to supervise a parent, to have the child while enquiries go on, or that the child was placed
with them. Care by a relative counts too where the same entry tells of a strategy discussion, a section
47 enquiry, a child protection conference or plan.

It is raised where no check of any relative or friend (police, agency or viability check, or that
their suitability was looked at) is recorded at any time before or within five working days after.
Where records tell of violence or another danger from a relative and a relative has the child's care,
that is told beside it, and is enough without a safety plan.

It is raised too where a record or review says outright that they were not checked or assessed.

A summary of several agencies leaves much out. There it is *possible* where a relative has the child
and is told of with drink, drugs, police matters or more than they can carry, or where the
child is placed or stays with one in a case of child protection, and no check is told of.

Left out: babysitting, school runs and other help that families give each other.

Why it matters
--------------
When services rely on a grandmother to keep a baby safe, she becomes part of the plan. Reviews find that what one agency
knew about her own history was never asked for, or that she had not been told what she was to protect
the child from.

Known limits
------------
- No published number says how soon. Five working days is this project's default.
- Which relative was checked is seldom told in a way that can be matched to the one relied on, so a check of any of them
  counts.
- Most relatives who step in are safe and are the best care the child could have. The flag asks what was
  known, not whether they should have been trusted. Kinship carers are often poor and seldom thanked.
- Families who rely on each other more, and families watched more closely, have more of such entries.
- A check made by telephone and not written down looks like none.

Questions for the panel
-----------------------
- What was known about this relative, by whom, and was it asked for before they were relied on?
- Was the relative told what the risk was, what to do, and whom to ring?
- What help were they given?

Sources
-------
- Cumbria Safeguarding Children Partnership, Learning Briefing “Ivy”: checks and suitability of
  wider family members who are relied on
- Working Together to Safeguard Children: safety plans and the family network

Examples
--------
Said in a review's own order of words
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                 | evidence |
    | 2021-07-01 | review | No one visited the grandmother's home before the children moved there. | said outright |

    expect: flag, medium, possible

Grandparents who visit
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                          | evidence |
    | 2021-07-01 | review | Grandmother visits on Sundays with mum present. |  |

    expect: nothing found


A summary in which the baby goes to a grandmother, and of her own drinking
    | date        | agency         | record                                                    | evidence                |
    | Spring 2019 | GP             | Maternal grandmother smelt of alcohol when she came in.   |                         |
    | Summer 2019 | health visitor | Grandma has him most nights while Mum works.              | cared for by a relative |
    | Autumn 2019 | police         | Lost telephone reported.                                  |                         |

    says: Records tell of a relative's own drinking, drugs, trouble with the police or strain
    expect: flag, medium, possible

A summary of an enquiry in which the baby stays with an aunt
    | date        | agency                 | record                                        | evidence              |
    | Spring 2019 | police                 | S47 begun, unexplained fracture.              |                       |
    | Spring 2019 | children's social care | Baby placed w/ paternal aunt.                 | stays with a relative |
    | Autumn 2019 | school                 | Sibling late most days.                       |                       |

    says: in a case of child protection enquiries, a plan or an emergency decision.
    expect: flag, medium, possible

A summary in which the aunt was assessed first
    | date        | agency                 | record                                                | evidence |
    | Spring 2019 | police                 | S47 begun, unexplained fracture.                      |          |
    | Spring 2019 | children's social care | Paternal aunt approved and her checks clear. Baby placed w/ paternal aunt. | |
    | Autumn 2019 | school                 | Sibling late most days.                               |          |

    expect: nothing found

A summary of a family that stays with relatives, and of no danger
    | date        | agency         | record                                              | evidence |
    | Spring 2019 | housing        | Moved in with her sister until the flat is ready.   |          |
    | Summer 2019 | health visitor | Baby weighed in clinic.                             |          |
    | Autumn 2019 | police         | Lost telephone reported.                            |          |

    expect: nothing found

Nobody asked who the friends were
    under review 2020-01-01 to 2021-12-31

    | date       | agency | record                                                                          | evidence      |
    | 2021-02-10 | review | She stayed for weeks with friends. Nobody established who else lived there.     | said outright |

    expect: flag, medium, possible

Who minds them at weekends was not checked
    under review 2020-01-01 to 2021-12-31

    | date       | agency                 | record                                                             | evidence      |
    | 2021-02-10 | children's social care | Paternal aunt to look after the children on Saturdays. No checks were carried out on her.  | said outright |

    says: A record says that they were not checked or assessed.
    expect: flag, medium, definite

A check that was made, and a placement of no known day
    under review 2020-01-01 to 2021-12-31

    | date       | agency                 | record                                                             | evidence |
    | 2021-02-10 | children's social care | Grandparents assessed as suitable carers.                          |          |
    |            | review                 | Baby was placed with the grandparents.                             |          |

    expect: nothing found

A grandmother supervises under a safety plan
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                              | evidence  |
    | 2021-08-02 | children's social care | Safety plan: MGM to supervise mother's care of baby at all times.   | relied on |
    | 2021-09-02 | children's social care | Home visit. Baby seen, all well.                                    |           |

    says: A relative or friend is recorded once as relied on to keep the child safe.
    says: No check or look at their suitability is recorded before or in the 5 working days after.
    raised: 2021-08-09
    expect: flag, high, definite

Checked on the last day that counts
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                              | evidence  |
    | 2021-08-02 | children's social care | Safety plan: MGM to supervise mother's care of baby at all times.   |           |
    | 2021-08-09 | children's social care | Police checks on MGM returned, nothing known.                       |           |

    expect: nothing found

Checked the day after
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                              | evidence  |
    | 2021-08-02 | children's social care | Safety plan: MGM to supervise mother's care of baby at all times.   | relied on |
    | 2021-08-10 | children's social care | Police checks on MGM returned, nothing known.                       |           |

    raised: 2021-08-09
    expect: flag, high, definite

Assessed before
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                              | evidence  |
    | 2021-03-02 | children's social care | Viability assessment of paternal aunt completed, positive.          |           |
    | 2021-08-02 | children's social care | Baby to live with paternal aunt while enquiries are made.           |           |

    expect: nothing found

Care by a relative decided in a strategy discussion
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                                              | evidence  |
    | 2021-08-02 | police                 | Strategy discussion held. Children staying with their grandparents for the weekend. | relied on |
    | 2021-08-05 | children's social care | Visit to the children, seen.                                                        |           |

    expect: flag, high, definite

A relative with a history of violence looks after the child
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                        | evidence             |
    | 2021-05-02 | police                 | Uncle arrested for assault, previous convictions for violence. | known of a relative |
    | 2021-08-02 | health visitor         | Uncle looks after the baby most days.                         | cared for by a relative |
    | 2021-09-02 | children's social care | Referral received, no further action.                         |                      |

    says: Records tell of violence or another danger from a relative, and of a relative caring for the child; whether that is the same person they do not always say.
    raised: 2021-08-09
    expect: flag, high, definite

Ordinary help in the family
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                    | evidence |
    | 2021-08-02 | health visitor         | Nan babysits on Fridays and has her overnight.            |          |
    | 2021-08-20 | children's social care | Grandparents collect the older one from school every day. |          |

    expect: nothing found

No safety plan needed, and one only thought of
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                          | evidence |
    | 2021-08-02 | children's social care | No safety plan needed.                                          |          |
    | 2021-08-20 | children's social care | If mother is admitted, consider a placement with her sister.    |          |

    expect: nothing found

A review says so outright
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                                                                        | evidence     |
    | 2021-09-01 | review | No checks were made on the grandmother and her own history was not explored.  | said outright |

    expect: flag, medium, definite

Relied on and not checked, said in one entry
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                          | evidence  |
    | 2021-08-02 | children's social care | Aunt agreed to supervise contact. No checks were completed.     | relied on, said outright |

    expect: flag, high, definite

Nothing has a date
    under review 2021-01-01 to 2022-06-30

    | date | agency | record                                                                      | evidence  |
    |      | review | The baby was discharged to the care of the paternal grandmother.            | relied on |
    |      | review | Weight gain was good.                                                       |           |

    expect: flag, high, possible

The check may have come in time
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date        | agency                 | record                                                              | evidence  |
    | 2021-08-02  | children's social care | Safety plan: MGM to supervise mother's care of baby at all times.   | relied on |
    | August 2021 | children's social care | Police checks on MGM returned, nothing known.                       |           |

    expect: flag, high, possible

Nobody who would have made the check sent a return
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30
    children's social care: no return

    | date       | agency         | record                                                               | evidence  |
    | 2021-08-02 | health visitor | Baby placed with maternal grandmother under a safety plan.           | relied on |

    says: Relative relied on: no return would show a check
    says: No return that was read would hold a check of them.
    says: Was this relative checked, and by whom? Ask children's social care.
    expect: information gap

No agency that plans or checks was read
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                       | evidence |
    | 2021-08-02 | GP     | Seen with grandmother, cold. |          |

    expect: not assessable

A relative's history in a month that may be later than the care
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date        | agency                 | record                                                 | evidence                |
    | August 2021 | police                 | Grandfather arrested for assault, history of violence. | known of a relative     |
    | 2021-08-02  | children's social care | Grandfather looks after the baby most days.             | cared for by a relative |
    | 2021-10-02  | children's social care | Home visit. Baby seen, all well.                       |                         |

    expect: flag, high, possible
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold, times
from chronology.tables import FAR_AHEAD, LONG_AGO, Tables
from chronology.temporal import (
    OCCURRENCE,
    about_the_child,
    affirmed,
    coverage_scope,
    last_day,
    negated,
    not_done_by,
    said,
    shared,
    told_by_a_return,
    told_once,
    without,
    working_days,
)

CASE = ("case_id",)

PROTECTING = (
    "strategy_discussion",
    "section_47",
    "child_protection_conference",
    "child_protection_plan",
)
"""What shows, in the same entry, that care by a relative is part of keeping the child safe."""

ENQUIRIES = (*PROTECTING, "emergency_decision")
"""What shows, somewhere in a summary, that services had to know who has the child."""

OF_THEIR_OWN = ("alcohol", "substance_misuse", "risky_adult")
"""What may be told of a relative in passing."""

CHECKS = ("childrens_social_care", "early_help", "police", "other")
"""Agencies whose records would hold a check of a relative, and chronologies of several."""

WITH_KIN = ("wider_family_carer", "child_with_kin", "child_placed_with_kin")
"""Whom the child, or the family, is with."""

COLUMNS = ("case_id", "happening", "lo", "hi", "evidence", "sure", "kind", "shown")


class Parameters(Params):
    """The rule's numbers."""

    checked_within_working_days: int = threshold(
        5,
        ge=0,
        le=60,
        description="a check is looked for this soon after, in working days",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    told = []
    if m["relied"]:
        told.append(
            f"A relative or friend is recorded {times(m['relied'])} as relied on to keep the child "
            "safe."
        )
    if m["risky"]:
        told.append(
            "Records tell of violence or another danger from a relative, and of a relative caring "
            "for the child; whether that is the same person they do not always say."
        )
    if m["burdened"]:
        told.append(
            "Records tell of a relative's own drinking, drugs, trouble with the police or strain, and "
            "of a relative having the child; whether that is the same person they do not always say."
        )
    if m["placed"]:
        told.append(
            "The child, or the family, is recorded as staying with a relative or friend in a case of "
            "child protection enquiries, a plan or an emergency decision."
        )
    if m["kind"] == "information_gap":
        told.append("No return that was read would hold a check of them.")
        return Wording(
            " ".join(told),
            "Was this relative checked, and by whom? Ask children's social care.",
            "Relative relied on: no return would show a check",
        )
    if m["relied"] or m["risky"] or m["burdened"] or m["placed"]:
        told.append(
            "No check or look at their suitability is recorded before or in the "
            f"{m['working_days']} working days after."
        )
    if m["outright"]:
        told.append("A record says that they were not checked or assessed.")
    return Wording(" ".join(told))


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no agency that plans for safety or checks was read."""
    return coverage_scope(
        case, CHECKS, reason="No return of an agency that makes such checks was read."
    ).join(_relied_on(case).select("case_id").unique(), on="case_id", how="anti")


@rule("relative-carer-unchecked", attention="high", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Relatives relied on and not checked, told once for the case."""
    soon = working_days(p.checked_within_working_days)
    relied = shared(_relied_on(case))
    care = pl.concat([relied, _with_a_risky_relative(case), _in_a_summary(case, relied)])
    checks = shared(_checks(case))
    undone = not_done_by(care, checks, within_days=soon, by=CASE)
    unchecked = _unless_checked_once(undone, checks).with_columns(
        shown=last_day(soon, pl.col("hi"))
    )
    asked = shared(
        told_by_a_return(unchecked, case, CHECKS, first=pl.col("lo"), last=pl.col("shown"))
    )
    rows = pl.concat([asked.filter("told").select(COLUMNS), _outright(case, relied)])
    flags = shared(told_once(_with_the_danger(rows, case), *_figures()))
    gaps = told_once(asked.filter(~pl.col("told")).select(COLUMNS), *_figures()).join(
        flags.select("case_id"), on="case_id", how="anti"
    )
    return pl.concat([_findings(flags, case, p), _findings(gaps, case, p, kind="information_gap")])


def _relied_on(case: Tables) -> pl.LazyFrame:
    """Relatives and friends who are part of keeping the child safe."""
    protecting = affirmed(case, *PROTECTING).select("case_id", "happening").unique()
    care = affirmed(case, "wider_family_carer", part="relied on").join(
        protecting, on=["case_id", "happening"], how="semi"
    )
    return pl.concat([affirmed(case, "relied_on_relative", part="relied on"), care]).with_columns(
        kind=pl.lit("relied")
    )


def _with_a_risky_relative(case: Tables) -> pl.LazyFrame:
    """Care by relatives in cases where one of them is told of as a danger, by the day of it."""
    danger = (
        _dangers(case).group_by("case_id").agg(d_lo=pl.col("lo").min(), d_hi=pl.col("hi").min())
    )
    return (
        affirmed(case, "wider_family_carer", part="cared for by a relative")
        .join(danger, on="case_id")
        .filter(pl.col("d_lo") <= pl.col("hi"))
        .with_columns(sure=pl.col("sure") & (pl.col("d_hi") <= pl.col("lo")), kind=pl.lit("risky"))
        .drop("d_lo", "d_hi")
    )


def _in_a_summary(case: Tables, relied: pl.LazyFrame) -> pl.LazyFrame:
    """Who has the child, in a summary that tells of no check: with what is told of a relative, or
    in a case of child protection. A summary leaves much out, so these are *possible*."""
    summed_up = case.coverage.filter("returned", pl.col("from_date").is_null()).select("case_id")
    summed_up = summed_up.unique()
    past = ("affirmed", "historical", "other_person")
    of_them = said(case, *OF_THEIR_OWN, statuses=past).filter(pl.col("who") == "wider_family")
    burdens = pl.concat([of_them, affirmed(case, "relative_in_difficulty")])
    # what a brother or sister had, before, is told as history
    had = without(affirmed(case, *WITH_KIN, part="cared for by a relative"), _siblings(case))
    burdened = _until_the_incident(had, case).join(
        burdens.select("case_id").unique(), on="case_id", how="semi"
    )
    put = affirmed(case, "child_placed_with_kin", part="stays with a relative")
    placed = _until_the_incident(without(put, _siblings(case)), case).join(
        affirmed(case, *ENQUIRIES).select("case_id").unique(), on="case_id", how="semi"
    )
    kinds = [
        burdened.with_columns(kind=pl.lit("burdened")),
        placed.with_columns(kind=pl.lit("placed")),
    ]
    rows = without(pl.concat(kinds), relied).join(summed_up, on="case_id", how="semi")
    return rows.with_columns(sure=pl.lit(False))


def _siblings(case: Tables) -> pl.LazyFrame:
    return affirmed(case, "sibling_history")


def _until_the_incident(care: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    """Care that can have begun by the day of the incident: afterwards the courts see to it."""
    ends = case.cases.select("case_id", _ends=pl.coalesce("incident_latest", "index_incident"))
    known = care.join(ends, on="case_id", how="left")
    return known.filter(pl.col("_ends").is_null() | (pl.col("lo") <= pl.col("_ends"))).drop("_ends")


def _dangers(case: Tables) -> pl.LazyFrame:
    return affirmed(case, "risky_adult", part="known of a relative").filter(
        pl.col("who") == "wider_family"
    )


def _checks(case: Tables) -> pl.LazyFrame:
    """Checks of a relative, and of whoever is not named."""
    of_some = affirmed(case, "risk_check", "assessment").filter(
        (pl.col("who") == "wider_family")
        | ((pl.col("concept") == "risk_check") & (pl.col("who") == "unknown"))
    )
    return pl.concat([affirmed(case, "relative_assessed"), of_some])


def _unless_checked_once(rows: pl.LazyFrame, checks: pl.LazyFrame) -> pl.LazyFrame:
    """Without reliance of no known day where a check is on record: nothing says it came too late."""
    undated = (pl.col("lo") == LONG_AGO) & (pl.col("hi") == FAR_AHEAD)
    once = checks.select("case_id", once=pl.lit(True)).unique()
    left = rows.join(once, on="case_id", how="left")
    return left.filter(~undated | pl.col("once").is_null()).drop("once")


def _outright(case: Tables, relied: pl.LazyFrame) -> pl.LazyFrame:
    """What says in so many words that they were not checked."""
    part = "said outright"
    none = negated(case, "risk_check", "relative_assessed", part=part)
    past = ("affirmed", "historical")
    unmet = said(case, "not_met_or_checked", "adult_unresearched", statuses=past, part=part).filter(
        pl.col("who").is_in(["wider_family", "unknown"])
    )
    care = pl.concat([relied.select(OCCURRENCE), affirmed(case, *WITH_KIN)])
    unasked = affirmed(case, "carer_not_looked_into", part=part).with_columns(sure=pl.lit(False))
    beside = pl.concat([none, unmet, unasked]).join(
        care.select("case_id", "happening").unique(), on=["case_id", "happening"], how="semi"
    )
    stated = affirmed(case, "relative_unchecked", part=part)
    told = affirmed(case, "relative_unvetted", part=part).with_columns(sure=pl.lit(False))
    plain = pl.concat([stated, without(beside, stated)])
    return (
        pl.concat([plain, without(told, plain)])
        .with_columns(kind=pl.lit("outright"), shown=pl.col("hi"))
        .select(COLUMNS)
    )


def _with_the_danger(rows: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    """What is told of a relative stands beside the care that one of them gives."""
    rows = shared(rows)
    cases = rows.filter(pl.col("kind") == "risky").select("case_id").unique()
    danger = _dangers(case).join(cases, on="case_id", how="semi")
    beside = danger.with_columns(
        kind=pl.lit("danger"), shown=pl.lit(None, dtype=pl.Date), sure=False
    )
    return pl.concat([rows, beside.select(COLUMNS)])


def _figures() -> tuple[pl.Expr, ...]:
    kind = pl.col("kind")
    return (
        pl.col("happening").filter(kind == "relied").n_unique().cast(pl.Int64).alias("relied"),
        (kind == "risky").any().alias("risky"),
        (kind == "burdened").any().alias("burdened"),
        (kind == "placed").any().alias("placed"),
        (kind == "outright").any().alias("outright"),
        pl.col("shown").min(),
    )


def _findings(told: pl.LazyFrame, case: Tables, p: Parameters, kind: str = "flag") -> pl.LazyFrame:
    serious = (pl.col("relied") > 0) | pl.col("risky")
    level = pl.when(serious).then(pl.lit("high")).otherwise(pl.lit("medium"))
    return findings(
        about_the_child(told, case),
        attention=level if kind == "flag" else "medium",
        kind=kind,
        raised_on=pl.col("shown"),
        measure={
            "relied": pl.col("relied"),
            "risky": pl.col("risky"),
            "burdened": pl.col("burdened"),
            "placed": pl.col("placed"),
            "outright": pl.col("outright"),
            "working_days": pl.lit(p.checked_within_working_days),
        },
    )
