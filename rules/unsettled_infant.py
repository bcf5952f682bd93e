"""A baby whose crying was brought to services again and again.

What it looks for
-----------------
Crying, colic, or a baby who can't be settled, recorded at two or more contacts up to the age of
sixteen weeks. It is raised with high attention when a carer under strain is recorded within 28 days
of these contacts, or when within the twelve months before a father or male carer is recorded as
not met, not spoken to or not assessed.

One contact is enough where the same entry has a carer who can't cope. So is a record or review
that says outright that crying was reported again and again, or that nobody saw in it a strain on
carers; and so is a record that advice about coping with crying was not given. In a summary of several
agencies one entry is a possibility, where nothing in it tells of such advice.

It tells whether a conversation about coping with crying (ICON) is on record by eight weeks, and
whether the father or partner was part of it, where a return of health visiting or midwifery speaks
of those weeks.

Left out: babies who are recorded as settled, another child's crying, crying before the birth date
or after sixteen weeks.

Why it matters
--------------
All babies cry. Crying rises from about two weeks, is at its worst at six to eight weeks, and then
gets less; that is also the time at which most babies who are shaken are shaken. Reviews find a baby
whose crying was treated as reflux or wind at one contact after another, and carers whom nobody
asked what they do when it will not stop.

Known limits
------------
- Most unsettled babies are safe, and most parents who ask for help with crying are doing what
  services ask of them. More contacts are recorded of parents who ask, of first babies and of those
  born early or unwell.
- Two contacts is this project's default, not a published number. The health service's description
  of colic is more than three hours a day, three days a week, for at least a week; records seldom
  say how long.
- The ICON programme has five touchpoints; advice may be on a leaflet or a checklist that is not
  part of the chronology.
- A carer said to be tired is not always a carer under strain; it is the record's word.
- Without a birth date it can only be said that the contacts may fall in those weeks.

Questions for the panel
-----------------------
- Did the message about coping with crying reach the father or partner, and did anybody ask each
  carer what they do when it will not stop?
- Was the crying treated as a matter of safety as well as of health?

Sources
-------
- ICON, Babies cry, you can cope: advice for professionals; crying peaks at six to eight weeks
- NHS, Colic, seen via a mirror of its text: more than three hours a day, three days a week, for a week
- Cumbria Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Leo” (2024),
  recommendation 5: unsettled infants as potential triggers to harm
- Child Safeguarding Practice Review Panel, The myth of invisible men (2021), seen via summaries

Examples
--------
Strain, in a reviewer's words
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date | agency | record                                                                                  | evidence      |
    | n/k  | review | Dad was at breaking point with a baby who would not settle.                             | said outright, carer strain, crying |

    expect: flag, medium, definite

Two contacts with two services
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence |
    | 2021-06-28 | health visitor | Parents report baby crying most of the evening. Feeding well.   | crying   |
    | 2021-07-19 | GP             | Colicky, draws legs up. Infacol.                                | crying   |

    says: Crying or a baby who could not be settled was recorded twice.
    says: No conversation about coping with crying is on record by 8 weeks.
    raised: 2021-07-19
    expect: flag, medium, definite

One contact only
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence |
    | 2021-06-28 | health visitor | Parents report baby crying most of the evening. Feeding well.   |          |

    expect: nothing found

The second on the last day of sixteen weeks
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence |
    | 2021-06-28 | health visitor | Parents report baby crying most of the evening. Feeding well.   | crying   |
    | 2021-09-23 | GP             | Inconsolable in the evenings. Examined, well.                   | crying   |

    raised: 2021-09-23
    expect: flag, medium, definite

The second a day later
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence |
    | 2021-06-28 | health visitor | Parents report baby crying most of the evening. Feeding well.   |          |
    | 2021-09-24 | GP             | Inconsolable in the evenings. Examined, well.                   |          |

    expect: nothing found

A carer under strain 28 days later
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence     |
    | 2021-06-28 | health visitor | Parents report baby crying most of the evening. Feeding well.   | crying       |
    | 2021-07-02 | GP             | Colicky, draws legs up. Infacol.                                | crying       |
    | 2021-07-30 | health visitor | Mum exhausted, says she can't cope with the nights any more.    | carer strain |

    says: About the same time the records speak of a carer under strain.
    raised: 2021-07-02
    expect: flag, high, definite

A carer under strain 29 days later
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence     |
    | 2021-06-28 | health visitor | Parents report baby crying most of the evening. Feeding well.   | crying       |
    | 2021-07-02 | GP             | Colicky, draws legs up. Infacol.                                | crying       |
    | 2021-07-31 | health visitor | Mum exhausted, says she can't cope with the nights any more.    |              |

    expect: flag, medium, definite

A carer under strain 28 days before
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence     |
    | 2021-06-10 | midwife        | Mum exhausted, says she can't cope with the nights any more.    | carer strain |
    | 2021-07-08 | health visitor | Parents report baby crying most of the evening. Feeding well.   | crying       |
    | 2021-07-12 | GP             | Colicky, draws legs up. Infacol.                                | crying       |

    expect: flag, high, definite

A carer under strain 29 days before
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence     |
    | 2021-06-09 | midwife        | Mum exhausted, says she can't cope with the nights any more.    |              |
    | 2021-07-08 | health visitor | Parents report baby crying most of the evening. Feeding well.   | crying       |
    | 2021-07-12 | GP             | Colicky, draws legs up. Infacol.                                | crying       |

    expect: flag, medium, definite

A partner whom nobody met
    child born 2021-06-03
    under review 2020-06-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence            |
    | 2020-07-08 | midwife        | Partner has not been met by any professional.                   | male carer not seen |
    | 2021-06-28 | health visitor | Parents report baby crying most of the evening. Feeding well.   | crying              |
    | 2021-07-08 | GP             | Colicky, draws legs up. Infacol.                                | crying              |

    says: About the same time the records speak of a male carer whom nobody had met or assessed.
    raised: 2021-07-08
    expect: flag, high, definite

A partner whom nobody met more than twelve months before
    child born 2021-06-03
    under review 2020-06-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence |
    | 2020-06-27 | midwife        | Partner has not been met by any professional.                   |          |
    | 2021-06-28 | health visitor | Parents report baby crying most of the evening. Feeding well.   | crying   |
    | 2021-07-08 | GP             | Colicky, draws legs up. Infacol.                                | crying   |

    expect: flag, medium, definite

Once, with a carer who can't cope
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                                       | evidence             |
    | 2021-06-28 | health visitor | Phoned by mum in tears: baby screams all night and she is at end of tether.  | crying, carer strain |

    says: One entry has both the crying and a carer under strain.
    raised: 2021-06-28
    expect: flag, medium, definite

Said outright by a review
    | date | agency | record                                                                                      | evidence      |
    | n/k  | review | The unsettled baby was not recognised as a potential trigger for harm.                      | said outright |

    says: A record says outright that crying was reported again and again, or was not seen as a strain or danger.
    expect: flag, medium, definite

A review counts the contacts, undated
    | date | agency | record                                                   | evidence      |
    | n/k  | review | There were four contacts with the GP about crying.       | said outright |

    expect: flag, medium, definite

Advice was not given
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                              | evidence     |
    | 2021-07-28 | health visitor | 8 week review. ICON not discussed, ran out of time.                 | no advice    |

    says: A record says that advice about coping with crying was not given.
    raised: 2021-07-28
    expect: flag, medium, definite

Nothing is dated, and there is no birth date
    | date | agency | record                                                              | evidence |
    | n/k  | review | The baby was described as unsettled and crying through the night.   | crying   |
    | n/k  | review | The GP prescribed gaviscon for colic.                               | crying   |

    expect: flag, medium, possible

The second has only a month that may be too late
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date           | agency         | record                                                          | evidence |
    | 2021-06-28     | health visitor | Parents report baby crying most of the evening. Feeding well.   | crying   |
    | September 2021 | GP             | Inconsolable in the evenings. Examined, well.                   | crying   |

    expect: flag, medium, possible

Settled, another child's crying, and advice given
    child born 2021-06-03
    sibling born 2019-02-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence |
    | 2021-06-28 | health visitor | Settled baby, sleeps well between feeds. ICON leaflet given.    |          |
    | 2021-07-05 | nursery        | Older brother crying at drop off.                               |          |
    | 2021-07-12 | health visitor | Baby contented. Went through ICON again with dad.               |          |

    expect: nothing found

The returns begin after those weeks
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30
    GP covers 2021-11-01 to 2022-06-30

    | date       | agency | record                                                          | evidence |
    | 2021-11-10 | GP     | Cold. Chest clear.                                              |          |

    expect: not assessable

A child who was older throughout
    child born 2016-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                                                          | evidence |
    | 2021-11-10 | GP     | Cold. Chest clear.                                              |          |

    expect: not applicable

A partner whom nobody met twelve months before to the day
    child born 2021-06-03
    under review 2020-06-01 to 2022-06-30

    | date       | agency         | record                                                        | evidence            |
    | 2020-06-28 | midwife        | Partner has not been met by any professional.                 | male carer not seen |
    | 2021-06-28 | health visitor | Parents report baby crying most of the evening. Feeding well. | crying              |
    | 2021-07-08 | GP             | Colicky, draws legs up. Infacol.                              | crying              |

    expect: flag, high, definite

Coping with crying talked about at eight weeks to the day
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30
    says: A conversation about coping with crying is on record by 8 weeks

    | date       | agency         | record                                                        | evidence |
    | 2021-06-28 | health visitor | Parents report baby crying most of the evening. Feeding well. | crying   |
    | 2021-07-19 | GP             | Colicky, draws legs up. Infacol.                              | crying   |
    | 2021-07-29 | health visitor | ICON message discussed with mum.                              |          |

    expect: flag, medium, definite

Coping with crying talked about a day later
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30
    says: No conversation about coping with crying is on record by 8 weeks

    | date       | agency         | record                                                        | evidence |
    | 2021-06-28 | health visitor | Parents report baby crying most of the evening. Feeding well. | crying   |
    | 2021-07-19 | GP             | Colicky, draws legs up. Infacol.                              | crying   |
    | 2021-07-30 | health visitor | ICON message discussed with mum.                              |          |

    expect: flag, medium, definite

Told of by their number
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                        | evidence |
    | 2021-07-10 | health visitor | Crying for hours, unsettled on 3/7, 6/7 and 10/7.             | crying   |

    expect: flag, medium, possible

A conversation about crying is no crying
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence |
    | 2021-06-20 | health visitor | Spoke with both parents about crying. Settled baby.             |          |
    | 2021-07-10 | health visitor | Crying and coping talked about with each of them.               |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import (
    Measure,
    Params,
    Wording,
    findings,
    listed,
    rule,
    threshold,
    times,
)
from chronology.tables import Tables
from chronology.temporal import (
    KEY,
    about_the_child,
    affirmed,
    age_scope,
    aged,
    children,
    counted,
    covered,
    ground,
    is_covered,
    negated,
    of_children,
    of_each_child,
    put_together,
    shared,
    summed_up,
    times_told,
    told_as_one,
    told_once,
)

GIVES_ADVICE = ("health_visiting", "midwifery")
"""Agencies whose records would hold a conversation about coping with crying."""


ADVISED = ("coping_with_crying_advice", "coping_advice_to_both")
OUTRIGHT = ("crying_repeated", "crying_not_seen_as_risk")
"""What is said of it that stands by itself."""


class Parameters(Params):
    """The rule's numbers."""

    at_least: int = threshold(
        2, ge=2, le=20, description="so many contacts about crying", basis="project default"
    )
    until_weeks: int = threshold(
        16,
        ge=4,
        le=52,
        description="up to and including this age, in weeks",
        basis="project default",
    )
    strain_within_days: int = threshold(
        28,
        ge=0,
        le=180,
        description="a carer under strain so soon before or after raises attention, in days",
        basis="project default",
    )
    men_within_days: int = threshold(
        365,
        ge=30,
        le=1095,
        description="how far back a male carer whom nobody met raises attention, in days",
        basis="project default",
    )
    advice_by_weeks: int = threshold(
        8,
        ge=1,
        le=26,
        description="a conversation about coping with crying is looked for by this age, in weeks",
        basis="project default",
    )


ADVICE = {
    "none": " No conversation about coping with crying is on record by {weeks} weeks.",
    "mother": " A conversation about coping with crying is on record by {weeks} weeks; that the father "
    "or partner was part of it is not.",
    "both": " A conversation about coping with crying that included the father or partner is on record.",
    "unread": " No return that was read would hold the conversation about coping with crying.",
}


def words(m: Measure) -> Wording:
    """What the flag says."""
    grounds = set(m["grounds"])
    told = []
    if grounds & {"contacts", "strained", "unmet"}:
        told.append(f"Crying or a baby who could not be settled was recorded {times(m['n'])}.")
    elif grounds == {"summed_up"}:
        told.append("A summary tells of crying, and of no advice on coping with it.")
    beside = [
        *(["a carer under strain"] if "strained" in grounds else []),
        *(["a male carer whom nobody had met or assessed"] if "unmet" in grounds else []),
    ]
    if beside:
        told.append(f"About the same time the records speak of {listed(beside)}.")
    if "together" in grounds and "strained" not in grounds:
        told.append("One entry has both the crying and a carer under strain.")
    if "outright" in grounds:
        told.append(
            "A record says outright that crying was reported again and again, or was not seen as a "
            "strain or danger."
        )
    if "no_advice" in grounds:
        told.append("A record says that advice about coping with crying was not given.")
    elif m["advice"]:
        told.append(ADVICE[m["advice"]].format(weeks=m["weeks"]).strip())
    return Wording(" ".join(told))


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a baby of that age, or without a return about that time."""
    return age_scope(case, _end(p), stage=f"under {p.until_weeks} weeks")


@rule("unsettled-infant", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Repeated crying, alone or beside strain, and what is said outright of it."""
    kids = shared(children(case))
    crying = shared(
        _while_young(of_children(affirmed(case, "crying_unsettled", part="crying"), kids), p)
    )
    strain = shared(of_each_child(affirmed(case, "carer_strain"), kids))
    outright = shared(affirmed(case, *OUTRIGHT, part="said outright"))
    told_of = times_told(crying, unless=outright)
    repeated = shared(counted(told_of, at_least=p.at_least, within_days=7 * p.until_weeks))
    unmet = of_each_child(affirmed(case, "male_carer_not_seen"), kids)
    told = shared(
        told_as_one(
            [
                ground(repeated, "contacts", "medium", reached="reached", n="n"),
                _beside(repeated, strain, "strained", p.strain_within_days, p.strain_within_days),
                _beside(repeated, unmet, "unmet", p.men_within_days, 0),
                _together(crying, strain),
                _summed_up(case, crying, kids),
                *_stated(case, outright),
            ]
        )
    )
    return _flags(case, kids, told, p)


def _end(p: Parameters) -> str:
    return f"{7 * p.until_weeks + 1}d"


def _while_young(rows: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Rows up to that age; without a birth date they may be, so are not sure."""
    unknown = rows.filter(pl.col("born_lo").is_null()).with_columns(sure=pl.lit(False))
    return pl.concat([aged(rows, under=_end(p)), unknown])


def _beside(
    episodes: pl.LazyFrame, others: pl.LazyFrame, name: str, before: int, after: int
) -> pl.LazyFrame:
    """Episodes with one of the others so many days before them or after."""
    earliest = pl.col("lo") - pl.duration(days=before)
    latest = pl.col("hi") + pl.duration(days=after)
    other = others.select(*KEY, o_lo="lo", o_hi="hi", o_evidence="evidence")
    met = (
        episodes.join(other, on=list(KEY))
        .filter(pl.col("o_hi") >= earliest, pl.col("o_lo") <= latest)
        .with_columns(
            evidence=put_together("evidence", "o_evidence"),
            sure=pl.col("sure") & (pl.col("o_lo") >= earliest) & (pl.col("o_hi") <= latest),
        )
    )
    return ground(met, name, "high", reached="reached", n="n")


def _together(crying: pl.LazyFrame, strain: pl.LazyFrame) -> pl.LazyFrame:
    """Crying and a carer under strain in one entry, or in two accounts of one contact."""
    other = strain.select(*KEY, "happening", o_evidence="evidence")
    both = crying.join(other, on=[*KEY, "happening"]).with_columns(
        evidence=put_together("evidence", "o_evidence")
    )
    return ground(both, "together", "medium")


def _summed_up(case: Tables, crying: pl.LazyFrame, kids: pl.LazyFrame) -> pl.LazyFrame:
    """Crying that a summary tells of though only once, and no word of advice on coping with it."""
    advised = of_each_child(affirmed(case, *ADVISED), kids).select(KEY)
    told = crying.join(summed_up(case), on="case_id", how="semi")
    unanswered = told.join(advised, on=list(KEY), how="anti")
    return ground(unanswered.with_columns(sure=pl.lit(False)), "summed_up", "low")


def _stated(case: Tables, outright: pl.LazyFrame) -> list[pl.LazyFrame]:
    not_given = negated(case, "coping_with_crying_advice", part="no advice")
    return [
        ground(about_the_child(outright, case), "outright", "medium"),
        ground(about_the_child(not_given, case), "no_advice", "medium"),
    ]


def _advice(case: Tables, kids: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Who had a conversation about coping with crying by that age, where a return would tell."""
    spoken = affirmed(case, *ADVISED)
    in_time = aged(
        of_each_child(spoken, kids), from_days=None, under=f"{7 * p.advice_by_weeks + 1}d"
    )
    had = told_once(
        in_time, (pl.col("concept") == "coping_advice_to_both").any().alias("both"), by=KEY
    ).select(*KEY, "both")
    ages = kids.filter(pl.col("born_lo").is_not_null())
    last = pl.col("born_hi") + pl.duration(days=7 * p.advice_by_weeks)
    read = is_covered(ages, covered(case, GIVES_ADVICE), first=pl.col("born_lo"), last=last)
    who = pl.when("both").then(pl.lit("both")).otherwise(pl.lit("mother"))
    silent = pl.when("covered").then(pl.lit("none")).otherwise(pl.lit("unread"))
    return read.join(had, on=list(KEY), how="left").select(
        *KEY, advice=pl.when(pl.col("both").is_null()).then(silent).otherwise(who)
    )


def _flags(case: Tables, kids: pl.LazyFrame, told: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    placed = told.join(_advice(case, kids, p), on=list(KEY), how="left")
    return findings(
        placed,
        attention=pl.col("attention"),
        raised_on=pl.col("reached"),
        measure={
            "grounds": pl.col("grounds"),
            "n": pl.col("n"),
            "advice": pl.col("advice"),
            "weeks": pl.lit(p.advice_by_weeks),
        },
    )
