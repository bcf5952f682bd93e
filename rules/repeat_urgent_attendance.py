"""Emergency and urgent care, again and again, in one place or in several.

What it looks for
-----------------
Days on which a child was seen in an emergency department, urgent care or out of hours, or on which
111 or an ambulance was called for the child: three or more within twelve months, or two or more
within 28 days for a child under one year. Attendances at two or more places are raised with more
attention, and so are those of which the last came while the child was on a child protection plan or
in the twelve months after one; for these it tells whether a check of CP-IS is on record.

A record or review that says so outright is enough: many attendances, or each judged by itself.

Left out: a GP's or health visitor's letter about an attendance that a hospital or ambulance
recorded in the fourteen days before, several contacts on one day, adults' own attendances, advice to
attend, and children with a long-term condition whose plan has them use urgent care.

Why it matters
--------------
Each attendance has its own clerk, its own doctor and its own good reason. What several have in
common (an injury, a worried or exhausted parent, a home in which a baby keeps falling ill) is seen
only by somebody who has them all, and children on plans are known to the system that was built to
tell emergency staff so.

Known limits
------------
- There is no published number. Three in twelve months, two in 28 days and two places are this
  project's defaults.
- Most repeated attendances are illness in small children, and parents who follow advice. Families
  without a car, a telephone or a GP appointment use urgent care more, and so do those who were told
  to come back; disabled and premature babies too.
- Without the hospital's return an attendance that two other agencies write about on different days
  can be counted twice.
- CP-IS is looked at on a screen; that it was is seldom written down. It also shows children who are
  looked after, which is not read here.
- What each attendance was for is not compared here.

Questions for the panel
-----------------------
- Was each attendance judged alone, and who could see the others?
- What did the staff know of the child’s plan, and whom did they tell of the attendance?

Sources
-------
- NHS England, Child Protection Information Sharing (CP-IS), seen via London Safeguarding Children
  Procedures
- Bristol Safeguarding Children Board, Multi-agency guidance on injuries in non-mobile babies (2016),
  seen via a mirror: earlier attendances to be looked for

Examples
--------
Many calls, told in a sentence
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date | agency | record                                                                                  | evidence      |
    | n/k  | review | The family rang for an ambulance nine times and nobody counted the calls.               | said outright |

    expect: flag, medium, definite

A parent's own visit
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency | record                                                                            | evidence |
    | 2023-05-01 | GP     | Mother waited four hours in A&E with her ankle.                                   |          |

    expect: nothing found

One of the two in a month in which the other lies
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency   | record                              | evidence   |
    | 2021-09-07 | hospital | Brought to A&E, vomiting.           | attendance |
    | Sept 2021  | hospital | Brought to A&E, not feeding.        | attendance |

    expect: flag, medium, possible

Three within twelve months
    child born 2018-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency   | record                                              | evidence   |
    | 2021-02-01 | hospital | Attended ED with vomiting, discharged.              | attendance |
    | 2021-06-10 | hospital | Brought to A&E, pulled elbow.                       | attendance |
    | 2022-02-01 | hospital | ED attendance, wheeze.                              | attendance |

    says: Urgent care was used on 3 days within twelve months.
    raised: 2022-02-01
    expect: flag, low, definite

Three in a day more than twelve months
    child born 2018-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency   | record                                              | evidence |
    | 2021-02-01 | hospital | Attended ED with vomiting, discharged.              |          |
    | 2021-06-10 | hospital | Brought to A&E, pulled elbow.                       |          |
    | 2022-02-02 | hospital | ED attendance, wheeze.                              |          |

    expect: nothing found

Twice within 28 days, under one year
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency   | record                                              | evidence   |
    | 2021-08-01 | hospital | Seen in ED, off feeds.                              | attendance |
    | 2021-08-29 | hospital | Brought to A&E by mum, not himself.                 | attendance |

    says: Urgent care was used on 2 days within 28 days by a child under 12 months.
    raised: 2021-08-29
    expect: flag, medium, definite

Twice, twenty-nine days apart, under one year
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency   | record                                              | evidence |
    | 2021-08-01 | hospital | Seen in ED, off feeds.                              |          |
    | 2021-08-30 | hospital | Brought to A&E by mum, not himself.                 |          |

    expect: nothing found

Twice within 28 days, the second on the first birthday
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency   | record                                              | evidence |
    | 2022-05-20 | hospital | Seen in ED, off food.                               |          |
    | 2022-06-03 | hospital | Brought to A&E by mum, not himself.                 |          |

    expect: nothing found

Twice within 28 days, the second the day before the first birthday
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency   | record                                              | evidence   |
    | 2022-05-20 | hospital | Seen in ED, off food.                               | attendance |
    | 2022-06-02 | hospital | Brought to A&E by mum, not himself.                 | attendance |

    raised: 2022-06-02
    expect: flag, medium, definite

Three at two places
    child born 2018-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency             | record                                       | evidence   |
    | 2021-02-01 | hospital           | Attended ED with vomiting, discharged.       | attendance |
    | 2021-06-10 | walk in centre     | Attended walk-in centre, pulled elbow.       | attendance |
    | 2021-09-01 | hospital           | ED attendance, wheeze.                       | attendance |

    says: Urgent care was used on 3 days within twelve months and it was used in two or more places.
    raised: 2021-09-01
    expect: flag, medium, definite

Three while on a child protection plan
    child born 2018-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency                 | record                                                | evidence   |
    | 2021-01-05 | children's social care | Made subject to a child protection plan for neglect.  |            |
    | 2021-02-01 | hospital               | Attended ED with vomiting. CP-IS checked.             | attendance |
    | 2021-06-10 | hospital               | Brought to A&E, pulled elbow.                         | attendance |
    | 2021-09-01 | hospital               | ED attendance, wheeze.                                | attendance |

    says: Urgent care was used on 3 days within twelve months and the child was on a child protection plan, or had been within the year before.
    says: A check of CP-IS is on record.
    raised: 2021-09-01
    expect: flag, medium, definite

The plan ended a year before the last of them
    child born 2018-06-03
    under review 2019-06-01 to 2022-12-31

    | date       | agency                 | record                                                | evidence   |
    | 2019-07-05 | children's social care | Made subject to a child protection plan for neglect.  |            |
    | 2020-09-01 | children's social care | Removed from child protection plan.                   |            |
    | 2021-02-01 | hospital               | Attended ED with vomiting.                            | attendance |
    | 2021-06-10 | hospital               | Brought to A&E, pulled elbow.                         | attendance |
    | 2021-09-01 | hospital               | ED attendance, wheeze.                                | attendance |

    says: No check of CP-IS is on record.
    raised: 2021-09-01
    expect: flag, medium, definite

The plan ended more than a year before the last of them
    child born 2018-06-03
    under review 2019-06-01 to 2022-12-31

    | date       | agency                 | record                                                | evidence   |
    | 2019-07-05 | children's social care | Made subject to a child protection plan for neglect.  |            |
    | 2020-08-31 | children's social care | Removed from child protection plan.                   |            |
    | 2021-02-01 | hospital               | Attended ED with vomiting.                            | attendance |
    | 2021-06-10 | hospital               | Brought to A&E, pulled elbow.                         | attendance |
    | 2021-09-01 | hospital               | ED attendance, wheeze.                                | attendance |

    expect: flag, low, definite

Letters about attendances, and calls on one day, are no more attendances
    child born 2018-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency    | record                                                      | evidence |
    | 2021-02-01 | ambulance | Ambulance called, child with croup.                         |          |
    | 2021-02-01 | hospital  | Brought to A&E by ambulance, croup.                         |          |
    | 2021-02-15 | GP        | A&E attendance letter received, croup.                      |          |
    | 2021-06-10 | hospital  | Brought to A&E, pulled elbow.                               |          |

    expect: nothing found

A letter that comes later than fourteen days
    child born 2018-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency    | record                                                      | evidence   |
    | 2021-02-01 | hospital  | Brought to A&E by ambulance, croup.                         | attendance |
    | 2021-02-16 | GP        | A&E attendance letter received, croup.                      | attendance |
    | 2021-06-10 | hospital  | Brought to A&E, pulled elbow.                               | attendance |

    expect: flag, low, definite

A long-term condition with a plan
    child born 2018-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency   | record                                                          | evidence |
    | 2021-01-10 | hospital | Discharged with asthma action plan and open access to the ward. |          |
    | 2021-02-01 | hospital | Attended ED with wheeze, admitted.                              |          |
    | 2021-06-10 | hospital | Brought to A&E, wheeze.                                         |          |
    | 2021-09-01 | hospital | ED attendance, wheeze.                                          |          |

    expect: nothing found

The mother's own, and advice to attend
    child born 2018-06-03
    mother Kay
    under review 2020-06-01 to 2022-12-31

    | date       | agency | record                                                  | evidence |
    | 2021-02-01 | GP     | Kay attended ED with chest pain.                        |          |
    | 2021-02-20 | GP     | Kay seen in ED again, panic attack.                     |          |
    | 2021-03-01 | GP     | Cough. Advised to go to A&E if worse.                   |          |
    | 2021-03-10 | GP     | Kay seen in ED, palpitations.                           |          |

    expect: nothing found

Said outright by a review
    | date | agency | record                                                                       | evidence      |
    | n/k  | review | Child P was brought to the emergency department on six occasions.            | said outright |

    says: A record says outright that attendances were many, or that each was judged alone.
    expect: flag, medium, definite

Said outright: each by itself
    under review 2020-06-01 to 2022-12-31

    | date       | agency   | record                                       | evidence      |
    | 2021-11-01 | hospital | Each attendance was seen in isolation.       | said outright |

    expect: flag, medium, definite

Nothing is dated
    | date | agency | record                                                 | evidence   |
    | n/k  | review | He was taken to the emergency department with a cut.   | attendance |
    | n/k  | review | He was seen in A&E with a bump on his head.            | attendance |
    | n/k  | review | An ambulance was called when he choked.                | attendance |

    expect: flag, low, possible

One of three has only a year
    child born 2018-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency   | record                                              | evidence   |
    | 2021-02-01 | hospital | Attended ED with vomiting, discharged.              | attendance |
    | 2021-06-10 | hospital | Brought to A&E, pulled elbow.                       | attendance |
    | 2022       | hospital | ED attendance, wheeze.                              | attendance |

    expect: flag, low, possible

The GP tells of one, and the hospital sent no return
    child born 2018-06-03
    under review 2020-06-01 to 2022-12-31
    hospital: no return

    | date       | agency | record                                              | evidence   |
    | 2021-02-01 | GP     | A&E attendance letter received, croup.              | attendance |

    says: An urgent attendance is on record, and Hospital was asked and sent no return, so it is not known how many there were.
    says: Ask Hospital: on which days was the child seen, for what, and who was told?
    expect: information gap

Only the police sent a return
    child born 2018-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency | record                                              | evidence |
    | 2021-02-01 | police | Noise complaint, words of advice.                   |          |

    expect: not assessable

Told by their days in one entry
    child born 2018-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency | record                                              | evidence   |
    | 2021-06-01 | GP     | Letter: taken to ED 3/5, 10/5 & 17/5 with wheeze.   | attendance |

    says: Urgent care was used on 3 days within twelve months.
    expect: flag, low, possible

Told with two others that are recorded, over two years
    child born 2018-06-03
    under review 2019-06-01 to 2022-12-31

    | date       | agency   | record                                              | evidence |
    | 2019-07-01 | hospital | Attended ED with vomiting, discharged.              |          |
    | 2020-12-10 | hospital | Brought to A&E, pulled elbow.                       |          |
    | 2022-04-10 | hospital | Third time in ED, wheeze.                           |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold
from chronology.tables import CHILD_ROLES, SUMMARY, Attention, Tables
from chronology.temporal import (
    KEY,
    about_the_child,
    affirmed,
    aged,
    children,
    counted,
    coverage_scope,
    entries,
    gathered,
    ground,
    in_force,
    negated,
    not_retold,
    not_same_day,
    of_children,
    of_each_child,
    shared,
    times_told,
    told_as_one,
    unreturned,
    without,
)

PLACES = ("hospital", "urgent_care", "paediatrics")
"""Agencies at which a child is seen. Two of them are two places."""

FIRST_HAND = (*PLACES, "ambulance", "other")
"""Agencies that were there, so their records are no letters about it; a review's rows count as such."""

RECORDS_IT = (*FIRST_HAND, "gp", "health_visiting", "childrens_social_care", "education")


NOT_THERE = ("missed_appointment", "information_shared", "request_unanswered")
"""What an entry of urgent care tells that is no visit to it."""


class Parameters(Params):
    """The rule's numbers."""

    at_least: int = threshold(
        3, ge=2, le=20, description="so many days with an attendance", basis="project default"
    )
    within_days: int = threshold(
        365, ge=30, le=1095, description="within so many days", basis="project default"
    )
    infant_at_least: int = threshold(
        2, ge=2, le=20, description="or so many for an infant", basis="project default"
    )
    infant_within_days: int = threshold(
        28, ge=1, le=180, description="within so many days", basis="project default"
    )
    infant_under_months: int = threshold(
        12,
        ge=1,
        le=36,
        description="an infant is younger than this, in months",
        basis="project default",
    )
    at_least_places: int = threshold(
        2, ge=2, le=10, description="so many places raise attention", basis="project default"
    )
    letter_within_days: int = threshold(
        14,
        ge=0,
        le=90,
        description="another agency's entry so soon after tells of the same attendance, in days",
        basis="project default",
    )
    after_plan_days: int = threshold(
        365,
        ge=0,
        le=1095,
        description="CP-IS shows a plan for so long after its end, in days",
        basis="national guidance",
        source="NHS England, CP-IS, seen via London Safeguarding Children Procedures",
    )


GROUNDS = {
    "year": "urgent care was used on {n} days within twelve months",
    "infant": "urgent care was used on {n} days within {infant_days} days by a child under "
    "{infant_months} months",
    "places": "it was used in two or more places",
    "plan": "the child was on a child protection plan, or had been within the year before",
    "outright": "a record says outright that attendances were many, or that each was judged alone",
}


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        silent = listed(m["silent"])
        return Wording(
            f"An urgent attendance is on record, and {silent} was asked and sent no return, so it is not "
            "known how many there were.",
            f"Ask {silent}: on which days was the child seen, for what, and who was told?",
        )
    figures = {key: m[key] for key in ("n", "infant_days", "infant_months")}
    told = [GROUNDS[name].format(**figures) for name in GROUNDS if name in m["grounds"]]
    text = listed(told)
    checked = ""
    if "plan" in m["grounds"]:
        checked = (
            " A check of CP-IS is on record."
            if m["checked"]
            else " No check of CP-IS is on record."
        )
    return Wording(f"{text[0].upper()}{text[1:]}.{checked}")


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no agency that would record an attendance was read."""
    return coverage_scope(
        case,
        RECORDS_IT,
        reason="No return of an agency that would record an urgent attendance was read.",
    )


@rule("repeat-urgent-attendance", attention="low", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Repeated urgent attendances, and what is said outright of them."""
    kids = shared(children(case))
    outright = shared(affirmed(case, "urgent_attendance_frequent", part="said outright"))
    days = shared(_attendances(case, kids, outright, p))
    in_year = counted(times_told(days), at_least=p.at_least, within_days=p.within_days)
    of_baby = counted(
        times_told(_infants(case, days, p)),
        at_least=p.infant_at_least,
        within_days=p.infant_within_days,
    )
    every = shared(
        pl.concat(
            [
                in_year.with_columns(ground=pl.lit("year")),
                of_baby.with_columns(ground=pl.lit("infant")),
            ]
        )
    )
    told = shared(
        told_as_one(
            [
                _ground(every.filter(pl.col("ground") == "year"), "year", "low"),
                _ground(every.filter(pl.col("ground") == "infant"), "infant", "medium"),
                _ground(_in_places(every, days, p), "places", "medium"),
                _ground(_on_plan(case, kids, every, p), "plan", "medium"),
                ground(about_the_child(outright, case), "outright", "medium"),
            ]
        )
    )
    return pl.concat([_flags(case, kids, told, p), _gaps(case, days, told)])


def _ground(episodes: pl.LazyFrame, name: str, attention: Attention) -> pl.LazyFrame:
    return ground(episodes, name, attention, reached="reached", n="n")


def _attendances(
    case: Tables, kids: pl.LazyFrame, outright: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Days with an attendance, without letters about it and without those that a plan explains."""
    said_so = affirmed(case, "urgent_attendance", part="attendance")
    # where an entry says outright that they were many, its number tells nothing more
    plainly = without(said_so, outright)
    often = without(said_so, plainly).with_columns(value=pl.lit(None, dtype=pl.Float64))
    seen = of_children(pl.concat([plainly, often, _at_the_place(case, said_so)]), kids)
    letters = ~pl.col("agency_kind").is_in(FIRST_HAND)
    each = not_retold(seen, letters, within_days=p.letter_within_days, by=KEY)
    plans = of_children(affirmed(case, "chronic_condition_plan"), kids)
    since = plans.group_by(KEY).agg(c_lo=pl.col("lo").min(), c_hi=pl.col("hi").min())
    planned = (pl.col("c_hi") <= pl.col("lo")).fill_null(False)
    perhaps = (pl.col("c_lo") <= pl.col("hi")).fill_null(False)
    left = shared(
        each.join(since, on=list(KEY), how="left")
        .filter(~planned)
        .with_columns(sure=pl.col("sure") & ~perhaps)
        .drop("c_lo", "c_hi")
    )
    one_day = pl.col("lo") == pl.col("hi")
    known = left.filter(one_day).with_columns(happening=pl.col("lo").cast(pl.String))
    # one whose day is not known may be another that is
    return pl.concat([known, not_same_day(left.filter(~one_day), known)])


def _at_the_place(case: Tables, said_so: pl.LazyFrame) -> pl.LazyFrame:
    """What a summary of several agencies has under urgent care: the place alone says where the
    child was, unless the entry is of an adult or of a visit that was not made. Never sure."""
    keys = ["case_id", "event_id"]
    summaries = case.coverage.filter(pl.col("basis") == SUMMARY).select("case_id", "agency")
    not_there = case.signals.filter(
        (pl.col("status") == "affirmed") & pl.col("concept").is_in(NOT_THERE)
        | (pl.col("status") == "negated") & (pl.col("concept") == "appointment_attended")
    )
    role = pl.col("role").is_in(CHILD_ROLES)
    named = case.participants.join(case.persons, on=["case_id", "person_id"]).join(
        case.events.select(*keys, "record"), on=keys
    )
    # "Mother with chest pain", and not "Brought by mother with chest pain"
    of_adults = named.group_by(keys).agg(
        child=role.any(), adult=(~role & pl.col("record").str.starts_with(pl.col("mention"))).any()
    )
    others = pl.concat(
        [not_there.select(keys), of_adults.filter("adult", ~pl.col("child")).select(keys)]
    )
    there = (
        case.events.filter(pl.col("agency_kinds").str.contains("urgent_care", literal=True))
        .join(summaries.unique(), on=["case_id", "agency"], how="semi")
        .join(others, on=keys, how="anti")
        .select(*keys, person_id=pl.lit(None, dtype=pl.String))
    )
    rows = entries(case, there, part="under urgent care")
    return without(rows, said_so).with_columns(sure=pl.lit(False))


def _infants(case: Tables, days: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Those of a child under that age; without a birth date, of one whom records call a baby."""
    called_baby = affirmed(case, "infant_stated").select("case_id").unique()
    unknown = (
        days.filter(pl.col("born_lo").is_null())
        .join(called_baby, on="case_id", how="semi")
        .with_columns(sure=pl.lit(False))
    )
    return pl.concat([aged(days, under=f"{p.infant_under_months}mo"), unknown])


def _in_places(every: pl.LazyFrame, days: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Episodes with attendances at several places."""
    places = days.filter(pl.col("agency_kind").is_in(PLACES)).select(
        *KEY, "agency", p_lo="lo", p_hi="hi"
    )
    episode = [*KEY, "lo", "hi", "sure", "ground"]
    several = (
        every.select(episode)
        .join(places, on=list(KEY))
        .filter(pl.col("p_lo") >= pl.col("lo"), pl.col("p_hi") <= pl.col("hi"))
        .group_by(episode)
        .agg(pl.col("agency").n_unique().alias("places"))
        .filter(pl.col("places") >= p.at_least_places)
    )
    return every.join(several, on=episode, how="semi")


def _on_plan(case: Tables, kids: pl.LazyFrame, every: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Episodes on whose last day a child protection plan was in force, or had ended so lately."""
    shown = pl.duration(days=p.after_plan_days + 1)
    begun = of_children(affirmed(case, "child_protection_plan"), kids)
    ended = of_children(negated(case, "child_protection_plan"), kids).with_columns(
        lo=pl.col("lo") + shown, hi=pl.col("hi") + shown
    )
    last = every.with_columns(since=pl.col("lo"), lo=pl.col("hi"))
    return (
        in_force(last, begun, ended, name="plan", by=KEY)
        .filter("plan")
        .with_columns(lo=pl.col("since"))
        .drop("since")
    )


def _flags(case: Tables, kids: pl.LazyFrame, told: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    checks = of_each_child(affirmed(case, "cpis_check"), kids)
    checked = checks.select(KEY).unique().with_columns(checked=pl.lit(True))
    return findings(
        told.join(checked, on=list(KEY), how="left"),
        attention=pl.col("attention"),
        raised_on=pl.col("reached"),
        measure={
            "grounds": pl.col("grounds"),
            "n": pl.col("n"),
            "checked": pl.col("checked").fill_null(False),
            "infant_days": pl.lit(p.infant_within_days),
            "infant_months": pl.lit(p.infant_under_months),
        },
    )


def _gaps(case: Tables, days: pl.LazyFrame, told: pl.LazyFrame) -> pl.LazyFrame:
    """An attendance that another agency tells of, and no return of those who were there."""
    silent = (
        unreturned(case, (*PLACES, "ambulance"))
        .group_by("case_id")
        .agg(silent=pl.col("agency").sort())
    )
    one = days.group_by(KEY).agg(
        pl.col("lo").min(),
        pl.col("hi").max(),
        pl.col("sure").any(),
        evidence=gathered("evidence"),
    )
    return findings(
        one.join(silent, on="case_id").join(
            told.select("case_id").unique(), on="case_id", how="anti"
        ),
        attention="low",
        kind="information_gap",
        measure={"silent": pl.col("silent")},
    )
