"""Signs of unmet need gather, or care for a known need is missed, and no neglect tool is recorded.

What it looks for
-----------------
Two patterns, in any agencies' records:

- three entries within six months that tell of care a child did not get, in two areas of care or from two agencies: physical care
  (a dirty or unsafe home, hunger, clothing, hygiene), safety (left alone), health (medical help late, a health need left
  untreated), school or nursery missed, and warmth. Missed appointments and poor growth
  are other patterns.
- or one entry that tells of three different signs of two kinds, such as a dirty home and an unchanged
  nappy; this is raised as possible
- a recorded developmental or special need, and care for it missed twice within twelve months after:
  speech and language, hearing, sight, therapy, a developmental review.

It is raised where no Graded Care Profile or other neglect tool is recorded at any time before or within
28 days after. Where a record names neglect by then, it is raised with less attention: neglect was
thought of, the tool was not.

It is raised too where a record or review says outright that neglect was not considered, that a need was put down to
a disability first, or that the tool was not used.

Where one table sums up several agencies, two entries anywhere in it that tell of care a child did not get, or
one of them beside a need, poor growth, missed care or a plan for neglect, raise a *possible* flag: such a
summary picks out what mattered, so neither months nor areas are asked for.

Why it matters
--------------
Neglect is seldom one event. Reviews find small things, each explained, in five agencies' records; and
children whose delay was taken for a condition before anybody asked what care they were getting.

Known limits
------------
- Poverty is not neglect. Damp, cold, crowding, an empty meter and food parcels never count. A dirty
  home or a hungry child may still tell of money, housing or illness, so the first question is what
  help the family had.
- A child's disability or special need never counts as a sign. It is only asked whether care for it
  was missed, which may be because services were far, slow or hard to use.
- Missed care for a need may be recorded without naming the service; then it is not seen here.
- Signs in brothers and sisters count with the child's, because they live in one home.
- Families whom many services visit have more written down about them.
- Three entries, six months and 28 days are this project's defaults; no published number was found.

Questions for the panel
-----------------------
- Was the child's need put down to a disability or condition before neglect was considered?
- Who could see all of this at the time, and was a shared tool used to look at it?
- What help with money, housing and transport was offered?

Sources
-------
- NSPCC, Graded Care Profile: care graded in physical care, safety, love and esteem, seen via a
  mirror of the first version
- Stockport Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Dylan”
  (2023): use of the Graded Care Profile; neglect and emerging special needs
- RCGP, Child safeguarding toolkit: a child not brought

Examples
--------
Three signs in two areas of care
    child born 2019-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence        |
    | 2021-02-01 | health visitor | Home dirty, floors covered in rubbish.                          | home dirty or unsafe |
    | 2021-04-01 | nursery        | Arrived in dirty clothes, strong smell of urine.                | child unkempt, home dirty or unsafe |
    | 2021-08-03 | dentist        | Five decayed teeth extracted.                                   | health need untreated |

    says: Care that a child did not get is recorded 3 times within 183 days (health and physical care).
    says: No Graded Care Profile or other neglect tool is recorded before or in the 28 days after.
    raised: 2021-08-31
    expect: flag, medium, definite

Three, a day more than six months apart
    child born 2019-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence        |
    | 2021-02-01 | health visitor | Home dirty, floors covered in rubbish.                          |                 |
    | 2021-04-01 | nursery        | Child hungry on arrival, says no breakfast.                     |                 |
    | 2021-08-04 | GP             | Five decayed teeth extracted.                                   |                 |

    expect: nothing found

The tool was used after the signs or before them, by a month that leaves it open
    child born 2018-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency                 | record                                             | evidence |
    | March 2021 | school                 | Hungry again, ate two breakfasts at club.          | child kept hungry |
    | 2021-03-02 | school nurse           | Black teeth, in pain, no dentist.                  | health need untreated |
    | 2021-03-03 | school                 | Dirty clothes, smells strongly.                    | child unkempt |
    | 2021-04-26 | children's social care | Graded care profile completed.                     |          |
    | 2021-05-11 | children's social care | Home visit. Child seen.                            |          |

    expect: flag, medium, possible

Two signs
    child born 2019-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence        |
    | 2021-02-01 | health visitor | Home dirty, floors covered in rubbish.                          |                 |
    | 2021-04-01 | nursery        | Child hungry on arrival, says no breakfast.                     |                 |

    expect: nothing found

Two signs, and an appointment that the mother missed for herself
    child born 2019-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence        |
    | 2021-02-01 | health visitor | Home dirty, floors covered in rubbish.                          |                 |
    | 2021-04-01 | nursery        | Child hungry on arrival, says no breakfast.                     |                 |
    | 2021-05-04 | GP             | Mother did not attend her own appointment.                      |                 |

    expect: nothing found

Three of one area, from one agency
    child born 2019-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence        |
    | 2021-02-01 | health visitor | Home dirty, floors covered in rubbish.                          |                 |
    | 2021-03-01 | health visitor | Home very dirty again.                                          |                 |
    | 2021-04-01 | health visitor | Home dirty, bins overflowing.                                   |                 |

    expect: nothing found

Three of one area, from two agencies
    child born 2019-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence        |
    | 2021-02-01 | health visitor | Home dirty, floors covered in rubbish.                          | home dirty or unsafe |
    | 2021-03-01 | housing        | Flat filthy, bins overflowing.                                  | home dirty or unsafe |
    | 2021-04-01 | health visitor | Home very dirty again.                                          | home dirty or unsafe |

    says: Care that a child did not get is recorded 3 times within 183 days (physical care).
    raised: 2021-04-29
    expect: flag, medium, definite

Only appointments, from two agencies
    child born 2019-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence        |
    | 2021-02-01 | health visitor | Was not brought to clinic.                                      |                 |
    | 2021-03-01 | hospital       | WNB outpatients.                                                |                 |
    | 2021-04-01 | health visitor | Not brought again.                                              |                 |

    expect: nothing found

The tool is used on the last day that counts
    child born 2019-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence        |
    | 2021-02-01 | health visitor | Home dirty, floors covered in rubbish.                          |                 |
    | 2021-03-01 | nursery        | Child hungry on arrival, says no breakfast.                     |                 |
    | 2021-04-01 | health visitor | Home very dirty again.                                          |                 |
    | 2021-04-29 | health visitor | Graded Care Profile completed with mum.                         |                 |

    expect: nothing found

And the day after
    child born 2019-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence        |
    | 2021-02-01 | health visitor | Home dirty, floors covered in rubbish.                          | home dirty or unsafe |
    | 2021-03-01 | nursery        | Child hungry on arrival, says no breakfast.                     | child kept hungry |
    | 2021-04-01 | health visitor | Home very dirty again.                                          | home dirty or unsafe |
    | 2021-04-30 | health visitor | Graded Care Profile completed with mum.                         |                 |

    raised: 2021-04-29
    expect: flag, medium, definite

Neglect was named, the tool not used
    child born 2019-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence        |
    | 2021-02-01 | health visitor | Home dirty, floors covered in rubbish.                          | home dirty or unsafe |
    | 2021-03-01 | nursery        | Child hungry on arrival, says no breakfast.                     | child kept hungry |
    | 2021-04-01 | health visitor | Concerns about neglect. Home very dirty again.                  | home dirty or unsafe, neglect named |

    says: Neglect is named in the records.
    raised: 2021-04-29
    expect: flag, low, definite

Neglect is named on the last day that the tool had
    child born 2019-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                          | evidence        |
    | 2021-02-01 | health visitor | Home dirty, floors covered in rubbish.                          | home dirty or unsafe |
    | 2021-03-01 | nursery        | Child hungry on arrival, says no breakfast.                     | child kept hungry |
    | 2021-04-01 | health visitor | Home very dirty again.                                          | home dirty or unsafe |
    | 2021-04-29 | nursery        | Concerns about neglect.                                         | neglect named   |

    expect: flag, low, definite

It is named only the day after
    child born 2019-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                          | evidence        |
    | 2021-02-01 | health visitor | Home dirty, floors covered in rubbish.                          | home dirty or unsafe |
    | 2021-03-01 | nursery        | Child hungry on arrival, says no breakfast.                     | child kept hungry |
    | 2021-04-01 | health visitor | Home very dirty again.                                          | home dirty or unsafe |
    | 2021-04-30 | nursery        | Concerns about neglect.                                         |                 |

    expect: flag, medium, definite

Care for delayed speech missed twice
    child born 2019-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                          | evidence        |
    | 2021-05-01 | health visitor | Delayed speech and language, referred.                          | special needs   |
    | 2021-08-02 | SALT           | WNB speech and language therapy.                                | care for it missed |
    | 2022-08-02 | health visitor | Was not brought to speech therapy.                              | care for it missed |

    says: A special or developmental need is recorded, and care for it was missed twice within 365 days.
    raised: 2022-08-30
    expect: flag, medium, definite

The need is first recorded on the day of the first, and told again later
    child born 2019-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                          | evidence        |
    | 2021-08-02 | health visitor | Delayed speech and language, referred.                          | special needs   |
    | 2021-08-02 | SALT           | WNB speech and language therapy.                                | care for it missed |
    | 2022-08-02 | health visitor | Was not brought to speech therapy.                              | care for it missed |
    | 2022-09-01 | health visitor | Delayed speech and language.                                    |                 |

    expect: flag, medium, definite

Missed twice in a day more than twelve months
    child born 2019-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                          | evidence        |
    | 2021-05-01 | health visitor | Delayed speech and language, referred.                          |                 |
    | 2021-08-02 | SALT           | WNB speech and language therapy.                                |                 |
    | 2022-08-03 | health visitor | Was not brought to speech therapy.                              |                 |

    expect: nothing found

Missed once, and a hearing test attended
    child born 2019-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                          | evidence        |
    | 2021-05-01 | health visitor | Delayed speech and language, referred.                          |                 |
    | 2021-08-02 | SALT           | WNB speech and language therapy.                                |                 |
    | 2021-09-02 | health visitor | Attended hearing test with mum. Hearing normal.                 |                 |

    expect: nothing found

A disability, and a clean and warm home
    child born 2019-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                          | evidence        |
    | 2021-05-01 | health visitor | Global developmental delay, wheelchair user.                    |                 |
    | 2021-08-02 | health visitor | Home clean and tidy. Well presented, food in the cupboards.     |                 |
    | 2021-09-02 | health visitor | No concerns about neglect.                                      |                 |

    expect: nothing found

A review says so outright
    under review 2021-01-01 to 2022-12-31

    | date       | agency | record                                                                | evidence     |
    | 2021-09-01 | review | The Graded Care Profile was not used by any agency.                   | said outright |

    says: A record says that neglect was not considered, that a need was put down to something else, or that the tool was not used.
    expect: flag, medium, definite

Nothing has a date
    under review 2021-01-01 to 2022-12-31

    | date | agency | record                                                                | evidence     |
    |      | review | The home was dirty and unsafe.                                        | home dirty or unsafe |
    |      | review | The children were often hungry.                                       | child kept hungry |
    |      | review | The children were left alone overnight.                               | left alone   |

    expect: flag, medium, possible

Which of the days it was is not known
    child born 2019-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence        |
    | 2021-02-01 | health visitor | Home dirty, floors covered in rubbish.                          | home dirty or unsafe |
    | 2021-03-01 | nursery        | Child hungry on arrival, says no breakfast.                     | child kept hungry |
    | August 2021 | nursery       | Arrived in filthy uniform.                                      | child unkempt   |

    expect: flag, medium, possible

No return of an agency that uses such a tool
    child born 2019-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                                                                  | evidence        |
    | 2021-02-01 | police | Home dirty, floors covered in rubbish.                                  | home dirty or unsafe |
    | 2021-03-01 | GP     | Five decayed teeth extracted.                                           | health need untreated |
    | 2021-04-01 | police | Child left alone in the flat at night.                                  | left alone      |

    says: Neglect tool: no return would show it
    says: Care that a child did not get is recorded 3 times within 183 days (health, physical care and safety).
    says: No return that was read would hold a neglect tool.
    expect: information gap

Nobody who would use the tool was read
    child born 2019-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record              | evidence |
    | 2021-02-01 | police | Noise complaint.    |          |

    expect: not assessable

Nobody thought of it
    | date | agency | record                                                                     | evidence      |
    |      | review | No professional viewed the missed care through the lens of medical neglect. | said outright |

    expect: flag, medium, definite

Thought of and ruled out
    | date       | agency         | record                                                           | evidence |
    | 2021-06-01 | health visitor | We considered whether the missed care might be neglect; it was not. |       |

    expect: nothing found

A visit that saw it all
    child born 2019-03-01

    | date     | agency         | record                                                                                      | evidence              |
    | May 2021 | health visitor | Milk curdled in bottles, dog mess on the stairs, cot without sheets, twins in soaking nappies. | home dirty or unsafe  |

    expect: flag, medium, possible

Two signs at one visit
    child born 2019-03-01

    | date     | agency         | record                                              | evidence |
    | May 2021 | health visitor | Cat mess on the rug, baby in a full nappy. Talked.  |          |

    expect: nothing found

Said in other ways: what nobody named, what people grew used to, what it was taken for, each thing by itself
    | date     | agency | record                                                                            | evidence      |
    | May 2021 | review | The standard of care was not measured by anyone.                                  | said outright |
    | May 2021 | review | Visitors had become accustomed to the smell.                                      | said outright |
    | May 2021 | review | Their hunger was put down to a genetic condition.                                 | said outright |
    | May 2021 | review | Poor hygiene, lice and unmet health needs were responded to piecemeal.            | said outright |

    expect: flag, medium, definite

An adult's own childhood, a garden, and neglect that was named and measured
    | date     | agency         | record                                                                     | evidence |
    | May 2021 | health visitor | Mother spoke of her own childhood of neglect which nobody recognised.      |          |
    | May 2021 | health visitor | The garden was neglected.                                                  |          |
    | May 2021 | health visitor | Graded care profile completed with the parents.                            |          |

    expect: nothing found

A summary of years that tells of two signs
    | date        | agency         | record                                               | evidence     |
    | 2011        | school         | Girl in the same clothes all week, nits.             | care not got |
    | 2013        | dentist        | Nine teeth with caries.                              | care not got |
    | Autumn 2014 | health visitor | Moved to the corporate caseload.                     |              |

    says: A summary tells twice of care that a child did not get or of a need beside it
    expect: flag, medium, possible

A summary with one sign
    | date        | agency         | record                                               | evidence     |
    | 2011        | school         | Girl in the same clothes all week, nits.             |              |
    | 2013        | dentist        | Registered.                                          |              |
    | Autumn 2014 | health visitor | Moved to the corporate caseload.                     |              |

    expect: nothing found

A summary with one sign and a need
    | date        | agency         | record                                               | evidence             |
    | 2011        | school         | Girl in the same clothes all week, nits.             | care not got         |
    | 2013        | paediatrics    | Speech delay, referred for therapy.                  | need or missed care  |
    | Autumn 2014 | health visitor | Moved to the corporate caseload.                     |                      |

    expect: flag, medium, possible

A summary of damp, debt and a need
    | date        | agency         | record                                               | evidence |
    | 2011        | housing        | Two rooms for six, mould, arrears, food parcel.      |          |
    | 2013        | paediatrics    | Speech delay, referred for therapy.                  |          |
    | Autumn 2014 | health visitor | Moved to the corporate caseload.                     |          |

    expect: nothing found

A summary of two signs in which the tool was used
    | date        | agency         | record                                               | evidence |
    | 2011        | school         | Girl in the same clothes all week, nits.             |          |
    | 2013        | dentist        | Nine teeth with caries.                              |          |
    | Autumn 2014 | health visitor | Graded Care Profile completed.                       |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold, times
from chronology.tables import STATUSES, Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    counted,
    coverage_scope,
    gathered,
    last_day,
    not_done_by,
    one_account,
    put_together,
    said,
    shared,
    summed_up,
    told_by_a_return,
    told_once,
    without,
)

CASE = ("case_id",)

AREAS = {
    "home_dirty_or_unsafe": "physical care",
    "child_kept_hungry": "physical care",
    "child_unkempt": "physical care",
    "left_alone": "safety",
    "delay_medical_help": "health",
    "health_need_untreated": "health",
    "poor_attendance": "school or nursery",
    "emotional_care_lacking": "warmth",
}
"""What a record may say of care that a child did not get, and the area of care it belongs to.
Never poverty, and never a disability."""

USES_THE_TOOL = (
    "health_visiting",
    "childrens_social_care",
    "early_help",
    "education",
    "midwifery",
    "voluntary",
    "other",
)
"""Agencies whose records would hold a neglect tool, and chronologies of several agencies."""

PLAIN = (
    "care_not_got",
    "home_dirty_or_unsafe",
    "child_kept_hungry",
    "hungry_child",
    "child_unkempt",
    "left_alone",
    "emotional_care_lacking",
    "neglect",
)
"""What a summary tells of care that a child did not get, in few words."""

BESIDE = (
    "neglect_registered",
    "special_needs",
    "developmental_care",
    "faltering_growth",
    "health_need_untreated",
    "delay_medical_help",
    "poor_attendance",
)
"""What neglect may look like beside it, and by itself is not."""

COLUMNS = ("case_id", "happening", "lo", "hi", "evidence", "sure", "what", "n", "shown")


class Parameters(Params):
    """The rule's numbers."""

    at_least: int = threshold(
        3, ge=2, le=20, description="so many entries with a sign", basis="project default"
    )
    within_days: int = threshold(
        183, ge=30, le=1095, description="within so many days", basis="project default"
    )
    areas_at_least: int = threshold(
        2,
        ge=1,
        le=5,
        description="in so many areas of care, or from so many agencies",
        basis="project default",
    )
    missed_at_least: int = threshold(
        2, ge=1, le=20, description="care for a known need missed so often", basis="project default"
    )
    missed_within_days: int = threshold(
        365, ge=30, le=1095, description="within so many days", basis="project default"
    )
    told_at_least: int = threshold(
        2,
        ge=2,
        le=10,
        description="signs or needs that a summary tells of",
        basis="project default",
    )
    tool_within_days: int = threshold(
        28,
        ge=1,
        le=183,
        description="a neglect tool is looked for so many days after",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    told = []
    if m["signs"]:
        areas = listed(sorted(m["areas"]))
        told.append(
            f"Care that a child did not get is recorded {times(m['signs'])} within "
            f"{m['sign_days']} days ({areas})."
        )
    if m["missed"]:
        told.append(
            f"A special or developmental need is recorded, and care for it was missed "
            f"{times(m['missed'])} within {m['missed_days']} days."
        )
    if m["kind"] == "information_gap":
        told.append("No return that was read would hold a neglect tool.")
        return Wording(
            " ".join(told),
            "Was the Graded Care Profile or another tool used? Ask health visiting and social care.",
            "Neglect tool: no return would show it",
        )
    if m["summary"]:
        told.append(
            f"A summary tells {times(m['summary'])} of care that a child did not get or of a need beside it, "
            "and of no neglect tool."
        )
    if m["signs"] or m["missed"]:
        told.append(
            "No Graded Care Profile or other neglect tool is recorded before or in the "
            f"{m['tool_days']} days after."
        )
    if m["named"]:
        told.append("Neglect is named in the records.")
    if m["outright"]:
        told.append(
            "A record says that neglect was not considered, that a need was put down to something "
            "else, or that the tool was not used."
        )
    return Wording(" ".join(told))


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no agency that uses such a tool was read."""
    return coverage_scope(
        case, USES_THE_TOOL, reason="No return of an agency that uses a neglect tool was read."
    )


@rule("neglect-with-emerging-needs", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Signs of unmet need and missed care without the tool, told once for the case."""
    signs = shared(_signs(case))
    outright = shared(affirmed(case, "neglect_not_considered", part="said outright"))
    tools = without(affirmed(case, "graded_care_profile"), outright)
    episodes = pl.concat([_gathered(case, signs, p), _missed_care(case, p)]).with_columns(
        shown=last_day(p.tool_within_days, pl.col("reached"))
    )
    by_then = episodes.with_columns(
        first=pl.col("lo"),
        last=pl.col("hi"),
        lo=pl.col("soonest"),
        hi=pl.col("reached"),
    )
    left = not_done_by(by_then, tools, within_days=p.tool_within_days, by=CASE)
    asked = shared(
        told_by_a_return(
            left, case, USES_THE_TOOL, first=pl.col("lo"), last=pl.col("shown")
        ).with_columns(lo=pl.col("first"), hi=pl.col("last"))
    )
    summary = _in_summaries(case, without(signs, outright), tools, p)
    stated = outright.with_columns(
        what=pl.lit("outright"), n=pl.lit(1, dtype=pl.Int64), shown=pl.col("hi")
    )
    told = pl.concat([asked.filter("told").select(COLUMNS), stated.select(COLUMNS)])
    unsaid = summary.join(told.select("case_id"), on="case_id", how="anti")
    flags = shared(_told(pl.concat([told, unsaid.select(COLUMNS)])))
    gaps = _told(asked.filter(~pl.col("told")).select(COLUMNS)).join(
        flags.select("case_id"), on="case_id", how="anti"
    )
    return pl.concat(
        [
            _findings(_with_the_name(flags, case), signs, case, p),
            _findings(gaps.with_columns(named=False), signs, case, p, "information_gap"),
        ]
    )


def _signs(case: Tables) -> pl.LazyFrame:
    """Care that a child did not get, by area of care."""
    return affirmed(case, *AREAS).with_columns(
        pl.col("concept").replace_strict(AREAS).alias("area")
    )


def _gathered(case: Tables, signs: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Signs close together in several areas of care, or of one area from several agencies."""
    in_areas = counted(
        signs.with_columns(agency=pl.col("area")),
        at_least=p.at_least,
        within_days=p.within_days,
        by=CASE,
        agencies=p.areas_at_least,
    )
    from_agencies = counted(
        signs,
        at_least=p.at_least,
        within_days=p.within_days,
        by=CASE,
        agencies=p.areas_at_least,
    )
    columns = ("case_id", "n", "reached", "soonest", "lo", "hi", "evidence", "sure")
    several = shared(pl.concat([in_areas.select(columns), from_agencies.select(columns)]))
    at_once = _in_one_entry(case, signs, p).select(columns)
    alone = at_once.join(several.select("case_id"), on="case_id", how="anti")
    return pl.concat([several, alone]).with_columns(
        pl.col("n").cast(pl.Int64), what=pl.lit("signs"), happening=pl.lit("signs")
    )


def _in_one_entry(case: Tables, signs: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """One entry that tells of so many different signs, of several kinds: a visit that saw it all."""
    told = (
        case.signals.filter(pl.col("concept").is_in([*AREAS]), pl.col("status") == "affirmed")
        .group_by("case_id", happening="event_id")
        .agg(n=pl.col("start").n_unique(), kinds=pl.col("concept").n_unique())
        .filter(pl.col("n") >= p.at_least, pl.col("kinds") >= p.areas_at_least)
    )
    return (
        signs.unique(["case_id", "happening"], keep="first", maintain_order=True)
        .join(told, on=["case_id", "happening"])
        .with_columns(reached=pl.col("hi"), soonest=pl.col("lo"), sure=pl.lit(False))
    )


def _in_summaries(
    case: Tables, signs: pl.LazyFrame, tools: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Summaries that tell twice or more of care that a child did not get, or once beside a need; and of
    no tool. A summary picks out what mattered, so neither months nor agencies are asked for."""
    plain = shared(one_account(affirmed(case, *PLAIN, part="care not got")))
    beside = one_account(affirmed(case, *BESIDE, part="need or missed care"))
    needs = beside.join(plain.select("case_id").unique(), on="case_id", how="semi")
    both = without(needs, plain)
    told = told_once(pl.concat([plain, both])).filter(pl.col("n") >= p.told_at_least)
    return (
        told.join(summed_up(case), on="case_id", how="semi")
        .join(tools.select("case_id").unique(), on="case_id", how="anti")
        .with_columns(
            pl.col("n").cast(pl.Int64),
            sure=pl.lit(False),
            what=pl.lit("summary"),
            happening=pl.lit("summary"),
            shown=pl.col("reached"),
        )
    )


def _missed_care(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Care for a recorded need, missed again after the need was on record."""
    care = said(case, "developmental_care", statuses=STATUSES)
    missed = (
        affirmed(case, "missed_appointment", part="care for it missed")
        .filter(pl.col("who").is_in(["child", "sibling"]))
        .join(care.select("case_id", "happening").unique(), on=["case_id", "happening"], how="semi")
    )
    need = (
        affirmed(case, "special_needs", part="special needs")
        .sort("case_id", "lo", "hi", "happening")
        .group_by("case_id", maintain_order=True)
        .agg(
            n_lo=pl.col("lo").min(),
            n_hi=pl.col("hi").min(),
            n_evidence=pl.col("evidence").first(),
        )
    )
    known = (
        missed.join(need, on="case_id")
        .filter(pl.col("n_lo") <= pl.col("hi"))
        .with_columns(
            sure=pl.col("sure") & (pl.col("n_hi") <= pl.col("lo")),
            evidence=put_together("evidence", "n_evidence"),
        )
        .drop("n_lo", "n_hi", "n_evidence")
    )
    often = counted(known, at_least=p.missed_at_least, within_days=p.missed_within_days, by=CASE)
    return often.select(
        "case_id",
        pl.col("n").cast(pl.Int64),
        "reached",
        "soonest",
        "lo",
        "hi",
        "evidence",
        "sure",
        what=pl.lit("missed"),
        happening=pl.lit("missed"),
    )


def _told(rows: pl.LazyFrame) -> pl.LazyFrame:
    what = pl.col("what")
    return told_once(
        rows,
        pl.col("n").filter(what == "signs").max().alias("signs"),
        pl.col("n").filter(what == "missed").max().alias("missed"),
        pl.col("n").filter(what == "summary").max().alias("summary"),
        (what == "outright").any().alias("outright"),
        pl.col("shown").min(),
    ).drop("n")


def _with_the_name(told: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    """Whether a record surely named neglect by the time it is raised; it stands beside."""
    named = affirmed(case, "neglect", part="neglect named")
    beside = (
        told.select("case_id", "shown")
        .join(named.select("case_id", n_hi="hi", named_evidence="evidence"), on="case_id")
        .filter(pl.col("n_hi") <= pl.col("shown"))
        .group_by("case_id")
        .agg(gathered("named_evidence"))
    )
    return told.join(beside, on="case_id", how="left").with_columns(
        named=pl.col("named_evidence").is_not_null(),
        evidence=put_together("evidence", "named_evidence"),
    )


def _findings(
    told: pl.LazyFrame,
    signs: pl.LazyFrame,
    case: Tables,
    p: Parameters,
    kind: str = "flag",
) -> pl.LazyFrame:
    in_time = (pl.col("s_hi") >= pl.col("lo")) & (pl.col("s_lo") <= pl.col("hi"))
    areas = (
        told.select("case_id", "lo", "hi")
        .join(signs.select("case_id", "area", s_lo="lo", s_hi="hi"), on="case_id")
        .filter(in_time)
        .group_by("case_id")
        .agg(areas=pl.col("area").unique().sort())
    )
    only_named = pl.col("named") & ~pl.col("outright")
    level = pl.when(only_named).then(pl.lit("low")).otherwise(pl.lit("medium"))
    return findings(
        about_the_child(told.join(areas, on="case_id", how="left"), case),
        attention=level,
        kind=kind,
        raised_on=pl.col("shown"),
        measure={
            "signs": pl.col("signs"),
            "missed": pl.col("missed"),
            "summary": pl.col("summary"),
            "outright": pl.col("outright"),
            "named": pl.col("named"),
            "areas": pl.col("areas").fill_null([]),
            "sign_days": pl.lit(p.within_days),
            "missed_days": pl.lit(p.missed_within_days),
            "tool_days": pl.lit(p.tool_within_days),
        },
    )
