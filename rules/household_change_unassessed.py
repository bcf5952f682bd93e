"""A change in the household or address, and nobody recorded as having looked at what it meant.

What it looks for
-----------------
A change in who lives with the child or where: somebody moved in or came back, a separation, a move, a release
from prison, another pregnancy, a death in the family. It is raised where the family was being worked with
(a child protection, child in need or early help plan, a conference, an enquiry, an assessment in the half year before) and the
records show, from a week before its entry to ten working days after, no assessment, review of the plan,
referral or check, and the entry of the change itself does not tell that it was passed on.
A core group or conference held in that time makes it only possible: the meeting may have looked at it.

Three moves within twelve months, or a record that the family has moved many times, are raised by
themselves.

It is raised too where a record or review says outright that a change was not assessed, shared
or planned for, or that nobody asked who was living in the home.

Why it matters
--------------
A plan is made for a household as it was on the day of the meeting. Reviews find that a partner came
back, a grandmother died, or the family went into a hotel, and that each agency noted it and none
asked what it changed for the child.

Known limits
------------
- Families move and change for many good reasons: leaving violence, better housing, work. A change is not a
  concern; the flag asks whether anybody thought about it.
- Poor families, families seeking asylum and Traveller families move more, often because they
  must. The number of moves says nothing about care.
- Ten working days and three moves are this project's defaults; no published number was found.
- What was talked over in a visit and not written down is not here. An assessment that went on anyway counts as an answer.
- Entries within a fortnight of each other are taken to tell of one move.

Questions for the panel
-----------------------
- Did the plan change when the family did, and who would have told whom?
- Who was living in the home, and how did each agency know?
- What would have helped the family through the change?

Sources
-------
- Cumbria Safeguarding Children Partnership, Learning Briefing “Ivy”: changes of circumstances
- Lincolnshire Safeguarding Children Partnership, Mobile families: many legitimate reasons for moves
- Hull Safeguarding Children Partnership, Children moving across boundaries: addresses of two years

Examples
--------
Said in a review's own order of words
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                           | evidence |
    | 2021-07-01 | review | The move into her mother's house was not reflected in the child protection plan. | change, said outright |

    expect: flag, medium, definite

Told in note form, and left at that
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                            | evidence |
    | 2021-07-01 | review | Uncle moved in last week, sleeping on the sofa. Noted, no action. | said outright |

    expect: flag, medium, possible

A change that was looked at
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                 | evidence |
    | 2021-07-01 | review | When dad moved back in, the social worker reassessed within five days. |  |

    expect: nothing found


It is said that nobody asked who lived there
    | date | agency | record                                                                                   | evidence      |
    | 2019 | review | Workers never asked who was staying in the flat. The household was not reassessed.      | said outright |

    says: A record says that a change was not assessed, shared or planned for.
    expect: flag, medium, definite

It is said that nobody thought how she would manage
    | date | agency | record                                                                                   | evidence      |
    | 2019 | review | There was no consideration of how she would manage by herself once he had gone.         | said outright |

    expect: flag, medium, definite

The move was planned and looked at
    | date | agency | record                                                                                   | evidence |
    | 2019 | review | The move was planned, the new household known and visited.                              |          |

    expect: nothing found

A partner moves in while the child is on a plan
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-07-01 | children's social care | Child made subject to a child protection plan.                    |          |
    | 2021-08-02 | health visitor         | Mum's new partner has moved in.                                   | change   |
    | 2021-10-02 | health visitor         | Weighed, thriving.                                                |          |

    says: A change in the household or address is recorded once.
    says: The family was being worked with, and no assessment, review of the plan, referral or check is recorded in the 10 working days after.
    raised: 2021-08-16
    expect: flag, medium, definite

The plan is looked at on the last day that counts
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-07-01 | children's social care | Child made subject to a child protection plan.                    |          |
    | 2021-08-02 | health visitor         | Mum's new partner has moved in.                                   |          |
    | 2021-08-16 | children's social care | Core group held. Safety plan updated.                             |          |

    expect: nothing found

And the day after
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-07-01 | children's social care | Child made subject to a child protection plan.                    |          |
    | 2021-08-02 | health visitor         | Mum's new partner has moved in.                                   | change   |
    | 2021-08-17 | children's social care | Core group held. Safety plan updated.                             |          |

    expect: flag, medium, definite

Worked with half a year before
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency                 | record                                                            | evidence |
    | 2021-07-01 | children's social care | Section 47 enquiry completed.                                     |          |
    | 2021-12-31 | health visitor         | Parents have separated.                                           | change   |
    | 2022-03-02 | health visitor         | Weighed, thriving.                                                |          |

    expect: flag, medium, definite

Worked with a day longer ago
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency                 | record                                                            | evidence |
    | 2021-07-01 | children's social care | Section 47 enquiry completed.                                     |          |
    | 2022-01-01 | health visitor         | Parents have separated.                                           |          |

    expect: nothing found

A family that nobody was working with
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-08-02 | health visitor         | Family have moved to a new flat, lovely bedroom for baby.         |          |

    expect: nothing found

No change, and one only planned
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-07-01 | children's social care | Child made subject to a child protection plan.                    |          |
    | 2021-08-02 | health visitor         | No change in the household.                                       |          |

    expect: nothing found

Three moves within twelve months
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency  | record                                                            | evidence |
    | 2021-08-02 | housing | Family rehoused in a flat on the estate.                          | move     |
    | 2021-12-02 | housing | Family moved to a hostel.                                         | move     |
    | 2022-08-02 | housing | Family moved to temporary accommodation.                          | move     |

    says: The family moved again and again
    says: The family moved 3 times within 365 days.
    says: What did each move mean for the child, and did every service know of it?
    raised: 2022-08-02
    expect: flag, medium, definite

Three in a day more than twelve months
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency  | record                                                            | evidence |
    | 2021-08-02 | housing | Family rehoused in a flat on the estate.                          |          |
    | 2021-12-02 | housing | Family moved to a hostel.                                         |          |
    | 2022-08-03 | housing | Family moved to temporary accommodation.                          |          |

    expect: nothing found

A review says that they moved many times
    under review 2021-01-01 to 2022-12-31

    | date | agency | record                                                          | evidence |
    |      | review | The family had lived at five different addresses in two years.  | move     |

    says: A record says that the family moved many times.
    expect: flag, medium, definite

A review says so outright
    under review 2021-01-01 to 2022-12-31

    | date       | agency | record                                                                            | evidence      |
    | 2021-09-01 | review | There was no reassessment when Mother's partner returned.                         | said outright |

    expect: flag, medium, definite

Nothing has a date
    under review 2021-01-01 to 2022-12-31

    | date | agency                 | record                                                             | evidence |
    |      | children's social care | The children were subject to a child protection plan for neglect.  |          |
    |      | children's social care | Mother's partner moved back into the home.                         | change   |

    expect: flag, medium, possible

Two changes far apart are two flags, close together one
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-07-01 | children's social care | Child made subject to a child protection plan.                    |          |
    | 2021-08-02 | health visitor         | Mum's new partner has moved in.                                   | change   |
    | 2021-08-16 | GP                     | Grandmother died suddenly. Death of her mother last week.         | change   |
    | 2021-11-02 | health visitor         | Parents have separated.                                           | change   |

    says: A change in the household or address is recorded twice.
    raised: 2021-08-16, 2021-11-16
    expect: 2 flags, medium, definite

The review may have come in time
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date        | agency                 | record                                                           | evidence |
    | 2021-07-01  | children's social care | Child made subject to a child protection plan.                   |          |
    | 2021-08-02  | health visitor         | Mum's new partner has moved in.                                  | change   |
    | August 2021 | children's social care | Safety plan updated.                                             |          |

    expect: flag, medium, possible

A meeting was held, and does not tell whether it was looked at
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date        | agency                 | record                                                           | evidence |
    | 2021-07-01  | children's social care | Child made subject to a child protection plan.                   |          |
    | 2021-08-02  | health visitor         | Mum's new partner has moved in.                                  | change   |
    | 2021-08-05  | children's social care | Core group held.                                                 |          |

    expect: flag, medium, possible

Looked at a week before one agency wrote it down
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date        | agency                 | record                                                           | evidence |
    | 2021-07-01  | children's social care | Child made subject to a child protection plan.                   |          |
    | 2021-08-02  | children's social care | Safety plan updated.                                             |          |
    | 2021-08-09  | health visitor         | Mum's new partner has moved in.                                  |          |

    expect: nothing found

And eight days before
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date        | agency                 | record                                                           | evidence |
    | 2021-07-01  | children's social care | Child made subject to a child protection plan.                   |          |
    | 2021-08-02  | children's social care | Safety plan updated.                                             |          |
    | 2021-08-10  | health visitor         | Mum's new partner has moved in.                                  | change   |

    expect: flag, medium, definite

One move told by three agencies
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                            | evidence |
    | 2021-08-02 | housing        | Family rehoused in a flat on the estate.                          |          |
    | 2021-08-06 | health visitor | New address. Family have moved to a flat.                         |          |
    | 2021-08-20 | GP             | New address taken.                                                |          |

    expect: nothing found

No return that would show what came of it
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30
    children's social care: no return

    | date       | agency | record                                                            | evidence |
    | 2021-07-01 | police | Strategy discussion held by telephone.                            |          |
    | 2021-08-02 | police | Mum's new partner has moved in.                                   | change   |

    says: Change in the household: no return would show what came of it
    says: No return that was read would show what came of it.
    says: Did anybody look at what the change meant? Ask children's social care.
    expect: information gap

No return of an agency that works with families
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                              | evidence |
    | 2021-08-02 | police | Attended re noise. All in order.    |          |

    expect: not assessable

Two changes fifteen days apart
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                         | evidence |
    | 2021-07-01 | children's social care | Child made subject to a child protection plan. |          |
    | 2021-08-02 | health visitor         | Mum's new partner has moved in.                | change   |
    | 2021-08-17 | health visitor         | Parents have separated.                        | change   |

    expect: 2 flags, medium, definite

Worked with in a month that may be just before
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date         | agency                 | record                                      | evidence |
    | January 2021 | children's social care | Child made subject to a child in need plan. |          |
    | 2021-08-02   | health visitor         | Mum's new partner has moved in.             | change   |
    | 2021-12-02   | children's social care | T/c from landlord.                          |          |

    expect: flag, medium, possible
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold, times
from chronology.tables import Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    counted,
    coverage_scope,
    last_day,
    not_followed_by,
    shared,
    told_by_a_return,
    told_once,
    told_together,
    without,
    working_days,
)

CASE = ("case_id",)

CHANGES = (
    "change_of_circumstances",
    "separation",
    "adult_joins_household",
    "house_move",
    "new_pregnancy",
    "family_bereavement",
    "household_changed",
)
"""What changes who lives with the child, where, or what weighs on those who do."""

WORKED_WITH = (
    "child_protection_plan",
    "child_in_need_plan",
    "early_help",
    "child_protection_conference",
    "core_group",
    "section_47",
    "strategy_discussion",
    "assessment",
    "pre_birth_assessment",
)
"""What shows that somebody was working with the family, so that a change had somewhere to go."""

ANSWERS = (
    "assessment",
    "pre_birth_assessment",
    "section_47",
    "strategy_discussion",
    "plan_reviewed",
    "safeguarding_referral",
    "risk_check",
)
"""What shows that somebody looked at the change. That it was passed on counts where the entry of
the change says so."""

MEETINGS = ("core_group", "child_protection_conference")
"""A meeting may have looked at it; whether it did isn't told by its having been held."""

WORKS_WITH_FAMILIES = (
    "childrens_social_care",
    "early_help",
    "health_visiting",
    "midwifery",
    "education",
    "housing",
    "other",
)
"""Agencies whose records would hold an answer, and chronologies of several agencies."""

COLUMNS = ("case_id", "happening", "lo", "hi", "evidence", "sure", "outright", "shown")


class Parameters(Params):
    """The rule's numbers."""

    answered_within_working_days: int = threshold(
        10,
        ge=1,
        le=60,
        description="somebody is looked for who looked at it this soon, in working days",
        basis="project default",
    )
    worked_with_days: int = threshold(
        183,
        ge=1,
        le=1095,
        description="the family was worked with in so many days before the change",
        basis="project default",
    )
    told_late_days: int = threshold(
        7,
        ge=0,
        le=60,
        description="a change may be written down so many days after somebody looked at it",
        basis="project default",
    )
    told_together_days: int = threshold(
        14,
        ge=0,
        le=183,
        description="changes within so many days of each other are told together",
        basis="project default",
    )
    moves_at_least: int = threshold(
        3, ge=2, le=20, description="so many moves within the window", basis="project default"
    )
    moves_within_days: int = threshold(
        365, ge=30, le=1095, description="the window for moves, in days", basis="project default"
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["what"] == "moves":
        told = (
            f"The family moved {times(m['n'])} within {m['days']} days."
            if m["n"]
            else "A record says that the family moved many times."
        )
        return Wording(
            told,
            "What did each move mean for the child, and did every service know of it?",
            "The family moved again and again",
        )
    told = f"A change in the household or address is recorded {times(m['changes'])}."
    if m["kind"] == "information_gap":
        return Wording(
            f"{told} No return that was read would show what came of it.",
            "Did anybody look at what the change meant? Ask children's social care.",
            "Change in the household: no return would show what came of it",
        )
    parts = []
    if m["changes"]:
        parts.append(
            f"{told} The family was being worked with, and no assessment, review of the plan, "
            "referral or check is recorded in the "
            f"{m['working_days']} working days after."
        )
    if m["outright"]:
        parts.append("A record says that a change was not assessed, shared or planned for.")
    return Wording(" ".join(parts))


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no agency that works with families was read."""
    return coverage_scope(
        case,
        WORKS_WITH_FAMILIES,
        reason="No return of an agency that works with families was read.",
    )


@rule("household-change-unassessed", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Changes that nobody looked at, those close together in one, and moves told once."""
    soon = working_days(p.answered_within_working_days)
    changes = _while_worked_with(affirmed(case, *CHANGES, part="change"), case, p)
    kept_back = without(changes, affirmed(case, "information_shared"))
    left = _unanswered(kept_back, case, p)
    asked = shared(
        told_by_a_return(
            left.with_columns(shown=last_day(soon, pl.col("hi")), outright=False),
            case,
            WORKS_WITH_FAMILIES,
            first=pl.col("lo"),
            last=pl.col("shown"),
        )
    )
    outright = _outright(case).with_columns(shown=pl.col("hi"), outright=True)
    flags = shared(
        _told(pl.concat([asked.filter("told").select(COLUMNS), outright.select(COLUMNS)]), p)
    )
    gaps = _told(asked.filter(~pl.col("told")).select(COLUMNS), p).join(
        flags.select("case_id"), on="case_id", how="anti"
    )
    return pl.concat(
        [_findings(flags, case, p), _findings(gaps, case, p, "information_gap"), _moves(case, p)]
    )


def _outright(case: Tables) -> pl.LazyFrame:
    """What says in so many words that nobody looked; *possible* where it is told by its parts, or
    where an entry tells of a change and that it was left at that."""
    part = "said outright"
    stated = affirmed(case, "change_unassessed", "household_unasked", part=part)
    left = affirmed(case, "left_at_that").select("case_id", "happening").unique()
    noted = affirmed(case, *CHANGES, part=part).join(left, on=["case_id", "happening"], how="semi")
    told = pl.concat([affirmed(case, "household_change_unweighed", part=part), noted])
    return pl.concat([stated, without(told, stated).with_columns(sure=pl.lit(False))])


def _while_worked_with(changes: pl.LazyFrame, case: Tables, p: Parameters) -> pl.LazyFrame:
    """Changes while somebody was working with the family."""
    changes = shared(changes)
    back = pl.duration(days=p.worked_with_days)
    before = affirmed(case, *WORKED_WITH).select("case_id", w_lo="lo", w_hi="hi").unique()
    days = ["case_id", "lo", "hi"]
    must = (pl.col("w_hi") <= pl.col("lo")) & (pl.col("w_lo") + back >= pl.col("hi"))
    met = (
        changes.select(days)
        .unique()
        .join(before, on="case_id")
        .filter(pl.col("w_lo") <= pl.col("hi"), pl.col("w_hi") + back >= pl.col("lo"))
        .group_by(days)
        .agg(must=must.any())
    )
    return (
        changes.join(met, on=days).with_columns(sure=pl.col("sure") & pl.col("must")).drop("must")
    )


def _unanswered(changes: pl.LazyFrame, case: Tables, p: Parameters) -> pl.LazyFrame:
    """Changes that nobody looked at in the working days after, nor in the days before their entry:
    a change is often written down after it was dealt with."""
    late = pl.duration(days=p.told_late_days)
    soon = working_days(p.answered_within_working_days)
    answers = pl.concat(
        [
            affirmed(case, *ANSWERS),
            affirmed(case, *MEETINGS).with_columns(sure=pl.lit(False)),
        ]
    )
    left = not_followed_by(
        changes.with_columns(pl.col("lo", "hi") - late),
        answers,
        within_days=lambda day: last_day(soon, day + late),
        by=CASE,
    )
    return left.with_columns(pl.col("lo", "hi") + late)


def _told(rows: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """One row for changes that come close together."""
    outright = pl.col("outright")
    return told_together(
        rows,
        pl.col("happening").filter(~outright).n_unique().cast(pl.Int64).alias("changes"),
        outright.any(),
        pl.col("shown").min(),
        apart_days=p.told_together_days,
    )


def _findings(told: pl.LazyFrame, case: Tables, p: Parameters, kind: str = "flag") -> pl.LazyFrame:
    return findings(
        about_the_child(told, case),
        attention="medium",
        kind=kind,
        raised_on=pl.col("shown"),
        measure={
            "what": pl.lit("change"),
            "changes": pl.col("changes"),
            "outright": pl.col("outright"),
            "working_days": pl.lit(p.answered_within_working_days),
        },
    )


def _moves(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Moves that come close together, or that are said to be many; once for the case."""
    told = told_together(affirmed(case, "house_move", part="move"), apart_days=p.told_together_days)
    day = pl.concat_str(pl.col("lo", "hi").cast(pl.String), separator=" ")
    moved = told.with_columns(happening=day, agency=pl.lit(""), agency_kind=pl.lit(""))
    often = counted(
        moved, at_least=p.moves_at_least, within_days=p.moves_within_days, by=CASE
    ).with_columns(happening=pl.lit(""), shown=pl.col("reached"), moves=pl.col("n").cast(pl.Int64))
    many = affirmed(case, "many_moves", part="move").with_columns(
        shown=pl.col("hi"), moves=pl.lit(None, dtype=pl.Int64)
    )
    columns = ("case_id", "happening", "lo", "hi", "evidence", "sure", "shown", "moves")
    together = told_once(
        pl.concat([often.select(columns), many.select(columns)]),
        pl.col("shown").min(),
        pl.col("moves").max(),
    )
    return findings(
        about_the_child(together, case),
        attention="medium",
        raised_on=pl.col("shown"),
        measure={
            "what": pl.lit("moves"),
            "n": pl.col("moves"),
            "days": pl.lit(p.moves_within_days),
        },
    )
