"""An agency that never recorded who the baby's father or male carer was.

What it looks for
-----------------
Agency by agency, from booking until the baby is eight weeks old: midwifery, health visiting, the
GP, children's social care, early help. It is raised for an agency whose records speak of a father
or partner only by such words as “partner”, “boyfriend” or “FOC”, or not at all, and never say who
he is: no name, no date of birth, no details taken. Where its return covers only part of that
time, it is raised as possible.

An agency that was asked and sent no return is asked the question instead.

Left out: cases in which a record says why there is nobody to name: no contact, a donor, he has
died, or naming him would not be safe.

Why it matters
--------------
Men who later seriously harm a baby are often described afterwards as invisible, although one
service knew a name, another a history, a third saw him every week. A man nobody recorded can't be
assessed, or supported, or included as the protective parent that he may be.

Known limits
------------
- Not recorded is not the same as not asked or not seen.
- Some agencies record fathers on a form that is not part of the chronology they sent.
- Two women may be the baby's parents. Read the question as being about the parent who did not give
  birth.
- Names are known from case.toml and from words such as “partner, Sam Field”. A name written only in
  capitals or without a word for who he is may be passed over.

Questions for the panel
-----------------------
- Which agency knew his name, and did the others?
- Who asked him how he was, and what he needed?

Sources
-------
- NSPCC Learning, Unseen men: learning from case reviews (2022)
- Child Safeguarding Practice Review Panel, The myth of invisible men (2021), seen via summaries
- Local Child Safeguarding Practice Reviews “Leo” (Cumbria, 2024), “Ivy” (Cumbria) and “Dylan”
  (Stockport, 2023)

Examples
--------
Only ever “partner”
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency  | record                                                        | evidence   |
    | 2020-11-17 | midwife | Booking appointment. Lives with partner.                      | label only |
    | 2021-06-10 | midwife | Home visit, partner present and making drinks.                | label only |

    expect: flag, medium, definite

Nobody is mentioned at all
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency         | record                                                 | evidence |
    | 2021-06-15 | health visitor | New birth visit. Feeding well. Home clean and tidy.    |          |

    expect: flag, medium, definite

One agency knows his name, the other doesn't
    child born 2021-06-03
    father Liam
    under review 2020-09-01 to 2021-12-31

    | date       | agency         | record                                                 | evidence         |
    | 2020-12-01 | midwife        | Booking. Father of baby is Liam, in work.              | named here       |
    | 2021-06-15 | health visitor | New birth visit. Dad at work.                          | label only       |

    expect: flag, medium, definite

Every agency knows his name
    child born 2021-06-03
    father Liam
    under review 2020-09-01 to 2021-12-31

    | date       | agency         | record                                                 | evidence |
    | 2020-12-01 | midwife        | Booking. Father of baby is Liam, in work.              |          |
    | 2021-06-15 | health visitor | New birth visit. Liam at home and holding baby.        |          |

    expect: nothing found

His details were taken, without a name in the entry
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency         | record                                                 | evidence |
    | 2020-12-01 | midwife        | Booking. Father's details recorded on the system.      |          |

    expect: nothing found

Named on the last day that counts
    child born 2021-06-03
    father Liam
    under review 2020-09-01 to 2021-12-31

    | date       | agency         | record                                       | evidence |
    | 2021-06-15 | health visitor | New birth visit, partner out.                |          |
    | 2021-07-29 | health visitor | 8 week review. Met baby's father, Liam.      |          |

    expect: nothing found

Named the day after
    child born 2021-06-03
    father Liam
    under review 2020-09-01 to 2021-12-31

    | date       | agency         | record                                       | evidence   |
    | 2021-06-15 | health visitor | New birth visit, partner out.                | label only |
    | 2021-07-30 | health visitor | Met baby's father, Liam.                     | named later |

    expect: flag, medium, definite

Named in a month that may be too late
    child born 2021-06-03
    father Liam
    under review 2020-09-01 to 2021-12-31

    | date               | agency         | record                               | evidence    |
    | 2021-06-15         | health visitor | New birth visit, partner out.        | label only  |
    | July / August 2021 | health visitor | Met baby's father, Liam.             | named later |

    expect: flag, medium, possible

The return begins at birth
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31
    midwife covers 2021-06-01 to 2021-12-31

    | date       | agency  | record                                                        | evidence   |
    | 2021-06-10 | midwife | Home visit, partner present and making drinks.                | label only |

    expect: flag, medium, possible

A reason is recorded
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency  | record                                                        | evidence |
    | 2020-11-17 | midwife | Booking. Conceived by sperm donor.                            |          |

    expect: nothing found

Asked, and no return came
    child born 2021-06-03
    father Liam
    under review 2020-09-01 to 2021-12-31
    health visitor: no return

    | date       | agency  | record                                                        | evidence |
    | 2020-12-01 | midwife | Booking. Father of baby is Liam, in work.                     |          |

    expect: information gap

No return about those months
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31
    health visitor covers 2021-10-01 to 2021-12-31

    | date       | agency         | record                                                 | evidence |
    | 2021-11-02 | health visitor | Weighed in clinic with dad.                            |          |

    expect: not assessable

A child who was older throughout
    child born 2016-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency         | record                                                 | evidence |
    | 2021-11-02 | health visitor | Seen with partner.                                     |          |

    expect: not applicable
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold, times
from chronology.tables import EVIDENCE, Tables
from chronology.temporal import affirmed, age_scope, covered, said, shared, under_age, without

AGENCY = ("case_id", "person_id", "agency")

RECORDS_FAMILIES = ("midwifery", "health_visiting", "gp", "childrens_social_care", "early_help")
"""Agencies that are expected to know who a baby's carers are."""


class Parameters(Params):
    """The rule's numbers."""

    from_days_before_birth: int = threshold(
        224,
        ge=0,
        le=300,
        description="from booking, at eight weeks of pregnancy or later: days before birth",
        basis="project default",
    )
    until_days_after_birth: int = threshold(
        56,
        ge=7,
        le=365,
        description="until the six to eight week review: days after birth",
        basis="national guidance",
        source="Healthy Child Programme, 6–8 week review",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        return Wording(
            f"{m['agency']} was asked and no record was submitted, so it is not known whether it had "
            "recorded who the baby's father or male carer was.",
            f"Ask {m['agency']}: whom did you record as the baby's father or male carer, and when?",
            f"Male carer: no record from {m['agency']}",
        )
    spoken = (
        f"speaks of a father or partner {times(m['labels'])} and does not say who he is"
        if m["labels"]
        else "does not mention a father or male carer"
    )
    told = f"Between booking and {m['weeks']} weeks after the birth, the record of {m['agency']} {spoken}."
    if m["elsewhere"]:
        told += " Another agency had his name; whether it knew that he was the baby's father is for its record to say."
    if m["partly"]:
        told += " Its return covers only part of that time."
    return Wording(told, title=f"Father or male carer not named in the record: {m['agency']}")


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a baby of that age, or without a return about that time."""
    asked = (
        case.coverage.filter(
            pl.col("asked"), ~pl.col("returned"), pl.col("agency_kind").is_in(RECORDS_FAMILIES)
        )
        .select("case_id")
        .unique()
    )
    return age_scope(
        case,
        f"{p.until_days_after_birth + 1}d",
        stage="unborn or newborn",
        kinds=RECORDS_FAMILIES,
        before_birth_days=p.from_days_before_birth,
    ).join(asked, on="case_id", how="anti")


@rule(
    "unseen-male-carer",
    attention="medium",
    needs=("birth date",),
    words=words,
    scope=scope,
    since="0.1.0",
)
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Agencies that never said who he was."""
    expected = _expected(case, p)
    explained = said(case, "male_carer_absent_reason", statuses=("affirmed", "historical")).select(
        "case_id"
    )
    open_ones = shared(expected.join(explained.unique(), on="case_id", how="anti"))
    return pl.concat([_unnamed(case, open_ones, p), _not_returned(case, explained, p)])


def _expected(case: Tables, p: Parameters) -> pl.LazyFrame:
    """The agencies whose return speaks of those months, each with how much of them."""
    spans = under_age(
        case, f"{p.until_days_after_birth + 1}d", before_birth_days=p.from_days_before_birth
    ).filter(pl.col("first") <= pl.col("last"))
    returns = covered(case, RECORDS_FAMILIES)
    return (
        spans.join(returns, on="case_id", suffix="_covered")
        .filter(
            pl.col("first_covered") <= pl.col("last"), pl.col("last_covered") >= pl.col("first")
        )
        .with_columns(
            partly=(pl.col("first_covered") > pl.col("first"))
            | (pl.col("last_covered") < pl.col("last"))
        )
    )


def _unnamed(case: Tables, expected: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    named = shared(affirmed(case, "male_carer_identified", part="named here"))
    spoken = said(
        case,
        "male_carer",
        "male_carer_not_seen",
        "male_carer_assessed",
        statuses=("affirmed", "negated"),
        part="label only",
    )
    spoken = without(spoken, named)
    windows = shared(expected.select(*AGENCY, "first", "last"))
    by_agency = ["case_id", "agency"]
    in_time = shared(
        windows.join(named.drop("person_id"), on=by_agency).filter(
            pl.col("hi") >= pl.col("first"), pl.col("lo") <= pl.col("last")
        )
    )
    surely = in_time.filter(pl.col("lo") >= pl.col("first"), pl.col("hi") <= pl.col("last"))
    late = windows.join(
        named.drop("person_id").with_columns(evidence=_called("named later")), on=by_agency
    ).filter(pl.col("hi") > pl.col("last"))
    labels = windows.join(spoken.drop("person_id"), on=by_agency).filter(
        pl.col("hi") >= pl.col("first"), pl.col("lo") <= pl.col("last")
    )
    unnamed = expected.join(surely.select(AGENCY).unique(), on=list(AGENCY), how="anti")
    perhaps = in_time.select(*AGENCY, perhaps=pl.lit(True)).unique()
    elsewhere = windows.join(
        named.select("case_id", "lo", "hi", "evidence", other="agency"), on="case_id"
    ).filter(pl.col("other") != pl.col("agency"), pl.col("lo") <= pl.col("last"))
    # one entry an agency is enough to show that it knew; more of an adult's record is not needed
    elsewhere = (
        elsewhere.with_columns(entry=pl.col("evidence").list.first().struct.field("event_id"))
        .sort(*AGENCY, "other", "lo", "hi", "entry")
        .group_by(*AGENCY, "other", maintain_order=True)
        .agg(pl.col("evidence").first())
    )
    rows = (
        unnamed.join(perhaps, on=list(AGENCY), how="left")
        .join(_gathered(labels, "labels"), on=list(AGENCY), how="left")
        .join(_gathered(late, "late"), on=list(AGENCY), how="left")
        .join(_gathered(elsewhere, "elsewhere"), on=list(AGENCY), how="left")
        .join(
            case.coverage.select("case_id", "agency", "name").unique(),
            on=["case_id", "agency"],
            how="left",
        )
        .with_columns(pl.col("labels", "late", "elsewhere").fill_null([]))
        .with_columns(
            evidence=pl.concat_list("labels", "late", "elsewhere"),
            sure=~pl.col("partly") & pl.col("perhaps").is_null(),
            lo=pl.col("first"),
            hi=pl.col("last"),
        )
    )
    return findings(
        rows,
        attention="medium",
        raised_on=pl.col("last"),
        measure={
            "agency": pl.coalesce("name", "agency"),
            "labels": pl.col("labels").list.len(),
            "elsewhere": pl.col("elsewhere").list.len() > 0,
            "partly": pl.col("partly"),
            "weeks": pl.lit(p.until_days_after_birth // 7),
        },
    )


def _gathered(rows: pl.LazyFrame, name: str) -> pl.LazyFrame:
    evidence = pl.col("evidence").explode(empty_as_null=False, keep_nulls=False)
    return rows.group_by(AGENCY).agg(evidence.unique().alias(name))


def _called(part: str) -> pl.Expr:
    """The same entries under another name."""
    return pl.col("evidence").list.eval(
        pl.struct(pl.element().struct.field("event_id"), pl.lit(part).alias("part"))
    )


def _not_returned(case: Tables, explained: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Agencies of these kinds that were asked and sent nothing."""
    silent = case.coverage.filter(
        pl.col("asked"), ~pl.col("returned"), pl.col("agency_kind").is_in(RECORDS_FAMILIES)
    )
    spans = under_age(
        case, f"{p.until_days_after_birth + 1}d", before_birth_days=p.from_days_before_birth
    ).filter(pl.col("first") <= pl.col("last"))
    rows = (
        silent.join(spans, on="case_id")
        .join(explained.unique(), on="case_id", how="anti")
        .with_columns(
            lo=pl.col("first"),
            hi=pl.col("last"),
            sure=pl.lit(True),
            evidence=pl.lit([], dtype=EVIDENCE),
        )
    )
    return findings(
        rows,
        attention="low",
        kind="information_gap",
        raised_on=pl.col("last"),
        measure={"agency": pl.coalesce("name", "agency")},
    )
