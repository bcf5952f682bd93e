"""Was not brought, no access, or cancelled by the family, again and again in one setting.

What it looks for
-----------------
Within one agency's records and about one person: appointments to which a child was not brought or
that a parent did not attend, and visits without access. It is raised at two within 90 days or
three within twelve months. Appointments that the family cancelled or moved are counted apart,
with the same thresholds and less attention.

One is enough where the child was on a child protection or child in need plan on that day, or
where the record says that the appointment was one that mattered urgently. On a child in need plan
one that was made good within the week is not enough by itself.

Left out: what the service cancelled, an appointment kept on the same day after all, a child who
was in hospital at the time, a letter that went to the wrong address, and young people of sixteen
and over who manage their own appointments.

Why it matters
--------------
A child does not miss an appointment: the child is not brought. Reviews keep finding that each
missed contact was closed or re-booked by itself, and that nobody asked what it meant for the child.

Known limits
------------
- There is no national number. All counts here are this project's defaults; change them in
case.toml.
- Most missed appointments have ordinary reasons: work, travel costs, letters in the wrong
  language, a sick sibling. Children from poorer areas miss slightly more; that is a reason to ask, not a finding.
- An agency that writes down every missed contact looks worse than one that writes down none.
- What is missed across several settings but never twice in one is another pattern.

Questions for the panel
-----------------------
- What did each missed appointment or visit mean for the child, what got in the way, and how did the
  service follow it up?
- Was the appointment essential, and whom did the agency tell?

Sources
-------
- RCGP, Child safeguarding toolkit: one missed appointment is usually no concern; one for a child
  on a neglect plan is, and needs action
- Sussex Safeguarding Children Partnerships, Children not brought to appointments
- NHS Borders, Was not brought: repeated cancelling and re-booking is worth curiosity
- Cumbria Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Leo” (2024),
  recommendation 4

Examples
--------
Twice within ninety days
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency   | record                                                          | evidence        |
    | 2021-08-11 | hospital | Was not brought to paediatric clinic.                           | was not brought |
    | 2021-08-20 | GP       | Seen with cough. Chest clear.                                   |                 |
    | 2021-11-09 | hospital | DNA paediatric outpatients, second time.                        | was not brought |

    says: Was not brought, did not attend or no access: child, Hospital
    says: Not brought, did not attend, or no access twice within 90 days (Hospital).
    raised: 2021-11-09
    expect: flag, medium, definite

Twice, ninety-one days apart
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency   | record                                                          | evidence |
    | 2021-08-11 | hospital | Was not brought to paediatric clinic.                           |          |
    | 2021-11-10 | hospital | DNA paediatric outpatients.                                     |          |

    expect: nothing found

The second in the month in which he turned sixteen
    child born 2005-11-15
    under review 2021-01-01 to 2022-06-30

    | date       | agency   | record                               | evidence          |
    | 2021-10-11 | hospital | Was not brought to orthotics clinic. | was not brought   |
    | Nov 2021   | hospital | Was not brought to orthotics clinic. | was not brought   |

    expect: flag, medium, possible

Three within twelve months, never two within ninety days
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                    | evidence        |
    | 2021-08-01 | health visitor | No access at planned home visit, card left.               | no access       |
    | 2021-12-01 | health visitor | Not brought to clinic.                                    | was not brought |
    | 2022-08-01 | health visitor | WNB one year review.                                      | was not brought |

    says: Was not brought, did not attend or no access: child, health visitor
    says: Not brought, did not attend, or no access 3 times within 365 days (health visitor).
    raised: 2022-08-01
    expect: flag, medium, definite

Three in a day more than twelve months
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                    | evidence |
    | 2021-08-01 | health visitor | No access at planned home visit, card left.               |          |
    | 2021-12-01 | health visitor | Not brought to clinic.                                    |          |
    | 2022-08-02 | health visitor | WNB one year review.                                      |          |

    expect: nothing found

Once, while on a child protection plan
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                      | evidence        |
    | 2021-07-01 | children's social care | Made subject to a child protection plan, category neglect.  |                 |
    | 2021-08-11 | hospital               | Was not brought to paediatric clinic.                       | was not brought |

    says: Not brought, did not attend, or no access once (Hospital), while the child was on a child protection plan.
    raised: 2021-08-11
    expect: flag, high, definite

Once, after the plan had ended
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                      | evidence |
    | 2021-07-01 | children's social care | Made subject to a child protection plan, category neglect.  |          |
    | 2021-08-01 | children's social care | Removed from child protection plan.                         |          |
    | 2021-08-11 | hospital               | Was not brought to paediatric clinic.                       |          |

    expect: nothing found

Once, while on a child in need plan
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                      | evidence        |
    | 2021-07-01 | children's social care | Child in need plan agreed.                                  |                 |
    | 2021-08-11 | hospital               | Was not brought to paediatric clinic.                       | was not brought |
    | 2021-08-19 | hospital               | Attended appointment at the paediatric clinic.              |                 |

    says: Not brought, did not attend, or no access once (Hospital), while the child was on a child in need plan.
    raised: 2021-08-11
    expect: flag, medium, definite

Once, while on a child in need plan, and made good within the week
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                      | evidence |
    | 2021-07-01 | children's social care | Child in need plan agreed.                                  |          |
    | 2021-08-11 | hospital               | Was not brought to paediatric clinic.                       |          |
    | 2021-08-18 | hospital               | Attended appointment at the paediatric clinic.              |          |

    expect: nothing found

Once, while on a child protection plan, though made good within the week
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                      | evidence        |
    | 2021-07-01 | children's social care | Made subject to a child protection plan, category neglect.  |                 |
    | 2021-08-11 | hospital               | Was not brought to paediatric clinic.                       | was not brought |
    | 2021-08-18 | hospital               | Attended appointment at the paediatric clinic.              |                 |

    expect: flag, high, definite

Cancelled by the family twice
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency   | record                                                    | evidence                |
    | 2021-08-11 | hospital | Mum cancelled today's appointment, rearranged.            | cancelled by the family |
    | 2021-09-01 | hospital | Appointment cancelled by mum again.                       | cancelled by the family |

    says: Appointments cancelled or moved by the family: Hospital
    says: The family cancelled or moved appointments twice within 21 days (Hospital).
    says: What stood in the way of these appointments, and did anybody ask?
    raised: 2021-09-01
    expect: flag, low, definite

The service cancelled, somebody else's appointment, a DNA test
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency   | record                                                          | evidence |
    | 2021-08-11 | hospital | Clinic cancelled by the hospital, new date to be sent.          |          |
    | 2021-08-20 | hospital | Clinic cancelled by the trust due to staff sickness.            |          |
    | 2021-09-01 | GP       | Result of DNA test received.                                    |          |
    | 2021-09-05 | GP       | Grandmother has a DNACPR in place.                              |          |

    expect: nothing found

Not brought in the morning, seen the same day
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                                                          | evidence        |
    | 2021-08-11 | GP     | Not brought to morning appointment.                             |                 |
    | 2021-08-11 | GP     | Attended late afternoon appointment instead, mum had overslept. |                 |
    | 2021-09-01 | GP     | WNB.                                                            |                 |

    expect: nothing found

Once in each of two settings
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                | evidence |
    | 2021-08-11 | hospital       | Was not brought to paediatric clinic. |          |
    | 2021-08-20 | health visitor | No access visit.                      |          |

    expect: nothing found

One of the two has only a month
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date          | agency   | record                                 | evidence        |
    | 2021-08-11    | hospital | Was not brought to paediatric clinic.  | was not brought |
    | November 2021 | hospital | DNA paediatric outpatients.            | was not brought |

    says: Not brought, did not attend, or no access twice (Hospital).
    expect: flag, medium, possible

No agency that gives appointments sent a return
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30
    GP: no return

    | date       | agency | record                                           | evidence |
    | 2021-08-11 | police | Attended address re noise complaint. All in order. |          |

    expect: not assessable

One entry says that it was twice
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency   | record                                                        | evidence       |
    | March 2022 | hospital | Eye clinic: not taken on two occasions, then discharged.      | more than once |

    expect: flag, medium, possible

A summary of many missed appointments
    under review 2021-01-01 to 2022-06-30

    | date | agency         | record                                                  | evidence                        |
    |      | health visitor | Failed to attend several developmental reviews.         | more than once, was not brought |

    says: Not brought, did not attend, or no access 3 times (health visitor).
    expect: flag, medium, possible

Phoned twice, and missed once
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency   | record                                                        | evidence |
    | March 2022 | hospital | Not brought. Mum telephoned twice to say sorry.               |          |

    expect: nothing found

Twice, both before the sixteenth birthday
    child born 2005-11-10
    under review 2021-01-01 to 2022-06-30

    | date       | agency   | record                              | evidence        |
    | 2021-08-11 | hospital | Was not brought to diabetes clinic. | was not brought |
    | 2021-11-09 | hospital | Was not brought to diabetes clinic. | was not brought |

    expect: flag, medium, definite

Twice, the second on the sixteenth birthday
    child born 2005-11-09
    under review 2021-01-01 to 2022-06-30

    | date       | agency   | record                              | evidence |
    | 2021-08-11 | hospital | Was not brought to diabetes clinic. |          |
    | 2021-11-09 | hospital | Was not brought to diabetes clinic. |          |

    expect: nothing found

Told by its number, one recorded by itself
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency   | record                                  | evidence        |
    | 2021-08-11 | hospital | Orthoptist: not brought.                | was not brought |
    | 2022-02-09 | hospital | Orthoptist: fourth DNA, back to the GP. | was not brought |

    says: Not brought, did not attend, or no access 4 times (Hospital).
    expect: flag, medium, possible
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold, times
from chronology.tables import CHILD_ROLES, Tables
from chronology.temporal import (
    affirmed,
    children,
    counted,
    covered,
    gathered,
    in_force,
    negated,
    not_followed_by,
    not_same_day,
    once,
    put_together,
    said,
    shared,
    times_told,
    without,
)

SETTING = ("case_id", "subject", "agency")
"""One person's appointments with one agency."""

GIVES_APPOINTMENTS = (
    "gp",
    "midwifery",
    "health_visiting",
    "hospital",
    "paediatrics",
    "adult_mental_health",
    "substance_misuse",
    "childrens_social_care",
    "early_help",
    "leaving_care",
    "probation",
    "education",
    "domestic_abuse_service",
    "voluntary",
    "housing",
)
"""Agencies whose records would hold a missed appointment or visit."""


FOR_CHILDREN = (
    "midwifery",
    "health_visiting",
    "paediatrics",
    "childrens_social_care",
    "early_help",
    "education",
    "voluntary",
)
"""Agencies whose visits are to see the child."""


class Parameters(Params):
    """The rule's numbers."""

    at_least: int = threshold(
        2, ge=1, le=20, description="so many within the shorter window", basis="project default"
    )
    within_days: int = threshold(
        90, ge=1, le=730, description="the shorter window, in days", basis="project default"
    )
    at_least_in_year: int = threshold(
        3, ge=1, le=50, description="or so many within the longer window", basis="project default"
    )
    year_days: int = threshold(
        365, ge=30, le=1095, description="the longer window, in days", basis="project default"
    )
    on_plan_at_least: int = threshold(
        1,
        ge=1,
        le=20,
        description="so many are enough for a child on a plan",
        basis="national guidance",
        source="RCGP, Child safeguarding toolkit",
    )
    made_good_within_days: int = threshold(
        7,
        ge=1,
        le=28,
        description="one missed on a child in need plan is made good if kept within so many days",
        basis="project default",
    )
    own_appointments_from_years: int = threshold(
        16,
        ge=10,
        le=18,
        description="young people manage their own from here",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    days = m["days"]
    span = f" within {days} days" if days else ""
    where = m["agency"]
    if m["what"] == "cancelled":
        return Wording(
            f"The family cancelled or moved appointments {times(m['n'])}{span} ({where}).",
            "What stood in the way of these appointments, and did anybody ask?",
            f"Appointments cancelled or moved by the family: {where}",
        )
    why = {
        "plan": ", while the child was on a child protection plan",
        "need": ", while the child was on a child in need plan",
        "critical": "; the record calls the appointment urgent or essential",
    }.get(m["why"], "")
    return Wording(
        f"Not brought, did not attend, or no access {times(m['n'])}{span} ({where}){why}.",
        title=f"Was not brought, did not attend or no access: {m['whose']}, {where}",
    )


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no agency that gives appointments was read."""
    spoken = covered(case, GIVES_APPOINTMENTS).select("case_id").unique()
    return (
        case.cases.select("case_id")
        .join(spoken, on="case_id", how="anti")
        .with_columns(
            status=pl.lit("not_assessable"),
            reason=pl.lit("No return of an agency that gives appointments was read."),
        )
    )


@rule("missed-appointments", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Repeated missed contacts in one setting; one where more hangs on it."""
    missed = shared(_counted_as_missed(case, p))
    repeated = shared(
        pl.concat([_repeated(missed, p), _summed_up(case, p)], how="diagonal_relaxed")
    )
    often_cancelled = _repeated(_cancelled(case, p), p)
    serious = shared(_without_made_good(case, _more_hangs_on_it(case, missed), p))
    on_plan = counted(
        serious.filter(pl.col("why").is_in(["plan", "need"])),
        at_least=p.on_plan_at_least,
        within_days=p.within_days,
        by=(*SETTING, "why"),
    )
    critical = counted(
        serious.filter(pl.col("why") == "critical"),
        at_least=1,
        within_days=p.within_days,
        by=(*SETTING, "why"),
    )
    urgent = shared(pl.concat([on_plan, critical]))
    ordinary = _widest(repeated).join(urgent, on=list(SETTING), how="anti")
    return pl.concat(
        [
            _findings(_with_ordinary(urgent, repeated), case, "missed"),
            _findings(ordinary.with_columns(why=pl.lit("")), case, "missed"),
            _findings(_widest(often_cancelled).with_columns(why=pl.lit("")), case, "cancelled"),
        ]
    )


def _repeated(contacts: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    contacts = shared(times_told(contacts, by=SETTING))
    return pl.concat(
        [
            counted(contacts, at_least=p.at_least, within_days=p.within_days, by=SETTING),
            counted(contacts, at_least=p.at_least_in_year, within_days=p.year_days, by=SETTING),
        ]
    )


def _summed_up(case: Tables, p: Parameters) -> pl.LazyFrame:
    """One entry that says it happened more than once; how far apart it does not tell."""
    said_so = _subject(affirmed(case, "missed_repeatedly", part="more than once"))
    visits = affirmed(case, "no_access").select("case_id", "happening").unique()
    at_home = said_so.join(visits, on=["case_id", "happening"], how="semi")
    others = said_so.join(visits, on=["case_id", "happening"], how="anti")
    kept = _without_benign(case, pl.concat([others, _of_the_child(case, at_home)]), p)
    # twice is what such words tell for certain
    enough = pl.lit(p.at_least <= 2)
    return (
        once(kept, by=SETTING)
        .filter(enough)
        .select(
            *SETTING,
            "lo",
            "hi",
            "evidence",
            n=pl.lit(2, dtype=pl.UInt32),
            reached=pl.col("hi"),
            sure=pl.lit(False),
        )
    )


def _with_ordinary(urgent: pl.LazyFrame, repeated: pl.LazyFrame) -> pl.LazyFrame:
    """Where a setting is raised with more attention, its other missed contacts stand beside it."""
    others = repeated.group_by(SETTING).agg(
        more=gathered("evidence"),
        more_lo=pl.col("lo").min(),
        more_hi=pl.col("hi").max(),
        more_n=pl.col("n").max(),
    )
    return (
        urgent.join(others, on=list(SETTING), how="left")
        .with_columns(
            evidence=put_together("evidence", "more"),
            lo=pl.min_horizontal("lo", "more_lo"),
            hi=pl.max_horizontal("hi", "more_hi"),
            n=pl.max_horizontal("n", "more_n"),
        )
        .drop("more", "more_lo", "more_hi", "more_n")
    )


def _subject(occurrences: pl.LazyFrame) -> pl.LazyFrame:
    """Whose appointment it was: the person where that is known, else what the record calls them."""
    return occurrences.with_columns(subject=pl.coalesce("person_id", "who"))


def _counted_as_missed(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Missed contacts with the benign ones taken out."""
    missed = pl.concat(
        [
            _subject(affirmed(case, "missed_appointment", part="was not brought")),
            _of_the_child(case, affirmed(case, "no_access", part="no access")),
        ]
    )
    return _without_benign(case, missed, p)


def _of_the_child(case: Tables, visits: pl.LazyFrame) -> pl.LazyFrame:
    """A service for children that finds nobody in has not seen the child, whoever didn't answer."""
    only_child = (
        children(case)
        .group_by("case_id")
        .agg(child=pl.when(pl.len() == 1).then(pl.col("person_id").first()))
    )
    for_children = pl.col("agency_kind").is_in(FOR_CHILDREN) & (pl.col("who") != "sibling")
    return (
        visits.join(only_child, on="case_id", how="left")
        .with_columns(
            subject=pl.when(for_children)
            .then(pl.coalesce("child", pl.lit("child")))
            .otherwise(pl.coalesce("person_id", pl.lit("household"))),
            who=pl.when(for_children).then(pl.lit("child")).otherwise("who"),
        )
        .drop("child")
    )


def _cancelled(case: Tables, p: Parameters) -> pl.LazyFrame:
    cancelled = affirmed(case, "appointment_cancelled", part="cancelled by the family")
    return _without_benign(case, _subject(cancelled), p)


def _without_benign(case: Tables, missed: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    elsewhere = affirmed(case, "service_cancelled", "wrong_address", "inpatient")
    kept = shared(without(missed, elsewhere))
    attended = _subject(affirmed(case, "appointment_attended"))
    kept = not_same_day(kept, attended, by=SETTING)
    kept = not_same_day(kept, affirmed(case, "inpatient"), by=("case_id",))
    grown = case.persons.filter(pl.col("role").is_in([*CHILD_ROLES, "sibling"])).select(
        "case_id", "born_earliest", "born_latest", subject="person_id"
    )
    years = f"{p.own_appointments_from_years}y"
    can = pl.col("lo") < pl.col("born_latest").dt.offset_by(years)
    must = pl.col("hi") < pl.col("born_earliest").dt.offset_by(years)
    return (
        kept.join(grown, on=["case_id", "subject"], how="left")
        .filter(can.fill_null(True))
        .with_columns(sure=pl.col("sure") & must.fill_null(True))
        .drop("born_earliest", "born_latest")
    )


def _more_hangs_on_it(case: Tables, missed: pl.LazyFrame) -> pl.LazyFrame:
    """Missed contacts while on a plan, or of an appointment that the record calls essential."""
    plan, in_need = "child_protection_plan", "child_in_need_plan"
    with_plan = _known_in_force(case, missed, plan, "plan")
    with_need = _known_in_force(case, with_plan, in_need, "need")
    essential = (
        said(case, "critical_followup")
        .select("case_id", "happening", critical=pl.lit(True))
        .unique()
    )
    of_child = pl.col("who").is_in(["child", "unknown"])
    why = (
        pl.when(of_child & pl.col("surely_plan"))
        .then(pl.lit("plan"))
        .when(of_child & pl.col("surely_need"))
        .then(pl.lit("need"))
        .when(pl.col("critical").fill_null(False))
        .then(pl.lit("critical"))
        .when(of_child & pl.col("plan"))
        .then(pl.lit("plan"))
        .when(of_child & pl.col("need"))
        .then(pl.lit("need"))
    )
    known = pl.col("critical").fill_null(False) | pl.col("surely_plan") | pl.col("surely_need")
    return (
        with_need.join(essential, on=["case_id", "happening"], how="left")
        .with_columns(why=why, sure=pl.col("sure") & known)
        .filter(pl.col("why").is_not_null())
        .drop("plan", "need", "surely_plan", "surely_need", "critical")
    )


def _without_made_good(case: Tables, serious: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """One missed on a child in need plan and kept within days, wherever it was told of."""
    serious = shared(serious)
    kept = _subject(affirmed(case, "appointment_attended"))
    need = serious.filter(pl.col("why") == "need")
    left = not_followed_by(
        need, kept, within_days=p.made_good_within_days, by=("case_id", "subject")
    )
    return pl.concat([serious.filter(pl.col("why") != "need"), left], how="diagonal")


def _known_in_force(case: Tables, missed: pl.LazyFrame, plan: str, name: str) -> pl.LazyFrame:
    """Adds whether a plan was, or may have been, in force; the row itself stays as sure as it was."""
    own = missed.with_columns(own=pl.col("sure"))
    return (
        in_force(own, affirmed(case, plan), negated(case, plan), name=name)
        .with_columns((pl.col(name) & (pl.col("sure") | ~pl.col("own"))).alias(f"surely_{name}"))
        .with_columns(sure=pl.col("own"))
        .drop("own")
    )


def _widest(episodes: pl.LazyFrame) -> pl.LazyFrame:
    """One row a stretch of time and setting: what both windows raise is told once."""
    order = episodes.sort(
        *SETTING, "lo", "hi", pl.col("sure"), descending=[False] * 4 + [True, True]
    )
    fresh = pl.col("lo") > pl.col("hi").cum_max().shift(1).over(SETTING)
    return (
        order.with_columns(stretch=fresh.fill_null(True).cum_sum())
        .group_by(*SETTING, "stretch")
        .agg(
            pl.col("n").max(),
            pl.col("reached").min(),
            pl.col("lo").min(),
            pl.col("hi").max(),
            gathered("evidence"),
            pl.col("sure").any(),
        )
        .drop("stretch")
    )


def _findings(episodes: pl.LazyFrame, case: Tables, what: str) -> pl.LazyFrame:
    people = case.persons.select("case_id", subject="person_id", person_id="person_id")
    names = case.coverage.select("case_id", "agency", "name").unique()
    placed = episodes.join(people, on=["case_id", "subject"], how="left").join(
        names, on=["case_id", "agency"], how="left"
    )
    level = pl.when(pl.col("why") == "plan").then(pl.lit("high")).otherwise(pl.lit("medium"))
    return findings(
        placed,
        attention=level if what == "missed" else "low",
        raised_on=pl.col("reached"),
        measure={
            "what": pl.lit(what),
            "whose": pl.col("subject"),
            "n": pl.max_horizontal(pl.col("evidence").list.unique().list.len(), pl.col("n")),
            "days": pl.when(pl.col("sure")).then((pl.col("hi") - pl.col("lo")).dt.total_days()),
            "agency": pl.coalesce("name", "agency"),
            "why": pl.col("why"),
        },
    )
