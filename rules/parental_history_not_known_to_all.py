"""A parent's history that some agencies hold, and others that work with the family do not.

What it looks for
-----------------
One agency's record holds something of a parent's past or present that bears on the care of a child: abuse or
upheaval in the parent's own childhood, serious mental illness, violence or offending, domestic abuse, drugs, drink or
medicines misused. Another agency that works with the family (the GP, midwifery, health visiting,
children's social care, early help) is active for more than 28 days after that, and in its record there is
not a word of it.

Children's social care counts as active once it has begun an assessment, a plan or visits. Domestic abuse is told
of the couple.

The days count from the day on which it was first on record, or on which the other agency was first in touch
in the child's life or the pregnancy, whichever is later. The other's first entry after more than 28 days,
and within half a year, is where it shows. Each parent is told by themselves; a father and a mother's partner are
read as one man. Two different things of one parent that stand in different records ask for more
attention than one. They are named and not added up.

Of domestic abuse, and of drugs, drink or medicines, it takes two entries: one is an event and no history.

Left out: what was told, by the words of the entry or by the column that says with whom it was shared; what the
other agency mentions at any time before; a parent's difficulty that is denied or ruled out. Having been in
care is not counted: it is no risk. Where the other agency's return doesn't speak of the days, it is a
question to it.

Where records say in words that not everybody knew, that is enough, with or without a date: of a parent's past, or of
what the same entry tells of it.

A summary of several agencies, most of whose dates are no days, leaves much out. What lasts (a childhood, illness, violence)
and is told of one agency there, with not a word at another that works with the family, is possible at most.

Why it matters
--------------
“Dylan” asks that all who work with a family know of the parents' vulnerabilities; “Leo” found missed chances to
share and to seek information, so that not all risks were seen. In “Ivy” the mother's history was well
known, and the learning is what knowing is for: to weigh the whole in what happens now. Single parts, weighed
alone, each seem to be little.

Known limits
------------
- A parent's history belongs to the parent. Not everything may be told to all: consent, confidentiality
  of therapy, the safety of a victim, or that it was judged not to bear on the child, are lawful reasons.
  The rule can't see reasons; the question is whether somebody weighed them.
- A chronology is a choice. That it is not mentioned does not mean that it was not known.
- Much told by telephone or in a letter that was scanned has no words here.
- Who uses services more, as those with mental illness, those on probation, tenants of social housing and families whom
  the police visit often do, leaves more history in more places. A family that pays for its help has as much and shows less.
- A history of abuse in childhood or of illness is no prediction. Most parents who had one care well.
- The 28 days and half a year are this project's numbers; none are published.

Questions for the panel
-----------------------
- When did the whole become knowable, and to whom?
- Was it weighed what others needed to know, and was the parent asked?

Sources
-------
- Cumbria Safeguarding Children Partnership, learning briefing “Ivy”: awareness of a parent's history
- Stockport Safeguarding Children Partnership, review “Dylan”, summary of learning (2023), learning 1
- Cumbria Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Leo” (2024)
- Department for Education, Information sharing: advice for practitioners (2024), seen via a summary

Examples
--------
The psychiatrist knows of a childhood, and the midwife does not on the twenty-ninth day
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency              | record                                                          | evidence          |
    | 2021-03-01 | midwife             | Booking, partner with her.                                      |                   |
    | 2021-03-03 | adult mental health | She had a chaotic and violent childhood, seven schools.         | held here         |
    | 2021-04-01 | midwife             | Well. Fetal heart heard.                                        | active without it |

    says: Not known to all: the mother's history
    says: On record of the mother's history: own childhood.
    says: Held by Adult mental health.
    raised: 2021-04-01
    expect: flag, medium, definite

The midwife's next entry is on the twenty-eighth day
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency              | record                                                          | evidence |
    | 2021-03-01 | midwife             | Booking, partner with her.                                      |          |
    | 2021-03-03 | adult mental health | She had a chaotic and violent childhood, seven schools.         |          |
    | 2021-03-31 | midwife             | Well. Fetal heart heard.                                        |          |

    expect: nothing found

The midwife came to the family later, and counts from then
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency              | record                                                          | evidence          |
    | 2021-01-03 | adult mental health | She had a chaotic and violent childhood, seven schools.         | held here         |
    | 2021-03-01 | midwife             | Booking, partner with her.                                      |                   |
    | 2021-03-30 | midwife             | Well. Fetal heart heard.                                        | active without it |

    raised: 2021-03-30
    expect: flag, medium, definite

Twenty-eight days from then
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency              | record                                                          | evidence |
    | 2021-01-03 | adult mental health | She had a chaotic and violent childhood, seven schools.         |          |
    | 2021-03-01 | midwife             | Booking, partner with her.                                      |          |
    | 2021-03-29 | midwife             | Well. Fetal heart heard.                                        |          |

    expect: nothing found

The health visitor is next in touch on the 182nd day
    child born 2020-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency              | record                                                          | evidence          |
    | 2021-02-01 | health visitor      | Clinic, thriving.                                               |                   |
    | 2021-03-01 | adult mental health | She had a chaotic and violent childhood, seven schools.         | held here         |
    | 2021-08-30 | health visitor      | Clinic, thriving.                                               | active without it |

    says: Active for more than 28 days without a word of one of these: health visitor.
    raised: 2021-08-30
    expect: flag, medium, definite

On the 183rd
    child born 2020-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency              | record                                                          | evidence |
    | 2021-02-01 | health visitor      | Clinic, thriving.                                               |          |
    | 2021-03-01 | adult mental health | She had a chaotic and violent childhood, seven schools.         |          |
    | 2021-08-31 | health visitor      | Clinic, thriving.                                               |          |

    expect: nothing found

The health visitor has it in her own record
    child born 2020-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency              | record                                                          | evidence |
    | 2021-02-01 | health visitor      | Mother spoke of her unhappy childhood, beaten by her own mother. |         |
    | 2021-03-01 | adult mental health | She had a chaotic and violent childhood, seven schools.         |          |
    | 2021-06-30 | health visitor      | Clinic, thriving.                                               |          |

    expect: nothing found

It was told, as the entry says
    child born 2020-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency              | record                                                                             | evidence |
    | 2021-02-01 | health visitor      | Clinic, thriving.                                                                  |          |
    | 2021-03-01 | adult mental health | She had a chaotic and violent childhood. Health visitor informed with her consent. |          |
    | 2021-06-30 | health visitor      | Clinic, thriving.                                                                  |          |

    expect: nothing found

It was told, as the column says
    child born 2020-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency              | record                                                          | shared_with    | evidence |
    | 2021-02-01 | health visitor      | Clinic, thriving.                                               |                |          |
    | 2021-03-01 | adult mental health | She had a chaotic and violent childhood, seven schools.         | health visitor |          |
    | 2021-06-30 | health visitor      | Clinic, thriving.                                               |                |          |

    expect: nothing found

Two things of a father, held apart
    child born 2020-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency              | record                                                          | evidence          |
    | 2021-02-01 | health visitor      | Clinic, thriving, dad there.                                    |                   |
    | 2021-03-01 | GP                  | Father: schizophrenia, on depot.                                | held here         |
    | 2021-03-02 | police              | Father has convictions for violence.                            | held here         |
    | 2021-04-30 | health visitor      | Clinic, thriving.                                               | active without it |
    | 2021-04-30 | GP                  | Immunisations given.                                            | active without it |

    says: Not known to all: the father's or partner's history
    says: On record of the father's or partner's history: serious mental illness and violence or offending.
    says: Held by GP and Police.
    raised: 2021-04-30
    expect: flag, high, definite

One entry of drink
    child born 2020-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency              | record                                                          | evidence |
    | 2021-02-01 | health visitor      | Clinic, thriving.                                               |          |
    | 2021-03-01 | police              | Mother drunk in the street with friends.                        |          |
    | 2021-06-30 | health visitor      | Clinic, thriving.                                               |          |

    expect: nothing found

Two
    child born 2020-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency              | record                                                          | evidence          |
    | 2021-02-01 | health visitor      | Clinic, thriving.                                               |                   |
    | 2021-03-01 | police              | Mother drunk in the street with friends.                        | held here         |
    | 2021-03-12 | police              | Mother heavily intoxicated, taken home.                         |                   |
    | 2021-06-30 | health visitor      | Clinic, thriving.                                               | active without it |

    says: On record of the mother's history: drugs, drink or medicines.
    says: Held by Police.
    raised: 2021-06-30
    expect: flag, medium, definite

A contact that social care's front door closes
    child born 2020-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency              | record                                                          | evidence |
    | 2021-02-01 | social worker       | Information received, logged only.                              |          |
    | 2021-03-01 | adult mental health | She had a chaotic and violent childhood, seven schools.         |          |
    | 2021-06-30 | social worker       | Information received, logged only.                              |          |

    expect: nothing found

Social care assesses
    child born 2020-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency              | record                                                          | evidence          |
    | 2021-02-01 | social worker       | Child and family assessment started.                            |                   |
    | 2021-03-01 | adult mental health | She had a chaotic and violent childhood, seven schools.         | held here         |
    | 2021-04-10 | social worker       | Visit done, home clean.                                         | active without it |

    says: Active for more than 28 days without a word of one of these: social worker.
    raised: 2021-04-10
    expect: flag, medium, definite

The month leaves it open
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency              | record                                                          | evidence          |
    | 2021-01-10 | midwife             | Booking, partner with her.                                      |                   |
    | March 2021 | adult mental health | She had a chaotic and violent childhood, seven schools.         | held here         |
    | 2021-04-10 | midwife             | Well. Fetal heart heard.                                        | active without it |

    expect: flag, medium, possible

A summary without a date
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency              | record                                                          | evidence          |
    | 2021-03-01 | midwife             | Booking, partner with her.                                      |                   |
    |            | GP                  | Summary: mother had an abusive childhood.                       | held here         |
    | 2021-04-10 | midwife             | Well. Fetal heart heard.                                        | active without it |

    says: Held by GP.
    raised: 2021-04-10
    expect: flag, medium, possible

The midwife's return begins later than she was told to have come
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31
    midwife covers 2021-03-20 to 2021-12-31

    | date       | agency              | record                                                          | evidence          |
    | 2021-03-01 | midwife             | Booking, partner with her.                                      |                   |
    | 2021-03-03 | adult mental health | She had a chaotic and violent childhood, seven schools.         | held here         |
    | 2021-04-10 | midwife             | Well. Fetal heart heard.                                        | active without it |

    says: Some of the mother's history is on record (own childhood), and the return of midwife does not cover the days in which it might have been known there.
    says: Ask midwife: was it known?
    expect: information gap

A review says it of a father
    | date | agency | record                                                                                 | evidence         |
    |      | review | The midwife was unaware of father's history of violence.                               | not known to all |

    says: A record says that the father's or partner's history was not known to all who worked with the family.
    expect: flag, medium, definite

A review says it of a mother, in other words
    | date     | agency | record                                                                             | evidence         |
    | May 2020 | review | Mother's childhood experiences were not known to the health visitor.               | not known to all |
    | 2020     | review | The GP knew of mother's overdose but the midwife did not.                          | not known to all |
    |          | review | The school did not know that mother had been sectioned.                            | not known to all |
    |          | review | Each agency held only a part of the mother's history.                              | not known to all |

    says: A record says that the mother's history was not known to all who worked with the family.
    expect: flag, medium, definite

Care, illness of the body, a mother who did not know, and a denial
    child born 2020-06-03
    under review 2020-06-01 to 2022-12-31

    | date       | agency              | record                                                          | evidence |
    | 2021-02-01 | health visitor      | Clinic, thriving. Family history of diabetes not known.         |          |
    | 2021-03-01 | leaving care        | Mother is care experienced, settled, PA sees her monthly.       |          |
    | 2021-03-02 | police              | Mother unaware of father's parking fines. Father denies drug use. |        |
    | 2021-06-30 | health visitor      | Clinic, thriving.                                               |          |

    expect: nothing found

A summary of three agencies, in months
    child born 2020-06-03

    | date          | agency              | record                                                          | evidence          |
    | 2015          | adult mental health | She had a chaotic and violent childhood, seven schools.         | held here         |
    | June 2020     | health visitor      | New birth visit, thriving.                                      |                   |
    | 2020-08-10    | GP                  | Immunisations given.                                            |                   |
    | October 2020  | health visitor      | Clinic, thriving.                                               | active without it |

    expect: flag, medium, possible

A summary of three agencies, and drink
    child born 2020-06-03

    | date          | agency              | record                                                          | evidence          |
    | 2018          | police              | Mother drunk in the street with friends.                        | held here         |
    | 2019          | police              | Mother heavily intoxicated, taken home.                         |                   |
    | June 2020     | health visitor      | New birth visit, thriving.                                      |                   |
    | 2020-08-10    | GP                  | Immunisations given.                                            |                   |
    | October 2020  | health visitor      | Clinic, thriving.                                               | active without it |

    expect: information gap

No return of an agency that works with the family
    under review 2021-01-01 to 2021-12-31

    | date       | agency  | record               | evidence |
    | 2021-03-02 | housing | Tenancy signed.      |          |

    expect: not assessable

The notes never came
    | date       | agency | record                                                                | evidence         |
    | May 2012   | review | Her psychiatric notes never arrived at the new practice.              | not known to all |

    expect: flag, medium, definite

A letter that left most of it out
    | date       | agency | record                                                                | evidence         |
    | May 2012   | review | The discharge summary gave little detail of his overdoses.            | not known to all |

    expect: flag, medium, definite

A team that did not know of treatment
    | date       | agency | record                                                                | evidence         |
    | May 2012   | review | The fostering team was never told that the carer was having counselling. | not known to all |

    expect: flag, medium, definite

A past of which the same entry says that it stayed where it was
    | date       | agency | record                                                                             | evidence         |
    | May 2012   | review | Dad was in custody twice. This was not shared with the nursery or the GP.          | not known to all |
    | May 2012   | review | Father's use of heroin was recorded by the treatment agency alone.                | not known to all |
    | May 2012   | review | Not one of the services had sight of what father lived through as a child.         | not known to all |

    expect: flag, medium, definite

What the others did not know is no parent's past
    | date       | agency         | record                                                            | evidence |
    | 2012-05-01 | health visitor | Mum has been low before. School did not know of the house move.   |          |
    | 2012-06-01 | GP             | The nurse was not told that the clinic had changed its day.       |          |

    expect: nothing found

The notes came, and all knew
    | date       | agency         | record                                                        | evidence |
    | 2012-05-01 | health visitor | Her notes arrived the same week and were read by the team.    |          |
    | 2012-06-01 | health visitor | The school was told that she was in treatment.                |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold
from chronology.tables import CHILD_ROLES, LONG_AGO, Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    coverage_scope,
    covered,
    gathered,
    ground,
    is_covered,
    negated,
    put_together,
    said,
    shared,
    told_as_one,
)

CASE = ("case_id",)
ADULT = ("case_id", "adult")
THING = ("case_id", "adult", "thing")

THINGS = {
    "parent_own_trauma": "own childhood",
    "serious_mental_illness": "serious mental illness",
    "risky_adult": "violence or offending",
    "domestic_abuse": "domestic abuse",
    "domestic_incident": "domestic abuse",
    "substance_misuse": "drugs, drink or medicines",
    "alcohol": "drugs, drink or medicines",
    "prescription_misuse": "drugs, drink or medicines",
    "non_prescribed_medicine": "drugs, drink or medicines",
}
"""What is history here, by what it is called in a flag."""

SELDOM_ONCE = ("domestic abuse", "drugs, drink or medicines")
"""A smell of cannabis or one row that a neighbour heard is an event, and history only if repeated."""

ALSO_KNOWS = {"mental_health": "serious mental illness"}
"""A wider word for the same thing is enough to have known of it."""

PARENTS = {"mother": "mother", "father": "father or partner", "male_partner": "father or partner"}

OPENED = (
    *("assessment_begun", "assessment", "home_visit", "section_47", "child_in_need_plan"),
    *("child_protection_plan", "child_observed", "child_spoken_to"),
)
"""From when social care works with a family. A contact that the front door closes is none."""

WORKS_WITH_THE_FAMILY = (
    "gp",
    "midwifery",
    "health_visiting",
    "childrens_social_care",
    "early_help",
)
"""Agencies that would ask and act otherwise if they knew."""

OF_THE_PAST = (
    *("parent_own_trauma", "serious_mental_illness", "mental_health", "risky_adult"),
    *("parents_past_told", "substance_use_lasting", "carers_child_removed"),
)
"""What else an entry may tell of a parent, of which it then says that others did not know."""

NOT_KNOWN = "not known to all"

SUMMED_UP = tuple(sorted({*THINGS.values()} - {*SELDOM_ONCE}))
"""What a summary of several agencies is believed to have mentioned at an agency, had it known."""

PREGNANCY_DAYS = 280
TOLD = ("affirmed", "historical")


class Parameters(Params):
    """The rule's numbers."""

    not_known_for_days: int = threshold(
        28,
        ge=0,
        le=365,
        description="an agency is active for more than so many days without a word of it",
        basis="project default",
    )
    active_within_days: int = threshold(
        182,
        ge=1,
        le=730,
        description="and its next entry comes within so many days",
        basis="project default",
    )
    mentions_at_least: int = threshold(
        2,
        ge=1,
        le=10,
        description="so many entries of domestic abuse, or of drugs, drink or medicines, make it history",
        basis="project default",
    )
    things_for_high: int = threshold(
        2,
        ge=1,
        le=5,
        description="so many different things of one parent ask for high attention",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    whose = _WHOSE[m["adult"]]
    title = f"Not known to all: {whose} history"
    if m["kind"] == "information_gap":
        return Wording(
            f"Some of {whose} history is on record ({listed(m['things'])}), and the return of "
            f"{listed(m['lacking'])} does not cover the days in which it might have been known there.",
            f"Ask {listed(m['lacking'])}: was it known?",
            title,
        )
    told = []
    if m["things"]:
        told.append(
            f"On record of {whose} history: {listed(m['things'])}. Held by {listed(m['holding'])}. Active "
            f"for more than {m['days']} days without a word of one of these: {listed(m['lacking'])}."
        )
    if "stated" in m["grounds"]:
        told.append(
            f"A record says that {whose} history was not known to all who worked with the family."
        )
    return Wording(" ".join(told), title=title)


_WHOSE = {
    "mother": "the mother's",
    "father or partner": "the father's or partner's",
    "couple": "the couple's",
    "parent or carer": "a parent's or carer's",
}


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a dated return of an agency that works with the family."""
    reason = "No return of an agency that works with the family speaks of known days."
    return coverage_scope(case, WORKS_WITH_THE_FAMILY, reason=reason)


@rule(
    "parental-history-not-known-to-all", attention="medium", words=words, scope=scope, since="0.1.0"
)
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """What one holds and another, active, does not; and what records say of it."""
    told = shared(_told(case, p))
    lacking = shared(_covered(case, _lacking(case, told, p), p))
    counted = shared(_by_adult(case, told, lacking.filter("covered"), p))
    unknown = _by_adult(case, told, lacking.filter(~pl.col("covered")), p)
    many = pl.col("n") >= p.things_for_high
    stated = _stated(case)
    flags = told_as_one(
        [
            ground(counted.filter(many), "counted", "high", by=ADULT, reached="reached"),
            ground(counted.filter(~many), "counted", "medium", by=ADULT, reached="reached"),
            ground(stated, "stated", "medium", by=ADULT),
        ],
        by=ADULT,
    ).join(counted.select(*ADULT, "things", "holding", "lacking"), on=ADULT, how="left")
    gaps = _findings(case, unknown, "information_gap", p)
    return pl.concat([_findings(case, flags, "flag", p), gaps])


def _of_parents(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Rows of a mother, or of a father or partner, who are one man here; abuse is of the couple."""
    return rows.filter(pl.col("who").is_in(list(PARENTS))).with_columns(
        adult=pl.when(pl.col("concept").is_in(["domestic_abuse", "domestic_incident"]))
        .then(pl.lit("couple"))
        .otherwise(pl.col("who").replace_strict(PARENTS, return_dtype=pl.String))
    )


def _stated(case: Tables) -> pl.LazyFrame:
    """What is said of a parent's past, or of what the same entry tells of it, that not all knew."""
    of_the_past = said(case, "history_not_known", statuses=TOLD, part=NOT_KNOWN)
    lasting = said(case, *OF_THE_PAST, statuses=TOLD)
    past = pl.concat([lasting, said(case, *THINGS, statuses=("historical",))])
    adults = _of_parents(past).select("case_id", "happening", "adult").unique()
    of_what_is_told = said(case, "known_to_few", statuses=TOLD, part=NOT_KNOWN)
    whose = pl.col("who").replace_strict(PARENTS, default="parent or carer", return_dtype=pl.String)
    told = of_what_is_told.join(adults, on=["case_id", "happening"])
    return pl.concat([of_the_past.with_columns(adult=whose), told], how="diagonal")


def _told(case: Tables, p: Parameters) -> pl.LazyFrame:
    """What records hold of a parent's history, unless it is said that all knew."""
    everybody = negated(case, "history_not_known").select(CASE).unique()
    rows = _of_parents(said(case, *THINGS, statuses=TOLD, part="held here"))
    named = rows.join(everybody, on=CASE, how="anti").with_columns(
        thing=pl.col("concept").replace_strict(THINGS, return_dtype=pl.String),
        event_id=pl.col("evidence").list.first().struct.field("event_id"),
    )
    often = pl.col("happening").n_unique().over(THING) >= p.mentions_at_least
    return named.filter(~pl.col("thing").is_in(SELDOM_ONCE) | often)


def _knowing(case: Tables, told: pl.LazyFrame) -> pl.LazyFrame:
    """From when each agency knew each thing: by its own record, or because it was told."""
    wider = _of_parents(said(case, *ALSO_KNOWS, statuses=(*TOLD, "hypothetical")))
    own = [
        told.select(*THING, "agency", "lo", "hi"),
        wider.with_columns(
            thing=pl.col("concept").replace_strict(ALSO_KNOWS, return_dtype=pl.String)
        ).select(*THING, "agency", "lo", "hi"),
    ]
    by_column = told.select(*THING, "event_id", "lo", "hi").join(
        case.shared.select("case_id", "event_id", "agency"), on=["case_id", "event_id"]
    )
    passed_on = affirmed(case, "information_shared", "safeguarding_referral")
    in_words = (
        told.join(
            passed_on.select("case_id", "happening").unique(),
            on=["case_id", "happening"],
            how="semi",
        )
        .select(*THING, "lo", "hi")
        .join(case.coverage.select("case_id", "agency").unique(), on="case_id")
    )
    columns = (*THING, "agency", "lo", "hi")
    return (
        pl.concat([*own, by_column.select(columns), in_words.select(columns)])
        .group_by(*THING, "agency")
        .agg(k_lo=pl.col("lo").min(), k_hi=pl.col("hi").min())
    )


def _active(case: Tables) -> pl.LazyFrame:
    """Dated entries in the pregnancy or the child's life of agencies that work with the family."""
    begun = (
        case.persons.filter(pl.col("role").is_in(CHILD_ROLES))
        .group_by("case_id")
        .agg(_born=pl.coalesce("due", "born_earliest").min())
        .select("case_id", _begun=pl.col("_born") - pl.duration(days=PREGNANCY_DAYS))
    )
    opened = (
        affirmed(case, *OPENED)
        .group_by("case_id", "agency")
        .agg(o_lo=pl.col("lo").min(), o_hi=pl.col("hi").min())
    )
    return (
        case.events.filter(
            pl.col("agency_kind").is_in(WORKS_WITH_THE_FAMILY),
            pl.col("earliest").is_not_null(),
            pl.col("latest").is_not_null(),
        )
        .join(begun, on="case_id", how="left")
        .join(opened, on=["case_id", "agency"], how="left")
        .filter(
            (pl.col("latest") >= pl.col("_begun")).fill_null(True),
            (pl.col("agency_kind") != "childrens_social_care")
            | (pl.col("latest") >= pl.col("o_lo")).fill_null(False),
        )
        .select(
            "case_id",
            "agency",
            "event_id",
            happening=pl.coalesce("account_of", "event_id"),
            e_lo="earliest",
            e_hi="latest",
            o_hi=pl.when(pl.col("agency_kind") == "childrens_social_care").then("o_hi"),
        )
    )


def _lacking(case: Tables, told: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Each thing and agency that was active for so long without a word of it; one row each."""
    active = shared(_active(case))
    begins = active.group_by("case_id", "agency").agg(
        f_lo=pl.col("e_lo").min(),
        f_hi=pl.max_horizontal(pl.col("e_hi").min(), pl.col("o_hi").min()),
    )
    first = told.group_by(THING).agg(h_lo=pl.col("lo").min(), h_hi=pl.col("hi").min())
    silent, near = (
        pl.duration(days=p.not_known_for_days),
        pl.duration(days=p.active_within_days),
    )
    can = (pl.col("e_hi") > pl.col("s_lo") + silent) & (pl.col("e_lo") <= pl.col("s_hi") + near)
    must = (pl.col("e_lo") > pl.col("s_hi") + silent) & (pl.col("e_hi") <= pl.col("s_lo") + near)
    entries = (
        first.join(begins, on="case_id")
        .with_columns(
            s_lo=pl.max_horizontal("h_lo", "f_lo"), s_hi=pl.max_horizontal("h_hi", "f_hi")
        )
        .join(_knowing(case, told), on=[*THING, "agency"], how="left")
        .join(active, on=["case_id", "agency"])
        .filter(can, ~(pl.col("k_hi") <= pl.col("e_lo")).fill_null(False))
        .join(told.select(*THING, "happening").unique(), on=[*THING, "happening"], how="anti")
        .with_columns(sure=must & ~(pl.col("k_lo") <= pl.col("e_hi")).fill_null(False))
    )
    shown = pl.struct("event_id", pl.lit("active without it").alias("part"))
    one = [*THING, "agency"]
    return (
        entries.select(*one, "s_lo", "s_hi", "e_lo", "e_hi", "sure", "event_id", entry=shown)
        .sort(~pl.col("sure"), "e_hi", "e_lo", "event_id")
        .unique(one, keep="first", maintain_order=True)
        .drop("event_id")
    )


def _covered(case: Tables, lacking: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Adds whether the agency's return speaks of all days from when it might have known.

    A summary of several agencies speaks of what lasts, and it makes that possible at most.
    """
    first = pl.when(pl.col("s_lo") > LONG_AGO).then("s_lo").otherwise("e_lo")
    lasts = pl.col("thing").is_in(SUMMED_UP)
    last, by = pl.col("e_hi"), ("case_id", "agency")
    in_all = covered(case, summed_up=True)
    told = [(lacking.filter(lasts), in_all), (lacking.filter(~lasts), in_all.filter("whole"))]
    spoken = [is_covered(rows, spans, first=first, last=last, by=by) for rows, spans in told]
    return pl.concat(spoken)


def _by_adult(
    case: Tables, told: pl.LazyFrame, lacking: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """All that somebody lacks of one parent, with who holds it and who does not, in one row."""
    names = case.coverage.select("case_id", "agency", name=pl.coalesce("name", "agency")).unique(
        ["case_id", "agency"], keep="any"
    )
    lacking = shared(lacking.join(names, on=["case_id", "agency"], how="left"))
    things = lacking.select(THING).unique()
    held = (
        told.join(things, on=THING, how="semi")
        .sort("lo", "hi", "event_id")
        .unique([*THING, "agency"], keep="first", maintain_order=True)
        .join(names, on=["case_id", "agency"], how="left")
        .group_by(ADULT)
        .agg(
            holding=pl.coalesce("name", "agency").unique().sort(),
            h_lo=pl.col("lo").min(),
            h_evidence=gathered("evidence"),
        )
    )
    reached = pl.coalesce(pl.col("e_hi").filter("sure").min(), pl.col("e_hi").min())
    lacked = (
        lacking.group_by(THING)
        .agg(
            pl.coalesce("name", "agency").alias("lacking"),
            reached.alias("reached"),
            e_lo=pl.col("e_lo").min(),
            hi=pl.col("e_hi").max(),
            sure=pl.col("sure").any(),
            entries=pl.col("entry"),
        )
        .group_by(ADULT)
        .agg(
            things=pl.col("thing").sort(),
            lacking=pl.col("lacking").explode().unique().sort(),
            # the set is known to be spread once so many things are
            several=pl.col("reached")
            .filter("sure")
            .sort()
            .get(p.things_for_high - 1, null_on_oob=True),
            one=pl.coalesce(pl.col("reached").filter("sure").min(), pl.col("reached").min()),
            n=pl.when(pl.col("sure").any()).then(pl.col("sure").sum()).otherwise(pl.len()),
            e_lo=pl.col("e_lo").min(),
            hi=pl.col("hi").max(),
            sure=pl.col("sure").any(),
            entries=pl.col("entries").explode().unique(),
        )
        .with_columns(reached=pl.coalesce("several", "one"))
        .drop("several", "one")
    )
    return lacked.join(held, on=ADULT).with_columns(
        lo=pl.min_horizontal("h_lo", "e_lo"),
        evidence=put_together("h_evidence", "entries"),
    )


def _findings(case: Tables, rows: pl.LazyFrame, kind: str, p: Parameters) -> pl.LazyFrame:
    gap = kind == "information_gap"
    nothing = pl.lit([], dtype=pl.List(pl.String))
    return findings(
        about_the_child(rows, case),
        attention="low" if gap else pl.col("attention"),
        kind=kind,
        raised_on=pl.col("reached"),
        measure={
            "adult": pl.col("adult"),
            "grounds": nothing if gap else pl.col("grounds"),
            "things": pl.col("things").fill_null(nothing),
            "holding": pl.col("holding").fill_null(nothing),
            "lacking": pl.col("lacking").fill_null(nothing),
            "days": pl.lit(p.not_known_for_days),
        },
    )
