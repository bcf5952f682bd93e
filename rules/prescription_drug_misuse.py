"""A parent's prescribed medicines misused or sedating, and nobody who spoke with the prescriber.

What it looks for
-----------------
Of one adult: lost, early or extra prescriptions recorded twice within twelve months; a medicine taken that was
prescribed to somebody else or bought; medicines from more than one prescriber; and a sedating
medicine (a sedative, an opioid, a gabapentinoid) recorded within a year of a parent's caring alone
for a baby under one. Each is raised where no record from a year before to four weeks after shows
that a prescriber and those who work with the family spoke with each other.

One early or lost prescription alone asks for low attention. That nobody spoke with a prescriber
counts outright where a record says so.

**Being prescribed a medicine is not misuse.** Medicines taken as prescribed, supervised or
collected on time are left out, and a sedating medicine counts only together with sole care of a
baby.

Why it matters
--------------
A prescriber knows the tablets and not the baby; the health visitor knows the baby and not the
tablets. A parent on a sedating medicine may be a good parent who needs a plan for the night.

Known limits
------------
- There is no national number for early or lost requests. The counts are this project's defaults.
- Chronic pain, chaos at a pharmacy, cost, or a controlling partner who holds the tablets all lead to
  early requests. People in pain and in poor areas are prescribed more opioids.
- The rule doesn't know whether the parent with the medicine is the one who cares alone: records
  seldom say both in one place.
- Doses and how sedated somebody is are not read.
- The GP's own view of the parent as a patient may hold the answer in a part that was not sent.

Questions for the panel
-----------------------
- Who knew what was prescribed to whom, and did the prescribers know that there was a baby?
- Was the parent asked for permission to speak with the prescriber?

Sources
-------
- Cumbria Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Leo” (2024),
  recommendation 9
- Cumbria Safeguarding Children Partnership, learning briefing “Ivy”: seek permission to speak to the
  prescribers

Examples
--------
Each prescribed and neither knew, in a reviewer's words
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency | record                                                                        | evidence                             |
    | 2023-05-01 | GP     | Mother asks for pregabalin early again, says she lost the script.             | misuse                               |
    | n/k        | review | Mum's tablets were not discussed with the health visitor.                     | said outright: prescriber not asked  |

    expect: flag, medium, definite

It is said that those who prescribed did not know of each other
    under review 2020-01-01 to 2022-12-31

    | date       | agency | record                                                                     | evidence |
    | 2021-03-02 | GP     | Mother on pregabalin and zopiclone as before.                              |          |
    | 2021-06-02 | review | The two clinics each prescribed without knowledge of one another, and nobody asked what medication she took while caring for the baby. | said outright: prescriber not asked |

    says: The records show a statement that a prescriber was not spoken with.
    says: No record near it shows that a prescriber and those who work with the family spoke with each other.
    expect: flag, medium, definite

Medicines of no concern here
    under review 2020-01-01 to 2022-12-31

    | date       | agency | record                                                                     | evidence |
    | 2021-06-02 | review | Antibiotics prescribed for Mother; the medication was not reviewed as the course was short. |          |

    expect: nothing found

Two lost or early prescriptions within a year
    under review 2021-01-01 to 2022-12-31

    | date       | agency | record                                                                 | evidence               |
    | 2021-03-01 | GP     | Says she lost her script for pregabalin, re-issued.                    | misuse |
    | 2022-03-01 | GP     | Ran out of tramadol a week early again, has been taking extra.         | misuse |
    | 2022-12-20 | GP     | Flu vaccine given.                                                     |                        |

    says: The records show lost, early or extra prescriptions more than once within a year.
    raised: 2022-03-01
    expect: flag, medium, definite

Two in a year and a day
    under review 2021-01-01 to 2022-12-31

    | date       | agency | record                                                                 | evidence               |
    | 2021-03-01 | GP     | Says she lost her script for pregabalin, re-issued.                    | misuse |
    | 2022-03-02 | GP     | Ran out of tramadol a week early again, has been taking extra.         | misuse |
    | 2022-12-20 | GP     | Flu vaccine given.                                                     |                        |

    says: The records show a lost, early or extra prescription or another misuse of a medicine.
    raised: 2021-03-01
    expect: flag, low, definite

Once
    under review 2021-01-01 to 2022-12-31

    | date       | agency | record                                                                 | evidence               |
    | 2021-03-01 | GP     | Says she lost her script for pregabalin, re-issued.                    | misuse |
    | 2022-12-20 | GP     | Flu vaccine given.                                                     |                        |

    expect: flag, low, definite

Each parent asks early once
    under review 2021-01-01 to 2022-12-31
    mother born 1999-05-01
    father born 1996-02-11

    | date       | agency | record                                                                 | evidence |
    | 2021-03-01 | GP     | Mum ran out of zopiclone a week early.                                 | misuse   |
    | 2021-04-01 | GP     | Father says he lost his script for pregabalin.                         | misuse   |

    expect: 2 flags, low, definite

The prescriber was spoken with, four weeks after
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                                 | evidence |
    | 2021-03-01 | GP             | Says she lost her script for pregabalin, re-issued.                    |          |
    | 2021-03-29 | health visitor | Rang the GP about her medication, practice will limit to weekly.       |          |
    | 2022-12-20 | GP             | Flu vaccine given.                                                     |          |

    expect: nothing found

A day later than that
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                                 | evidence               |
    | 2021-03-01 | GP             | Says she lost her script for pregabalin, re-issued.                    | misuse |
    | 2021-03-30 | health visitor | Rang the GP about her medication, practice will limit to weekly.       |                        |
    | 2022-12-20 | GP             | Flu vaccine given.                                                     |                        |

    expect: flag, low, definite

It was spoken of a year before
    under review 2020-01-01 to 2022-12-31

    | date       | agency         | record                                                                 | evidence |
    | 2020-03-01 | health visitor | Rang the GP about her medication, practice will limit to weekly.       |          |
    | 2021-03-01 | GP             | Says she lost her script for pregabalin, re-issued.                    |          |
    | 2022-12-20 | GP             | Flu vaccine given.                                                     |          |

    expect: nothing found

It was spoken of a day before that
    under review 2020-01-01 to 2022-12-31

    | date       | agency         | record                                                                 | evidence               |
    | 2020-02-29 | health visitor | Rang the GP about her medication, practice will limit to weekly.       |                        |
    | 2021-03-01 | GP             | Says she lost her script for pregabalin, re-issued.                    | misuse |
    | 2022-12-20 | GP             | Flu vaccine given.                                                     |                        |

    expect: flag, low, definite

Somebody else's medicine
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                                 | evidence       |
    | 2021-03-01 | midwife        | Partner takes his mother's pregabalin when his back is bad.            | not prescribed to them, misuse |
    | 2022-12-20 | midwife        | Discharged.                                                            |                |

    says: The records show a medicine taken that was prescribed to another or bought and a lost, early or extra prescription or another misuse of a medicine.
    raised: 2021-03-01
    expect: flag, medium, definite

More than one prescriber
    under review 2021-01-01 to 2022-12-31

    | date       | agency  | record                                                                       | evidence            |
    | 2021-03-01 | midwife | 28/40. Prescribed medication by both her GP and a psychiatrist.              | several prescribers |
    | 2022-12-20 | midwife | Discharged.                                                                  |                     |

    says: The records show medicines from more than one prescriber.
    raised: 2021-03-01
    expect: flag, medium, definite

A sedating medicine and sole care of a baby
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                                 | evidence          |
    | 2021-03-01 | GP             | Back pain. Takes tramadol and amitriptyline at night.                  | sedating medicine |
    | 2022-03-01 | health visitor | Dad at home alone with the twins while mum is on nights.               | sole care         |
    | 2022-12-20 | GP             | Flu vaccine given.                                                     |                   |

    says: The records show a sedating medicine and sole care of a baby (being prescribed it is no misuse).
    raised: 2022-03-01
    expect: flag, medium, definite

A day more than a year apart
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                                 | evidence |
    | 2021-03-01 | GP             | Back pain. Takes tramadol and amitriptyline at night.                  |          |
    | 2022-03-02 | health visitor | Dad at home alone with the twins while mum is on nights.               |          |
    | 2022-12-20 | GP             | Flu vaccine given.                                                     |          |

    expect: nothing found

Sole care on the last day before the first birthday
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                                 | evidence          |
    | 2022-04-01 | GP             | Back pain. Takes tramadol and amitriptyline at night.                  | sedating medicine |
    | 2022-06-02 | health visitor | Dad is the main carer.                                                 | sole care         |
    | 2022-12-20 | GP             | Flu vaccine given.                                                     |                   |

    expect: flag, medium, definite

Sole care of a child who is one
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                                 | evidence |
    | 2022-04-01 | GP             | Back pain. Takes tramadol and amitriptyline at night.                  |          |
    | 2022-06-03 | health visitor | Dad is the main carer.                                                 |          |
    | 2022-12-20 | GP             | Flu vaccine given.                                                     |          |

    expect: nothing found

The age of the child is not known
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                                 | evidence          |
    | 2022-04-01 | GP             | Back pain. Takes tramadol and amitriptyline at night.                  | sedating medicine |
    | 2022-06-03 | health visitor | Dad is the main carer.                                                 | sole care         |
    | 2022-12-20 | GP             | Flu vaccine given.                                                     |                   |

    expect: flag, medium, possible

Prescribed, and taken as it should be
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                                 | evidence |
    | 2021-07-01 | pharmacy       | Methadone 40ml supervised daily, collects on time.                     |          |
    | 2021-07-20 | health visitor | Mum is the main carer.                                                 |          |
    | 2022-12-20 | GP             | Flu vaccine given.                                                     |          |

    expect: nothing found

The child's medicines
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                                 | evidence |
    | 2021-07-01 | GP             | Baby's omeprazole reissued early, bottle broken.                       |          |
    | 2021-07-20 | health visitor | Mum is the main carer.                                                 |          |
    | 2022-12-20 | GP             | Flu vaccine given.                                                     |          |

    expect: nothing found

It is said that nobody spoke with the prescribers
    | date | agency | record                                                                              | evidence                          |
    | 2016 | review | Mother was taking diazepam.                                                         |                                   |
    | 2017 | review | Nobody contacted the prescribers about what mother was taking.                      | said outright: prescriber not asked |

    expect: flag, medium, definite

It is said, and no record speaks of a medicine
    | date | agency | record                                                                              | evidence |
    | 2017 | review | Nobody spoke with the surgery about her tablets.                                    |          |

    expect: nothing found

Undated
    | date | agency | record                                                                     | evidence               |
    |      | review | The parents were misusing prescription drugs.                              | not prescribed to them, misuse |

    expect: flag, medium, possible

The GP was asked and sent nothing
    under review 2021-01-01 to 2022-12-31
    GP: no return

    | date       | agency  | record                                                            | evidence          |
    | 2021-07-01 | midwife | Takes diazepam and codeine, prescribed by own doctor.             | sedating medicine |
    | 2022-12-20 | midwife | Discharged.                                                       |                   |

    says: Parents' medicines: no record from GP
    says: A parent's sedating or misused medicine is on record.
    says: GP was asked and no record was submitted, so it is not known what was prescribed to whom.
    expect: information gap

No return of an agency that would know
    under review 2021-01-01 to 2022-12-31

    | date       | agency  | record                                                            | evidence |
    | 2021-07-01 | housing | Tenancy signed.                                                   |          |

    expect: not assessable
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold
from chronology.tables import CHILD_ROLES, Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    aged,
    children,
    counted,
    coverage_scope,
    covered,
    followed_by,
    ground,
    is_covered,
    last_day,
    negated,
    not_around,
    of_each_child,
    shared,
    times_told,
    told_as_one,
    unreturned,
    without,
)

CASE = ("case_id",)
PARENT = ("case_id", "parent")
"""A parent of the case: their person where known, else what the record calls them."""

KNOWS_MEDICINES = (
    *("gp", "pharmacy", "midwifery", "health_visiting", "hospital", "substance_misuse", "other"),
    *("adult_mental_health", "childrens_social_care", "police", "ambulance", "urgent_care"),
    *("paediatrics", "early_help", "leaving_care", "voluntary"),
)
"""Agencies whose records would speak of a parent's medicines."""

PRESCRIBES = ("gp", "pharmacy")


class Parameters(Params):
    """The rule's numbers."""

    at_least: int = threshold(
        2,
        ge=1,
        le=20,
        description="so many lost, early or extra prescriptions within the window",
        basis="project default",
    )
    within_days: int = threshold(
        365, ge=30, le=1095, description="the window, in days", basis="project default"
    )
    sole_care_within_days: int = threshold(
        365,
        ge=0,
        le=730,
        description="sole care and a sedating medicine on record so many days apart",
        basis="project default",
    )
    infant_months: int = threshold(
        12,
        ge=1,
        le=36,
        description="a baby is younger than this, in months",
        basis="project default",
    )
    spoken_before_days: int = threshold(
        365,
        ge=0,
        le=1095,
        description="the prescriber may have been spoken with so many days before",
        basis="project default",
    )
    spoken_within_days: int = threshold(
        28, ge=0, le=180, description="or so many days after", basis="project default"
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        return Wording(
            f"A parent's sedating or misused medicine is on record. {m['agency']} was asked and no "
            "record was submitted, so it is not known what was prescribed to whom.",
            f"Ask {m['agency']}: what was prescribed to each parent, and who was told?",
            f"Parents' medicines: no record from {m['agency']}",
        )
    said = {
        "repeated": "lost, early or extra prescriptions more than once within a year",
        "once": "a lost, early or extra prescription or another misuse of a medicine",
        "not prescribed": "a medicine taken that was prescribed to another or bought",
        "prescribers": "medicines from more than one prescriber",
        "sole care": "a sedating medicine and sole care of a baby (being prescribed it is no misuse)",
        "not asked": "a statement that a prescriber was not spoken with",
    }
    grounds = [it for it in m["grounds"] if it != "once" or "repeated" not in m["grounds"]]
    return Wording(
        f"The records show {listed([said[it] for it in grounds])}. No record near it shows that a "
        "prescriber and those who work with the family spoke with each other."
    )


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a return that would speak of a parent's medicines."""
    reason = "No return of an agency that would know a parent's medicines was read."
    return coverage_scope(case, KNOWS_MEDICINES, reason=reason)


@rule("prescription-drug-misuse", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Medicines misused, or sedating and with sole care, without a word with the prescriber."""
    spoken = shared(affirmed(case, "prescriber_contact"))
    sedating = shared(_of_whom(_sedating(case), case))
    misused = shared(_of_whom(affirmed(case, "prescription_misuse", part="misuse"), case))
    others = shared(_of_whom(_others(case), case))
    several = affirmed(case, "several_prescribers", part="several prescribers")
    several = shared(_of_whom(several, case))
    misuse = shared(_unspoken(case, misused, spoken, p))
    told_of = times_told(misuse, by=PARENT)
    repeated = counted(told_of, at_least=p.at_least, within_days=p.within_days, by=PARENT)
    alone = _unspoken(case, _sole_care(case, sedating, p), spoken, p)
    unasked = _not_asked(case, [sedating, misused, others, several])
    more = shared(
        pl.concat(
            [
                ground(repeated, "repeated", "medium", by=PARENT, reached="reached"),
                _ground(_unspoken(case, others, spoken, p), "not prescribed"),
                _ground(_unspoken(case, several, spoken, p), "prescribers"),
                ground(alone, "sole care", "medium", by=PARENT, reached="both"),
                _ground(unasked, "not asked"),
            ]
        )
    )
    told = told_as_one([_first_alone(misuse, more), more], by=PARENT)
    flags = findings(
        _about(told, case),
        attention=pl.col("attention"),
        raised_on=pl.col("reached"),
        measure={"grounds": pl.col("grounds")},
    )
    return pl.concat([flags, _questions(case, [sedating, misused, others, several])])


def _ground(rows: pl.LazyFrame, name: str) -> pl.LazyFrame:
    return ground(rows, name, "medium", by=PARENT)


def _first_alone(misuse: pl.LazyFrame, more: pl.LazyFrame) -> pl.LazyFrame:
    """Misuse as a ground of its own; where there is more, the day is that of what is more."""
    known = more.select(PARENT).unique().with_columns(more=pl.lit(True))
    rows = ground(misuse, "once", "low", by=PARENT).join(known, on=list(PARENT), how="left")
    first = pl.when(pl.col("more").is_null()).then("reached")
    return rows.with_columns(reached=first).drop("more")


def _of_whom(rows: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    """Adds ``parent``: the person whose medicine it is, or the only such parent that the case has.

    Adults who are not known are one: what is told of them can't be told apart.
    """
    known = (
        case.persons.filter(pl.col("role").is_in(["mother", "father"]))
        .group_by("case_id", who="role")
        .agg(only=pl.when(pl.len() == 1).then(pl.col("person_id").first()))
    )
    adults = case.persons.filter(~pl.col("role").is_in(CHILD_ROLES)).select(
        "case_id", "person_id", adult="person_id"
    )
    return (
        rows.join(known, on=["case_id", "who"], how="left")
        .join(adults, on=["case_id", "person_id"], how="left")
        .with_columns(parent=pl.coalesce("adult", "only", pl.lit("not known")))
        .drop("only", "adult")
    )


def _about(told: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    """A flag is about the adult whose medicine it is; about the child where that is not known."""
    adults = case.persons.select("case_id", parent="person_id", adult="person_id")
    return (
        about_the_child(told, case)
        .join(adults, on=list(PARENT), how="left")
        .with_columns(person_id=pl.coalesce("adult", "person_id"))
        .drop("adult")
    )


def _sedating(case: Tables) -> pl.LazyFrame:
    """A parent's sedating medicine, where the record doesn't say that it is taken as prescribed."""
    well = negated(case, "prescription_misuse")
    return without(affirmed(case, "sedating_medicine", part="sedating medicine"), well)


def _others(case: Tables) -> pl.LazyFrame:
    return affirmed(case, "non_prescribed_medicine", part="not prescribed to them")


def _unspoken(
    case: Tables, rows: pl.LazyFrame, spoken: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Rows near which nobody spoke with a prescriber; not sure where no return tells of the days."""
    left = not_around(
        rows, spoken, before_days=p.spoken_before_days, after_days=p.spoken_within_days, by=CASE
    )
    last = last_day(p.spoken_within_days, pl.col("hi"))
    known = is_covered(
        left, covered(case, KNOWS_MEDICINES, summed_up=True), first=pl.col("lo"), last=last
    )
    return known.with_columns(sure=pl.col("sure") & pl.col("covered")).drop("covered")


def _sole_care(case: Tables, sedating: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Sole care of a baby with a sedating medicine on record in the year before or after."""
    kids = shared(children(case))
    care = shared(of_each_child(affirmed(case, "sole_care", part="sole care"), kids))
    infant = aged(care, from_days=None, under=f"{p.infant_months}mo")
    unknown = care.filter(pl.col("born_lo").is_null()).with_columns(sure=pl.lit(False))
    nobody = affirmed(case, "sole_care", part="sole care").join(kids, on="case_id", how="anti")
    babies = shared(
        pl.concat(
            [infant, unknown, nobody.with_columns(sure=pl.lit(False))], how="diagonal_relaxed"
        ).drop("born_lo", "born_hi")
    )
    back = pl.duration(days=p.sole_care_within_days)
    earlier = sedating.with_columns(
        pl.col("lo") - back, pl.col("hi") - back, _lo=pl.col("lo"), _hi=pl.col("hi")
    )
    near = followed_by(earlier, babies, within_days=2 * p.sole_care_within_days, by=CASE)
    return near.with_columns(lo="_lo", hi="_hi", both=pl.max_horizontal("_hi", "then_hi")).drop(
        "_lo", "_hi", "then_lo", "then_hi"
    )


def _not_asked(case: Tables, medicines: list[pl.LazyFrame]) -> pl.LazyFrame:
    """Said outright, where a record also speaks of a medicine that matters."""
    part = "said outright: prescriber not asked"
    apart = affirmed(case, "prescribing_unjoined", part=part)
    stated = pl.concat([without(negated(case, "prescriber_contact", part=part), apart), apart])
    known = pl.concat([rows.select(PARENT) for rows in medicines]).unique()
    return stated.join(known, on="case_id")


def _questions(case: Tables, medicines: list[pl.LazyFrame]) -> pl.LazyFrame:
    """The prescriber was asked and sent nothing, though such a medicine is recorded."""
    rows = told_as_one([ground(rows, "known", "low", by=CASE) for rows in medicines], by=CASE)
    return findings(
        about_the_child(rows.join(unreturned(case, PRESCRIBES), on="case_id"), case),
        attention="low",
        kind="information_gap",
        raised_on=pl.col("reached"),
        measure={"agency": pl.col("agency")},
    )
