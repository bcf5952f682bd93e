"""An agency knew that an adult around the child may be a danger, and no decision to tell the parents is recorded.

What it looks for
-----------------
A record or review that says outright that a parent was not told, was unaware, or that a disclosure was not considered; a record that only wonders about it raises it as possible.

And records of violence, sexual offending or another sign of danger in an adult who is not the child's
mother or father (a partner, relative, friend or visitor), with records that an adult of that kind
has contact with the child or lives with the family. It is raised where no decision about telling each parent, yes or
no, is recorded at any time before or within 28 days after both were on record.

A decision not to tell, with its reason, is a decision. One parent told and the other not is raised
with less attention.

Left out: a partner whose abuse of the mother is on record, since what she knew of him cannot be told
from the records; unless it is said outright.

Why it matters
--------------
Parents are the first protection a child has, and cannot protect from what nobody told them. A
review found that police and social care could have told both parents together, that each thought
it was not theirs to decide, and that no process said who was to.

Known limits
------------
- There may be good reasons not to tell: a risk to a victim, an enquiry that telling would harm, the
  rights of the adult. What is looked for is the decision, not the telling.
- Requests under the child sex offender disclosure scheme have steps of their own (first checks in
  24 hours, a talk within ten days), which entries seldom date well enough to follow.
- A parent who was told in passing, or already knew, may not be in the records.
- An adult whom case.toml names is matched by name; others by who they are to the child.
- A marker or an arrest is not a conviction. Police stop and record some groups far more than others.

Questions for the panel
-----------------------
- Who decided what the parents could be told, when, and was it written down with the reason?
- Was each parent thought of, the one who lives elsewhere too?
- Did each agency know how such a decision is made, and where to get legal advice quickly?

Sources
-------
- East Sussex Safeguarding Children Partnership, Learning Briefing “Child Z” (2021),
  recommendation 1
- Sussex Child Protection and Safeguarding Procedures, 2.3 Sharing information with family members
  about other adults and the risk they may pose
- Home Office, Domestic Violence Disclosure Scheme: 28 days, seen via Reducing the Risk
- Child Sex Offender Disclosure Scheme, seen via Cleveland Police and Crime Commissioner

Examples
--------
Said in a review's own order of words
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                           | evidence |
    | 2021-07-01 | review | A decision was taken not to tell the father about the stepfather's violent past. | said outright |

    expect: flag, medium, definite

A mother who kept it to herself
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                | evidence |
    | 2021-07-01 | review | Mother did not disclose her pregnancy to her parents. |  |

    expect: nothing found


Police knew of the uncle, and neither parent was told
    child born 2021-06-03
    mother
    father
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | police                 | Uncle arrested for assault, history of violence.                 | danger   |
    | 2021-08-02 | health visitor         | Uncle visits the children most days.                             | contact  |
    | 2021-10-20 | children's social care | Contact from school, advice given.                               |          |

    says: Risk from an adult, and no decision to tell the parents
    says: Records tell of a sign of danger in an adult who is not a parent, and of such an adult around the child.
    says: No decision about telling the father and mother is recorded within 28 days.
    raised: 2021-08-30
    expect: flag, high, definite

Only the mother was told
    child born 2021-06-03
    mother
    father
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | police                 | Uncle arrested for assault, history of violence.                 | danger   |
    | 2021-08-02 | health visitor         | Uncle visits the children most days.                             | contact  |
    | 2021-08-10 | children's social care | Mother was told of his convictions.                              |          |

    says: No decision about telling the father is recorded within 28 days.
    raised: 2021-08-30
    expect: flag, medium, definite

A decision on the last day that counts
    child born 2021-06-03
    mother
    father
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | police                 | Uncle arrested for assault, history of violence.                 |          |
    | 2021-08-02 | health visitor         | Uncle visits the children most days.                             |          |
    | 2021-08-30 | police                 | Panel: decision not to disclose, reasons recorded.               |          |

    expect: nothing found

And the day after
    child born 2021-06-03
    mother
    father
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | police                 | Uncle arrested for assault, history of violence.                 | danger   |
    | 2021-08-02 | health visitor         | Uncle visits the children most days.                             | contact  |
    | 2021-08-31 | police                 | Panel: decision not to disclose, reasons recorded.               |          |

    raised: 2021-08-30
    expect: flag, high, definite

Both parents were told before the contact
    child born 2021-06-03
    mother
    father
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | police                 | Uncle arrested for assault, history of violence.                 |          |
    | 2021-06-20 | police                 | Both parents were told of the uncle's convictions.               |          |
    | 2021-08-02 | health visitor         | Uncle visits the children most days.                             |          |

    expect: nothing found

A danger whom the child does not meet
    child born 2021-06-03
    mother
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | police                 | Uncle arrested for assault, history of violence.                 |          |
    | 2021-08-02 | children's social care | Home visit, mother and baby seen.                                |          |

    expect: nothing found

A new partner with convictions, who moved in
    child born 2021-06-03
    mother
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | probation              | Mum's new partner is on licence for wounding.                    | danger   |
    | 2021-08-02 | health visitor         | Mum's new partner has moved in.                                  | contact  |

    expect: flag, high, definite

A partner whose abuse of the mother is on record
    child born 2021-06-03
    mother
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                           | evidence |
    | 2021-05-02 | probation              | Mum's new partner is on licence for wounding.                    |          |
    | 2021-08-02 | health visitor         | Mum's new partner has moved in.                                  |          |
    | 2021-08-20 | police                 | Domestic abuse: mother assaulted by her partner.                 |          |

    expect: nothing found

A named man, seen with the child by the nursery
    child Robin born 2021-06-03
    partner Dean
    mother
    under review 2021-01-01 to 2022-06-30

    | date       | agency  | record                                                            | evidence |
    | 2021-05-02 | police  | Dean: convicted of wounding, three years.                         | danger   |
    | 2021-08-02 | nursery | Robin dropped off by Dean, happy to go to him.                    | contact  |

    says: No decision about telling the mother is recorded within 28 days.
    raised: 2021-08-30
    expect: flag, high, possible

A review says so outright
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                                                                           | evidence     |
    | 2021-09-01 | review | The information about Adult A and their background was not shared with either parent. | said outright |

    says: A record says that a parent was not told, or that telling was not considered.
    expect: flag, medium, definite

Only wondered about
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                          | evidence      |
    | 2021-09-01 | health visitor | ?mum unaware of his convictions.                                | said outright |
    | 2021-09-09 | police         | Nothing new.                                                    |               |

    expect: flag, medium, possible

Said outright beside what was known
    under review 2021-01-01 to 2022-06-30

    | date | agency | record                                                                     | evidence      |
    |      | review | A family friend had a history of violence.                                 | danger        |
    |      | review | The friend visited the children most days.                                 | contact       |
    |      | review | Mother was unaware of his convictions.                                     | said outright |

    expect: flag, high, definite

Nothing has a date
    under review 2021-01-01 to 2022-06-30

    | date | agency | record                                                                     | evidence |
    |      | review | A family friend had a history of violence.                                 | danger   |
    |      | review | The friend visited the children most days.                                 | contact  |

    expect: flag, high, possible

The decision may have come in time
    child born 2021-06-03
    mother
    under review 2021-01-01 to 2022-06-30

    | date           | agency         | record                                                           | evidence |
    | 2021-05-02     | police         | Uncle arrested for assault, history of violence.                 | danger   |
    | 2021-08-20     | health visitor | Uncle visits the children most days.                             | contact  |
    | September 2021 | police         | Decision to disclose made.                                       |          |

    expect: flag, high, possible

No return of an agency that would decide
    child born 2021-06-03
    mother
    under review 2021-01-01 to 2022-06-30
    police: no return

    | date       | agency         | record                                                                   | evidence        |
    | 2021-08-02 | health visitor | Uncle has a history of violence. Uncle visits the children most days.    | danger, contact |

    says: Telling the parents of a risk: no return would show a decision
    says: No return that was read would hold a decision about telling the parents.
    says: Was it decided what the parents could be told? Ask the police and social care.
    expect: information gap

No agency that decides was read
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                | evidence |
    | 2021-08-02 | GP     | Seen with uncle. URTI. |         |

    expect: not assessable

The many ways in which it is said
    | date | agency | record                                                                                       | evidence      |
    |      | review | The parents were not told of his conviction.                                                 | said outright |
    |      | review | It was unclear what could be shared with the parents about his past.                         | said outright |

    expect: flag, medium, definite
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold
from chronology.tables import Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    by_adult,
    coverage_scope,
    doubted,
    last_day,
    named_adults,
    not_done_by,
    put_together,
    seen_with_the_child,
    shared,
    told_by_a_return,
    told_once,
)

CASE_PARENT = ("case_id", "parent")

NOT_THE_PARENTS = ("wider_family", "male_partner", "unknown")
"""Who the adult may be to the child, as records call them."""

CONTACT = ("adult_contact_with_child", "adult_joins_household", "male_main_carer")
"""What shows that the adult is around the child."""

DECIDES = ("police", "childrens_social_care", "probation", "domestic_abuse_service", "other")
"""Agencies whose records would hold the decision, and chronologies of several agencies."""

COLUMNS = ("case_id", "happening", "lo", "hi", "evidence", "sure", "parent", "outright", "shown")


class Parameters(Params):
    """The rule's numbers."""

    decided_within_days: int = threshold(
        28,
        ge=1,
        le=180,
        description="a decision is looked for in so many days",
        basis="national guidance",
        source="Home Office, Domestic Violence Disclosure Scheme, seen via Reducing the Risk",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    told = []
    if m["untold"]:
        told.append(
            "Records tell of a sign of danger in an adult who is not a parent, and of such an adult "
            "around the child."
        )
    if m["kind"] == "information_gap":
        told.append("No return that was read would hold a decision about telling the parents.")
        return Wording(
            " ".join(told),
            "Was it decided what the parents could be told? Ask the police and social care.",
            "Telling the parents of a risk: no return would show a decision",
        )
    if m["untold"]:
        told.append(
            f"No decision about telling the {listed(sorted(m['untold']))} is recorded within "
            f"{m['days']} days."
        )
    if m["outright"]:
        told.append("A record says that a parent was not told, or that telling was not considered.")
    return Wording(" ".join(told), title="Risk from an adult, and no decision to tell the parents")


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no agency that decides about telling was read."""
    return coverage_scope(
        case, DECIDES, reason="No return of an agency that decides about disclosure was read."
    )


@rule("risk-not-disclosed-to-parents", attention="high", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Dangers around the child of which a parent was not told, once for the case."""
    parents = shared(_parents(case))
    known = _known(case).join(parents, on="case_id")
    left = not_done_by(
        known, _decisions(case), within_days=p.decided_within_days, by=CASE_PARENT
    ).with_columns(shown=last_day(p.decided_within_days, pl.col("hi")), outright=False)
    asked = shared(told_by_a_return(left, case, DECIDES, first=pl.col("lo"), last=pl.col("shown")))
    stated = [
        words_of(case, "parents_not_told", "parents_kept_uninformed", part="said outright")
        for words_of in (affirmed, doubted)
    ]
    outright = pl.concat(stated).with_columns(
        parent=pl.lit(None, dtype=pl.String), shown=pl.col("hi"), outright=True
    )
    flags = shared(
        _told(pl.concat([asked.filter("told").select(COLUMNS), outright.select(COLUMNS)]))
    )
    gaps = _told(asked.filter(~pl.col("told")).select(COLUMNS)).join(
        flags.select("case_id"), on="case_id", how="anti"
    )
    return pl.concat(
        [_findings(flags, parents, case, p), _findings(gaps, parents, case, p, "information_gap")]
    )


def _parents(case: Tables) -> pl.LazyFrame:
    """Each parent that the case has; the mother where none is known of."""
    listed_ones = case.persons.filter(pl.col("role").is_in(["mother", "father"])).select(
        "case_id", parent="role"
    )
    none = (
        case.cases.select("case_id")
        .join(listed_ones, on="case_id", how="anti")
        .with_columns(parent=pl.lit("mother"))
    )
    return pl.concat([listed_ones.unique(), none])


def _known(case: Tables) -> pl.LazyFrame:
    """Dangers in an adult around the child, from the day on which that too was on record."""
    named = shared(named_adults(case))
    danger = affirmed(case, "risky_adult", part="danger").filter(
        pl.col("who").is_in(NOT_THE_PARENTS)
    )
    told = shared(by_adult(_without_the_abused(danger, case), named))
    cared_for = affirmed(case, "wider_family_carer", part="contact").filter(
        pl.col("who") == "unknown"
    )
    contact = pl.concat([affirmed(case, *CONTACT, part="contact"), cared_for])
    seen = seen_with_the_child(case, told, named, part="contact")
    around = pl.concat([by_adult(contact, named), seen])
    first = (
        around.sort("case_id", "adult", "lo", "hi", "happening")
        .group_by("case_id", "adult", maintain_order=True)
        .agg(
            c_lo=pl.col("lo").min(),
            c_hi=pl.col("hi").min(),
            c_surely=pl.col("hi").filter("sure").min(),
            c_evidence=pl.col("evidence").first(),
        )
    )
    return told.join(first, on=["case_id", "adult"]).with_columns(
        lo=pl.max_horizontal("lo", "c_lo"),
        hi=pl.max_horizontal("hi", "c_hi"),
        sure=pl.col("sure") & (pl.col("c_surely") == pl.col("c_hi")).fill_null(False),
        evidence=put_together("evidence", "c_evidence"),
    )


def _without_the_abused(danger: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    """Not a partner whose abuse of the mother is on record: what she knew can't be told."""
    abused = (
        affirmed(case, "domestic_abuse")
        .filter(pl.col("who") == "mother")
        .select("case_id", who=pl.lit("male_partner"))
        .unique()
    )
    return danger.join(abused, on=["case_id", "who"], how="anti")


def _decisions(case: Tables) -> pl.LazyFrame:
    """Decisions to tell or not to tell, for each parent whom they are about."""
    one = affirmed(case, "disclosure_decision", "parents_told").with_columns(
        parent=pl.when(pl.col("who").is_in(["mother", "father"])).then(pl.concat_list("who"))
    )
    both = affirmed(case, "both_parents_told").with_columns(
        parent=pl.lit(None, dtype=pl.List(pl.String))
    )
    return (
        pl.concat([one, both])
        .with_columns(pl.col("parent").fill_null(["mother", "father"]))
        .explode("parent")
    )


def _first_sure(name: str) -> pl.Expr:
    """The first day of what is sure; of anything where nothing is."""
    day = pl.col(name)
    return pl.coalesce(day.filter("sure").min(), day.min()).alias(name)


def _told(rows: pl.LazyFrame) -> pl.LazyFrame:
    return told_once(
        rows,
        pl.col("parent").drop_nulls().unique().sort().alias("untold"),
        pl.col("outright").any(),
        _first_sure("shown"),
    )


def _findings(
    told: pl.LazyFrame,
    parents: pl.LazyFrame,
    case: Tables,
    p: Parameters,
    kind: str = "flag",
) -> pl.LazyFrame:
    number = parents.group_by("case_id").agg(parents=pl.len())
    untold = pl.col("untold").list.len()
    every = (untold > 0) & (untold == pl.col("parents"))
    level = pl.when(every).then(pl.lit("high")).otherwise(pl.lit("medium"))
    return findings(
        about_the_child(told.join(number, on="case_id"), case),
        attention=level if kind == "flag" else "medium",
        kind=kind,
        raised_on=pl.col("shown"),
        measure={
            "untold": pl.col("untold"),
            "outright": pl.col("outright"),
            "days": pl.lit(p.decided_within_days),
        },
    )
