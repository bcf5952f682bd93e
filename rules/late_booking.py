"""Antenatal care begun late or not at all, a hidden pregnancy, or antenatal care that was missed.

What it looks for
-----------------
A record that a pregnancy was booked late, hidden, or had no care, unless the same record gives a
gestation of no more than 20 weeks. A booking appointment that falls after 20 weeks, counted back
from the due date (from a birth alone it is only possible, because the baby may have come early).

Antenatal appointments missed at least three times in half a year.

Care that had begun elsewhere, or a family that had just arrived, is left out. Where the records of
the next four weeks say what stood in the way, or that children's social care was asked, the flag
asks for less attention.

Why it matters
--------------
Care that begins late leaves little time to know a family, to screen and to plan. There is nearly
always a reason, and it is seldom asked for.

Known limits
------------
- Coming late has many innocent reasons: not knowing of the pregnancy, an irregular cycle, shift
  work, travel, a clinic without room, no interpreter. Young mothers, migrants and women who were
  in care themselves are over-represented among late bookings.
- A gestation is read in whole weeks: 20+4 counts as 20.
- A first booking before the first day of a return can't be seen, so a booking that is reckoned from
  dates is then only possible.
- Whether missed appointments were moved by the clinic is known only where it is written.

Questions for the panel
-----------------------
- What were the barriers, and who asked her?
- What did each agency know of the pregnancy, and when?

Sources
-------
- Sussex Safeguarding Children Partnerships and Norfolk Safeguarding Children Partnership
  (procedure 5.27), concealed pregnancy: booking after 20 weeks
- NHS Greater Glasgow and Clyde, late booking (22 weeks; names NICE: booking by 10 weeks);
  Hertfordshire: 24 weeks
- Local Child Safeguarding Practice Review “Ivy” (Cumbria): the unborn baby

Examples
--------
Late, in other words
    under review 2022-06-01 to 2024-12-31

    | date       | agency  | record                                                                                 | evidence    |
    | 2023-03-01 | midwife | First saw antenatal services in the eighth month.                                      | booked late |

    expect: flag, medium, definite

The weeks are given, the dates are of a season
    child born spring 2023
    under review 2022-06-01 to 2024-12-31

    | date        | agency  | record                                                                                | evidence |
    | winter 2022 | midwife | Booked at 13 weeks. Bloods taken.                                                     |          |

    expect: nothing found

Booked at 21 weeks
    | date       | agency   | record                                                   | evidence     |
    | 2021-03-01 | midwifery | Booking bloods done, booked at 21 weeks. Lives with MGM. | booked late |
    | 2021-06-01 | midwifery | Growth scan normal.                                      |             |

    says: The records show a pregnancy booked late, hidden or without antenatal care.
    raised: 2021-03-01
    expect: flag, medium, definite

Booked at 20 weeks
    | date       | agency    | record                                                   | evidence |
    | 2021-03-01 | midwifery | Late booker, booked at 20 weeks. Lives with MGM.         |          |
    | 2021-06-01 | midwifery | Growth scan normal.                                      |          |

    expect: nothing found

Hidden until labour
    | date | agency | record                                                                          | evidence    |
    | 2019 | review | Mother hid the pregnancy from her family until she went into labour.            | booked late |

    expect: flag, medium, definite

Undated review prose
    | date | agency | record                                                                          | evidence    |
    |      | review | Mother did not book for antenatal care until she was 28 weeks pregnant.         | booked late |

    expect: flag, medium, definite

Late in the pregnancy, but not for the first time
    child born spring 2023
    under review 2022-06-01 to 2024-12-31

    | date       | agency        | record                                                    | evidence |
    | 2023-01-12 | health visitor | Antenatal contact at 33 weeks, by phone.                 |          |
    | 2023-02-02 | midwife       | Booked for induction at 39 weeks.                         |          |

    expect: nothing found

The booking before, and one that is denied
    | date       | agency    | record                                                   | evidence |
    | 2021-03-01 | midwifery | Not a late booker, seen at 9/40.                         |          |
    | 2021-03-08 | GP        | Pregnancy confirmed, referral to midwife sent.           |          |

    expect: nothing found

She had just arrived, care had begun abroad
    | date       | agency    | record                                                                  | evidence |
    | 2021-03-01 | midwifery | Booked in with us at 30 weeks, recently arrived from Poland.            |          |

    expect: nothing found

It came out four weeks after that care had begun elsewhere
    | date       | agency    | record                                                                  | evidence |
    | 2021-03-01 | midwifery | Late booker, 30/40.                                                     |          |
    | 2021-03-29 | GP        | Notes arrived: transfer of antenatal care from Leeds.                   |          |

    expect: nothing found

A day later than that
    | date       | agency    | record                                                                  | evidence    |
    | 2021-03-01 | midwifery | Late booker, 30/40.                                                     | booked late |
    | 2021-03-30 | GP        | Notes arrived: transfer of antenatal care from Leeds.                   |             |

    raised: 2021-03-01
    expect: flag, medium, definite

Care elsewhere forty weeks before
    | date       | agency    | record                                                                  | evidence |
    | 2021-01-01 | GP        | Notes arrived: transfer of antenatal care from Leeds.                   |          |
    | 2021-10-08 | midwifery | Late booker, 30/40.                                                     |          |

    expect: nothing found

Care elsewhere in a pregnancy before
    | date       | agency    | record                                                                  | evidence    |
    | 2021-01-01 | GP        | Notes arrived: transfer of antenatal care from Leeds.                   |             |
    | 2021-10-09 | midwifery | Late booker, 30/40.                                                     | booked late |

    expect: flag, medium, definite

The reason was asked for, four weeks later
    | date       | agency    | record                                                                  | evidence    |
    | 2021-03-01 | midwifery | Late booker, 26/40.                                                     | booked late |
    | 2021-03-29 | midwifery | Had no money for the bus, and no childcare for the older two.           |             |

    expect: flag, low, definite

The reason came a day after that
    | date       | agency    | record                                                                  | evidence    |
    | 2021-03-01 | midwifery | Late booker, 26/40.                                                     | booked late |
    | 2021-03-30 | midwifery | Had no money for the bus, and no childcare for the older two.           |             |

    expect: flag, medium, definite

The reason may have been asked in time
    | date       | agency    | record                                                                  | evidence    |
    | 2021-03-15 | midwifery | Late booker, 26/40.                                                     | booked late |
    | April 2021 | midwifery | Had no money for the bus, and no childcare for the older two.           |             |

    expect: flag, low, definite

Care elsewhere at a time unknown
    | date       | agency    | record                                                                  | evidence    |
    | 2021-03-15 | midwifery | Late booker, 26/40.                                                     | booked late |
    |            | GP        | Notes arrived: transfer of antenatal care from Leeds.                   |             |

    expect: flag, medium, possible

The booking appointment, 139 days before the due date
    child due 2021-10-01
    under review 2021-01-01 to 2021-12-31

    | date       | agency    | record                                            | evidence |
    | 2021-05-15 | midwifery | Booking visit completed, partner present.         | booking  |
    | 2021-12-01 | midwifery | Discharged.                                       |          |

    says: The records show a booking appointment after 20 weeks of pregnancy.
    raised: 2021-05-15
    expect: flag, medium, definite

140 days before it
    child due 2021-10-01
    under review 2021-01-01 to 2021-12-31

    | date       | agency    | record                                            | evidence |
    | 2021-05-14 | midwifery | Booking visit completed, partner present.         |          |
    | 2021-12-01 | midwifery | Discharged.                                       |          |

    expect: nothing found

The appointment was in May
    child due 2021-10-01
    under review 2021-01-01 to 2021-12-31

    | date     | agency    | record                                            | evidence |
    | May 2021 | midwifery | Booking visit completed, partner present.         | booking  |
    | 2021-12-01 | midwifery | Discharged.                                     |          |

    expect: flag, medium, possible

It was the second mention of a booking
    child due 2021-10-01
    under review 2021-01-01 to 2021-12-31

    | date       | agency    | record                                            | evidence |
    | 2021-03-15 | midwifery | Booking visit completed, partner present.         |          |
    | 2021-07-15 | midwifery | Booking bloods repeated today.                    |          |

    expect: nothing found

A booking for the child before
    child due 2021-10-01
    under review 2018-01-01 to 2021-12-31

    | date       | agency    | record                                            | evidence |
    | 2019-02-15 | midwifery | Booking visit completed, partner present.         |          |
    | 2021-02-15 | midwifery | Booking visit completed.                          |          |

    expect: nothing found

The return begins after twenty weeks
    child due 2021-10-01
    under review 2021-01-01 to 2021-12-31
    midwifery covers 2021-05-15 to 2021-12-31

    | date       | agency    | record                                            | evidence |
    | 2021-06-15 | midwifery | Booking visit completed, partner present.         | booking  |

    expect: flag, medium, possible

Only the birth is known, and the baby may have been early
    child born 2021-10-01
    under review 2021-01-01 to 2021-12-31

    | date       | agency    | record                                            | evidence |
    | 2021-06-05 | midwifery | Booking visit completed, partner present.         | booking  |
    | 2021-12-01 | midwifery | Discharged.                                       |          |

    expect: flag, medium, possible

Two days earlier, a baby born three weeks early had come in time
    child born 2021-10-01
    under review 2021-01-01 to 2021-12-31

    | date       | agency    | record                                            | evidence |
    | 2021-06-03 | midwifery | Booking visit completed, partner present.         |          |
    | 2021-12-01 | midwifery | Discharged.                                       |          |

    expect: nothing found

Three antenatal appointments missed within 182 days
    | date       | agency    | record                                            | evidence    |
    | 2021-01-01 | midwifery | DNA antenatal clinic, text sent.                  | care missed |
    | 2021-03-10 | hospital  | Did not attend growth scan.                       | care missed |
    | 2021-07-02 | midwifery | Missed her antenatal appointment again.           | care missed |

    says: The records show antenatal contacts missed 3 times.
    raised: 2021-07-02
    expect: flag, low, definite

Three in 183 days
    | date       | agency    | record                                            | evidence |
    | 2021-01-01 | midwifery | DNA antenatal clinic, text sent.                  |          |
    | 2021-03-10 | hospital  | Did not attend growth scan.                       |          |
    | 2021-07-03 | midwifery | Missed her antenatal appointment again.           |          |

    expect: nothing found

Two
    | date       | agency    | record                                            | evidence |
    | 2021-01-01 | midwifery | DNA antenatal clinic, text sent.                  |          |
    | 2021-03-10 | hospital  | Did not attend growth scan.                       |          |

    expect: nothing found

No return of an agency that would know of a pregnancy
    under review 2021-01-01 to 2021-12-31

    | date       | agency  | record               | evidence |
    | 2021-03-02 | housing | Tenancy signed.      |          |

    expect: not assessable

Missed three times, told in one entry
    under review 2021-01-01 to 2022-06-30

    | date       | agency  | record                                  | evidence    |
    | 2021-03-02 | midwife | DNA antenatal clinic x3.                | care missed |

    expect: flag, low, possible
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold
from chronology.tables import CHILD_ROLES, Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    counted,
    coverage_scope,
    covered,
    ground,
    is_covered,
    not_around,
    not_followed_by,
    said,
    shared,
    times_told,
    told_as_one,
    with_a_date,
    without,
)

CASE = ("case_id",)

KNOWS_PREGNANCIES = (
    *("midwifery", "hospital", "gp", "health_visiting", "childrens_social_care", "leaving_care"),
    *("early_help", "substance_misuse", "adult_mental_health", "paediatrics", "ambulance"),
    *("urgent_care", "domestic_abuse_service", "police", "probation", "voluntary", "other"),
)
"""Agencies whose records would speak of a pregnancy."""

BOOKS = ("midwifery", "hospital", "other")
"""Agencies whose records would hold the booking."""

PREGNANCY_DAYS = 280
"""From the day that a gestation is counted from to the due date."""

ANSWERS = (
    "engagement_barrier",
    "safeguarding_referral",
    "pre_birth_assessment",
    "strategy_discussion",
)
"""What shows that somebody asked why, or did something about it."""


class Parameters(Params):
    """The rule's numbers."""

    booked_by_weeks: int = threshold(
        20,
        ge=10,
        le=30,
        description="a booking after so many weeks of pregnancy is late",
        basis="local example",
        source="Sussex and Norfolk, concealed pregnancy; 22 in Glasgow and 24 in Hertfordshire",
    )
    early_by_weeks: int = threshold(
        3,
        ge=0,
        le=16,
        description="so many weeks early the baby may have come, where no due date is known",
        basis="project default",
    )
    missed_at_least: int = threshold(
        3, ge=2, le=20, description="so many missed antenatal contacts", basis="project default"
    )
    missed_within_days: int = threshold(
        182, ge=28, le=280, description="the window for them, in days", basis="project default"
    )
    asked_within_days: int = threshold(
        28,
        ge=0,
        le=120,
        description="days for the reason to be asked, or for word of care that began elsewhere",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    said_ = {
        "late": "a pregnancy booked late, hidden or without antenatal care",
        "by date": f"a booking appointment after {m['weeks']} weeks of pregnancy",
        "missed": f"antenatal contacts missed {m['n']} times",
    }
    return Wording(f"The records show {listed([said_[it] for it in m['grounds']])}.")


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a return that would speak of a pregnancy."""
    reason = "No return of an agency that would know of a pregnancy was read."
    return coverage_scope(case, KNOWS_PREGNANCIES, reason=reason)


@rule("late-booking", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Bookings that were late by what is said or by the due date, and care that was missed."""
    missed = counted(
        times_told(affirmed(case, "antenatal_care_missed", part="care missed"), by=CASE),
        at_least=p.missed_at_least,
        within_days=p.missed_within_days,
        by=CASE,
    )
    told = told_as_one(
        [
            *_unasked(case, _said_late(case, p), "late", p),
            *_unasked(case, _late_by_date(case, p), "by date", p),
            ground(missed, "missed", "low", by=CASE, reached="reached", n="n"),
        ],
        by=CASE,
    )
    return findings(
        about_the_child(told, case),
        attention=pl.col("attention"),
        raised_on=pl.col("reached"),
        measure={
            "grounds": pl.col("grounds"),
            "n": pl.col("n"),
            "weeks": pl.lit(p.booked_by_weeks),
        },
    )


def _unasked(case: Tables, late: pl.LazyFrame, name: str, p: Parameters) -> list[pl.LazyFrame]:
    """Late bookings that are not a transfer; with more attention where nobody asked why."""
    here = shared(
        not_around(
            late,
            affirmed(case, "pregnancy_care_elsewhere"),
            before_days=PREGNANCY_DAYS,
            after_days=p.asked_within_days,
            by=CASE,
        )
    )
    asked = affirmed(case, *ANSWERS)
    left = not_followed_by(here, asked, within_days=p.asked_within_days, by=CASE)
    return [ground(here, name, "low", by=CASE), ground(left, name, "medium", by=CASE)]


def _said_late(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Said to be late or hidden, unless the same entry gives no gestation but an early one.

    "Until she was 28 weeks pregnant" reads like an age long past: its weeks make it this pregnancy.
    """
    keys = ["case_id", "happening"]
    weeks = affirmed(case, "gestation_weeks").group_by(keys).agg(weeks=pl.col("value").max())
    stated = said(case, "late_booking", statuses=("affirmed", "historical"), part="booked late")
    now = said(case, "late_booking").select(keys).unique().with_columns(now=pl.lit(True))
    return (
        stated.join(weeks, on=keys, how="left")
        .join(now, on=keys, how="left")
        .filter((pl.col("weeks") > p.booked_by_weeks) | (pl.col("weeks").is_null() & pl.col("now")))
        .drop("weeks", "now")
    )


def _late_by_date(case: Tables, p: Parameters) -> pl.LazyFrame:
    """The first booking of a pregnancy, where it lies after so many weeks of it.

    An entry that gives the weeks itself is believed before the dates, which may be of a season.
    """
    few = affirmed(case, "gestation_weeks").filter(pl.col("value") <= p.booked_by_weeks)
    itself = said(case, "late_booking", statuses=("affirmed", "negated"))
    told = pl.concat([it.select("case_id", "happening") for it in (itself, few)])
    bookings = without(affirmed(case, "antenatal_booking", part="booking"), told).filter(
        with_a_date()
    )
    kids = case.persons.filter(pl.col("role").is_in(CHILD_ROLES)).select(
        "case_id",
        child="person_id",
        due_lo=pl.coalesce("due", "born_earliest"),
        due_hi=pl.coalesce("due", pl.col("born_latest") + pl.duration(weeks=p.early_by_weeks)),
        by_due=pl.col("due").is_not_null(),
    )
    length = pl.duration(days=PREGNANCY_DAYS)
    whole = pl.duration(weeks=p.booked_by_weeks)
    first = (
        bookings.join(kids, on="case_id")
        .filter(
            pl.col("hi") >= pl.col("due_lo") - length,
            pl.col("lo") < pl.col("due_lo"),
        )
        .sort("case_id", "child", "lo", "hi", "happening")
        .unique(["case_id", "child"], keep="first", maintain_order=True)
        .with_columns(in_time=pl.col("due_hi") - length + whole)
        .filter(pl.col("hi") > pl.col("in_time"))
    )
    known = is_covered(
        first, covered(case, BOOKS), first=pl.col("due_lo") - length + whole, last=pl.col("hi")
    )
    surely = pl.col("by_due") & pl.col("covered") & (pl.col("lo") > pl.col("in_time"))
    return known.with_columns(sure=pl.col("sure") & surely).drop(
        "child", "due_lo", "due_hi", "by_due", "in_time", "covered"
    )
