"""An agency that never recorded who the baby's father or male carer was.

What it looks for
-----------------
Agency by agency, from booking until the baby is eight weeks old: midwifery, health visiting, the
GP, children's social care, early help. It is raised for an agency whose records speak of a father
or partner only by such words as “partner”, “boyfriend” or “FOC”, or not at all, and never say who
he is: no name, no date of birth, no details taken. Where its return covers only part of that
time, it is raised as possible.

An agency that was asked and sent no return is asked the question instead.

Where one of them, or another agency, met the father himself in those months — he was there, was
spoken with, told them something — he was not unseen. The one that met him isn't told; another only
if it has five or more entries of those months, since a summary of a few lines leaves out much. The
same goes for one that says nothing at all of him while another has a history of his on record.

A summary of several agencies that speaks of a father or partner in four entries of those months and
never says who he is, nor that anybody met or assessed him, is told of as possible.

What records say outright counts at any age of the child: that nobody asked, met or knew who a man
in the child's life was.

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
- “Father present” names nobody. It is taken for having met him; “partner present” isn't, because
  that may be anybody.
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
Said in a review's own order of words
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                           | evidence      |
    | 2021-07-01 | review | The stepfather does not appear anywhere in the notes of the nursery.             | said outright |

    expect: flag, medium, definite

A man in the home, and it was left at that
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                           | evidence          |
    | 2021-07-01 | review | A man's coat and razor in the hall. Mother says that she lives alone. Not queried. | a man in the home |

    expect: flag, medium, possible

He came to a visit in a month that begins before the birth year's days that count
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency  | record                                                               | evidence   |
    | Oct 2020   | midwife | Booking. Father attended and told the midwife of his work on nights. | label only |
    | 2021-06-10 | midwife | Home visit, partner present and making drinks.                       | label only |

    expect: flag, medium, possible

A summary that four times speaks of a man and leaves it there
    child born 2021-10-04

    | date        | agency         | record                                          | evidence   |
    | Spring 2021 | midwife        | Booked at eleven weeks. Lives with her partner. | label only |
    | Summer 2021 | GP             | Whooping cough vaccine. Partner waiting outside. | label only |
    | Autumn 2021 | health visitor | Visit, partner asleep upstairs. Baby gaining weight. | label only |
    | Autumn 2021 | nursery        | Sibling settled. Partner collects.              | label only |

    says: Male carer of whom a summary tells nothing more
    expect: flag, medium, possible

Without a birth date, where the words tell of a baby
    | date        | agency         | record                                          | evidence   |
    | Spring 2021 | midwife        | Booked at eleven weeks. Lives with her partner. | label only |
    | Summer 2021 | GP             | Whooping cough vaccine. Partner waiting outside. | label only |
    | Autumn 2021 | health visitor | Six-week-old baby gaining weight. Partner asleep upstairs. | label only |
    | Winter 2021 | nursery        | Sibling settled. Partner collects.              | label only |

    expect: flag, medium, possible

A summary that speaks of him three times
    child born 2021-10-04

    | date        | agency         | record                                          | evidence |
    | Spring 2021 | midwife        | Booked at eleven weeks. Lives with her partner. |          |
    | Summer 2021 | GP             | Whooping cough vaccine. Partner waiting outside. |          |
    | Autumn 2021 | health visitor | Visit, partner asleep upstairs. Baby gaining weight. |          |
    | Autumn 2021 | nursery        | Sibling settled.                                |          |

    expect: not assessable

A summary in which somebody met him
    child born 2021-10-04

    | date        | agency         | record                                          | evidence |
    | Spring 2021 | midwife        | Booked at eleven weeks. Lives with her partner. |          |
    | Summer 2021 | midwife        | Father attended and told the midwife of his work on nights. |          |
    | Autumn 2021 | GP             | Whooping cough vaccine.                         |          |
    | Winter 2021 | nursery        | Sibling settled. Lives with mother's partner.   |          |

    expect: not assessable

A man who has no part in the child's life
    child born 2016-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                           | evidence          |
    | 2021-07-01 | review | The male health visitor was not known to the family.                             |                   |

    expect: not applicable

Only ever “partner”
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency  | record                                                        | evidence   |
    | 2020-11-17 | midwife | Booking appointment. Lives with partner.                      | label only |
    | 2021-06-10 | midwife | Home visit, partner present and making drinks.                | label only |

    says: Father or male carer not named in the record: midwife
    says: Between booking and 8 weeks after the birth, the record of midwife speaks of a father or partner twice and does not say who he is.
    raised: 2021-07-29
    expect: flag, medium, definite

Nobody is mentioned at all
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency         | record                                                 | evidence |
    | 2021-06-15 | health visitor | New birth visit. Feeding well. Home clean and tidy.    |          |

    says: Father or male carer not named in the record: health visitor
    says: Between booking and 8 weeks after the birth, the record of health visitor does not mention a father or male carer.
    raised: 2021-07-29
    expect: flag, medium, definite

One agency knows his name, the other doesn't
    child born 2021-06-03
    father Liam
    under review 2020-09-01 to 2021-12-31

    | date       | agency         | record                                                 | evidence         |
    | 2020-12-01 | midwife        | Booking. Father of baby is Liam, in work.              | named here       |
    | 2021-06-15 | health visitor | New birth visit. Dad at work.                          | label only       |

    says: Between booking and 8 weeks after the birth, the record of health visitor speaks of a father or partner once and does not say who he is.
    says: Another agency had his name; whether it knew that he was the baby's father is for its record to say.
    raised: 2021-07-29
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

The father himself was met by one of them, the other says next to nothing
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency         | record                                                 | evidence |
    | 2020-12-01 | midwife        | Booking. Father works nights.                          |          |
    | 2021-06-15 | health visitor | New birth visit. Both parents seen, Father told the health visitor that he is sleeping badly. |          |

    expect: nothing found

He was met by one of them, and another's five entries never say who he is
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency         | record                                                 | evidence   |
    | 2020-11-01 | midwife        | Booking. Lives with partner.                           | label only |
    | 2021-01-04 | midwife        | Antenatal clinic, BP fine.                             |            |
    | 2021-02-08 | midwife        | Antenatal clinic, well.                                |            |
    | 2021-04-12 | midwife        | Antenatal clinic, well.                                |            |
    | 2021-06-09 | midwife        | Home visit day 6, feeding well.                        |            |
    | 2021-06-15 | health visitor | New birth visit. Father holding baby.                  |            |

    says: Between booking and 8 weeks after the birth, the record of midwife speaks of a father or partner once and does not say who he is.
    raised: 2021-07-29
    expect: flag, medium, definite

He was there at the birth, and the same agency holds no details of him
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency         | record                                                 | evidence   |
    | 2020-11-01 | midwife        | Booking. Lives with partner.                           | label only |
    | 2021-01-04 | midwife        | Antenatal clinic, BP fine.                             |            |
    | 2021-02-08 | midwife        | Antenatal clinic, well.                                |            |
    | 2021-06-03 | midwife        | Birth. Father present, cut the cord.                   | label only |
    | 2021-06-14 | midwife        | Discharged. No details held for father.                | label only |

    says: Between booking and 8 weeks after the birth, the record of midwife speaks of a father or partner 3 times and does not say who he is.
    raised: 2021-07-29
    expect: flag, medium, definite

It is said that nobody asked who he was
    child born 2016-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                          | evidence      |
    | 2021-03-02 | review | No agency ever asked who the man staying at the flat was.       | said outright |

    says: Father or male carer whom nobody asked about
    says: A record says that nobody met, knew or asked about a man in the child's life.
    expect: flag, medium, definite

It is said, and no birth date is known
    | date       | agency | record                                                          | evidence      |
    |            | review | Stepfather remained largely invisible to services throughout.   | said outright |

    expect: flag, medium, definite

He was not invisible
    child born 2016-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                          | evidence |
    | 2021-03-02 | review | Father was not invisible to services: the school met him often. |          |

    expect: not applicable

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

    says: Its return covers only part of that time.
    raised: 2021-07-29
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

    says: Male carer: no record from health visitor
    says: health visitor was asked and no record was submitted, so it is not known whether it had recorded who the baby's father or male carer was.
    says: Ask health visitor: whom did you record as the baby's father or male carer, and when?
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

He came to the booking, on the first day that counts
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency  | record                                                               | evidence |
    | 2020-10-22 | midwife | Booking. Father attended and told the midwife of his work on nights. |          |
    | 2021-06-10 | midwife | Home visit, partner present and making drinks.                       |          |

    expect: nothing found

He came to the scan a day earlier
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency  | record                                                               | evidence   |
    | 2020-10-21 | midwife | Booking. Father attended and told the midwife of his work on nights. |            |
    | 2021-06-10 | midwife | Home visit, partner present and making drinks.                       | label only |

    expect: flag, medium, definite

He was met by one of them, and another's four entries never say who he is
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency         | record                                | evidence |
    | 2020-11-01 | midwife        | Booking. Lives with partner.          |          |
    | 2021-01-04 | midwife        | Antenatal clinic, BP fine.            |          |
    | 2021-02-08 | midwife        | Antenatal clinic, well.               |          |
    | 2021-06-09 | midwife        | Home visit day 6, feeding well.       |          |
    | 2021-06-15 | health visitor | New birth visit. Father holding baby. |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold, times
from chronology.tables import EVIDENCE, FAR_AHEAD, LONG_AGO, Tables
from chronology.temporal import (
    KEY,
    about_the_child,
    affirmed,
    age_scope,
    children,
    covered,
    gathered,
    negated,
    put_together,
    said,
    shared,
    summed_up,
    told_once,
    under_age,
    without,
)

AGENCY = ("case_id", "person_id", "agency")

HIS_OWN = ("mental_health", "substance_misuse", "alcohol", "risky_adult", "domestic_abuse")
"""What an agency that has it on record of the father knows him by."""

MEN = ("father", "male_partner")
A_BABY = ("infant_stated", "birth", "new_birth_visit")

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
    entries_of_a_return: int = threshold(
        5,
        ge=1,
        le=50,
        description="entries of those months that an agency has, for its silence to count where "
        "another agency met him",
        basis="project default",
    )
    mentions_in_a_summary: int = threshold(
        4,
        ge=1,
        le=20,
        description="entries of a summary of several agencies that speak of a man and not of who he is",
        basis="project default",
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
    if m["outright"]:
        return Wording(
            "A record says that nobody met, knew or asked about a man in the child's life.",
            title="Father or male carer whom nobody asked about",
        )
    if m["summary"]:
        return Wording(
            f"The summary speaks of a father or partner {times(m['labels'])} while the child was unborn or a "
            "baby, and tells nowhere who he is or that anybody met him.",
            "Ask each agency: whom did you record as the baby's father or male carer, and who met him?",
            title="Male carer of whom a summary tells nothing more",
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
    """Agencies that never said who he was, and what is said outright."""
    expected = _expected(case, p)
    explained = said(case, "male_carer_absent_reason", statuses=("affirmed", "historical")).select(
        "case_id"
    )
    open_ones = shared(expected.join(explained.unique(), on="case_id", how="anti"))
    unmet = _not_met(case, open_ones, p)
    return pl.concat(
        [
            _unnamed(case, unmet, p),
            _in_a_summary(case, expected, explained, p),
            _outright(case),
            _not_returned(case, explained, p),
        ]
    )


def _months(case: Tables, p: Parameters) -> pl.LazyFrame:
    """From booking until the baby is so old: the days that count."""
    until = f"{p.until_days_after_birth + 1}d"
    spans = under_age(case, until, before_birth_days=p.from_days_before_birth)
    return spans.filter(pl.col("first") <= pl.col("last"))


def _expected(case: Tables, p: Parameters) -> pl.LazyFrame:
    """The agencies whose return speaks of those months, each with how much of them."""
    returns = covered(case, RECORDS_FAMILIES)
    return (
        _months(case, p)
        .join(returns, on="case_id", suffix="_covered")
        .filter(
            pl.col("first_covered") <= pl.col("last"), pl.col("last_covered") >= pl.col("first")
        )
        .with_columns(
            partly=(pl.col("first_covered") > pl.col("first"))
            | (pl.col("last_covered") < pl.col("last"))
        )
    )


def _not_met(case: Tables, expected: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Agencies that did not meet the father, and that another's meeting him doesn't answer for.

    ``excused`` are those whose saying nothing at all means little: he is on record elsewhere.
    """
    in_time = shared(
        expected.join(_his(_met(case)), on="case_id").filter(
            pl.col("hi") >= pl.col("first"), pl.col("lo") <= pl.col("last")
        )
    )
    surely = pl.col("lo") >= pl.col("first"), pl.col("hi") <= pl.col("last")
    # it met somebody, and says itself that it does not hold who he is
    not_held = said(case, "male_carer_not_seen").select("case_id", "lo", "hi", by="agency")
    own_gap = expected.join(not_held, on="case_id").filter(
        pl.col("by") == pl.col("agency"), *surely
    )
    itself = in_time.filter(pl.col("by") == pl.col("agency"), *surely).join(
        own_gap.select(AGENCY).unique(), on=list(AGENCY), how="anti"
    )
    perhaps = in_time.filter(pl.col("by") == pl.col("agency"), ~pl.all_horizontal(surely))
    others = in_time.filter(pl.col("by") != pl.col("agency"))
    elsewhere = others.select(*AGENCY, met=pl.lit(True)).unique()
    of_his_own = said(case, *HIS_OWN, statuses=("affirmed", "historical"))
    known = expected.join(_his(of_his_own), on="case_id").filter(pl.col("lo") <= pl.col("last"))
    few = pl.col("entries").fill_null(0) < p.entries_of_a_return
    return shared(
        expected.join(itself.select(AGENCY).unique(), on=list(AGENCY), how="anti")
        .join(elsewhere, on=list(AGENCY), how="left")
        .join(
            perhaps.select(*AGENCY, met_perhaps=pl.lit(True)).unique(), on=list(AGENCY), how="left"
        )
        .join(known.select(*AGENCY, known=pl.lit(True)).unique(), on=list(AGENCY), how="left")
        .join(_entries(case, expected), on=list(AGENCY), how="left")
        .filter(pl.col("met").is_null() | ~few)
        .with_columns(excused=few & pl.col("known").is_not_null())
        .drop("met", "known", "entries")
    )


def _met(case: Tables) -> pl.LazyFrame:
    """What tells that he was there, spoken with or assessed."""
    seen = said(case, "male_carer_not_seen", statuses=("negated",))
    return pl.concat([seen, affirmed(case, "father_met", "male_carer_assessed")])


def _labels(case: Tables) -> pl.LazyFrame:
    """What speaks of a man in the child's life, whether or not it says who he is."""
    labels = ("male_carer", "male_carer_not_seen", "male_carer_assessed")
    return said(case, *labels, statuses=("affirmed", "negated"), part="label only")


def _his(rows: pl.LazyFrame) -> pl.LazyFrame:
    """What is said of the father himself: a "partner" may be anybody."""
    return shared(rows.filter(pl.col("who") == "father").select("case_id", "lo", "hi", by="agency"))


def _entries(case: Tables, expected: pl.LazyFrame) -> pl.LazyFrame:
    """How many entries of those months each agency has."""
    dated = pl.col("latest") >= pl.col("first"), pl.col("earliest") <= pl.col("last")
    written = expected.join(case.events, on=["case_id", "agency"]).filter(*dated)
    return written.group_by(AGENCY).agg(pl.len().alias("entries"))


def _outright(case: Tables) -> pl.LazyFrame:
    """What says in so many words that nobody met, knew or asked about him, or tells of a man in the
    home and that it was left at that."""
    stated = affirmed(case, "male_carer_overlooked", "male_carer_unknown", part="said outright")
    left = affirmed(case, "left_at_that").select("case_id", "happening")
    part = "a man in the home"
    signs = pl.concat(
        [
            affirmed(case, "sign_of_a_man", part=part),
            negated(case, "male_carer_identified", part=part),
        ]
    )
    unasked = signs.with_columns(sure=pl.lit(False)).join(
        left.unique(), on=["case_id", "happening"], how="semi"
    )
    stated = told_once(pl.concat([stated, unasked]))
    return findings(
        about_the_child(stated, case),
        attention="medium",
        raised_on=pl.col("reached"),
        measure={"outright": pl.lit(True)},
    )


def _unnamed(case: Tables, expected: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    named = shared(affirmed(case, "male_carer_identified", part="named here"))
    spoken = without(_labels(case), named)
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
        .filter((pl.col("labels").list.len() > 0) | ~pl.col("excused"))
        .with_columns(
            evidence=put_together("labels", "late", "elsewhere"),
            sure=~pl.col("partly") & pl.all_horizontal(pl.col("perhaps", "met_perhaps").is_null()),
            lo=pl.col("first"),
            hi=pl.col("last"),
        )
    )
    return findings(
        rows,
        attention="medium",
        raised_on=pl.col("last"),
        measure={
            "outright": pl.lit(False),
            "summary": pl.lit(False),
            "agency": pl.coalesce("name", "agency"),
            "labels": pl.col("labels").list.len(),
            "elsewhere": pl.col("elsewhere").list.len() > 0,
            "partly": pl.col("partly"),
            "weeks": pl.lit(p.until_days_after_birth // 7),
        },
    )


def _in_a_summary(
    case: Tables, expected: pl.LazyFrame, explained: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Babies of whose father or male carer a summary speaks, and tells nothing more."""
    told = shared(_told_of(case, p).join(expected, on=list(KEY), how="anti"))
    known = pl.concat([affirmed(case, "male_carer_identified"), _met(case)])
    surely = pl.col("lo") >= pl.col("first"), pl.col("hi") <= pl.col("last")
    somebody = told.join(known.drop("person_id"), on="case_id").filter(*surely).select(KEY)
    spoken = _labels(case).filter(pl.col("who").is_in(MEN))
    rows = (
        told.join(explained.unique(), on="case_id", how="anti")
        .join(somebody.unique(), on=list(KEY), how="anti")
        .join(spoken.drop("person_id"), on="case_id")
        .filter(pl.col("hi") >= pl.col("first"), pl.col("lo") <= pl.col("last"))
        .group_by(KEY)
        .agg(
            pl.col("lo").min(),
            pl.col("hi").max(),
            evidence=gathered("evidence").unique(),
            labels=pl.col("happening").n_unique(),
            sure=pl.lit(False),
        )
        .filter(pl.col("labels") >= p.mentions_in_a_summary)
    )
    return findings(
        rows,
        attention="medium",
        measure={"outright": pl.lit(False), "summary": pl.lit(True), "labels": pl.col("labels")},
    )


def _told_of(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Babies that a summary tells of: by date of birth, or in words, and then on any day."""
    kids = children(case).join(summed_up(case), on="case_id", how="semi")
    dated = _months(case, p).join(kids.select(KEY), on=list(KEY), how="semi")
    in_words = affirmed(case, *A_BABY).select("case_id").unique()
    undated = kids.filter(pl.col("born_lo").is_null()).join(in_words, on="case_id", how="semi")
    days = pl.lit(LONG_AGO).alias("first"), pl.lit(FAR_AHEAD).alias("last")
    return pl.concat([dated.select(*KEY, "first", "last"), undated.select(*KEY, *days)])


def _gathered(rows: pl.LazyFrame, name: str) -> pl.LazyFrame:
    evidence = gathered("evidence")
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
    rows = (
        silent.join(_months(case, p), on="case_id")
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
