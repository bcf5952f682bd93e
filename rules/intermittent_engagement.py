"""Engagement that comes and goes around decisions, or is said to be more apparent than real.

What it looks for
-----------------
What records or a review say outright: that engagement was sporadic, came only under pressure, or was
agreement without change.

And a cycle that shows only over time: something missed, cancelled or refused; one attendance within 90 days;
within 28 days of it a closure or a step-down; and within 90 days of that, something missed again.
Being let in counts as an attendance. What was missed and attended is looked at agency by agency and
over all of them; who came more than once in between is not meant. Where all of it is a parent's
with a service of their own, such as adult mental health, the flag is about that parent.

What the records say stood in the way, such as fares, fear, a partner's control, language, a disability, is
shown with it, before anything else.

Why it matters
--------------
A single kept appointment can end an episode of concern, and the next missed one begins a new file. Reviews
call the line through them engagement that was not looked at as a pattern. It has as many reasons as
families: the panel's question is which barrier there was, and who asked.

Known limits
------------
- The word compliance is not used here for a parent's motive. No record shows a motive.
- Most of the cycle has ordinary reasons: shifts, buses, illness, letters in the wrong language, a partner who
  does not allow it. Poorer families, disabled parents and people subjected to control are over-represented
  in records of missed contacts.
- An attendance that nobody wrote down makes engagement look thinner than it was.
- All numbers are this project's; none were found in guidance. Entries without a date do not make a cycle.
- Over several agencies, whose appointment it was is not told apart: the cycle is the family's.

Questions for the panel
-----------------------
- Was it barrier or avoidance, and who asked the family?
- What did the decision to close or step down rest on, and who knew what had been missed before?

Sources
-------
- Stockport Safeguarding Children Partnership, review “Dylan” (2023): understanding the barriers to meaningful
  engagement
- Cumbria Safeguarding Children Partnership, review “Ivy”: believing that what is seen is progress
- Sussex Safeguarding Children Partnerships, Children not brought to appointments

Examples
--------
Missed, came once, closed, missed again
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                          | evidence                |
    | 2021-04-01 | health visitor         | Not brought to clinic.                          | missed or declined      |
    | 2021-06-30 | health visitor         | Attended clinic with mum, weight fine.          | attended                |
    | 2021-07-28 | children's social care | CIN plan ended.                                 | closed or stepped down  |
    | 2021-10-26 | health visitor         | WNB to one year review.                         | missed or declined      |

    says: Something was missed, one attendance followed, a closure or step-down soon after it, and then something was missed again.
    raised: 2021-10-26
    expect: flag, medium, definite

It came ninety-one days after what was missed
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                          | evidence |
    | 2021-04-01 | health visitor         | Not brought to clinic.                          |          |
    | 2021-07-01 | health visitor         | Attended clinic with mum, weight fine.          |          |
    | 2021-07-28 | children's social care | CIN plan ended.                                 |          |
    | 2021-10-26 | health visitor         | WNB to one year review.                         |          |

    expect: nothing found

Closed twenty-nine days after the attendance
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                          | evidence |
    | 2021-04-01 | health visitor         | Not brought to clinic.                          |          |
    | 2021-06-30 | health visitor         | Attended clinic with mum, weight fine.          |          |
    | 2021-07-29 | children's social care | CIN plan ended.                                 |          |
    | 2021-10-26 | health visitor         | WNB to one year review.                         |          |

    expect: nothing found

Missed again ninety-one days after the closure
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                          | evidence |
    | 2021-04-01 | health visitor         | Not brought to clinic.                          |          |
    | 2021-06-30 | health visitor         | Attended clinic with mum, weight fine.          |          |
    | 2021-07-28 | children's social care | CIN plan ended.                                 |          |
    | 2021-10-27 | health visitor         | WNB to one year review.                         |          |

    expect: nothing found

Called off on the doorstep, let in once, stepped down, then the telephone not answered
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency     | record                                                        | evidence               |
    | 2021-06-01 | early help | Visit called off by Mum on the doorstep, poorly.              | missed or declined     |
    | 2021-06-08 | early help | Mum let me in. Talked about the rent.                         | attended               |
    | 2021-06-29 | early help | Stepped down to universal services.                           | closed or stepped down |
    | 2021-07-20 | early help | Phoned, no answer x2, texted, did not ring back.              | missed or declined     |

    raised: 2021-07-20
    expect: flag, medium, definite

One attendance with the service that stepped down, others with the GP meanwhile
    child born 2021-03-01
    mother born 1999-01-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency              | record                                              | evidence               |
    | 2021-06-01 | adult mental health | Mum DNA outpatients.                                | missed or declined     |
    | 2021-06-10 | GP                  | Attended with baby for weight check.                |                        |
    | 2021-06-15 | adult mental health | Mum came on time, bright in mood.                   | attended               |
    | 2021-06-17 | GP                  | Attended for pill check.                            |                        |
    | 2021-06-29 | adult mental health | Discharged from the service to GP.                  | closed or stepped down |
    | 2021-07-20 | adult mental health | Mum did not attend depot clinic.                    | missed or declined     |

    raised: 2021-07-20
    expect: flag, medium, definite

Let in twice before it was stepped down
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency     | record                                                        | evidence               |
    | 2021-06-01 | early help | Visit called off by Mum on the doorstep, poorly.              |                        |
    | 2021-06-08 | early help | Mum let me in. Talked about the rent.                         |                        |
    | 2021-06-15 | early help | Let in straight away, children making cakes.                  |                        |
    | 2021-06-29 | early help | Stepped down to universal services.                           |                        |
    | 2021-07-20 | early help | Phoned, no answer x2, texted, did not ring back.              |                        |

    expect: nothing found

Came twice before it was closed
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                          | evidence |
    | 2021-06-01 | health visitor         | Not brought to clinic.                          |          |
    | 2021-06-15 | health visitor         | Attended clinic with mum, weight fine.          |          |
    | 2021-06-30 | health visitor         | Attended clinic with mum, weight fine.          |          |
    | 2021-07-10 | children's social care | CIN plan ended.                                 |          |
    | 2021-08-26 | health visitor         | WNB to audiology.                               |          |

    expect: nothing found

The month of the second attendance leaves it open
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                          | evidence                |
    | 2021-06-01 | health visitor         | Not brought to clinic.                          | missed or declined      |
    | July 2021  | health visitor         | Attended clinic with mum, weight fine.          | attended                |
    | 2021-06-30 | health visitor         | Attended clinic with mum, weight fine.          | attended                |
    | 2021-07-10 | children's social care | CIN plan ended.                                 | closed or stepped down  |
    | 2021-08-26 | health visitor         | WNB to audiology.                               | missed or declined      |

    expect: flag, medium, possible

What stood in the way comes with it
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                  | evidence                |
    | 2021-04-01 | health visitor         | Not brought to clinic.                                  | missed or declined      |
    | 2021-04-02 | health visitor         | T/c: mum has no money for the bus fare.                 | what stood in the way   |
    | 2021-06-20 | health visitor         | Attended clinic with mum, weight fine.                  | attended                |
    | 2021-07-01 | children's social care | Case closed.                                            | closed or stepped down  |
    | 2021-08-01 | health visitor         | WNB to one year review.                                 | missed or declined      |
    | 2021-12-01 | GP                     | Mum cannot read the letters.                            |                         |

    says: The records say what stood in the way.
    says: What was done about what stood in the way?
    raised: 2021-08-01
    expect: flag, medium, definite

Missed and re-booked on one day is one event
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                          | evidence |
    | 2021-06-30 | health visitor         | Not brought to clinic this morning.             |          |
    | 2021-06-30 | health visitor         | Attended afternoon clinic instead with mum.     |          |
    | 2021-07-28 | children's social care | CIN plan ended.                                 |          |
    | 2021-08-26 | health visitor         | WNB to one year review.                         |          |

    expect: nothing found

Said by a review, without dates or agencies
    | date | agency | record                                                                             | evidence      |
    |      | review | Parental engagement was sporadic and improved only when proceedings were threatened. | said outright |
    |      | review | The barriers to engagement were not explored.                                      | what stood in the way |
    |      | review | Grandmother collected the older child from school.                                 |               |

    says: The records say that engagement came and went or was more apparent than real.
    expect: flag, medium, definite

Consistent engagement
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                              | evidence |
    | 2021-06-30 | health visitor         | Good engagement, attends every clinic.              |          |
    | 2021-07-28 | midwife                | Head engaged 3/5. Intermittent tightenings.         |          |

    expect: nothing found

No agency that gives appointments sent a return
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                          | evidence |
    | 2021-06-30 | police | Noise complaint, all in order.  |          |

    expect: not assessable

The many ways in which it is said
    | date | agency         | record                                                                               | evidence      |
    |      | health visitor | Mother attended some of the sessions and then missed the rest.                       | said outright |
    |      | school         | Staff were kept on the doorstep; she always had a reason why a visit could not be.   | said outright |
    |      | review         | The parents gave the appearance of cooperation.                                      | said outright |
    |      | review         | He attended once, then dropped out.                                                  | said outright |

    expect: flag, medium, definite

Visits that the service called off, a feed kept down
    | date       | agency         | record                                                                               | evidence |
    | 2021-06-01 | health visitor | Two visits were cancelled by the clinic. Mother attended all sessions.         |          |
    | 2021-06-02 | GP             | Baby kept some of the feed down.                                               |          |

    expect: nothing found

Said again after ninety days, and again after ninety-one more
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                           | evidence      |
    | 2021-04-01 | health visitor | The family engaged intermittently with services. | said outright |
    | 2021-06-30 | health visitor | The family engaged intermittently with services. | said outright |
    | 2021-09-29 | health visitor | The family engaged intermittently with services. | said outright |

    expect: 2 flags, medium, definite

Told in one sentence: there for a while, then gone
    under review 2021-01-01 to 2022-12-31

    | date       | agency     | record                                                                       | evidence      |
    | 2021-09-01 | early help | Mum opened the door to us for a fortnight, then nothing for two months.       | said outright |

    expect: flag, medium, definite

Told in one sentence: when somebody looks
    under review 2021-01-01 to 2022-12-31

    | date       | agency                 | record                                                            | evidence      |
    | 2021-09-01 | children's social care | Dad attended when court was near and not otherwise.               | said outright |

    expect: flag, medium, definite

Came, was told something, and went home
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2021-09-01 | health visitor | Mother came to clinic and was seen by the nurse, then went home.           |          |
    | 2021-09-20 | health visitor | Missed one session because she was in hospital; attended the rest.         |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold
from chronology.tables import AGENCY_KINDS, Tables
from chronology.temporal import (
    KEY,
    about_the_child,
    affirmed,
    coverage_scope,
    followed_by,
    gathered,
    negated,
    put_together,
    shared,
    told_together,
    told_with,
    with_a_date,
)

CASE = ("case_id",)
WHOSE = ("case_id", "whose")
"""The adult whose cycle it is, where all of it is one adult's; else nobody."""
CYCLE = ("case_id", "whose", "happening", "lo", "hi", "c_lo", "c_hi", "evidence", "sure")
ENDED = ["case_id", "c_lo", "c_hi"]
"""The day of a cycle's closure or step-down."""

OF_ADULTS = (
    "adult_mental_health",
    "substance_misuse",
    "domestic_abuse_service",
    "probation",
    "leaving_care",
)
"""Services that an adult has for themselves, not for the family or the child."""

ADULTS = ("mother", "father", "partner", "ex_partner", "household_adult")
MISSES = ("missed_appointment", "appointment_cancelled", "no_access", "disengagement")
"""What was missed, called off, not let in, or refused."""

OTHERS = ("police", "ambulance", "urgent_care", "legal", "pharmacy", "other")
"""Agencies that give no appointments."""

CLOSES = ("childrens_social_care", "early_help", "health_visiting", "adult_mental_health")

MISSED, ATTENDED = "missed or declined", "attended"
CLOSED, BARRIER, SAID = "closed or stepped down", "what stood in the way", "said outright"


class Parameters(Params):
    """The rule's numbers."""

    attended_within_days: int = threshold(
        90, ge=1, le=365, description="days from what was missed", basis="project default"
    )
    closed_within_days: int = threshold(
        28, ge=1, le=180, description="days from the attendance", basis="project default"
    )
    missed_within_days: int = threshold(
        90, ge=1, le=365, description="days from the closure", basis="project default"
    )
    attended_at_most: int = threshold(
        1, ge=1, le=10, description="attendances in between", basis="project default"
    )
    said_near_days: int = threshold(
        90,
        ge=0,
        le=365,
        description="days within which statements belong to one cycle",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says: what stood in the way first."""
    told = "The records say what stood in the way. " if m["barrier"] else ""
    if m["counted"]:
        told += (
            "Something was missed, one attendance followed, a closure or step-down soon after it, "
        )
        told += "and then something was missed again."
    if m["said"]:
        also = " The records also" if m["counted"] else "The records"
        told += f"{also} say that engagement came and went or was more apparent than real."
    asked = "What was done about what stood in the way?" if m["barrier"] else ""
    return Wording(told, asked)


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a return of an agency that gives appointments."""
    kinds = [kind for kind in AGENCY_KINDS if kind not in OTHERS]
    reason = "No return of an agency that gives appointments was read."
    return coverage_scope(case, kinds, reason=reason)


@rule("intermittent-engagement", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cycles of missing, coming once, closing and missing again; and what records say of it."""
    cycles = told_together(_cycles(case, p), apart_days=p.said_near_days, by=WHOSE)
    stated = affirmed(case, "intermittent_engagement", part=SAID).with_columns(whose=pl.lit(""))
    told = told_with(cycles, stated, apart_days=p.said_near_days, by=WHOSE)
    shown = about_the_child(_with_barriers(case, told), case)
    parts = pl.col("evidence").list.eval(pl.element().struct.field("part"))
    adult = pl.when(pl.col("whose") != "").then("whose")
    return findings(
        shown.with_columns(person_id=pl.coalesce(adult, "person_id")),
        attention="medium",
        raised_on=pl.col("reached"),
        measure={
            "counted": pl.col("counted"),
            "said": pl.col("stated"),
            "barrier": parts.list.contains(BARRIER),
        },
    )


def _cycles(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cycles of one adult with one agency, then of one agency, then of all agencies together."""
    dated = with_a_date()
    missed = shared(affirmed(case, *MISSES, part=MISSED).filter(dated))
    let_in = negated(case, "no_access", part=ATTENDED)
    came = pl.concat([affirmed(case, "appointment_attended", part=ATTENDED), let_in])
    attended = shared(came.filter(dated))
    closed = shared(_closures(case).filter(dated))
    adults = case.persons.filter(pl.col("role").is_in(ADULTS)).select("case_id", "person_id")
    theirs = [
        rows.filter(pl.col("agency_kind").is_in(OF_ADULTS)).join(adults, on=list(KEY), how="semi")
        for rows in (missed, attended)
    ]
    own = _cycles_of(theirs[0], theirs[1], closed, p, (*KEY, "agency"))
    own = shared(own.with_columns(whose="person_id").select(CYCLE))
    told = own
    found = [own]
    for by in ((*CASE, "agency"), CASE):
        wider = _cycles_of(missed, attended, closed, p, by).with_columns(whose=pl.lit(""))
        # one closure is told of once: of the narrowest cycle that it is in
        new = shared(wider.select(CYCLE).join(told.select(ENDED), on=ENDED, how="anti"))
        found.append(new)
        told = shared(pl.concat([told, new]))
    return pl.concat(found)


def _cycles_of(
    missed: pl.LazyFrame,
    attended: pl.LazyFrame,
    closed: pl.LazyFrame,
    p: Parameters,
    by: tuple[str, ...],
) -> pl.LazyFrame:
    """Cycles in which all that was missed and attended is of the same ``by``."""
    columns = (*by, "lo", "hi", "evidence", "sure")
    begun = missed.select(*columns, "happening", m_lo="lo", m_hi="hi")
    came = _then(begun, attended, p.attended_within_days, later=True, by=by)
    ended = _then(came, closed, p.closed_within_days, later=False, by=CASE)
    once_only = _not_more_often(shared(ended), attended, p, by)
    on_its_day = once_only.with_columns(c_lo="lo", c_hi="hi")
    again = _then(on_its_day, missed, p.missed_within_days, later=True, by=by)
    return again.with_columns(lo="m_lo")


def _closures(case: Tables) -> pl.LazyFrame:
    closed = affirmed(case, "case_closed", part=CLOSED).filter(pl.col("agency_kind").is_in(CLOSES))
    return pl.concat([closed, affirmed(case, "plan_ended", part=CLOSED)])


def _then(
    rows: pl.LazyFrame, then: pl.LazyFrame, within: int, *, later: bool, by: tuple[str, ...]
) -> pl.LazyFrame:
    """The next step of the cycle, from whose days the one after it counts."""
    pairs = followed_by(rows, then, within_days=within, by=by)
    if later:
        after = pl.col("then_lo") > pl.col("hi")
        pairs = pairs.filter(pl.col("then_hi") > pl.col("lo"))
        pairs = pairs.with_columns(sure=pl.col("sure") & after)
    return pairs.drop("lo", "hi").rename({"then_lo": "lo", "then_hi": "hi"})


def _not_more_often(
    closed: pl.LazyFrame, attended: pl.LazyFrame, p: Parameters, by: tuple[str, ...]
) -> pl.LazyFrame:
    """Without those who came more than once between what was missed and the closure."""
    keys = [*by, "m_lo", "m_hi", "lo", "hi"]
    visits = attended.select(*by, "happening", a_lo="lo", a_hi="hi").unique()
    surely = (pl.col("a_lo") >= pl.col("m_hi")) & (pl.col("a_hi") <= pl.col("lo"))
    counts = (
        closed.select(keys)
        .unique()
        .join(visits, on=list(by))
        .filter(pl.col("a_hi") >= pl.col("m_lo"), pl.col("a_lo") <= pl.col("hi"))
        .group_by(keys)
        .agg(
            pl.col("happening").n_unique().alias("perhaps"),
            pl.col("happening").filter(surely).n_unique().alias("surely"),
        )
    )
    return (
        closed.join(counts, on=keys)
        .filter(pl.col("surely") <= p.attended_at_most)
        .with_columns(sure=pl.col("sure") & (pl.col("perhaps") <= p.attended_at_most))
        .drop("perhaps", "surely")
    )


def _with_barriers(case: Tables, told: pl.LazyFrame) -> pl.LazyFrame:
    """Adds what the records of that time say stood in the way."""
    barriers = affirmed(case, "engagement_barrier", part=BARRIER).select(
        "case_id", b_lo="lo", b_hi="hi", barrier="evidence"
    )
    told = shared(told.with_row_index("number"))
    met = (
        told.select("number", "case_id", "lo", "hi")
        .join(barriers, on="case_id")
        .filter(pl.col("b_hi") >= pl.col("lo"), pl.col("b_lo") <= pl.col("hi"))
        .group_by("number")
        .agg(gathered("barrier"))
    )
    return (
        told.join(met, on="number", how="left")
        .with_columns(evidence=put_together("evidence", "barrier"))
        .drop("number", "barrier")
    )
