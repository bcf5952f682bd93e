"""A baby's sleep made more dangerous by what is known, and no sleep plan for this family.

What it looks for
-----------------
For a baby under twelve months, in any agency's records:

- unsafe sleep itself: a sofa, an armchair or an adult bed shared with the baby, loose bedding, no cot;
- or two of these three dangers: somebody in the home smokes; a carer drinks, uses drugs or takes a
  medicine that makes them sleep deeply; the baby was born before 37 weeks or weighed less than 2.5 kg.

It is raised where no plan for this family is recorded: for the dangers at any time before or within ten
working days after (after the birth, where they were known before), for unsafe sleep within ten working days after it was told. A plan is that somebody saw where the baby sleeps, or made an individual plan with the
carers. Advice in general terms is told but is not a plan.

It is raised again where one of these is known and a night out of the ordinary comes (a stay
elsewhere, temporary housing, a move, a party, travel) and no plan or sight of the sleep space is recorded within
five working days after; and where a record or review says outright that sleep was not discussed,
planned or looked at, whenever that was written.

Why it matters
--------------
Babies die on nights that are unlike others: with a carer who had been drinking, on a friend's sofa,
after a move. Reviews find that the leaflet had been given, and that nobody had talked through with
these carers what they would do on such a night.

Known limits
------------
- Guidance names each danger by itself. One of them, without more, is found in very many families, so two are asked for;
  set dangers_at_least to 1 in case.toml to see each.
- That a medicine is prescribed is no misuse; it counts here because it makes a carer sleep deeply.
- Many parents share a bed with their baby safely and by choice or custom, and some have no money for a second cot.
  The question is what help they had.
- What a health visitor did in her visit and wrote in the parent's own book is not in these records.
- Who was taught (both parents, grandparents, anybody who has the baby overnight) is seldom recorded, so a plan with one
  of them counts.
- A danger that has passed, such as a parent who stopped smoking, still counts where it was recorded.
- Families known to more services have more of their dangers written down.

Questions for the panel
-----------------------
- Who talked with each carer about where the baby would sleep, on an ordinary night and on other nights?
- Who looked at the plan again after the change?
- Did the family have a safe place for the baby to sleep, and who could have helped with one?

Sources
-------
- Child Safeguarding Practice Review Panel, Out of routine: sudden unexpected death in infancy (2020)
- The Lullaby Trust, Co-sleeping with your baby: when it is dangerous, seen via Humber NHS
- National Child Mortality Database, Sudden and unexplained deaths of infants
- University of Warwick, review of SUDI in families at risk, seen via Interface Enterprises
- Cumbria Safeguarding Children Partnership, Learning Briefing “Ivy”: advice robust and bespoke

Examples
--------
Nobody looked, in a reviewer's words
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date | agency | record                                                                                  | evidence      |
    | n/k  | review | Nobody looked at where the twins slept.                                                 | said outright |

    expect: flag, medium, definite

Asleep with the baby on the sofa, and a leaflet
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence        |
    | 2021-06-15 | health visitor | New birth visit. Safe sleep advice given.                            | general advice  |
    | 2021-08-02 | health visitor | Mum says she fell asleep on the sofa with baby last night.           | unsafe sleep    |
    | 2021-10-02 | health visitor | Weight on 50th centile.                                              |                 |

    says: Unsafe sleep of a baby is recorded.
    says: No plan for this family is recorded in the 10 working days after.
    says: Advice in general terms is recorded.
    raised: 2021-08-16
    expect: flag, high, definite

Two dangers and no plan
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence        |
    | 2021-06-05 | midwife        | Baby born at 34 weeks, home today.                                   | preterm         |
    | 2021-06-15 | health visitor | New birth visit. Both parents smoke, dad is a smoker of 20 a day.    | carer smoking   |

    says: The records show that somebody smokes and the baby was born early or small.
    raised: 2021-06-18
    expect: flag, medium, definite

Weighed too little, and a carer on methadone
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence        |
    | 2021-06-04 | midwife        | Birth weight 2.4 kg. Feeding well.                                   | low birth weight |
    | 2021-06-15 | GP             | Mum collects methadone daily.                                        | sedating medicine, substance misuse |

    says: The records show that a carer's sleep may be deepened by drink, drugs or a medicine and the baby was born early or small.
    raised: 2021-06-18
    expect: flag, medium, definite

Weighed just enough
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence        |
    | 2021-06-04 | midwife        | Birth weight 2.5 kg. Feeding well.                                   |                 |
    | 2021-06-15 | GP             | Mum collects methadone daily.                                        |                 |

    expect: nothing found

One danger
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence        |
    | 2021-06-15 | health visitor | New birth visit. Mum smokes outside.                                 |                 |

    expect: nothing found

One danger, where one is asked for
    with dangers_at_least = 1
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence        |
    | 2021-06-15 | health visitor | New birth visit. Mum smokes outside.                                 | carer smoking   |

    says: The records show that somebody smokes.
    raised: 2021-06-29
    expect: flag, medium, definite

Planned on the last day that counts
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence        |
    | 2021-08-02 | health visitor | Mum says she fell asleep on the sofa with baby last night.           |                 |
    | 2021-08-16 | health visitor | Individual sleep plan agreed with mum and nan. Sleep space seen.     |                 |

    expect: nothing found

Known in pregnancy, planned in the days after birth that count
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence        |
    | 2021-02-01 | midwife        | Booking. Both parents smoke. Mum drinks a bottle of vodka a day.     |                 |
    | 2021-06-17 | health visitor | Sleep space seen, individual sleep plan agreed with both parents.    |                 |

    expect: nothing found

And the day after those
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence        |
    | 2021-02-01 | midwife        | Booking. Both parents smoke. Mum drinks a bottle of vodka a day.     | carer smoking, alcohol |
    | 2021-06-18 | health visitor | Sleep space seen, individual sleep plan agreed with both parents.    |                 |

    says: The records show that a carer's sleep may be deepened by drink, drugs or a medicine and somebody smokes.
    raised: 2021-06-17
    expect: flag, medium, definite

On the sofa although it was planned
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence        |
    | 2021-06-15 | health visitor | Sleep space seen, individual sleep plan agreed.                      |                 |
    | 2021-08-02 | health visitor | Mum says she fell asleep on the sofa with baby last night.           | unsafe sleep    |

    expect: flag, high, definite

Planned the day after
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence        |
    | 2021-08-02 | health visitor | Mum says she fell asleep on the sofa with baby last night.           | unsafe sleep    |
    | 2021-08-17 | health visitor | Individual sleep plan agreed with mum and nan. Sleep space seen.     |                 |

    expect: flag, high, definite

A party, and the plan not looked at again
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence        |
    | 2021-06-15 | health visitor | Mum smokes. Sleep space seen, moses basket by bed.                   | carer smoking   |
    | 2021-08-02 | support worker | Mum and baby stayed overnight with friends after a party.            | out of routine  |

    says: After a night out of the ordinary nobody is recorded as having looked at it again within 5 working days.
    raised: 2021-08-09
    expect: flag, medium, definite

Looked at again on the last day that counts
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence        |
    | 2021-06-15 | health visitor | Mum smokes. Sleep space seen, moses basket by bed.                   |                 |
    | 2021-08-02 | support worker | Mum and baby stayed overnight with friends after a party.            |                 |
    | 2021-08-09 | health visitor | Sleep space seen again, travel cot at nan's agreed.                  |                 |

    expect: nothing found

Looked at again the day after
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence        |
    | 2021-06-15 | health visitor | Mum smokes. Sleep space seen, moses basket by bed.                   | carer smoking   |
    | 2021-08-02 | support worker | Mum and baby stayed overnight with friends after a party.            | out of routine  |
    | 2021-08-10 | health visitor | Sleep space seen again, travel cot at nan's agreed.                  |                 |

    expect: flag, medium, definite

A night away with nothing known against it
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence        |
    | 2021-06-15 | health visitor | Sleep space seen, moses basket by bed. Nobody smokes.                |                 |
    | 2021-08-02 | support worker | Mum and baby stayed overnight with friends after a party.            |                 |

    expect: nothing found

In own cot, advice about sofas, an adult alone on the sofa
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence        |
    | 2021-06-15 | health visitor | Baby sleeps in own cot. Advised never to sleep on a sofa with baby.  |                 |
    | 2021-06-20 | police         | Male found asleep on sofa, intoxicated. Left with words of advice.   |                 |

    expect: nothing found

The day before the first birthday
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                               | evidence        |
    | 2022-06-02 | health visitor | Baby asleep on the sofa with dad when seen.                          | unsafe sleep    |

    expect: flag, high, definite

On the first birthday
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                               | evidence        |
    | 2022-06-03 | health visitor | Baby asleep on the sofa with dad when seen.                          |                 |

    expect: nothing found

The plan may have come in time
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date        | agency         | record                                                              | evidence        |
    | 2021-08-02  | health visitor | Mum says she fell asleep on the sofa with baby last night.          | unsafe sleep    |
    | August 2021 | health visitor | Sleep space seen.                                                   |                 |

    expect: flag, high, possible

A review says so outright
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence        |
    | 2021-09-02 | review         | No bespoke safer sleep plan was made for this family.                | said outright   |

    says: A record says that sleep was not discussed, planned or looked at.
    expect: flag, medium, definite

Nothing has a date, and no birth date is known
    under review 2021-01-01 to 2022-06-30

    | date | agency | record                                                                             | evidence        |
    |      | review | Safe sleep advice was not revisited when the family went into temporary housing.   | said outright, out of routine |
    |      | review | The baby slept on the sofa with Mother, who had been drinking.                     | unsafe sleep, alcohol |

    says: The records show that a carer's sleep may be deepened by drink, drugs or a medicine.
    expect: flag, high, definite

Unsafe sleep, undated
    under review 2021-01-01 to 2022-06-30

    | date | agency | record                                                                             | evidence        |
    |      | review | The baby often slept on the sofa with Mother.                                      | unsafe sleep    |

    expect: flag, high, possible

Nobody who would have made a plan sent a return
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30
    health visitor: no return

    | date       | agency | record                                                                       | evidence        |
    | 2021-08-02 | police | Attended after a call. Mother asleep on sofa with baby, smelt of alcohol.    | unsafe sleep, alcohol |

    says: Sleep plan: no return would show it
    says: No return that was read would hold a sleep plan.
    says: Was a sleep plan made with this family? Ask health visiting and midwifery.
    expect: information gap

The returns begin when the child was older
    child born 2021-06-03
    under review 2021-01-01 to 2023-06-30
    health visitor covers 2022-09-01 to 2023-06-30

    | date       | agency         | record                                        | evidence |
    | 2022-10-02 | health visitor | Two year review. Sleeps in own bed.           |          |

    expect: not assessable

A child who was older throughout
    child born 2016-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                        | evidence |
    | 2021-08-02 | health visitor | Asleep on the sofa with dad.                  |          |

    expect: not applicable
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold
from chronology.tables import LONG_AGO, Tables
from chronology.temporal import (
    KEY,
    affirmed,
    age_scope,
    children,
    gathered,
    last_day,
    not_done_by,
    not_followed_by,
    of_each_child,
    put_together,
    shared,
    told_by_a_return,
    told_once,
    working_days,
)

DANGERS = {
    "carer_smoking": "somebody smokes",
    "alcohol": "a carer's sleep may be deepened by drink, drugs or a medicine",
    "substance_misuse": "a carer's sleep may be deepened by drink, drugs or a medicine",
    "prescription_misuse": "a carer's sleep may be deepened by drink, drugs or a medicine",
    "sedating_medicine": "a carer's sleep may be deepened by drink, drugs or a medicine",
    "preterm": "the baby was born early or small",
    "low_birth_weight": "the baby was born early or small",
}
"""What makes sharing a bed more dangerous, by what it counts as."""

PLANS_SLEEP = ("health_visiting", "midwifery", "early_help", "childrens_social_care", "other")
"""Agencies whose records would hold a sleep plan, and chronologies of several agencies."""


COLUMNS = (*KEY, "happening", "lo", "hi", "evidence", "sure", "counts_as", "shown", "open")
"""What is kept of each thing told: ``counts_as`` what, ``shown`` when, ``open`` without a plan."""


class Parameters(Params):
    """The rule's numbers."""

    under_months: int = threshold(
        12,
        ge=1,
        le=24,
        description="for a baby younger than this, in months",
        basis="national guidance",
        source="Panel, Out of routine (2020): deaths in infancy",
    )
    dangers_at_least: int = threshold(
        2,
        ge=1,
        le=3,
        description="so many of the three dangers, where no unsafe sleep is recorded",
        basis="project default",
    )
    birth_weight_under_kg: float = threshold(
        2.5,
        ge=1,
        le=4,
        description="a birth weight below this, in kilograms, is a danger",
        basis="national guidance",
        source="The Lullaby Trust, seen via Humber NHS",
    )
    planned_within_working_days: int = threshold(
        10,
        ge=1,
        le=60,
        description="a plan is looked for this soon, in working days",
        basis="project default",
    )
    seen_again_within_working_days: int = threshold(
        5,
        ge=1,
        le=60,
        description="and after a night out of the ordinary this soon, in working days",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    told = []
    if m["unsafe"]:
        told.append("Unsafe sleep of a baby is recorded.")
    if m["dangers"]:
        told.append(f"The records show that {listed(sorted(m['dangers']))}.")
    if m["kind"] == "information_gap":
        told.append("No return that was read would hold a sleep plan.")
        return Wording(
            " ".join(told),
            "Was a sleep plan made with this family? Ask health visiting and midwifery.",
            "Sleep plan: no return would show it",
        )
    if m["outright"]:
        told.append("A record says that sleep was not discussed, planned or looked at.")
    if m["unplanned"]:
        told.append(f"No plan for this family is recorded in the {m['soon']} working days after.")
    if m["away"]:
        told.append(
            "After a night out of the ordinary nobody is recorded as having looked at it again "
            f"within {m['again']} working days."
        )
    if m["advice"]:
        told.append("Advice in general terms is recorded.")
    return Wording(" ".join(told))


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a baby of that age, or without a return about that time."""
    months = f"{p.under_months}mo"
    stage = f"under {p.under_months} months"
    return age_scope(case, months, stage=stage, kinds=PLANS_SLEEP)


@rule(
    "unsafe-sleep-without-plan",
    attention="high",
    needs=("a child under review", "records"),
    words=words,
    scope=scope,
    since="0.1.0",
)
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """What makes a baby's sleep dangerous and no plan, told once for a child."""
    kids = shared(children(case))
    dangers = shared(_of_a_baby(_dangers(case, p), kids, p))
    plans = shared(of_each_child(affirmed(case, "safe_sleep_plan"), kids))
    asked = shared(_unplanned(case, kids, dangers, plans, p))
    outright = affirmed(case, "sleep_plan_missing", part="said outright").with_columns(
        counts_as=pl.lit("outright"), shown=pl.col("hi"), open=True
    )
    stated = of_each_child(outright, kids).select(COLUMNS)
    rows = pl.concat([asked.filter("told").select(COLUMNS), stated])
    flags = shared(_told(_beside_dangers(_in_times(rows), dangers), p))
    gaps = _told(_in_times(asked.filter(~pl.col("told"))), p).join(
        flags.select(KEY), on=list(KEY), how="anti"
    )
    return pl.concat(
        [_findings(_with_advice(flags, case, kids), p), _findings(gaps, p, "information_gap")]
    )


def _of_a_baby(rows: pl.LazyFrame, kids: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """What is told while a child was unborn or a baby; of unknown age, where no birth is known."""
    months = f"{p.under_months}mo"
    can = pl.col("lo") < pl.col("born_hi").dt.offset_by(months)
    must = pl.col("hi") < pl.col("born_lo").dt.offset_by(months)
    return (
        of_each_child(rows, kids)
        .filter(can.fill_null(True))
        .with_columns(sure=pl.col("sure") & must.fill_null(False))
        .drop("born_hi")
    )


def _dangers(case: Tables, p: Parameters) -> pl.LazyFrame:
    """What makes sharing a bed more dangerous."""
    light = affirmed(case, "weight_kg", part="low birth weight").filter(
        pl.col("value") < p.birth_weight_under_kg
    )
    at_birth = affirmed(case, "birth_weight").select("case_id", "happening").unique()
    small = light.join(at_birth, on=["case_id", "happening"], how="semi").with_columns(
        concept=pl.lit("low_birth_weight")
    )
    return pl.concat([affirmed(case, *DANGERS), small]).with_columns(
        counts_as=pl.col("concept").replace_strict(DANGERS)
    )


def _unplanned(
    case: Tables, kids: pl.LazyFrame, dangers: pl.LazyFrame, plans: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Dangers and unsafe sleep without a plan, and nights away after which nobody looked again;
    ``told`` where a return would have shown it."""
    soon = working_days(p.planned_within_working_days)
    again = working_days(p.seen_again_within_working_days)
    unplanned = not_done_by(_once_born(dangers), plans, within_days=soon)
    asleep = affirmed(case, "unsafe_sleep").with_columns(counts_as=pl.lit("unsafe"))
    unsafe = _born(_of_a_baby(asleep, kids, p))
    seen_since = not_followed_by(unsafe, plans, within_days=soon)
    open_ones = pl.concat([unplanned, seen_since])
    away = affirmed(case, "sleep_out_of_routine", part="out of routine").with_columns(
        counts_as=pl.lit("away")
    )
    nights = _after_a_danger(_of_a_baby(away, kids, p), dangers)
    unseen = not_followed_by(nights, plans, within_days=again)
    both = pl.concat(
        [
            open_ones.with_columns(shown=last_day(soon, pl.col("hi")), open=True).select(COLUMNS),
            unseen.with_columns(shown=last_day(again, pl.col("hi")), open=True).select(COLUMNS),
        ]
    )
    return told_by_a_return(
        both,
        case,
        PLANS_SLEEP,
        first=pl.col("lo"),
        last=pl.col("shown"),
    )


def _born(rows: pl.LazyFrame) -> pl.LazyFrame:
    """What was once the child was born, where a birth is known."""
    can = (pl.col("hi") >= pl.col("born_lo")).fill_null(True)
    must = (pl.col("lo") >= pl.col("born_lo")).fill_null(False)
    return rows.filter(can).with_columns(sure=pl.col("sure") & must)


def _once_born(rows: pl.LazyFrame) -> pl.LazyFrame:
    """What was known in pregnancy asks for a plan from the birth on."""
    return rows.with_columns(
        lo=pl.max_horizontal("lo", "born_lo"), hi=pl.max_horizontal("hi", "born_lo")
    )


def _after_a_danger(nights: pl.LazyFrame, dangers: pl.LazyFrame) -> pl.LazyFrame:
    """Nights once the child was born, on which a danger was known."""
    known = dangers.group_by(KEY).agg(
        d_lo=pl.col("lo").min(), d_hi=pl.col("hi").filter("sure").min()
    )
    after = (pl.col("d_hi") <= pl.col("lo")).fill_null(False)
    return (
        _born(nights)
        .join(known, on=list(KEY))
        .filter(pl.col("d_lo") <= pl.col("hi"))
        .with_columns(sure=pl.col("sure") & after)
        .drop("d_lo", "d_hi")
    )


def _in_times(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Adds ``since``: whether a row is of the time after a night or move out of the ordinary, which
    asks for a plan anew, so it is told by itself."""
    rows = shared(rows)
    kind = pl.col("counts_as")
    dated = (kind == "away") & (pl.col("lo") > LONG_AGO)
    first = rows.filter(dated).group_by(KEY).agg(_away=pl.col("lo").min())
    after = dated | ((kind == "unsafe") & (pl.col("lo") > pl.col("_away")))
    return (
        rows.join(first, on=list(KEY), how="left")
        .with_columns(since=after.fill_null(False))
        .drop("_away")
    )


def _beside_dangers(rows: pl.LazyFrame, dangers: pl.LazyFrame) -> pl.LazyFrame:
    """The dangers that are known stand beside what is raised, planned for or not."""
    rows = shared(rows)
    context = dangers.join(rows.select(*KEY, "since").unique(), on=list(KEY))
    beside = context.with_columns(shown=pl.lit(None, dtype=pl.Date), open=False, sure=False)
    columns = (*COLUMNS, "since")
    return pl.concat([rows.select(columns), beside.select(columns)])


def _told(rows: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """One row a child for whom there is enough."""
    kind, is_open = pl.col("counts_as"), pl.col("open")
    danger = kind.is_in(sorted(set(DANGERS.values())))
    told = told_once(
        rows,
        *((kind == name).any().alias(name) for name in ("unsafe", "away", "outright")),
        kind.filter(danger).unique().sort().alias("dangers"),
        kind.filter(danger & is_open).n_unique().alias("open_dangers"),
        kind.filter(danger & is_open & pl.col("sure")).n_unique().alias("sure_dangers"),
        (~danger & pl.col("sure")).any().alias("surely"),
        pl.col("shown").min(),
        by=(*KEY, "since"),
    )
    enough = pl.col("open_dangers") >= p.dangers_at_least
    return told.filter(enough | pl.any_horizontal("unsafe", "away", "outright")).with_columns(
        unplanned=enough | pl.col("unsafe"),
        sure=pl.col("surely") | (pl.col("sure_dangers") >= p.dangers_at_least),
    )


def _with_advice(told: pl.LazyFrame, case: Tables, kids: pl.LazyFrame) -> pl.LazyFrame:
    """Advice in general terms stands beside it."""
    given = of_each_child(affirmed(case, "safe_sleep_advice", part="general advice"), kids)
    planned = affirmed(case, "safe_sleep_plan").select("case_id", "happening").unique()
    advice = (
        given.join(planned, on=["case_id", "happening"], how="anti")
        .group_by(KEY)
        .agg(advice=gathered("evidence"))
    )
    return told.join(advice, on=list(KEY), how="left").with_columns(
        advised=pl.col("advice").is_not_null(),
        evidence=put_together("evidence", "advice"),
    )


def _findings(told: pl.LazyFrame, p: Parameters, kind: str = "flag") -> pl.LazyFrame:
    stated = pl.col("outright") & (pl.col("dangers").list.len() > 0)
    serious = pl.col("unsafe") | stated
    level = pl.when(serious).then(pl.lit("high")).otherwise(pl.lit("medium"))
    return findings(
        told,
        attention=level if kind == "flag" else "medium",
        kind=kind,
        raised_on=pl.col("shown"),
        measure={
            "unsafe": pl.col("unsafe"),
            "away": pl.col("away"),
            "outright": pl.col("outright"),
            "unplanned": pl.col("unplanned"),
            "dangers": pl.col("dangers"),
            "advice": pl.col("advised") if kind == "flag" else pl.lit(False),
            "soon": pl.lit(p.planned_within_working_days),
            "again": pl.lit(p.seen_again_within_working_days),
        },
    )
