"""A parent's mental ill health, and nothing on record about what it meant for the child.

What it looks for
-----------------
A parent's mental ill health recorded twice within twelve months, or once where it is grave (a
psychosis, bipolar disorder, an overdose, suicidal thoughts, inpatient or crisis care), and no
record from a year before to four weeks after that looks at what it meant for the child or for
parenting.

An entry of adult mental health itself, when no contact between that service and those who work
with the child is on record within four weeks. Where adult mental health was asked and sent no
return, that is a question to it.

At once, and with high attention: a delusion that involves the child, or thoughts or plans of
suicide or harm that involve the child, without a referral by the end of the next day.

What records say outright counts by itself: that the effect on the child was not considered, that a
parent's mental health was not asked about or understood, or that adult mental health and children's
services did not speak with each other. With low attention, so does one record that tells of illness
that lasted, was diagnosed or went untreated; and, as a possibility, one entry that names an
illness and stands for a season or longer, since it may be several.

Illness of the past, good mental health and what is denied don't count. The flag is about the parent who is ill, where
the case names them; two parents who are ill are told apart.

Why it matters
--------------
Most parents who are mentally ill care well for their children, with the right help. Reviews find
that the illness was known, the treatment was recorded, and nobody asked how the day went for the
baby.

Known limits
------------
- Mothers are asked about their mood at every contact around a birth and fathers hardly ever: the
  records that feed this rule speak of mothers.
- A diagnosis written in each letter looks like more illness than it is. Parents who ask for help
  have more on record than those who don't.
- That nothing is written is not that nobody thought of it: supervision and conversations may not be
  in the return.
- A father's illness that only his own GP knows is not in the child's records at all.
- Whether an illness is stable is a clinical judgement; only what is written as past or well is left
  out.

Questions for the panel
-----------------------
- What did this mean for the care of this baby, on a good day and on a bad one?
- Who who treats the parent knew that there was a child, and whom did they tell?

Sources
-------
- National Patient Safety Agency, Preventing harm to children from parents with mental health needs
  (2009), seen via HSC SCQD02-10: delusions or a suicide plan involving the child need an immediate
  referral
- Norfolk Safeguarding Children Partnership, procedure 7.2
- Sussex Safeguarding Children Partnerships, parental mental health
- Local Child Safeguarding Practice Reviews “Ivy” and “Leo” (Cumbria) and “Dylan” (Stockport, 2023)

Examples
--------
Not linked with the child, in a reviewer's words
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date | agency | record                                                                                  | evidence                    |
    | n/k  | review | Her panic attacks were never linked to how the twins were looked after.                 | said outright: not explored |

    expect: flag, medium, definite

Twice within a year, and nothing about the baby
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                            | evidence          |
    | 2021-07-01 | GP             | Low mood since delivery, started sertraline 50mg.                 | mental ill health |
    | 2021-07-20 | health visitor | Weighed in clinic, feeding well.                                  |                   |
    | 2022-07-01 | GP             | Depression review. Sertraline increased to 100mg.                 | mental ill health |
    | 2022-12-20 | GP             | Flu vaccine given.                                                |                   |

    says: The records show a parent's mental ill health more than once, and no record near it of what it meant for the child.
    raised: 2022-07-01
    expect: flag, medium, definite

Twice, in a year and a day
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                            | evidence |
    | 2021-07-01 | GP             | Low mood since delivery, started sertraline 50mg.                 |          |
    | 2022-07-02 | GP             | Depression review. Sertraline increased to 100mg.                 |          |
    | 2022-12-20 | GP             | Flu vaccine given.                                                |          |

    expect: nothing found

Once
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                            | evidence |
    | 2021-07-01 | health visitor | Mum tearful and low today, says she is tired.                     |          |
    | 2022-12-20 | GP             | Flu vaccine given.                                                |          |

    expect: nothing found

Twice, of each parent once
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                            | evidence |
    | 2021-07-01 | health visitor | Mum's mood is low today.                                          |          |
    | 2021-08-01 | health visitor | Dad suffers from depression, sees his GP.                         |          |
    | 2022-12-20 | GP             | Flu vaccine given.                                                |          |

    expect: nothing found

Once, in an entry that stands for a season
    under review 2020-01-01 to 2022-12-31

    | date        | agency | record                                                                  | evidence          |
    | Winter 2020 | GP     | Mother treated for depression, started sertraline.                      | mental ill health |
    | 2022-12-20  | GP     | Flu vaccine given.                                                      |                   |

    says: The records show a parent's mental ill health in an entry that stands for a season or longer, and no record near it of what it meant for the child.
    expect: flag, low, possible

It is said to have lasted
    under review 2020-01-01 to 2022-12-31

    | date       | agency  | record                                                                     | evidence |
    | 2021-03-02 | midwife | Mother has had recurrent depression since her late teens.                  | lasting |
    | 2022-12-20 | GP      | Flu vaccine given.                                                         |          |

    says: The records show mental ill health of a parent that lasted or went untreated, and no record near it of what it meant for the child.
    raised: 2021-03-02
    expect: flag, low, definite

It is said to have lasted, and what it means for the child was looked at
    under review 2020-01-01 to 2022-12-31

    | date       | agency                 | record                                                                        | evidence |
    | 2021-03-02 | midwife                | Mother has had recurrent depression since her late teens.                     |          |
    | 2021-03-20 | children's social care | Assessment: the impact of her mental health on the children was considered.   |          |
    | 2022-12-20 | GP                     | Flu vaccine given.                                                            |          |

    expect: nothing found

It is said that nobody asked
    under review 2020-01-01 to 2022-12-31

    | date       | agency | record                                                                     | evidence                    |
    | 2021-03-02 | review | Nobody enquired into how Father's mental health was after the birth.       | said outright: not explored |

    says: The records show a statement that a parent's mental health was not asked about or understood.
    expect: flag, medium, definite

Asked, and well
    under review 2020-01-01 to 2022-12-31

    | date       | agency         | record                                                              | evidence |
    | 2021-03-02 | health visitor | Mother's mood asked about and explored, she is well. No concerns.   |          |

    expect: nothing found

Once, and grave
    under review 2021-01-01 to 2022-12-31

    | date       | agency   | record                                                                  | evidence      |
    | 2021-07-01 | hospital | Mother brought in after an overdose of paracetamol, medically cleared.  | grave illness |
    | 2022-12-20 | hospital | Fracture clinic, father.                                                |               |

    says: The records show grave mental illness of a parent, an overdose or a crisis, and no record near it of what it meant for the child.
    raised: 2021-07-01
    expect: flag, medium, definite

What it means for the child was looked at, four weeks later
    under review 2021-01-01 to 2022-12-31

    | date       | agency                 | record                                                                        | evidence |
    | 2021-07-01 | hospital               | Mother brought in after an overdose of paracetamol, medically cleared.        |          |
    | 2021-07-29 | children's social care | Assessment: the impact of her mental health on the children was considered.   |          |
    | 2022-12-20 | hospital               | Fracture clinic, father.                                                      |          |

    expect: nothing found

A day later than that
    under review 2021-01-01 to 2022-12-31

    | date       | agency                 | record                                                                        | evidence      |
    | 2021-07-01 | hospital               | Mother brought in after an overdose of paracetamol, medically cleared.        | grave illness |
    | 2021-07-30 | children's social care | Assessment: the impact of her mental health on the children was considered.   |               |
    | 2022-12-20 | hospital               | Fracture clinic, father.                                                      |               |

    expect: flag, medium, definite

It had been looked at a year before
    under review 2020-01-01 to 2022-12-31

    | date       | agency                 | record                                                                        | evidence |
    | 2020-07-01 | children's social care | Assessment: the impact of her mental health on the children was considered.   |          |
    | 2021-07-01 | hospital               | Mother brought in after an overdose of paracetamol, medically cleared.        |          |
    | 2022-12-20 | hospital               | Fracture clinic, father.                                                      |          |

    expect: nothing found

It had been looked at more than a year before
    under review 2020-01-01 to 2022-12-31

    | date       | agency                 | record                                                                        | evidence      |
    | 2020-06-30 | children's social care | Assessment: the impact of her mental health on the children was considered.   |               |
    | 2021-07-01 | hospital               | Mother brought in after an overdose of paracetamol, medically cleared.        | grave illness |
    | 2022-12-20 | hospital               | Fracture clinic, father.                                                      |               |

    expect: flag, medium, definite

In the past, well now, denied
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                            | evidence |
    | 2021-02-01 | midwife        | PMH: depression in her teens, no problems since.                  |          |
    | 2021-07-01 | health visitor | Mood good, EPDS 4.                                                |          |
    | 2021-08-01 | health visitor | Denies any low mood.                                              |          |
    | 2022-12-20 | GP             | Flu vaccine given.                                                |          |

    expect: nothing found

Thoughts of harming the child, and nobody was told
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                                  | evidence        |
    | 2021-08-01 | health visitor | She cried and said she has thoughts of smothering the baby at night.    | child in danger |
    | 2021-08-03 | health visitor | Referral made to children's social care.                                |                 |
    | 2022-12-20 | health visitor | File closed.                                                            |                 |

    says: The records show a delusion, or thoughts or a plan of suicide or harm, that involve the child, and no referral within 1 day.
    raised: 2021-08-01
    expect: flag, high, definite

Thoughts of harming the child, referred the next day
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                                  | evidence |
    | 2021-08-01 | health visitor | She cried and said she has thoughts of smothering the baby at night.    |          |
    | 2021-08-02 | health visitor | Referral made to children's social care.                                |          |
    | 2022-12-20 | health visitor | File closed.                                                            |          |

    expect: nothing found

Adult mental health, and no contact with those who work with the child
    under review 2021-01-01 to 2022-12-31

    | date       | agency              | record                                                              | evidence            |
    | 2021-08-01 | adult mental health | Reviewed in clinic, anxiety and low mood persist.                   | adult mental health |
    | 2022-12-20 | adult mental health | Discharged to GP.                                                   |                     |

    says: The records show treatment by adult mental health, and no contact near it with those who work with the child.
    raised: 2021-08-01
    expect: flag, medium, definite

Adult mental health told the health visitor within four weeks
    under review 2021-01-01 to 2022-12-31

    | date       | agency              | record                                                              | evidence |
    | 2021-08-01 | adult mental health | Reviewed in clinic, anxiety and low mood persist.                   |          |
    | 2021-08-29 | adult mental health | CPN rang the health visitor to agree who would visit when.          |          |
    | 2022-12-20 | adult mental health | Discharged to GP.                                                   |          |

    expect: nothing found

A day later
    under review 2021-01-01 to 2022-12-31

    | date       | agency              | record                                                              | evidence            |
    | 2021-08-01 | adult mental health | Reviewed in clinic, anxiety and low mood persist.                   | adult mental health |
    | 2021-08-30 | adult mental health | CPN rang the health visitor to agree who would visit when.          |                     |
    | 2022-12-20 | adult mental health | Discharged to GP.                                                   |                     |

    expect: flag, medium, definite

It is said that the effect on the children was not looked at
    | date | agency | record                                                                                          | evidence                       |
    | 2017 | review | Mother's depression was seen as her own issue and the effect on the children was not explored.  | said outright: child not considered |

    says: The records show a statement that the effect on the child was not looked at.
    expect: flag, medium, definite

It is said of drinking, which is another pattern
    | date | agency | record                                                                          | evidence |
    | 2017 | review | The impact of Father's drinking on the children was not assessed.               |          |
    | 2018 | review | Mother was feeling low after the move.                                          |          |

    expect: nothing found

It is said that services did not speak with each other
    | date | agency | record                                                                                     | evidence                      |
    |      | review | The community psychiatric nurse and the CMHT did not contact the health visitor.           | said outright: no contact between services |

    says: The records show a statement that adult mental health and children's services did not speak.
    expect: flag, medium, definite

Undated
    | date | agency | record                                                           | evidence          |
    |      | review | Mother experienced low mood after the birth and saw her GP.      | mental ill health |
    |      | review | Mother was prescribed antidepressants for depression.            | mental ill health |

    expect: flag, medium, possible

It may have been looked at in time
    under review 2021-01-01 to 2022-12-31

    | date                | agency                 | record                                                                        | evidence      |
    | 2021-07-01          | hospital               | Mother brought in after an overdose of paracetamol, medically cleared.        | grave illness |
    | July / August 2021  | children's social care | Assessment: the impact of her mental health on the children was considered.   |               |
    | 2022-07-29          | hospital               | Fracture clinic, father.                                                      |               |

    expect: flag, medium, possible

Adult mental health was asked and sent nothing
    under review 2021-01-01 to 2022-12-31
    adult mental health: no return

    | date       | agency         | record                                                            | evidence          |
    | 2021-07-01 | GP             | Low mood since delivery, started sertraline 50mg. Discussed how mum's low mood affects the baby. | mental ill health |
    | 2021-07-20 | GP             | Depression review. Sertraline increased to 100mg. CMHT involved.  | mental ill health |
    | 2022-12-20 | GP             | Flu vaccine given.                                                |                   |

    says: Parental mental health: no record from Adult mental health
    says: A parent's mental ill health is on record.
    says: Adult mental health was asked and no record was submitted, so it is not known what it knew of the child and whom it told.
    expect: information gap

No return of an agency that would know
    under review 2021-01-01 to 2022-12-31

    | date       | agency  | record                                                            | evidence |
    | 2021-07-01 | housing | Tenancy signed.                                                   |          |

    expect: not assessable

An entry that stands for eighty days
    under review 2020-01-01 to 2022-12-31

    | date                | agency | record                                             | evidence          |
    | 01.01.20 - 21.03.20 | GP     | Mother treated for depression, started sertraline. | mental ill health |
    | 2022-12-20          | GP     | Flu vaccine given.                                 |                   |

    expect: flag, low, possible

An entry that stands for a day less
    under review 2020-01-01 to 2022-12-31

    | date                | agency | record                                             | evidence |
    | 01.01.20 - 20.03.20 | GP     | Mother treated for depression, started sertraline. |          |
    | 2022-12-20          | GP     | Flu vaccine given.                                 |          |

    expect: nothing found

Told of by the number of contacts
    under review 2020-01-01 to 2022-12-31

    | date       | agency         | record                                      | evidence          |
    | 2021-03-02 | health visitor | Low mood noted at four contacts.            | mental ill health |
    | 2022-12-20 | GP             | Flu vaccine given.                          |                   |

    expect: flag, medium, possible
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold
from chronology.tables import LONG_AGO, Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    counted,
    coverage_scope,
    covered,
    ground,
    is_covered,
    last_day,
    negated,
    not_around,
    not_followed_by,
    said,
    shared,
    times_told,
    told_as_one,
    unreturned,
    without,
)

CASE = ("case_id",)
PARENT = ("case_id", "parent")
"""A parent of the case: their person where known, else what the record calls them."""
ADULT = ("case_id", "adult")

ADULTS = ("mother", "father", "partner", "ex_partner", "household_adult")
"""Roles of those who may be a parent to the child."""

KNOWS_PARENTS = (
    *("gp", "midwifery", "health_visiting", "hospital", "adult_mental_health", "paediatrics"),
    *("childrens_social_care", "early_help", "substance_misuse", "leaving_care", "police", "other"),
    *("ambulance", "urgent_care", "domestic_abuse_service", "probation", "education", "voluntary"),
)
"""Agencies whose records would speak of a parent's mental health."""

TREATS = ("adult_mental_health",)


class Parameters(Params):
    """The rule's numbers."""

    at_least: int = threshold(
        2,
        ge=1,
        le=20,
        description="so many records of it within the window",
        basis="project default",
    )
    within_days: int = threshold(
        365, ge=30, le=1095, description="the window, in days", basis="project default"
    )
    long_entry_days: int = threshold(
        80,
        ge=32,
        le=1095,
        description="an entry that stands for so many days may be more than one record",
        basis="project default",
    )
    considered_before_days: int = threshold(
        365,
        ge=0,
        le=1095,
        description="what it means for the child may have been looked at so many days before",
        basis="project default",
    )
    considered_within_days: int = threshold(
        28,
        ge=0,
        le=180,
        description="or so many days after; the same for contact between the services",
        basis="project default",
    )
    referred_within_days: int = threshold(
        1,
        ge=0,
        le=7,
        description="days for the referral where the child is part of it; 1 is by the next day",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        return Wording(
            f"A parent's mental ill health is on record. {m['agency']} was asked and no record was "
            "submitted, so it is not known what it knew of the child and whom it told.",
            f"Ask {m['agency']}: was the parent known, was the child, and who was told?",
            f"Parental mental health: no record from {m['agency']}",
        )
    said = {
        "repeated": "a parent's mental ill health more than once, and no record near it of what it "
        "meant for the child",
        "grave": "grave mental illness of a parent, an overdose or a crisis, and no record near it "
        "of what it meant for the child",
        "liaison": "treatment by adult mental health, and no contact near it with those who work "
        "with the child",
        "immediate": "a delusion, or thoughts or a plan of suicide or harm, that involve the child, "
        f"and no referral within {m['days']} day{'' if m['days'] == 1 else 's'}",
        "lasting": "mental ill health of a parent that lasted or went untreated, and no record near it "
        "of what it meant for the child",
        "a long time": "a parent's mental ill health in an entry that stands for a season or longer, "
        "and no record near it of what it meant for the child",
        "unexplored": "a statement that a parent's mental health was not asked about or understood",
        "not considered": "a statement that the effect on the child was not looked at",
        "no contact": "a statement that adult mental health and children's services did not speak",
    }
    return Wording(f"The records show {listed([said[it] for it in m['grounds']])}.")


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a return that would speak of a parent's mental health."""
    reason = "No return of an agency that would know a parent's mental health was read."
    return coverage_scope(case, KNOWS_PARENTS, reason=reason)


@rule("parental-mental-health", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Mental ill health without a look at the child, and what is said outright."""
    ill = shared(_of_parent(_ill(case), case))
    serious = affirmed(case, "serious_mental_illness", part="grave illness")
    grave = shared(_of_parent(serious, case))
    considered = shared(affirmed(case, "impact_on_child_considered"))
    lonely = shared(_unweighed(case, without(ill, grave), considered, p))
    gravely = shared(_unweighed(case, grave, considered, p))
    unasked = times_told(pl.concat([lonely, gravely]), by=PARENT)
    repeated = counted(unasked, at_least=p.at_least, within_days=p.within_days, by=PARENT)
    either = shared(pl.concat([ill, grave]))
    danger = _of_parent(_immediate(case, p), case)
    not_considered = _of_parent(_not_considered(case, ill, grave), case)
    no_contact = _of_parent(_no_contact(case), case)
    grounds = [
        ground(repeated, "repeated", "medium", by=PARENT, reached="reached"),
        ground(gravely, "grave", "medium", by=PARENT),
        ground(_untold(case, either, p), "liaison", "medium", by=PARENT),
        ground(danger, "immediate", "high", by=PARENT),
        ground(not_considered, "not considered", "medium", by=PARENT),
        ground(no_contact, "no contact", "medium", by=PARENT),
        ground(_unweighed(case, _lasting(case), considered, p), "lasting", "low", by=PARENT),
        ground(_of_a_long_time(case, lonely, p), "a long time", "low", by=PARENT),
        ground(_of_parent(_unexplored(case), case), "unexplored", "medium", by=PARENT),
    ]
    told = told_as_one([_by_adult(pl.concat(grounds), either, case)], by=ADULT)
    flags = findings(
        _about(told, case),
        attention=pl.col("attention"),
        raised_on=pl.col("reached"),
        measure={"grounds": pl.col("grounds"), "days": pl.lit(p.referred_within_days)},
    )
    return pl.concat([flags, _questions(case, ill, grave, p)])


def _ill(case: Tables) -> pl.LazyFrame:
    """Records of it; one of the services speaking with each other is no new one."""
    spoke = affirmed(case, "mental_health_liaison")
    return without(affirmed(case, "mental_health", part="mental ill health"), spoke)


def _lasting(case: Tables) -> pl.LazyFrame:
    """Illness of which a record says that it lasted, though that may have been before."""
    past = ("affirmed", "historical")
    return _of_parent(said(case, "mental_illness_lasting", statuses=past, part="lasting"), case)


def _of_a_long_time(case: Tables, rows: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """An illness by name in an entry that stands for a season or longer: one record or more."""
    named = affirmed(case, "mental_illness_named").select("case_id", "happening").unique()
    long = pl.col("hi") - pl.col("lo") >= pl.duration(days=p.long_entry_days)
    some = rows.filter(long, pl.col("lo") > LONG_AGO).with_columns(sure=pl.lit(False))
    return some.join(named, on=["case_id", "happening"], how="semi")


def _unexplored(case: Tables) -> pl.LazyFrame:
    stated = affirmed(case, "mental_health_unexplored", part="said outright: not explored")
    return without(stated, negated(case, "impact_on_child_considered", "mental_health_liaison"))


def _of_parent(rows: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    """Adds ``parent``: the person whose illness it is, where the case has only one such parent."""
    known = (
        case.persons.filter(pl.col("role").is_in(["mother", "father"]))
        .group_by("case_id", who="role")
        .agg(only=pl.when(pl.len() == 1).then(pl.col("person_id").first()))
    )
    return (
        rows.join(known, on=["case_id", "who"], how="left")
        .with_columns(parent=pl.coalesce("person_id", "only", "who"))
        .drop("only")
    )


def _by_adult(grounds: pl.LazyFrame, ill: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    """Grounds by the adult whose illness it is. What names nobody is told of the one parent who is
    ill, where there is only one."""
    adults = shared(
        case.persons.filter(pl.col("role").is_in(ADULTS)).select(
            "case_id", parent="person_id", adult="person_id"
        )
    )
    whose = ill.select(PARENT).unique().join(adults, on=list(PARENT))
    only = whose.group_by("case_id").agg(
        only=pl.when(pl.col("adult").n_unique() == 1).then(pl.col("adult").first())
    )
    return (
        grounds.join(adults, on=list(PARENT), how="left")
        .join(only, on="case_id", how="left")
        .with_columns(adult=pl.coalesce("adult", "only", pl.lit("")))
        .drop("only", "parent")
    )


def _about(told: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    """A flag is about the adult who is ill; about the child where that is not known."""
    known = pl.when(pl.col("adult") != "").then("adult")
    return about_the_child(told, case).with_columns(person_id=pl.coalesce(known, "person_id"))


def _unweighed(
    case: Tables, rows: pl.LazyFrame, considered: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Rows near which no record looks at the child; not sure where no return speaks of the days."""
    left = not_around(
        rows,
        considered,
        before_days=p.considered_before_days,
        after_days=p.considered_within_days,
        by=CASE,
    )
    return _known(case, left, p.considered_within_days)


def _known(
    case: Tables, rows: pl.LazyFrame, days: int, kinds: tuple[str, ...] = KNOWS_PARENTS
) -> pl.LazyFrame:
    last = last_day(days, pl.col("hi"))
    known = is_covered(rows, covered(case, kinds, summed_up=True), first=pl.col("lo"), last=last)
    return known.with_columns(sure=pl.col("sure") & pl.col("covered")).drop("covered")


def _untold(case: Tables, rows: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Entries of adult mental health with no contact near them with those who know the child."""
    told = affirmed(
        case,
        "mental_health_liaison",
        "information_shared",
        "safeguarding_referral",
        "core_group",
        "child_protection_conference",
    )
    left = not_around(
        rows.filter(pl.col("agency_kind").is_in(TREATS)),
        told,
        before_days=p.considered_before_days,
        after_days=p.considered_within_days,
        by=CASE,
    ).with_columns(
        evidence=pl.col("evidence").list.eval(
            pl.struct(
                pl.element().struct.field("event_id"), pl.lit("adult mental health").alias("part")
            )
        )
    )
    return _known(case, left, p.considered_within_days, TREATS)


def _immediate(case: Tables, p: Parameters) -> pl.LazyFrame:
    danger = affirmed(case, "child_in_delusion_or_suicide_plan", part="child in danger")
    referred = affirmed(case, "safeguarding_referral", "strategy_discussion", "section_47")
    left = not_followed_by(danger, referred, within_days=p.referred_within_days, by=CASE)
    return _known(case, left, p.referred_within_days)


def _not_considered(case: Tables, ill: pl.LazyFrame, grave: pl.LazyFrame) -> pl.LazyFrame:
    """Said outright, in a sentence that speaks of mental health or in one that names no cause."""
    part = "said outright: child not considered"
    stated = shared(negated(case, "impact_on_child_considered", part=part))
    of_illness = pl.concat([ill, grave]).select("case_id", "happening").unique()
    other = affirmed(case, "substance_misuse", "alcohol", "prescription_misuse")
    plainly = stated.join(of_illness, on=["case_id", "happening"], how="semi")
    generally = without(without(stated, other), of_illness).join(
        of_illness.select("case_id").unique(), on="case_id", how="semi"
    )
    return pl.concat([plainly, generally])


def _no_contact(case: Tables) -> pl.LazyFrame:
    part = "said outright: no contact between services"
    return negated(case, "mental_health_liaison", part=part)


def _questions(case: Tables, ill: pl.LazyFrame, grave: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Adult mental health was asked and sent nothing, though a parent is or was ill."""
    known = counted(
        pl.concat([ill, grave]), at_least=p.at_least, within_days=p.within_days, by=PARENT
    )
    rows = told_as_one(
        [ground(known, "known", "low", by=CASE), ground(grave, "known", "low", by=CASE)], by=CASE
    ).join(unreturned(case, TREATS), on="case_id")
    return findings(
        about_the_child(rows, case),
        attention="low",
        kind="information_gap",
        raised_on=pl.col("reached"),
        measure={"agency": pl.col("agency")},
    )
