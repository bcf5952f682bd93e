"""A parent who was in care, and whether the support that was owed was given.

What it looks for
-----------------
A parent of whom a record says that they were in care or are a care leaver, until their 25th
birthday. Inside the leaving care service's own coverage it looks for what a corporate parent
owes: contact by a personal adviser at least every eight weeks, a review of the pathway plan at least every six months, a
plan that speaks of becoming a parent, and an offer of support. It also points out when the adviser changed or the case was
closed between conception and the baby's first birthday.

This is a rule about support. Being care experienced is never a risk factor, here or in any other
rule.

Why it matters
--------------
Reviews describe young parents fresh out of care who were left without the adviser, the plan or the
practical help they were owed, at the time they needed a grandparent's worth of it.

Known limits
------------
- Leaving care services differ in what they write down: a text message or a lift may not be there.
- The eight-week figure is a local standard; the law says that the adviser keeps in touch.
- Where the date of the last review before the return begins is not known, the count starts with the
  return.

Questions for the panel
-----------------------
- Was the corporate parent acting as a good grandparent would?
- What was the young parent told that they could have, and did it come?
- Who else was told when the adviser changed?

Sources
-------
- Care Leavers (England) Regulations 2010 (SI 2010/2571): pathway plans and their review
- Isle of Wight Council, care leavers' offer: a personal adviser on request until 25; pathway plan
  reviewed at least every six months
- Bracknell Forest Council and Cheshire West and Chester Council: contact at least every eight weeks
- Cumbria Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Leo” (2024),
  recommendations 7 and 8

Examples
--------
Said in a review's own order of words
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                 | evidence |
    | 2021-07-01 | review | The mother, a care leaver, had no pathway plan when the baby was born. | said outright |

    expect: flag, medium, possible

A summary tells of such a parent, and of no support
    | date        | agency         | record                                                       | evidence         |
    | Spring 2019 | midwife        | Mother booked. She had been looked after as a teenager.      | care experienced |
    | Summer 2019 | health visitor | Baby weighed in clinic.                                      |                  |
    | Autumn 2019 | school         | Sibling late most days.                                      |                  |

    expect: flag, medium, possible

A summary in which the adviser came
    | date        | agency         | record                                                       | evidence |
    | Spring 2019 | midwife        | Mother booked. She had been looked after as a teenager.      |          |
    | Summer 2019 | leaving care   | Personal adviser visited her. Pathway plan covers parenthood. |         |
    | Autumn 2019 | school         | Sibling late most days.                                      |          |

    expect: nothing found


No contact by the adviser for fifty-seven days
    child born 2021-06-03
    mother born 2001-02-01
    under review 2021-04-01 to 2021-07-31

    | date       | agency       | record                                                                | evidence                |
    | 2021-04-01 | leaving care | Care leaver. PA visit at her flat. Pathway plan reviewed and covers parenting. | adviser's contact, care experienced |
    | 2021-05-28 | leaving care | PA visit, all well.                                                   | adviser's contact       |
    | 2021-07-20 | leaving care | PA visit, baby seen too.                                              |                         |

    says: Care experienced parent: a gap in the personal adviser's contact
    says: No contact by the personal adviser is on record for 57 days; at least every 56 is expected.
    says: What did the young parent need in those weeks, and who was there?
    raised: 2021-05-28
    expect: flag, medium, definite

Contact on the fifty-sixth day
    child born 2021-06-03
    mother born 2001-02-01
    under review 2021-04-01 to 2021-07-20

    | date       | agency       | record                                                                | evidence |
    | 2021-04-01 | leaving care | Care leaver. PA visit at her flat. Pathway plan reviewed and covers parenting. |          |
    | 2021-05-27 | leaving care | PA visit, all well.                                                   |          |
    | 2021-07-20 | leaving care | PA visit, baby seen too.                                              |          |

    expect: nothing found

Pathway plan reviewed a day after six months
    child born 2021-06-03
    mother born 2001-02-01
    under review 2021-01-01 to 2021-08-01
    with contact_within_days = 365

    | date       | agency       | record                                                                | evidence               |
    | 2021-01-01 | leaving care | Care leaver. PA visit. Pathway plan reviewed and covers parenting.    | pathway plan reviewed, care experienced |
    | 2021-07-04 | leaving care | Pathway plan reviewed.                                                | pathway plan reviewed  |

    says: Care experienced parent: the pathway plan was not reviewed in time
    says: No review of the pathway plan is on record for 184 days; at least every 183 is owed.
    says: What had changed in the young parent's life that the plan did not know of?
    raised: 2021-07-04
    expect: flag, medium, definite

Pathway plan reviewed after six months to the day
    child born 2021-06-03
    mother born 2001-02-01
    under review 2021-01-01 to 2021-08-01
    with contact_within_days = 365

    | date       | agency       | record                                                                | evidence |
    | 2021-01-01 | leaving care | Care leaver. PA visit. Pathway plan reviewed and covers parenting.    |          |
    | 2021-07-03 | leaving care | Pathway plan reviewed.                                                |          |

    expect: nothing found

The plan says nothing of becoming a parent
    child born 2021-06-03
    mother born 2001-02-01
    under review 2021-01-01 to 2021-06-30
    with contact_within_days = 365

    | date       | agency       | record                                                                | evidence               |
    | 2021-01-01 | leaving care | Care leaver. PA visit. Pathway plan reviewed: housing and budgeting.  | care experienced, pathway plan reviewed |

    says: Care experienced parent: nothing on record about parenthood in the pathway plan
    says: The pathway plan is on record, and no record says that it speaks of becoming a parent.
    says: No offer of support as a care leaver is on record either.
    raised: 2021-01-01
    expect: flag, medium, definite

The adviser changed during the pregnancy
    child born 2021-06-03
    mother born 2001-02-01
    under review 2021-01-01 to 2021-06-30
    with contact_within_days = 365

    | date       | agency       | record                                                                | evidence         |
    | 2021-01-01 | leaving care | Care leaver. PA visit. Pathway plan reviewed and covers parenting.    | care experienced |
    | 2021-03-01 | leaving care | PA has left the service. New PA allocated.                            | change of worker |

    says: Care experienced parent: a change of adviser around the birth
    says: A change of adviser or a closure of the case is recorded once between conception and the baby's first birthday.
    says: Who was told of the change, and what did the young parent think of it?
    raised: 2021-03-01
    expect: flag, medium, definite

Contact in a month that may be too late
    child born 2021-06-03
    mother born 2001-02-01
    under review 2021-04-01 to 2021-07-20

    | date       | agency       | record                                                                | evidence          |
    | 2021-04-01 | leaving care | Care leaver. PA visit at her flat. Pathway plan reviewed and covers parenting. | adviser's contact, care experienced |
    | May 2021   | leaving care | PA visit, all well.                                                   | adviser's contact |
    | 2021-07-01 | leaving care | PA visit, baby seen too.                                              | adviser's contact |

    expect: flag, medium, possible

The leaving care service sent no return
    child born 2021-06-03
    mother born 2001-02-01
    under review 2021-01-01 to 2021-06-30
    leaving care: no return

    | date       | agency  | record                                             | evidence         |
    | 2021-01-01 | midwife | Booking. Mum is a care leaver.                     | care experienced |

    says: Care experienced parent: no record from the leaving care service
    says: A parent is recorded as care experienced.
    says: The leaving care service was asked and no record was submitted.
    expect: information gap

The returns of the leaving care service were never asked for
    child born 2021-06-03
    mother born 2001-02-01
    under review 2021-01-01 to 2021-06-30

    | date       | agency  | record                                             | evidence |
    | 2021-01-01 | midwife | Booking. Mum is a care leaver.                     |          |

    expect: not assessable

Everything on record in time
    child born 2021-06-03
    mother born 2001-02-01
    under review 2021-04-01 to 2021-07-31

    | date       | agency       | record                                                                | evidence |
    | 2021-04-01 | leaving care | Care leaver. PA visit at her flat. Pathway plan reviewed and covers parenting. |          |
    | 2021-05-13 | leaving care | PA visit, baby's things bought with the grant.                        |          |
    | 2021-06-24 | leaving care | PA visit, met the baby. Taken out for lunch.                          |          |

    expect: nothing found

Twenty-five already
    child born 2021-06-03
    mother born 1995-02-01
    under review 2021-01-01 to 2021-06-30

    | date       | agency       | record                                             | evidence |
    | 2021-01-01 | leaving care | Care leaver. Advice line call about council tax.   |          |

    expect: not applicable

Nobody was in care
    child born 2021-06-03
    mother born 2001-02-01
    under review 2021-01-01 to 2021-06-30

    | date       | agency  | record                                             | evidence |
    | 2021-01-01 | midwife | Booking. Good family support. Not known to services. |          |

    expect: not applicable

A mother whose twenty-fifth birthday is soon after
    child born 2021-06-03
    mother born 1996-10-01
    under review 2021-04-01 to 2021-07-31

    | date       | agency       | record                                                                         | evidence                            |
    | 2021-04-01 | leaving care | Care leaver. PA visit at her flat. Pathway plan reviewed and covers parenting. | adviser's contact, care experienced |
    | 2021-07-29 | leaving care | PA visit, all well.                                                            | adviser's contact                   |

    expect: flag, medium, definite

The adviser changed on the first day that counts as pregnancy
    child born 2021-06-03
    mother born 2001-02-01
    under review 2020-07-01 to 2021-06-30
    with contact_within_days = 365
    with review_within_days = 365

    | date       | agency       | record                                                             | evidence         |
    | 2020-08-01 | leaving care | Care leaver. PA visit. Pathway plan reviewed and covers parenting. | care experienced |
    | 2020-08-27 | leaving care | PA has left the service. New PA allocated.                         | change of worker |

    expect: flag, medium, definite

The adviser changed a day before that
    child born 2021-06-03
    mother born 2001-02-01
    under review 2020-07-01 to 2021-06-30
    with contact_within_days = 365
    with review_within_days = 365

    | date       | agency       | record                                                             | evidence |
    | 2020-08-01 | leaving care | Care leaver. PA visit. Pathway plan reviewed and covers parenting. |          |
    | 2020-08-26 | leaving care | PA has left the service. New PA allocated.                         |          |

    expect: nothing found

The adviser changed twice, the second time the day before the first birthday
    child born 2021-06-03
    mother born 2001-02-01
    under review 2021-07-01 to 2022-06-30
    with contact_within_days = 365
    with review_within_days = 365
    says: recorded twice between conception
    raised: 2021-09-01

    | date       | agency       | record                                                             | evidence         |
    | 2021-08-01 | leaving care | Care leaver. PA visit. Pathway plan reviewed and covers parenting. | care experienced |
    | 2021-09-01 | leaving care | PA has left the service. New PA allocated.                         | change of worker |
    | 2022-06-02 | leaving care | PA has left the service. New PA allocated.                         | change of worker |

    expect: flag, medium, definite

The adviser changed on the first birthday
    child born 2021-06-03
    mother born 2001-02-01
    under review 2021-07-01 to 2022-06-30
    with contact_within_days = 365
    with review_within_days = 365

    | date       | agency       | record                                                             | evidence |
    | 2021-08-01 | leaving care | Care leaver. PA visit. Pathway plan reviewed and covers parenting. |          |
    | 2022-06-03 | leaving care | PA has left the service. New PA allocated.                         |          |

    expect: nothing found

The adviser changed in the month of the first birthday
    child born 2021-06-03
    mother born 2001-02-01
    under review 2021-07-01 to 2022-06-30
    with contact_within_days = 365
    with review_within_days = 365

    | date       | agency       | record                                                             | evidence         |
    | 2021-08-01 | leaving care | Care leaver. PA visit. Pathway plan reviewed and covers parenting. | care experienced |
    | June 2022  | leaving care | PA has left the service. New PA allocated.                         | change of worker |

    expect: flag, medium, possible

Support ends with the twenty-fifth birthday
    child born 2021-06-03
    mother born 1996-06-01
    under review 2021-04-01 to 2021-12-31

    | date       | agency       | record                                                                         | evidence |
    | 2021-04-05 | leaving care | Care leaver. PA visit at her flat. Pathway plan reviewed and covers parenting. |          |
    | 2021-05-30 | leaving care | PA visit, said goodbye.                                                        |          |

    expect: nothing found

An entry with the mother there is contact
    child born 2021-06-03
    mother Ann born 2001-02-01
    under review 2021-04-01 to 2021-07-20

    | date       | agency       | who | record                                                                         | evidence |
    | 2021-04-01 | leaving care | Ann | Care leaver. PA visit at her flat. Pathway plan reviewed and covers parenting. |          |
    | 2021-05-27 | leaving care | Ann | Talked about the rent and the crib.                                            |          |
    | 2021-07-19 | leaving care | Ann | Talked about college.                                                          |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold, times
from chronology.tables import EVIDENCE, FAR_AHEAD, LONG_AGO, SUMMARY, Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    children,
    covered,
    entries,
    gap,
    gathered,
    negated,
    put_together,
    said,
    shared,
    told_once,
    without,
)

PARENT = ("case_id", "parent")
"""A parent of the case: their person where known, else what the record calls them."""


SUPPORT = (
    "personal_adviser_contact",
    "pathway_plan",
    "pathway_plan_review",
    "care_leaver_support_offer",
)
"""What shows that the support was there."""


class Parameters(Params):
    """The rule's numbers."""

    until_years: int = threshold(
        25,
        ge=18,
        le=25,
        description="support is owed until this birthday",
        basis="statutory",
        source="Children and Social Work Act 2017, s.3; Isle of Wight Council",
    )
    contact_within_days: int = threshold(
        56,
        ge=7,
        le=365,
        description="the adviser is in contact at least this often, in days",
        basis="local example",
        source="Bracknell Forest Council; Cheshire West and Chester Council",
    )
    review_within_days: int = threshold(
        183,
        ge=30,
        le=365,
        description="the pathway plan is reviewed at least this often, in days (six months)",
        basis="statutory",
        source="Care Leavers (England) Regulations 2010; Isle of Wight Council",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    return {
        "contact": Wording(
            f"No contact by the personal adviser is on record for {m['days']} days; at least every "
            f"{m['limit']} is expected.",
            "What did the young parent need in those weeks, and who was there?",
            "Care experienced parent: a gap in the personal adviser's contact",
        ),
        "review": Wording(
            f"No review of the pathway plan is on record for {m['days']} days; at least every "
            f"{m['limit']} is owed.",
            "What had changed in the young parent's life that the plan did not know of?",
            "Care experienced parent: the pathway plan was not reviewed in time",
        ),
        "parenthood": Wording(
            "The pathway plan is on record, and no record says that it speaks of becoming a parent."
            + (
                "" if m["offered"] else " No offer of support as a care leaver is on record either."
            ),
            "What did the plan offer the young parent as a parent?",
            "Care experienced parent: nothing on record about parenthood in the pathway plan",
        ),
        "worker": Wording(
            "A change of adviser or a closure of the case is recorded "
            f"{times(m['n'] or 1)} between conception and the baby's first birthday.",
            "Who was told of the change, and what did the young parent think of it?",
            "Care experienced parent: a change of adviser around the birth",
        ),
        "outright": Wording(
            "A record says that support which a care experienced parent was owed did not come, or "
            "a summary tells of such a parent and of no support.",
            "What did the young parent ask for, and what would a family have given?",
            "Care experienced parent: support that did not come",
        ),
        "no_return": Wording(
            "A parent is recorded as care experienced. The leaving care service was asked and no "
            "record was submitted.",
            "Ask the leaving care service: who was the adviser, when were they in touch, and when was "
            "the pathway plan reviewed?",
            "Care experienced parent: no record from the leaving care service",
        ),
    }[m["what"]]


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no parent is owed this support, or no return would show it."""
    owed = _parents(case, p).select("case_id").unique()
    silent = case.coverage.filter(
        pl.col("asked"), ~pl.col("returned"), pl.col("agency_kind") == "leaving_care"
    ).select("case_id")
    told = covered(case, ["leaving_care"], summed_up=True).select("case_id")
    nobody = (
        case.cases.select("case_id")
        .join(owed, on="case_id", how="anti")
        .with_columns(
            status=pl.lit("not_applicable"),
            reason=pl.lit(
                "No record that was read says that a parent under "
                f"{p.until_years} was in care or is a care leaver."
            ),
        )
    )
    unread = owed.join(pl.concat([silent, told]).unique(), on="case_id", how="anti").with_columns(
        status=pl.lit("not_assessable"),
        reason=pl.lit(
            "A parent is recorded as care experienced, and no leaving care service was asked: "
            "ask it for its record."
        ),
    )
    return pl.concat([nobody, unread])


@rule(
    "care-experienced-parent",
    attention="medium",
    words=words,
    scope=scope,
    since="0.1.0",
)
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """What was owed and is not on record."""
    parents = shared(_parents(case, p))
    spans = shared(_spans(case, parents))
    # what a summary tells of the service stands; how long it was silent only a return shows
    told = shared(_spans(case, parents, summed_up=True))
    return pl.concat(
        [
            _late(case, spans, "contact", _contacts(case, spans), p.contact_within_days),
            _late(case, spans, "review", _reviews(case), p.review_within_days),
            _plan_without_parenthood(case, told),
            _worker_changes(case, told),
            _outright(case, parents),
            _no_return(case, parents),
        ]
    )


def _parents(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Care experienced parents who are owed support in the period: one row each."""
    born = case.persons.select(
        "case_id", parent="person_id", b_lo="born_earliest", b_hi="born_latest"
    )
    stated = said(
        case,
        "care_experienced_parent",
        statuses=("affirmed", "historical"),
        part="care experienced",
    )
    return (
        stated.with_columns(parent=pl.coalesce("person_id", "who"))
        .with_columns(entry=pl.col("evidence").list.first().struct.field("event_id"))
        .sort("case_id", "parent", "lo", "hi", "entry")
        .unique(["case_id", "parent"], keep="first", maintain_order=True)
        .select("case_id", "parent", "person_id", care="evidence", since="lo")
        .join(born, on=["case_id", "parent"], how="left")
        .join(case.cases.select("case_id", "review_from", "review_to"), on="case_id")
        .with_columns(
            grown_lo=pl.col("b_lo").dt.offset_by(f"{p.until_years}y"),
            grown_hi=pl.col("b_hi").dt.offset_by(f"{p.until_years}y"),
        )
        .filter(
            pl.col("grown_hi").is_null()
            | (pl.col("grown_hi") > pl.col("review_from").fill_null(LONG_AGO))
        )
    )


def _spans(case: Tables, parents: pl.LazyFrame, *, summed_up: bool = False) -> pl.LazyFrame:
    """The days on which the leaving care service's silence means something.

    Where two services cover the same days, they are one stretch: either may have been in touch.
    """
    service = covered(case, ["leaving_care"], summed_up=summed_up).select(
        "case_id", "whole", c_first="first", c_last="last"
    )
    last_day = pl.col("grown_lo").fill_null(FAR_AHEAD) - pl.duration(days=1)
    known = (
        parents.join(service, on="case_id")
        .with_columns(
            first=pl.max_horizontal("c_first", "review_from"),
            last=pl.min_horizontal("c_last", "review_to", last_day),
        )
        .filter(pl.col("first") <= pl.col("last"))
        .sort(*PARENT, "first", "last")
    )
    apart = pl.col("first") > pl.col("last").cum_max().shift(1).over(PARENT)
    return (
        known.with_columns(stretch=apart.fill_null(True).cum_sum())
        .group_by(*PARENT, "stretch", maintain_order=True)
        .agg(
            pl.col("first").min(),
            pl.col("last").max(),
            pl.col("whole").all(),
            pl.col("care", "person_id", "grown_lo").first(),
        )
        .drop("stretch")
    )


def _contacts(case: Tables, spans: pl.LazyFrame) -> pl.LazyFrame:
    """The adviser's contacts: as any record says, and the service's own entries with the parent
    there."""
    said_so = affirmed(case, "personal_adviser_contact", part="adviser's contact")
    own = pl.concat(
        [affirmed(case, "home_visit", part="adviser's contact"), _entries_with(case, spans)]
    ).filter(pl.col("agency_kind") == "leaving_care")
    tried = affirmed(case, "no_access", "missed_appointment", "appointment_cancelled")
    return without(pl.concat([said_so, own]), tried)


def _entries_with(case: Tables, spans: pl.LazyFrame) -> pl.LazyFrame:
    """Entries whose own column for persons has the parent in it: what they record, they were
    there."""
    parents = spans.select("case_id", person_id="parent")
    there = case.participants.filter(pl.col("part") == "present").join(
        parents, on=["case_id", "person_id"], how="semi"
    )
    return entries(case, there.select("case_id", "event_id", "person_id"), part="adviser's contact")


def _reviews(case: Tables) -> pl.LazyFrame:
    return affirmed(case, "pathway_plan_review", part="pathway plan reviewed")


def _late(
    case: Tables, spans: pl.LazyFrame, what: str, done: pl.LazyFrame, limit: int
) -> pl.LazyFrame:
    """Stretches in which what is owed so often is not on record."""
    by_parent = done.drop("person_id").join(spans.select("case_id", "parent"), on="case_id")
    whom = spans.group_by(PARENT).agg(pl.col("person_id", "care").first())
    stretches = gap(by_parent, spans, longer_than_days=limit, by=PARENT).join(whom, on=list(PARENT))
    rows = stretches.with_columns(evidence=put_together("care", "evidence"))
    return findings(
        rows,
        attention="medium",
        raised_on=pl.col("lo") + pl.duration(days=limit + 1),
        measure={
            "whose": pl.col("parent"),
            "what": pl.lit(what),
            "days": pl.col("days"),
            "limit": pl.lit(limit),
        },
    )


def _plan_without_parenthood(case: Tables, spans: pl.LazyFrame) -> pl.LazyFrame:
    """A plan is on record, and nothing says that it speaks of becoming a parent."""
    plans = pl.concat(
        [
            _reviews(case),
            without(affirmed(case, "pathway_plan", part="pathway plan"), _reviews(case)),
            negated(case, "pathway_plan_parenthood", part="plan silent on parenthood"),
        ]
    )
    addressed = affirmed(case, "pathway_plan_parenthood").select("case_id").unique()
    known = (
        spans.select(*PARENT, "person_id", "care", "first", "last", "whole")
        .join(plans.drop("person_id"), on="case_id")
        .filter(pl.col("hi") >= pl.col("first"), pl.col("lo") <= pl.col("last"))
        .with_columns(stated=pl.col("whole") | (pl.col("concept") == "pathway_plan_parenthood"))
        .join(addressed, on="case_id", how="anti")
    )
    rows = (
        known.sort(*PARENT, "lo", "hi", "happening")
        .group_by(*PARENT, "person_id", maintain_order=True)
        .agg(
            care=pl.col("care").first(),
            found=gathered("evidence"),
            lo=pl.col("lo").min(),
            hi=pl.col("hi").max(),
            sure=(
                pl.col("stated")
                & (pl.col("lo") >= pl.col("first"))
                & (pl.col("hi") <= pl.col("last"))
            ).any(),
        )
        .with_columns(evidence=put_together("care", "found"))
    )
    offers = affirmed(case, "care_leaver_support_offer").select("case_id").unique()
    told = rows.join(offers.with_columns(offered=pl.lit(True)), on="case_id", how="left")
    return findings(
        told,
        attention="medium",
        measure={
            "whose": pl.col("parent"),
            "what": pl.lit("parenthood"),
            "offered": pl.col("offered").fill_null(False),
        },
    )


def _worker_changes(case: Tables, spans: pl.LazyFrame) -> pl.LazyFrame:
    """A change of adviser, or a closure, between conception and the first birthday."""
    changes = pl.concat(
        [
            affirmed(case, "worker_change", part="change of worker"),
            affirmed(case, "case_closed", part="case closed"),
        ]
    ).filter(pl.col("agency_kind") == "leaving_care")
    perinatal = children(case).select(
        "case_id",
        from_=pl.col("born_lo") - pl.duration(days=280),
        to=pl.col("born_hi").dt.offset_by("1y"),
    )
    rows = (
        spans.select(*PARENT, "person_id", "care", "first", "last")
        .join(changes.drop("person_id"), on="case_id")
        .join(perinatal, on="case_id")
        .filter(pl.col("hi") >= pl.col("from_"), pl.col("lo") < pl.col("to"))
        .with_columns(
            sure=(pl.col("lo") >= pl.col("from_")) & (pl.col("hi") < pl.col("to")),
        )
        .sort(*PARENT, "lo", "hi", "happening")
        .group_by(*PARENT, "person_id", maintain_order=True)
        .agg(
            care=pl.col("care").first(),
            changes=pl.col("happening").n_unique(),
            found=gathered("evidence"),
            lo=pl.col("lo").min(),
            hi=pl.col("hi").max(),
            sure=pl.col("sure").any(),
        )
        .with_columns(evidence=put_together("care", "found"))
    )
    return findings(
        rows,
        attention="medium",
        raised_on=pl.col("lo"),
        measure={"whose": pl.col("parent"), "what": pl.lit("worker"), "n": pl.col("changes")},
    )


def _outright(case: Tables, parents: pl.LazyFrame) -> pl.LazyFrame:
    """What says in so many words that a parent who was in care was not supported; and a summary of
    several agencies that tells of such a parent and nowhere of the support that was owed."""
    stated = affirmed(case, "care_leaver_unsupported", part="said outright")
    summaries = case.coverage.filter(pl.col("basis") == SUMMARY).select("case_id").unique()
    given = affirmed(case, *SUPPORT).select("case_id").unique()
    untold = (
        parents.join(summaries, on="case_id")
        .join(pl.concat([given, stated.select("case_id").unique()]), on="case_id", how="anti")
        .select("case_id", "care", lo="since", hi="since")
        .with_columns(happening=pl.lit("care"), evidence=pl.col("care"))
    )
    rows = pl.concat([stated, untold], how="diagonal").with_columns(sure=pl.lit(False))
    return findings(
        about_the_child(told_once(rows), case),
        attention="medium",
        raised_on=pl.col("reached"),
        measure={"what": pl.lit("outright")},
    )


def _no_return(case: Tables, parents: pl.LazyFrame) -> pl.LazyFrame:
    silent = case.coverage.filter(
        pl.col("asked"), ~pl.col("returned"), pl.col("agency_kind") == "leaving_care"
    ).select("case_id")
    rows = parents.join(silent.unique(), on="case_id").with_columns(
        lo=pl.col("since"),
        hi=pl.col("since"),
        sure=pl.lit(True),
        evidence=pl.col("care").cast(EVIDENCE),
    )
    return findings(
        rows,
        attention="low",
        kind="information_gap",
        measure={"whose": pl.col("parent"), "what": pl.lit("no_return")},
    )
