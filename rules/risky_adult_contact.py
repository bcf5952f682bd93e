"""An adult from outside the home who may be a danger has contact with the child, and the risk was not assessed.

What it looks for
-----------------
Records, of any agency, of violence, sexual offending, the removal of other children or another sign of danger in an
adult who is neither the mother nor the father: a relative, a friend, a visitor, a partner. Violence counts that
was not aimed at children. And records that an adult of that kind has contact with the child: visits,
stays, looks after, in the same entry or within twelve months of it.

It is raised where no strategy discussion, section 47 enquiry or assessment of the risk is recorded from the
first of the two on or in the ten working days after the later one. A social work assessment
counts where it tells of the danger or the contact.

It is raised too where a record or review says outright that the risk from such an adult was not assessed or
recognised.

A summary of several agencies leaves much out: there an adult who is not to be with children, and
from then on an adult who stays, minds or collects, are *possible*.

Why it matters
--------------
Services are good at weighing risk from those who live in a child's home. Reviews find that an adult
whose own child had been removed, or whom the police knew well for violence, spent hours with another family's
child, and that nobody whose task was to assess that knew of both halves.

Known limits
------------
- An adult whom case.toml names is matched by name. Otherwise records often don't say which uncle or friend is
  meant, and danger and contact are matched by who they are to the child. Read the entries before
  anything is said of a person.
- That a named adult and the child stand in one entry of a nursery, health visitor, housing officer or the police is
  taken for contact, as possible.
- Whether an adult lives in the home is seldom said; some raised here will. The father is left out:
  he is looked for elsewhere.
- An allegation, a marker or an arrest is not a conviction, and people change. Police stop and
  record some groups of people far more than others.
- Ten working days and twelve months are this project's defaults; no published number was found.

Questions for the panel
-----------------------
- Who knew that this adult may be a danger, who knew of the contact, and could either have known both?
- Was the risk of contact weighed, or only who lived in the home?
- What were the parents told, so that they could protect the child?

Sources
-------
- East Sussex Safeguarding Children Partnership, Learning Briefing “Child Z” (2021): risky adults
  outside the family home
- Sussex Child Protection and Safeguarding Procedures, Sharing information with family members about
  other adults and the risk they may pose

Examples
--------
A summary of a man on bail, and of where he is at weekends
    | date        | agency                 | record                                                          | evidence |
    | Spring 2018 | police                 | Mr B arrested, images. Bailed: no contact with children.        | danger   |
    | Summer 2019 | nursery                | Dad sleeps over at weekends, says the boy.                      | contact  |
    | Autumn 2019 | children's social care | Plan closed.                                                    |          |

    expect: flag, medium, possible

A summary of a man on bail, and of nobody with the children
    | date        | agency                 | record                                                          | evidence |
    | Spring 2018 | police                 | Mr B arrested, images. Bailed: no contact with children.        |          |
    | Summer 2019 | nursery                | Girls settled. Mum collects.                                    |          |
    | Autumn 2019 | children's social care | Plan closed.                                                    |          |

    expect: nothing found

Said in a review's own order of words
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                  | evidence |
    | 2021-07-01 | review | Agencies did not assess the safety of contact with the father's friend. | said outright |

    expect: flag, medium, possible

Danger and contact in one sentence
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                       | evidence |
    | 2021-07-01 | review | A man on bail for sexual offences was staying at the home with the children. | danger |

    expect: flag, medium, possible

A man who has never met them
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                               | evidence |
    | 2021-07-01 | review | The man with convictions has never met the children, police confirm. |  |

    expect: nothing found


A man with a record, of whom nobody found out more
    under review 2020-01-01 to 2021-12-31

    | date       | agency | record                                                                            | evidence      |
    | 2021-02-10 | review | The lodger had convictions for violence. His past was not explored and no police checks were made. | said outright |

    says: Contact with an adult who may be a danger, not assessed
    says: A record says that the risk from an adult was not assessed or recognised.
    expect: flag, medium, definite

No check was needed
    under review 2020-01-01 to 2021-12-31

    | date       | agency | record                                                                            | evidence |
    | 2021-02-10 | review | The lodger is a friend from work; no checks were needed and he has since moved.   |          |

    expect: nothing found

A strategy discussion about something else, half a year before the contact
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                        | evidence |
    | 2020-10-01 | police                 | Mum's cousin arrested for wounding with intent. Violent marker. | danger   |
    | 2020-11-02 | children's social care | Strategy discussion held re mum's drinking in pregnancy.      |          |
    | 2021-07-05 | health visitor         | Mum's cousin was bathing the baby when I called.              | contact  |

    says: Records tell of a sign of danger in an adult who is not a parent, and of contact of such an adult with the child.
    says: No strategy discussion, enquiry or assessment is recorded up to 10 working days after both were on record.
    raised: 2021-07-19
    expect: flag, high, definite

A violent uncle who visits
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | police                 | Uncle arrested for assault, history of violence.                 | danger   |
    | 2021-08-02 | health visitor         | Uncle visits the children most days.                             | contact  |
    | 2021-09-20 | children's social care | Contact from school, advice given.                               |          |

    raised: 2021-08-16
    expect: flag, high, definite

Both in one entry
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                                       | evidence        |
    | 2021-08-02 | children's social care | A friend, who has convictions for violence, looks after the baby at weekends. | danger, contact |

    expect: flag, high, definite

A named man, seen with the child by the nursery
    child Robin born 2021-06-03
    partner Dean
    under review 2021-01-01 to 2022-06-30

    | date       | agency  | record                                                            | evidence |
    | 2021-05-02 | police  | Dean: convicted of wounding, three years.                         | danger   |
    | 2021-08-02 | nursery | Robin was happy when Dean came in for him.                        | contact  |

    expect: flag, high, possible

Assessed on the last day that counts
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | police                 | Uncle arrested for assault, history of violence.                 |          |
    | 2021-08-02 | health visitor         | Uncle visits the children most days.                             |          |
    | 2021-08-16 | children's social care | Strategy discussion held.                                        |          |

    expect: nothing found

And the day after
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | police                 | Uncle arrested for assault, history of violence.                 | danger   |
    | 2021-08-02 | health visitor         | Uncle visits the children most days.                             | contact  |
    | 2021-08-17 | children's social care | Strategy discussion held.                                        |          |

    expect: flag, high, definite

An assessment that does not tell of him
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | police                 | Uncle arrested for assault, history of violence.                 | danger   |
    | 2021-08-02 | health visitor         | Uncle visits the children most days.                             | contact  |
    | 2021-08-09 | children's social care | Child and family assessment completed, mother's care is good.    |          |

    expect: flag, high, definite

An assessment that does
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                                | evidence |
    | 2021-08-09 | children's social care | Child and family assessment completed. Uncle has a history of violence and visits daily. |          |

    expect: nothing found

Assessed before the contact was seen
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | police                 | Uncle arrested for assault, history of violence.                 |          |
    | 2021-05-09 | children's social care | Risk assessment of uncle completed.                              |          |
    | 2021-08-02 | health visitor         | Uncle visits the children most days.                             |          |

    expect: nothing found

Assessed before anything was known
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-01 | children's social care | Strategy discussion held.                                        |          |
    | 2021-05-02 | police                 | Uncle arrested for assault, history of violence.                 | danger   |
    | 2021-08-02 | health visitor         | Uncle visits the children most days.                             | contact  |

    expect: flag, high, definite

Twelve months apart
    child born 2021-06-03
    under review 2020-01-01 to 2022-12-31

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | police                 | Uncle arrested for assault, history of violence.                 | danger   |
    | 2022-05-02 | children's social care | Uncle visits the children most days.                             | contact  |

    expect: flag, high, definite

A day more than twelve months apart
    child born 2021-06-03
    under review 2020-01-01 to 2022-12-31

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | police                 | Uncle arrested for assault, history of violence.                 |          |
    | 2022-05-03 | children's social care | Uncle visits the children most days.                             |          |

    expect: nothing found

The danger is one person and the contact another's
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | police                 | Uncle arrested for assault, history of violence.                 |          |
    | 2021-08-02 | children's social care | A friend visits the children most days.                          |          |

    expect: nothing found

The father, and a relative whom nothing is known against
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | police                 | Father arrested for assault.                                     |          |
    | 2021-08-02 | children's social care | Father has regular contact with the children. Nan babysits.      |          |
    | 2021-08-09 | police                 | Checks on nan: no trace, no convictions.                         |          |

    expect: nothing found

A danger without contact
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | police                 | Uncle arrested for assault, history of violence.                 |          |
    | 2021-08-02 | children's social care | Home visit, mother and baby seen.                                |          |

    expect: nothing found

A review says so outright
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                                                                     | evidence     |
    | 2021-09-01 | review | The risk posed by Adult A to the children was not assessed.                | said outright |

    expect: flag, medium, definite

Nothing has a date
    under review 2021-01-01 to 2022-06-30

    | date | agency | record                                                                     | evidence |
    |      | review | Adult A had a history of violence and his own child had been removed.      | danger   |
    |      | review | Adult A looked after the children on several evenings.                     | contact  |

    expect: flag, high, possible

The discussion may have come in time
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date        | agency                 | record                                                          | evidence |
    | 2021-05-02  | police                 | Uncle arrested for assault, history of violence.                | danger   |
    | 2021-08-02  | health visitor         | Uncle visits the children most days.                            | contact  |
    | August 2021 | children's social care | Strategy discussion held.                                       |          |

    expect: flag, high, possible

No return that would show an assessment
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30
    children's social care: no return

    | date       | agency         | record                                                                   | evidence |
    | 2021-08-02 | health visitor | Uncle has a history of violence. Uncle visits the children most days.    | danger, contact |

    says: Contact with an adult who may be a danger: no return would show an assessment
    says: No return that was read would show whether the risk was assessed.
    says: Was the risk of this contact assessed? Ask children's social care and the police.
    expect: information gap

No agency that assesses such risk was read
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                | evidence |
    | 2021-08-02 | GP     | Seen with uncle. URTI. |         |

    expect: not assessable

A strategy discussion twenty-eight days before the contact
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                          | evidence |
    | 2020-10-01 | police                 | Mum's cousin arrested for wounding with intent. Violent marker. |          |
    | 2021-06-07 | children's social care | Strategy discussion held.                                       |          |
    | 2021-07-05 | health visitor         | Mum's cousin was bathing the baby when I called.                |          |

    expect: nothing found

A strategy discussion twenty-nine days before the contact
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                          | evidence |
    | 2020-10-01 | police                 | Mum's cousin arrested for wounding with intent. Violent marker. | danger   |
    | 2021-06-06 | children's social care | Strategy discussion held.                                       |          |
    | 2021-07-05 | health visitor         | Mum's cousin was bathing the baby when I called.                | contact  |

    expect: flag, high, definite
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold
from chronology.tables import Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    by_adult,
    coverage_scope,
    last_day,
    named_adults,
    put_together,
    said,
    seen_with_the_child,
    shared,
    told_by_a_return,
    told_once,
    without,
    working_days,
)

CASE = ("case_id",)

NOT_THE_PARENTS = ("wider_family", "male_partner", "unknown")
"""Who the adult may be to the child, as records call them."""

ANSWERS = ("strategy_discussion", "section_47", "contact_risk_assessed")
"""What shows that the risk of the contact was weighed. The first two are about whatever was known
then: long before the contact they weighed something else."""

WITH_KIN = ("wider_family_carer", "child_with_kin", "child_placed_with_kin")
WITH_ADULTS = ("adult_contact_with_child", "adult_joins_household", "sole_care", *WITH_KIN)
"""What a summary tells of an adult, or of a relative, with the child."""

ASSESSES_RISK = ("childrens_social_care", "police", "other")
"""Agencies whose records would hold it, and chronologies of several agencies."""

COLUMNS = ("case_id", "happening", "lo", "hi", "evidence", "sure", "outright", "shown")


class Parameters(Params):
    """The rule's numbers."""

    apart_days: int = threshold(
        365,
        ge=0,
        le=1825,
        description="danger and contact are recorded within so many days of each other",
        basis="project default",
    )
    weighed_before_days: int = threshold(
        28,
        ge=0,
        le=365,
        description="a strategy discussion or enquiry so soon before both were known may have weighed it",
        basis="project default",
    )
    assessed_within_working_days: int = threshold(
        10,
        ge=1,
        le=60,
        description="an assessment of the risk is looked for this soon, in working days",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    told = []
    if m["both"]:
        told.append(
            "Records tell of a sign of danger in an adult who is not a parent, and of contact of "
            "such an adult with the child."
        )
    if m["kind"] == "information_gap":
        told.append("No return that was read would show whether the risk was assessed.")
        return Wording(
            " ".join(told),
            "Was the risk of this contact assessed? Ask children's social care and the police.",
            "Contact with an adult who may be a danger: no return would show an assessment",
        )
    if m["both"]:
        told.append(
            "No strategy discussion, enquiry or assessment is recorded up to "
            f"{m['working_days']} working days after both were on record."
        )
    if m["outright"]:
        told.append("A record says that the risk from an adult was not assessed or recognised.")
    return Wording(" ".join(told), title="Contact with an adult who may be a danger, not assessed")


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no agency that assesses such risk was read."""
    return coverage_scope(
        case, ASSESSES_RISK, reason="No return of an agency that assesses such risk was read."
    )


@rule("risky-adult-contact", attention="high", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Danger and contact without an assessment, told once for the case."""
    soon = working_days(p.assessed_within_working_days)
    pairs = shared(_danger_and_contact(case, p)).with_columns(
        shown=last_day(soon, pl.col("hi")), by_then=last_day(soon, pl.col("lo")), outright=False
    )
    assessed = affirmed(case, "assessment")
    for told in ("happening", "c_happening"):
        there = assessed.select("case_id", pl.col("happening").alias(told)).unique()
        pairs = pairs.join(there, on=["case_id", told], how="anti")
    left = _unassessed(pairs, affirmed(case, *ANSWERS), p)
    asked = shared(
        told_by_a_return(left, case, ASSESSES_RISK, first=pl.col("first_lo"), last=pl.col("shown"))
    )
    outright = _outright(case).with_columns(shown=pl.col("hi"), outright=True)
    flags = shared(
        _told(pl.concat([asked.filter("told").select(COLUMNS), outright.select(COLUMNS)]))
    )
    gaps = _told(asked.filter(~pl.col("told")).select(COLUMNS)).join(
        flags.select("case_id"), on="case_id", how="anti"
    )
    return pl.concat([_findings(flags, case, p), _findings(gaps, case, p, "information_gap")])


def _outright(case: Tables) -> pl.LazyFrame:
    """Said in so many words, of the contact or of an adult of whom the entry tells a danger."""
    part = "said outright"
    dangers = affirmed(case, "risky_adult").filter(pl.col("who").is_in(NOT_THE_PARENTS))
    stated = affirmed(case, "contact_risk_unassessed", part=part)
    unknown = said(case, "adult_unresearched", statuses=("affirmed", "historical"), part=part).join(
        dangers.select("case_id", "happening").unique(), on=["case_id", "happening"], how="semi"
    )
    # told by its parts, or danger and contact in one sentence and no answer in the whole case
    told = affirmed(case, "risky_adult_unweighed", part=part)
    both = affirmed(case, "risky_adult_with_child", part="danger").join(
        affirmed(case, *ANSWERS).select("case_id").unique(), on="case_id", how="anti"
    )
    possible = pl.concat([told, both, _in_a_summary(case)]).with_columns(sure=pl.lit(False))
    plain = pl.concat([stated, without(unknown, stated)])
    return pl.concat([plain, without(possible, plain)])


def _in_a_summary(case: Tables) -> pl.LazyFrame:
    """An adult who is not to be with children, and from then on an adult who is there: what a
    summary tells of both is worth a look, though it does not say that they are one."""
    summed_up = case.coverage.filter("returned", pl.col("from_date").is_null()).select("case_id")
    past = ("affirmed", "historical")
    known = said(case, "contact_restricted", statuses=past, part="danger")
    risky = affirmed(case, "risky_adult", part="danger").filter(
        pl.col("who").is_in(NOT_THE_PARENTS)
    )
    kin = risky.filter(pl.col("who") == "wider_family")
    there = shared(affirmed(case, "adult_seen_there", *WITH_ADULTS, part="contact"))
    of_kin = there.filter(pl.col("concept").is_in(WITH_KIN))
    one_entry = of_kin.join(
        risky.select("case_id", "happening"), on=["case_id", "happening"], how="semi"
    )
    pairs = pl.concat([_from_then_on(known, there), _from_then_on(kin, of_kin), one_entry])
    ends = case.cases.select("case_id", _ends=pl.coalesce("incident_latest", "index_incident"))
    return (
        pairs.join(summed_up.unique(), on="case_id", how="semi")
        .join(ends, on="case_id", how="left")
        .filter(pl.col("_ends").is_null() | (pl.col("lo") < pl.col("_ends")))
        .drop("_ends")
    )


def _from_then_on(dangers: pl.LazyFrame, contacts: pl.LazyFrame) -> pl.LazyFrame:
    """Contacts that can be as late as the first danger, with its entry."""
    first = (
        dangers.sort("case_id", "lo", "hi", "happening")
        .group_by("case_id", maintain_order=True)
        .agg(_lo=pl.col("lo").min(), _danger=pl.col("evidence").first())
    )
    return (
        contacts.join(first, on="case_id")
        .filter(pl.col("_lo") <= pl.col("hi"))
        .with_columns(evidence=put_together("_danger", "evidence"))
        .drop("_lo", "_danger")
    )


def _danger_and_contact(case: Tables, p: Parameters) -> pl.LazyFrame:
    """A danger and a contact of the same adult: ``lo..hi`` is the later of the two,
    ``first_lo..first_hi`` the earlier."""
    named = shared(named_adults(case))
    danger = affirmed(case, "risky_adult", part="danger").filter(
        pl.col("who").is_in(NOT_THE_PARENTS)
    )
    told = shared(by_adult(danger, named))
    seen = seen_with_the_child(case, told, named, part="contact")
    contact = pl.concat([_contact(case, named), seen])
    of_contact = [
        pl.col(name).alias(f"c_{name}") for name in ("lo", "hi", "happening", "evidence", "sure")
    ]
    met = told.join(contact.select("case_id", "adult", *of_contact), on=["case_id", "adult"])
    reach = pl.duration(days=p.apart_days)
    can = (pl.col("c_lo") <= pl.col("hi") + reach) & (pl.col("lo") <= pl.col("c_hi") + reach)
    must = (pl.col("c_hi") <= pl.col("lo") + reach) & (pl.col("hi") <= pl.col("c_lo") + reach)
    same = pl.col("happening") == pl.col("c_happening")
    return (
        met.filter(same | can)
        .with_columns(
            sure=pl.col("sure") & pl.col("c_sure") & (same | must),
            first_lo=pl.min_horizontal("lo", "c_lo"),
            first_hi=pl.min_horizontal("hi", "c_hi"),
            evidence=put_together("evidence", "c_evidence"),
        )
        .with_columns(lo=pl.max_horizontal("lo", "c_lo"), hi=pl.max_horizontal("hi", "c_hi"))
    )


def _contact(case: Tables, named: pl.LazyFrame) -> pl.LazyFrame:
    """Contact by adult. One told of the child alone may be with any of those not named, so it is
    not sure; care by a relative or friend counts with a danger of the same entry."""
    told = shared(by_adult(affirmed(case, "adult_contact_with_child", part="contact"), named))
    known = pl.col("adult").str.starts_with("person ") | pl.col("adult").is_in(NOT_THE_PARENTS)
    of_the_child = told.filter(pl.col("adult").is_in(["child", "sibling"])).drop("adult")
    anybody = of_the_child.with_columns(
        adult=pl.lit(list(NOT_THE_PARENTS)), sure=pl.lit(False)
    ).explode("adult")
    care = by_adult(affirmed(case, "wider_family_carer", part="contact"), named)
    dangers = affirmed(case, "risky_adult").select("case_id", "happening").unique()
    beside = care.join(dangers, on=["case_id", "happening"], how="semi")
    return pl.concat([told.filter(known), anybody, beside])


def _unassessed(pairs: pl.LazyFrame, answers: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Pairs without an answer: one that names the contact, from the earlier of the two; another,
    from shortly before the later; each to the end of the time after the later."""
    names_it = pl.col("a_concept") == "contact_risk_assessed"
    back = pl.duration(days=p.weighed_before_days)
    from_lo = pl.when(names_it).then("first_lo").otherwise(pl.col("lo") - back)
    from_hi = pl.when(names_it).then("first_hi").otherwise(pl.col("hi") - back)
    keys = ["case_id", "happening", "c_happening", "first_lo", "first_hi", "by_then", "shown"]
    keys += ["lo", "hi"]
    pairs = shared(pairs)
    near = shared(
        pairs.select(keys)
        .unique()
        .join(
            answers.select(
                "case_id", a_lo="lo", a_hi="hi", a_happening="happening", a_concept="concept"
            ),
            on="case_id",
        )
        .filter(
            pl.col("a_hi") >= pl.max_horizontal("first_lo", from_lo),
            pl.col("a_lo") <= pl.col("shown"),
        )
    )
    there = pl.col("a_happening")
    same = (there == pl.col("happening")) | (there == pl.col("c_happening"))
    in_time = (pl.col("a_lo") >= pl.max_horizontal("first_hi", from_hi)) & (
        pl.col("a_hi") <= pl.col("by_then")
    )
    surely = near.filter(in_time | same).select(keys).unique()
    perhaps = near.select(keys).unique().with_columns(_near=pl.lit(True))
    return (
        pairs.join(surely, on=keys, how="anti")
        .join(perhaps, on=keys, how="left")
        .with_columns(sure=pl.col("sure") & pl.col("_near").is_null())
    )


def _first_sure(name: str) -> pl.Expr:
    """The first day of what is sure; of anything where nothing is."""
    day = pl.col(name)
    return pl.coalesce(day.filter("sure").min(), day.min()).alias(name)


def _told(rows: pl.LazyFrame) -> pl.LazyFrame:
    outright = pl.col("outright")
    return told_once(rows, (~outright).any().alias("both"), outright.any(), _first_sure("shown"))


def _findings(told: pl.LazyFrame, case: Tables, p: Parameters, kind: str = "flag") -> pl.LazyFrame:
    level = pl.when("both").then(pl.lit("high")).otherwise(pl.lit("medium"))
    return findings(
        about_the_child(told, case),
        attention=level if kind == "flag" else "medium",
        kind=kind,
        raised_on=pl.col("shown"),
        measure={
            "both": pl.col("both"),
            "outright": pl.col("outright"),
            "working_days": pl.lit(p.assessed_within_working_days),
        },
    )
