"""A record that speaks of the adults and hardly of the child.

What it looks for
-----------------
What records or a review say outright: that the focus was on the adults' needs, or that the child was lost
sight of.

And a description of each return of a service whose work is the child: of the entries that speak of a
parent's difficulties, how many also speak of the child. It is told where at least eight entries do the
one and at most a quarter do both, with the number of months in which they fall.

Both are raised with low attention. They describe a record; what the child's days were like is not in
them.

Why it matters
--------------
A parent in crisis fills the page. Reviews read such records afterwards and find that nothing in months of
entries says how the baby looked, slept or was held. It is not a matter of less help for the adult, but of one
more sentence about the child each time.

Known limits
------------
- No published number says how much of a record should be about the child; eight entries and a quarter are
  this project's, and only serve to describe.
- What counts as speaking of the child is what is known to the lexicon: health, growth, feeding, sleep, injury,
  being seen or spoken to, needs. Other sentences about the child are not counted.
- A worker whose task is the parent, or a return cut down for the review, looks adult-focused by design.
- Parents with mental ill health, disability or an addiction have more written about them, and so look more
  like this.

Questions for the panel
-----------------------
- Where is the child in the record, and what was a day like for this child?
- What would have made it easier to write about the child: time, forms, supervision?

Sources
-------
- Cumbria Safeguarding Children Partnership, review “Ivy”: over-optimism and losing focus on the child
- Stockport Safeguarding Children Partnership, review “Dylan” (2023): the impact on practice where a parent has
  significant needs, and the need to maintain a focus on the child

Examples
--------
Eight entries of a parent's difficulties, two with the child
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                     | evidence           |
    | 2021-04-01 | children's social care | Mum low in mood, tearful.                  | adult only         |
    | 2021-04-08 | children's social care | Mum depressed, not sleeping.               | adult only         |
    | 2021-04-15 | children's social care | Mum drinking again, drunk at noon.         | adult only         |
    | 2021-04-22 | children's social care | Mum tearful. Baby seen awake.              | adult and child    |
    | 2021-05-06 | children's social care | Mum overdosed, in hospital.                | adult only         |
    | 2021-05-13 | children's social care | Dad using cannabis daily.                  | adult only         |
    | 2021-05-20 | children's social care | Mum depressed. Baby feeding well.          | adult and child    |
    | 2021-06-01 | children's social care | Mum low in mood.                           | adult only         |

    says: Of 8 entries of children's social care about a parent's difficulties, in 3 months, 2 also speak of the child.
    raised: 2021-06-01
    expect: flag, low, definite

Three with the child
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                     | evidence |
    | 2021-04-01 | children's social care | Mum low in mood, tearful. Baby seen awake. |          |
    | 2021-04-08 | children's social care | Mum depressed, not sleeping.               |          |
    | 2021-04-15 | children's social care | Mum drinking again, drunk at noon.         |          |
    | 2021-04-22 | children's social care | Mum tearful. Baby seen awake.              |          |
    | 2021-05-06 | children's social care | Mum overdosed, in hospital.                |          |
    | 2021-05-13 | children's social care | Dad using cannabis daily.                  |          |
    | 2021-05-20 | children's social care | Mum depressed. Baby feeding well.          |          |
    | 2021-06-01 | children's social care | Mum low in mood.                           |          |

    expect: nothing found

Visits about the child alone do not make up for the others
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                     | evidence        |
    | 2021-04-01 | children's social care | Mum low in mood, tearful. Baby seen awake. | adult and child |
    | 2021-04-08 | children's social care | Mum depressed, not sleeping.               | adult only      |
    | 2021-04-15 | children's social care | Mum drinking again, drunk at noon.         | adult only      |
    | 2021-04-22 | children's social care | Mum tearful.                               | adult only      |
    | 2021-05-06 | children's social care | Mum overdosed, in hospital.                | adult only      |
    | 2021-05-13 | children's social care | Dad using cannabis daily.                  | adult only      |
    | 2021-05-20 | children's social care | Mum depressed. Should baby be weighed?     | adult only      |
    | 2021-06-01 | children's social care | Mum low in mood.                           | adult only      |
    | 2021-06-02 | children's social care | Baby seen awake, smiling.                  |                 |
    | 2021-06-03 | children's social care | Baby weighed, 25th centile.                |                 |
    | 2021-06-04 | children's social care | Baby feeding well.                         |                 |

    says: Of 8 entries
    says: 1 also speaks of the child
    expect: flag, low, definite

Seven entries, none with the child
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                     | evidence |
    | 2021-04-01 | children's social care | Mum low in mood, tearful.                  |          |
    | 2021-04-08 | children's social care | Mum depressed, not sleeping.               |          |
    | 2021-04-15 | children's social care | Mum drinking again, drunk at noon.         |          |
    | 2021-04-22 | children's social care | Mum tearful.                               |          |
    | 2021-05-06 | children's social care | Mum overdosed, in hospital.                |          |
    | 2021-05-13 | children's social care | Dad using cannabis daily.                  |          |
    | 2021-06-01 | children's social care | Mum low in mood.                           |          |
    | 2021-06-02 | children's social care | T/c to housing re repairs.                 |          |

    expect: nothing found

An adults' service
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                     | evidence |
    | 2021-04-01 | CMHT           | Mum low in mood, tearful.                  |          |
    | 2021-04-08 | CMHT           | Mum depressed, not sleeping.               |          |
    | 2021-04-15 | CMHT           | Mum drinking again, drunk at noon.         |          |
    | 2021-04-22 | CMHT           | Mum tearful.                               |          |
    | 2021-05-06 | CMHT           | Mum overdosed, in hospital.                |          |
    | 2021-05-13 | CMHT           | Mum depressed.                             |          |
    | 2021-05-20 | CMHT           | Mum depressed.                             |          |
    | 2021-06-01 | CMHT           | Mum low in mood.                           |          |
    | 2021-06-02 | health visitor | Clinic. Weight on 25th centile.            |          |

    expect: nothing found

Said by a review, without dates or agencies
    | date | agency | record                                                                          | evidence      |
    |      | review | The focus was on the mother's mental health rather than on the children.        | said outright |
    |      | review | Professionals lost sight of the baby.                                           | said outright |
    |      | review | The flat was on the third floor.                                                |               |

    says: The child said to have been lost sight of
    says: The records say twice that the focus was on the adults or that the child was lost sight of.
    expect: flag, low, definite

Only wondered about
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                            | evidence      |
    | 2021-06-01 | health visitor | Supervision: possible loss of focus on the child. | said outright |

    says: The records say once that the focus was on the adults or that the child was lost sight of.
    expect: flag, low, possible

Child-focused throughout
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                         | evidence |
    | 2021-06-01 | health visitor | Visit kept child focused. Mum lost her baby at 20 weeks in 2018. |        |

    expect: nothing found

No return of a service for children
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                          | evidence |
    | 2021-06-01 | police | Noise complaint, all in order.  |          |

    expect: not assessable

Known as a patient and not as a parent
    | date       | agency        | record                                                        | evidence      |
    | June 2012  | mental health | Assessment did not record that he had a young child.          |               |
    |            | review        | The clinic treated him as a client rather than as a father.   | said outright |

    expect: flag, low, definite

Crises filled the visits
    | date | agency | record                                                                | evidence      |
    |      | review | Debts and arguments took up most of the visits.                       | said outright |
    |      | review | One crisis after another drew attention away from the children.       | said outright |

    expect: flag, low, definite

A patient, and a visit taken up with the child
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                        | evidence |
    | 2021-06-01 | health visitor | Seen as a patient at the clinic. Weighing took up some time.  |          |
    | 2021-06-08 | health visitor | Recorded that she has two children at home.                   |          |

    expect: nothing found

One in eight, where a partnership allows twelve in a hundred
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30
    with child_at_most_percent = 12

    | date       | agency                 | record                          | evidence |
    | 2021-04-01 | children's social care | Mum tearful at the door.        |          |
    | 2021-04-08 | children's social care | Mum depressed. Baby seen awake. |          |
    | 2021-04-15 | children's social care | Mum drunk by teatime.           |          |
    | 2021-04-22 | children's social care | Mum low in mood.                |          |
    | 2021-05-06 | children's social care | Dad using cannabis daily.       |          |
    | 2021-05-13 | children's social care | Mum depressed, in bed.          |          |
    | 2021-05-20 | children's social care | Mum tearful about the bills.    |          |
    | 2021-06-01 | children's social care | Mum low in mood.                |          |

    expect: nothing found

Said again a year later, and again a day more than a year after that
    child born 2019-03-01
    under review 2019-01-01 to 2022-06-30

    | date       | agency         | record                                      | evidence      |
    | 2019-05-01 | health visitor | Professionals lost sight of the baby.       | said outright |
    | 2020-04-30 | health visitor | Professionals lost sight of the baby again. | said outright |
    | 2021-05-01 | health visitor | Professionals lost sight of the children.  | said outright |

    expect: 2 flags, low, definite

Said in other ways: what the time went to, who came second, and who was only a patient
    | date     | agency | record                                                                      | evidence      |
    | May 2021 | review | Sessions were consumed by the parents' rows with housing.                   | said outright |
    | May 2021 | review | The toddler's needs came second to those of the adults.                     | said outright |
    | May 2021 | review | The addiction service made no mention of the twins.                         | said outright |

    expect: flag, low, definite

The child kept in view, and a father at work
    | date     | agency         | record                                                              | evidence |
    | May 2021 | health visitor | Mother's debts discussed with her own worker; baby seen and weighed. |          |
    | May 2021 | health visitor | Father is focused on his new job.                                   |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold, times
from chronology.tables import EVIDENCE, Tables
from chronology.temporal import about_the_child, affirmed, coverage_scope, doubted, told_together

FOR_CHILDREN = ("childrens_social_care", "health_visiting", "early_help", "paediatrics")
"""Services whose work is the child, whoever they speak with."""

OF_ADULTS = (
    "mental_health",
    "substance_misuse",
    "alcohol",
    "prescription_misuse",
    "domestic_abuse",
    "parent_own_trauma",
    "carer_strain",
    "separation",
)
"""A parent's difficulties."""

OF_THE_CHILD = (
    "child_not_seen",
    "child_spoken_to",
    "child_seen_alone",
    "bruise",
    "other_injury",
    "feeding_difficulty",
    "faltering_growth",
    "crying_unsettled",
    "weight_recorded",
    "unsafe_sleep",
    "hungry_child",
    "left_alone",
    "special_needs",
    "mobile",
    "rolling",
    "missed_appointment",
    "medical_attention",
)
"""How the child is, said either way."""

ADULT, BOTH, SAID = "adult only", "adult and child", "said outright"


class Parameters(Params):
    """The rule's numbers."""

    entries_at_least: int = threshold(
        8, ge=1, le=200, description="entries of a parent's difficulties", basis="project default"
    )
    child_at_most_percent: int = threshold(
        25,
        ge=0,
        le=100,
        description="of them speak of the child as well, in per cent",
        basis="project default",
    )
    said_near_days: int = threshold(
        365,
        ge=0,
        le=1095,
        description="days within which statements are told together",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["entries"] is None:
        return Wording(
            f"The records say {times(m['said'])} that the focus was on the adults or that the child was "
            "lost sight of.",
            title="The child said to have been lost sight of",
        )
    return Wording(
        f"Of {m['entries']} entries of {m['agency']} about a parent's difficulties, in {m['months']} "
        f"{'month' if m['months'] == 1 else 'months'}, {m['child'] or 'none'} also "
        f"{'speaks' if m['child'] < 2 else 'speak'} of the child."
    )


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a return of a service for children."""
    reason = "No return of a service for children was read."
    return coverage_scope(case, FOR_CHILDREN, reason=reason)


@rule("adult-focused-record", attention="low", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Returns in which the child is seldom spoken of; and what records say of it."""
    focus = [affirmed(case, "adult_focus", part=SAID), doubted(case, "adult_focus", part=SAID)]
    stated = told_together(pl.concat(focus), apart_days=p.said_near_days)
    said = findings(
        about_the_child(stated, case),
        attention="low",
        raised_on=pl.col("reached"),
        measure={"said": pl.col("n"), "entries": pl.lit(None)},
    )
    described = findings(
        about_the_child(_returns(case, p), case),
        attention="low",
        measure={name: pl.col(name) for name in ("agency", "entries", "months", "child")},
    )
    return pl.concat([said, described])


def _returns(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Each return of a service for children with its entries of adults, and of both."""
    about = case.signals.filter(
        pl.col("concept").is_in([*OF_ADULTS, *OF_THE_CHILD]),
        pl.col("status").is_in(["affirmed", "negated"]),
    )
    adult = pl.col("concept").is_in(OF_ADULTS) & (pl.col("status") == "affirmed")
    child = pl.col("concept").is_in(OF_THE_CHILD)
    entries = (
        about.group_by("case_id", "event_id")
        .agg(adult=adult.any(), child=child.any())
        .filter("adult")
        .join(
            case.events.filter(pl.col("agency_kind").is_in(FOR_CHILDREN)).select(
                "case_id", "event_id", "agency", "earliest", "latest"
            ),
            on=["case_id", "event_id"],
        )
    )
    part = pl.when("child").then(pl.lit(BOTH)).otherwise(pl.lit(ADULT)).alias("part")
    month = pl.col("earliest").dt.truncate("1mo")
    names = case.coverage.select("case_id", "agency", "name").unique()
    return (
        entries.with_columns(item=pl.struct("event_id", part))
        .group_by("case_id", "agency")
        .agg(
            pl.col("child").sum(),
            entries=pl.len(),
            months=month.drop_nulls().n_unique(),
            evidence=pl.col("item").cast(EVIDENCE.inner),
            lo=pl.col("earliest").min(),
            hi=pl.col("latest").max(),
        )
        .filter(
            pl.col("entries") >= p.entries_at_least,
            pl.col("child") * 100 <= pl.col("entries") * p.child_at_most_percent,
        )
        .join(names, on=["case_id", "agency"], how="left")
        .with_columns(sure=pl.lit(True), agency=pl.coalesce("name", "agency"))
    )
