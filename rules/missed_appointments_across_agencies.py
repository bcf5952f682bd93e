"""Missed contacts spread over several services, so that none of them saw the whole.

What it looks for
-----------------
Contacts with a child that did not take place in at least two services within 180 days: the child
was not brought, a visit met no access. It says whether any of the services could have seen a
repeated pattern in its own records alone (twice within 90 days or three times within twelve
months). Where none could, or only by two contacts that came after the pattern was there, and there were
three or more, it is raised with high attention: the pattern could be seen only when the records are put
together.

It tells for how many of them the records show nobody outside the service being told within five
working days, and whether the GP's record knew of a contact missed elsewhere and followed it up.

A record or a review that says so outright is enough: contacts missed across services, each looked
at by itself, the GP not told, missed appointments that nobody followed up.

Left out: what the service cancelled, letters to a wrong address, a child in hospital at the time,
a contact kept on the same day, young people of sixteen and over, and parents' appointments with
services for adults. A letter about somebody else's missed appointment is not counted again.

Why it matters
--------------
One missed appointment in each of three services is nobody's pattern. GPs hear of many missed
hospital appointments, if at all, by a letter that is filed, and few are coded. The whole is seen
afterwards, when a review lays the records side by side.

Known limits
------------
- No published number exists. Two services in 180 days is this project's default, and ordinary
  families with babies reach it: work, fares, illness, letters in the wrong language, two clinics
  on one day.
- Families with many appointments, such as those of a disabled or premature child, have more to
  miss. Children from poorer areas miss slightly more. That is a reason to ask what got in the way.
- A service that was told by telephone, or by a system of its own, may have no entry about it.
- Which service an appointment was with is read from the words beside it, or else taken from the
  agency whose record it is. School absence is not counted.

Questions for the panel
-----------------------
- Who could have seen the whole pattern at the time, and what would have brought the records
  together?
- Who was told of each missed contact, and what were they expected to do?

Sources
-------
- Cumbria Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Leo” (2024),
  recommendation 4: within settings and across them
- French and others, British Journal of General Practice (2017): missed hospital appointments are
  poorly communicated to GPs and rarely coded
- Kirby and others, British Dental Journal (2019): was not brought
- RCGP, Child safeguarding toolkit: one missed appointment is usually no concern

Examples
--------
Once each in three services
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence                |
    | 2021-08-11 | hospital       | Was not brought to outpatients. Discharged back to referrer. | missed: hospital        |
    | 2021-10-04 | health visitor | HV called as arranged, nobody in. Card left.                 | missed: health visiting |
    | 2021-11-22 | GP             | DNA 8 week check.                                            | missed: GP              |

    says: Contacts were missed 3 times within 103 days in GP, health visiting and hospital.
    says: No service alone had enough to see a pattern; together the records show one.
    says: For 3 of them the service's records show nobody else being told within 5 working days.
    raised: 2021-10-04
    expect: flag, high, definite

Once each in two services, on the last day that counts
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence                |
    | 2021-08-11 | hospital       | WNB ophthalmology.                                           | missed: hospital        |
    | 2022-02-07 | health visitor | Failed visit, no reply at door.                              | missed: health visiting |

    says: Contacts were missed twice within 180 days in health visiting and hospital.
    raised: 2022-02-07
    expect: flag, medium, definite

The second in the month in which he turned sixteen
    child born 2005-11-15
    under review 2021-01-01 to 2022-06-30

    | date       | agency   | record                               | evidence         |
    | 2021-10-11 | hospital | Was not brought to fracture clinic.  | missed: hospital |
    | Nov 2021   | GP       | Not brought for asthma review.       | missed: GP       |

    expect: flag, medium, possible

Two of one service, and another's on a day that is not known
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date        | agency   | record                                | evidence         |
    | 2021-08-11  | hospital | Not brought to the hip scan.          | missed: hospital |
    | 2021-09-09  | hospital | Not brought to the hip scan again.    | missed: hospital |
    | 2021        | GP       | Not brought for immunisations.        | missed: GP       |

    expect: flag, medium, possible

Two services, a day further apart
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence                |
    | 2021-08-11 | hospital       | WNB ophthalmology.                                           |                         |
    | 2022-02-08 | health visitor | Failed visit, no reply at door.                              |                         |

    expect: nothing found

Three, of which one service alone could see two
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence                |
    | 2021-08-11 | hospital       | Not brought to the paediatric clinic.                        | missed: hospital        |
    | 2021-11-09 | hospital       | Did not attend paediatric clinic. Letter to parents.         | missed: hospital        |
    | 2021-11-22 | GP             | Not brought for immunisations.                               | missed: GP              |

    says: Contacts were missed 3 times within 103 days in GP and hospital.
    says: One of the services had enough in its own records to see a pattern, but not all of it.
    raised: 2021-11-22
    expect: flag, medium, definite

Three, of which no service alone saw two within ninety days
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence                |
    | 2021-08-11 | hospital       | Not brought to the paediatric clinic.                        | missed: hospital        |
    | 2021-11-10 | hospital       | Did not attend paediatric clinic. Letter to parents.         | missed: hospital        |
    | 2021-11-22 | GP             | Not brought for immunisations.                               | missed: GP              |

    expect: flag, high, definite

Five, of which one service alone had three within twelve months
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                       | evidence                |
    | 2021-08-01 | hospital       | Not brought to the paediatric clinic.                        | missed: hospital        |
    | 2021-11-10 | hospital       | Did not attend paediatric clinic. Letter to parents.         | missed: hospital        |
    | 2022-01-10 | health visitor | No access, card left.                                        | missed: health visiting |
    | 2022-03-01 | GP             | Not brought for immunisations.                               | missed: GP              |
    | 2022-08-01 | hospital       | WNB paediatrics.                                             | missed: hospital        |

    expect: flag, medium, definite

Five, of which one service alone had three in a day more than twelve months
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                       | evidence                |
    | 2021-08-01 | hospital       | Not brought to the paediatric clinic.                        | missed: hospital        |
    | 2021-11-10 | hospital       | Did not attend paediatric clinic. Letter to parents.         | missed: hospital        |
    | 2022-01-10 | health visitor | No access, card left.                                        | missed: health visiting |
    | 2022-03-01 | GP             | Not brought for immunisations.                               | missed: GP              |
    | 2022-08-02 | hospital       | WNB paediatrics.                                             | missed: hospital        |

    expect: flag, high, definite

Twice in one service, and the second time after the pattern was there
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence                |
    | 2021-08-02 | GP             | Not brought for immunisations.                               | missed: GP              |
    | 2021-08-12 | hospital       | WNB paediatric clinic.                                       | missed: hospital        |
    | 2021-08-20 | health visitor | No access, card left.                                        | missed: health visiting |
    | 2021-09-02 | hospital       | Was not brought to the paediatric clinic.                    | missed: hospital        |

    expect: flag, high, definite

Twice in one service and nowhere else
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence                |
    | 2021-08-11 | hospital       | Not brought to the paediatric clinic.                        |                         |
    | 2021-09-09 | hospital       | DNA paediatric clinic.                                       |                         |
    | 2021-09-10 | health visitor | Seen at home, well.                                          |                         |

    expect: nothing found

The GP's letter about the hospital's appointment is not a second one
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence                |
    | 2021-08-11 | hospital       | DNA paediatric clinic.                                       |                         |
    | 2021-08-19 | GP             | Hospital letter: did not attend paediatrics. Filed.          |                         |

    expect: nothing found

A letter on the last day on which it tells of the same appointment
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence                |
    | 2021-08-11 | hospital       | DNA paediatric clinic.                                       | missed: hospital        |
    | 2021-08-20 | health visitor | No access visit.                                             | missed: health visiting |
    | 2021-09-01 | GP             | Letter from hospital: did not attend paediatrics.            |                         |

    expect: flag, medium, definite

A letter a day later tells of another appointment
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence                |
    | 2021-08-11 | hospital       | DNA paediatric clinic.                                       | missed: hospital        |
    | 2021-08-20 | health visitor | No access visit.                                             | missed: health visiting |
    | 2021-09-02 | GP             | Letter from hospital: did not attend paediatrics.            | missed: hospital        |

    says: Contacts were missed 3 times within 22 days in health visiting and hospital.
    says: The GP’s record knew of a contact missed elsewhere, and shows no follow-up in that time.
    raised: 2021-08-20
    expect: flag, medium, definite

The GP's own entry, without the hospital's, beside a failed visit
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence                |
    | 2021-08-19 | GP             | Hospital letter: did not attend paediatrics. Filed.          | missed: hospital        |
    | 2021-09-02 | health visitor | No access visit.                                             | missed: health visiting |

    expect: flag, medium, definite

A review tells of two services in one sentence
    under review 2021-01-01 to 2022-06-30

    | date       | agency   | record                                                                  | evidence                             |
    | 2021       | review   | Child P was not brought to the dentist or to the eye clinic that year.  | missed: dentist, missed: hospital    |

    says: Contacts were missed twice in dentist and hospital.
    expect: flag, medium, possible

Nothing is dated
    | date | agency | record                                                    | evidence                |
    | n/k  | review | Alfie was not taken to his hearing test.                  | missed: hospital        |
    | n/k  | review | The health visitor was unable to gain access to the home. | missed: health visiting |

    says: Contacts were missed twice in health visiting and hospital.
    expect: flag, medium, possible

One of the two has only a year
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence                |
    | 2021       | hospital       | WNB ophthalmology.                                           | missed: hospital        |
    | 2021-11-08 | health visitor | Failed visit, no reply at door.                              | missed: health visiting |

    expect: flag, medium, possible

Said outright: across services
    | date | agency | record                                                                                    | evidence     |
    | 2019 | review | Appointments were missed with a number of different agencies during the child's life.     | said outright |

    says: A record says outright that contacts were missed across services, or that others were not told of them or did not follow them up.
    expect: flag, medium, definite

Said outright: nobody told the GP
    under review 2021-01-01 to 2022-06-30

    | date       | agency   | record                                                                        | evidence      |
    | 2021-09-30 | hospital | The GP was not informed of the missed appointments.                           | said outright |

    expect: flag, medium, definite

Counted and said outright is one flag
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence                |
    | 2021-08-11 | hospital       | WNB ophthalmology.                                           | missed: hospital        |
    | 2021-09-02 | health visitor | No access visit.                                             | missed: health visiting |
    | n/k        | review         | Each missed appointment was treated in isolation.            | said outright           |

    expect: flag, medium, definite

Parents' own appointments with services for adults, and a worker who did not come
    child born 2021-06-03
    mother Kay
    under review 2021-01-01 to 2022-06-30

    | date       | agency                | record                                                | evidence |
    | 2021-08-11 | adult mental health   | Kay did not attend her review with the psychiatrist.  |          |
    | 2021-08-20 | substance misuse      | Kay DNA key work session.                             |          |
    | 2021-08-20 | health visitor        | Seen at home. Well.                                   |          |
    | 2021-09-01 | hospital              | Social worker did not attend the discharge meeting.   |          |

    expect: nothing found

Whose appointment the mother missed is not said
    child born 2021-06-03
    mother Kay
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence                |
    | 2021-08-11 | hospital       | Kay did not attend clinic.                                   | missed: hospital        |
    | 2021-09-02 | health visitor | No access visit.                                             | missed: health visiting |

    expect: flag, medium, possible

The clinic cancelled, and one was kept that afternoon
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                             | evidence |
    | 2021-08-11 | hospital       | Clinic cancelled by the trust, patient not seen.                   |          |
    | 2021-08-30 | GP             | Not brought to morning appointment.                                |          |
    | 2021-08-30 | GP             | Attended late afternoon appointment instead.                       |          |
    | 2021-09-02 | health visitor | No access visit.                                                   |          |

    expect: nothing found

A young person of sixteen
    child born 2005-08-30
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                             | evidence |
    | 2021-08-30 | GP             | DNA for asthma review.                                             |          |
    | 2021-09-20 | hospital       | DNA outpatients.                                                   |          |

    expect: nothing found

A day before sixteen
    child born 2005-08-31
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                             | evidence         |
    | 2021-08-30 | GP             | DNA for asthma review.                                             | missed: GP       |
    | 2021-08-30 | hospital       | DNA outpatients.                                                   | missed: hospital |

    raised: 2021-08-30
    expect: flag, medium, definite

One missed, and the health visitor sent no return
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30
    health visitor: no return

    | date       | agency         | record                                                             | evidence         |
    | 2021-08-30 | GP             | Not brought for immunisations.                                     | missed: GP       |

    says: A missed contact is on record, and health visitor was asked and no record was submitted, so it is not known whether others were missed there.
    says: Ask health visitor: was the child not brought, or was a visit without access, in these months?
    expect: information gap

Only one agency that gives appointments sent a return
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                                             | evidence |
    | 2021-08-11 | police | Attended address re noise complaint. All in order. |          |
    | 2021-08-12 | GP     | Seen with cough.                                   |          |

    expect: not assessable

The hospital told the GP on the fifth working day
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30
    says: For 1 of them

    | date       | agency         | record                                 | evidence                |
    | 2021-08-11 | hospital       | WNB ophthalmology.                     | missed: hospital        |
    | 2021-08-18 | hospital       | Letter to GP, HV informed.             |                         |
    | 2021-09-07 | health visitor | Failed visit, no reply at door.        | missed: health visiting |

    expect: flag, medium, definite

The hospital told the GP on the sixth working day
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30
    says: For 2 of them

    | date       | agency         | record                                 | evidence                |
    | 2021-08-11 | hospital       | WNB ophthalmology.                     | missed: hospital        |
    | 2021-08-19 | hospital       | Letter to GP, HV informed.             |                         |
    | 2021-09-07 | health visitor | Failed visit, no reply at door.        | missed: health visiting |

    expect: flag, medium, definite
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold, times
from chronology.tables import Tables
from chronology.temporal import (
    KEY,
    about_the_child,
    affirmed,
    children,
    counted,
    covered,
    followed_by,
    gathered,
    not_retold,
    not_same_day,
    of_children,
    shared,
    told_with,
    without,
    working_days,
)

SETTINGS = {
    "missed_at_hospital": "hospital",
    "missed_at_gp": "GP",
    "missed_at_health_visiting": "health visiting",
    "missed_at_midwifery": "midwifery",
    "missed_at_dentist": "dentist",
    "missed_at_therapy": "therapies",
    "missed_at_family_services": "family services",
}
"""The service that a record names beside the missed contact."""

OWN = {
    "hospital": "hospital",
    "paediatrics": "hospital",
    "gp": "GP",
    "health_visiting": "health visiting",
    "midwifery": "midwifery",
    "childrens_social_care": "family services",
    "early_help": "family services",
    "education": "education",
    "voluntary": "voluntary",
}
"""The service that an agency is, where its record names none."""

NO_SERVICE = (
    *("chronology", "review", "reviewer", "analysis", "overview"),
    *("public", "family", "unknown", "-"),
)
"""What stands for an agency in a chronology and gives no appointments."""

FOR_CHILDREN = (
    *("midwifery", "health_visiting", "paediatrics", "childrens_social_care"),
    *("early_help", "education"),
)
"""Agencies whose appointments and visits are for the child, whoever did not come or answer."""

FOR_ADULTS = (
    *("adult_mental_health", "substance_misuse", "probation", "domestic_abuse_service", "housing"),
    *("police", "leaving_care", "legal", "pharmacy"),
)
"""Agencies whose appointments are the adult's own, or whose calls are not to see a child."""

MISSED = ("missed_appointment", "no_access")
BENIGN = ("service_cancelled", "wrong_address", "inpatient")
TOLD = ("information_shared", "safeguarding_referral", "missed_contact_followed_up")
OUTRIGHT = ("missed_across_services", "missed_not_passed_on")

SECOND_HAND = (pl.col("service") != pl.col("own")).fill_null(False)
"""A service's record that tells of a contact missed in another."""


class Parameters(Params):
    """The rule's numbers."""

    at_least_services: int = threshold(
        2, ge=2, le=6, description="so many services", basis="project default"
    )
    within_days: int = threshold(
        180, ge=30, le=730, description="within so many days", basis="project default"
    )
    high_from: int = threshold(
        3, ge=2, le=20, description="so many ask for high attention", basis="project default"
    )
    """Where no service alone could see a pattern."""
    own_at_least: int = threshold(
        2, ge=1, le=20, description="one service alone could see so many", basis="project default"
    )
    """In the shorter window, enough for a pattern of its own."""
    own_within_days: int = threshold(
        90, ge=1, le=730, description="the shorter window, in days", basis="project default"
    )
    own_at_least_in_year: int = threshold(
        3, ge=1, le=50, description="or so many in the longer window", basis="project default"
    )
    own_year_days: int = threshold(
        365, ge=30, le=1095, description="the longer window, in days", basis="project default"
    )
    told_within_working_days: int = threshold(
        5, ge=0, le=30, description="working days to tell others of it", basis="project default"
    )
    letter_within_days: int = threshold(
        21, ge=0, le=90, description="so soon after, it is told again", basis="project default"
    )
    own_appointments_from_years: int = threshold(
        16, ge=10, le=18, description="they manage their own from here", basis="project default"
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        silent = listed(m["silent"])
        return Wording(
            f"A missed contact is on record, and {silent} was asked and no record was submitted, so "
            "it is not known whether others were missed there.",
            f"Ask {silent}: was the child not brought, or was a visit without access, in these months?",
        )
    if not m["counted"]:
        return Wording(
            "A record says outright that contacts were missed across services, or that others were "
            "not told of them or did not follow them up."
        )
    span = f" within {m['days']} days" if m["days"] is not None else ""
    told = f"Contacts were missed {times(m['n'])}{span} in {listed(sorted(m['services']))}."
    if m["alone"]:
        told += " One of the services had enough in its own records to see a pattern, but not all of it."
    else:
        told += " No service alone had enough to see a pattern; together the records show one."
    if m["untold"]:
        told += (
            f" For {m['untold']} of them the service's records show nobody else being told within "
            f"{m['told_days']} working days."
        )
    if m["filed"]:
        told += " The GP’s record knew of a contact missed elsewhere, and shows no follow-up in that time."
    return Wording(told)


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which fewer than two services were read that would record a missed contact."""
    several = (
        covered(case, [*OWN, "other"])
        .with_columns(service=pl.col("agency_kind").replace(OWN))
        .group_by("case_id")
        .agg(pl.col("service").n_unique(), pl.col("service").eq("other").any().alias("any"))
        .filter((pl.col("service") >= p.at_least_services) | pl.col("any"))
    )
    return (
        case.cases.select("case_id")
        .join(several, on="case_id", how="anti")
        .with_columns(
            status=pl.lit("not_assessable"),
            reason=pl.lit(
                "Returns of fewer than two services that give appointments or visit were read."
            ),
        )
    )


@rule(
    "missed-appointments-across-agencies", attention="high", words=words, scope=scope, since="0.1.0"
)
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Missed contacts in several services, and what is said outright of them."""
    spoken = shared(affirmed(case, *MISSED, *BENIGN, *TOLD, *OUTRIGHT, "appointment_attended"))
    missed = shared(_missed(case, spoken, p))
    once_each = shared(
        not_retold(missed, SECOND_HAND, within_days=p.letter_within_days, by=(*KEY, "service"))
    )
    episodes = _episodes(once_each, missed, p)
    outright = about_the_child(_called(_about(spoken, *OUTRIGHT), pl.lit("said outright")), case)
    told = shared(told_with(episodes, outright, apart_days=p.within_days))
    return pl.concat([_flags(told, p), _gaps(case, once_each, told)])


def _about(spoken: pl.LazyFrame, *concepts: str) -> pl.LazyFrame:
    return spoken.filter(pl.col("concept").is_in(concepts))


def _called(rows: pl.LazyFrame, part: pl.Expr) -> pl.LazyFrame:
    """The same rows, their entries under another name."""
    entry = pl.col("evidence").list.first().struct.field("event_id")
    return rows.with_columns(evidence=pl.concat_list(pl.struct(entry, part.alias("part"))))


def _missed(case: Tables, spoken: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """A child's missed contacts, one row a contact and service."""
    every = _about(spoken, *MISSED).filter(pl.col("who") != "sibling")
    rows = _in_services(case, without(every, _about(spoken, *BENIGN)))
    visit, about_child = pl.col("concept") == "no_access", pl.col("who") == "child"
    childs = pl.col("agency_kind").is_in(FOR_CHILDREN) | (
        pl.col("who").is_in(["child", "unknown"]) & ~visit
    )
    placed = rows.filter(childs | ~pl.col("agency_kind").is_in(FOR_ADULTS)).with_columns(
        sure=childs | (visit & pl.col("named")) | (pl.col("service") == "midwifery"),
        person_id=pl.when(about_child).then("person_id"),
        who=pl.when(about_child).then(pl.lit("child")).otherwise(pl.lit("unknown")),
    )
    kids = shared(children(case))
    years = f"{p.own_appointments_from_years}y"
    can = pl.col("lo") < pl.col("born_hi").dt.offset_by(years)
    must = pl.col("hi") < pl.col("born_lo").dt.offset_by(years)
    young = (
        of_children(placed, kids)
        .filter(can.fill_null(True))
        .with_columns(sure=pl.col("sure") & must.fill_null(True))
    )
    kept = of_children(_about(spoken, "appointment_attended"), kids)
    owed = shared(not_same_day(young, kept, by=(*KEY, "agency")))
    return _with_untold(case, owed, _about(spoken, *TOLD), p)


def _in_services(case: Tables, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Adds the service: the one that is named beside the missed contact, or else the agency's."""
    named = (
        case.signals.filter(
            pl.col("concept").is_in([*SETTINGS]), pl.col("status").is_in(["affirmed", "negated"])
        )
        .select("case_id", "event_id", service=pl.col("concept").replace(SETTINGS))
        .unique()
    )
    at_home = pl.when(pl.col("concept") == "no_access").then(pl.lit("home visits"))
    # a service by its own name, of a kind that is not listed above: orthotics, continence, podiatry
    several = case.coverage.filter(
        "returned",
        pl.col("agency_kind") == "other",
        pl.col("basis") == "a summary of several agencies",
        ~pl.col("agency").str.to_lowercase().is_in(NO_SERVICE),
    )
    by_name = several.select("case_id", "agency", called=pl.coalesce("name", "agency")).unique(
        ["case_id", "agency"], keep="any"
    )
    # another agency's account of it that names no service doesn't make it one of its own
    its_own = pl.col("named") | (pl.col("event_id") == pl.col("happening"))
    return (
        rows.with_columns(
            event_id=pl.col("evidence").list.first().struct.field("event_id"),
            own=pl.col("agency_kind").replace_strict(OWN, default=None),
        )
        .join(named, on=["case_id", "event_id"], how="left")
        .join(by_name, on=["case_id", "agency"], how="left")
        .with_columns(named=pl.col("service").is_not_null())
        .with_columns(service=pl.coalesce("service", "own", at_home, "called"))
        .filter(pl.col("service").is_not_null() & its_own)
    )


def _with_untold(
    case: Tables, missed: pl.LazyFrame, answers: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Adds whether the agency's records show nobody being told, and makes each row a service's."""
    row = ["case_id", "agency", "event_id"]
    reach = working_days(p.told_within_working_days)
    told = followed_by(missed, answers, within_days=reach, by=("case_id", "agency"))
    passed_on = case.events.filter(pl.col("shared_with").is_not_null()).select(row)
    silent = pl.concat([told.select(row), passed_on]).unique().with_columns(untold=pl.lit(False))
    return _called(
        missed.join(silent, on=row, how="left").with_columns(
            untold=pl.col("untold").fill_null(True) & pl.col("own").is_not_null(),
            happening=pl.concat_str("happening", "service", separator="|"),
        ),
        pl.concat_str(pl.lit("missed: "), "service"),
    )


def _episodes(once_each: pl.LazyFrame, missed: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Stretches in which several services had a missed contact, with what each could see."""
    services = pl.col("evidence").list.eval(pl.element().struct.field("part")).list.unique()
    episodes = shared(
        counted(
            once_each.with_columns(concept="service"),
            at_least=p.at_least_services,
            within_days=p.within_days,
            concepts=p.at_least_services,
        ).with_columns(services=services.list.sort())
    )
    seen = pl.concat(
        [
            _could_see(once_each, p).with_columns(
                alone=pl.lit(True), untold=0, filed=pl.lit(False)
            ),
            missed.filter("untold").select(
                *KEY,
                "lo",
                "hi",
                in_year=pl.lit(False),
                alone=pl.lit(False),
                untold=(~SECOND_HAND).cast(pl.Int32),
                filed=(pl.col("agency_kind") == "gp") & SECOND_HAND,
            ),
        ]
    )
    episode = [*KEY, "lo", "hi", "sure"]
    within = (
        _with_day_of_enough(episodes.select(episode), once_each, p)
        .join(seen.rename({"lo": "x_lo", "hi": "x_hi"}), on=list(KEY))
        .filter(pl.col("x_lo") <= pl.col("hi"), pl.col("x_hi") >= pl.col("lo"))
        .group_by(episode)
        .agg(
            pl.col("alone").any(),
            (pl.col("in_year") | (pl.col("alone") & (pl.col("x_lo") <= pl.col("enough"))))
            .any()
            .alias("by_then"),
            pl.col("untold").sum(),
            pl.col("filed").any(),
        )
    )
    return episodes.join(within, on=episode, how="left").with_columns(
        pl.col("alone", "by_then", "filed").fill_null(False), pl.col("untold").fill_null(0)
    )


def _with_day_of_enough(
    episodes: pl.LazyFrame, once_each: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Adds the day by which an episode had as many contacts as high attention takes."""
    contacts = once_each.group_by(*KEY, "happening").agg(
        x_lo=pl.col("lo").min(), day=pl.col("hi").min()
    )
    third = pl.col("day").sort().get(p.high_from - 1, null_on_oob=True).alias("enough")
    days = (
        episodes.join(contacts, on=list(KEY))
        .filter(pl.col("x_lo") >= pl.col("lo"), pl.col("day") <= pl.col("hi"))
        .group_by(*KEY, "lo", "hi", "sure")
        .agg(third)
    )
    return episodes.join(days, on=[*KEY, "lo", "hi", "sure"], how="left")


def _could_see(once_each: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Contacts by which one service alone can have had enough to see a pattern."""
    by = [*KEY, "service"]

    def enough(number: int, days: int) -> pl.Expr:
        earlier = pl.col("hi").shift(number - 1).over(by)
        return pl.col("lo") <= earlier + pl.duration(days=days)

    soon = enough(p.own_at_least, p.own_within_days)
    in_year = enough(p.own_at_least_in_year, p.own_year_days)
    # a parent's own appointment, which may be what is meant, is no pattern that a service could see
    each = (
        once_each.filter("sure")
        .group_by(*by, "happening")
        .agg(pl.col("lo").min(), pl.col("hi").max())
    )
    marked = each.sort(*by, "lo", "hi").with_columns(
        soon=soon.fill_null(False), in_year=in_year.fill_null(False)
    )
    return marked.filter(pl.col("soon") | pl.col("in_year")).select(*KEY, "lo", "hi", "in_year")


def _flags(told: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    # what a service had later does not make the pattern one that it could have seen in time
    hidden = pl.col("counted") & ~pl.col("by_then") & (pl.col("n") >= p.high_from)
    return findings(
        told,
        attention=pl.when(hidden.fill_null(False)).then(pl.lit("high")).otherwise(pl.lit("medium")),
        raised_on=pl.col("reached"),
        measure={
            "counted": pl.col("counted"),
            "n": pl.col("n"),
            "days": pl.when("sure").then((pl.col("hi") - pl.col("lo")).dt.total_days()),
            "services": pl.col("services").list.eval(pl.element().str.strip_prefix("missed: ")),
            "alone": pl.col("alone"),
            "untold": pl.col("untold"),
            "filed": pl.col("filed"),
            "told_days": pl.lit(p.told_within_working_days),
        },
    )


def _gaps(case: Tables, once_each: pl.LazyFrame, told: pl.LazyFrame) -> pl.LazyFrame:
    """A contact missed in one service, where another was asked and sent nothing."""
    silent = (
        case.coverage.filter(
            pl.col("asked"), ~pl.col("returned"), pl.col("agency_kind").is_in([*OWN])
        )
        .group_by("case_id")
        .agg(silent=pl.coalesce("name", "agency").sort())
    )
    one = once_each.group_by(KEY).agg(
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
