"""A male carer with known needs or risks of his own, and no assessment of him.

What it looks for
-----------------
A father or male partner who is part of the child's life, and records, of any agency, of something
about him that bears on caring for a small child: mental ill health, drug or alcohol use, misuse of
medicines, violence or another danger to others, his own childhood trauma, a quick temper, or a
great strain such as a lost job or a death. It is raised where no record shows that anybody spoke
with him for an assessment or assessed him, at any time before or within 45 working days after.

Another man whom the case names, such as a friend or relative, is looked at in the same way, each by himself,
where records say that he minds the child.

One such thing raises medium attention. Two different ones, or that he looks after the children
for much of the time, raise high attention. Abuse between the parents counts as one of two, never
alone: whose it was is not always told.

It is raised too where a record or a review says outright that he was not assessed, or that his
history was not looked into.

That somebody did not meet or check him on a day is told beside what is known of him, and is not enough
by itself. Only in a summary of several agencies, which tells what its authors thought worth telling,
is that, or abuse between the adults, enough for a possible flag.

Care experience and being a young father are never counted: they are reasons for support.

Why it matters
--------------
Reviews keep finding a man who was seen as the helpful “stay at home dad”, while one service held
his history of trauma, another his drug use, and nobody had put them together or asked him how he
was. He could have been supported, or recognised as a risk, or as the child's best protection.

Known limits
------------
- Most men with these needs never harm a child. The flag says that nobody is recorded as having
  looked, and nothing about him.
- Being present at a visit is no assessment of him here, and an assessment of the family that does
  not name him is none either; some were.
- An assessment made at any time before counts, however long before and whatever came to light since.
- With two men in a case the records do not always say which is meant. Where a record gives a
  reason why a father is not part of the child's life, the flag is only possible.
- Men in poorer areas and men whom police stop more often have more records of this kind. More
  records are not more risk.

Questions for the panel
-----------------------
- What did each agency know about him, who put it together, and who asked him?
- Did his help with the children take the place of an assessment?
- What stood in the way of meeting him: working hours, who was invited, what forms ask?

Sources
-------
- Child Safeguarding Practice Review Panel, The myth of invisible men (2021), seen via summaries
- Leeds Safeguarding Children Partnership, Learning from reviews: non-accidental injuries
- NSPCC Learning, Unseen men: learning from case reviews (2022)
- Local Child Safeguarding Practice Reviews “Leo” (Cumbria, 2024) and “Dylan” (Stockport, 2023)
- Working Together to Safeguard Children: an assessment takes up to 45 working days

Examples
--------
Nobody asked who the man was
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                           | evidence      |
    | 2021-07-01 | review | Mother's boyfriend stayed most nights. Nobody asked who was living in the flat.  | said outright |

    says: A record says that he was not assessed or his history not looked into.
    expect: flag, medium, definite

Said in a review's own order of words
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                             | evidence      |
    | 2021-07-01 | review | The assessment was silent about the role of the boyfriend in the family.            | said outright |

    expect: flag, medium, definite

The assessment was of the mother and spoke of him
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                             | evidence      |
    | 2021-07-01 | review | The father was assessed over six sessions and his convictions were considered.     |               |

    expect: nothing found

A summary of several agencies tells of abuse by him and nowhere of an assessment
    | date        | agency         | record                                                       | evidence       |
    | Spring 2019 | police         | Called by neighbours; partner had pushed mother. Domestic abuse form sent. | domestic abuse |
    | Summer 2019 | health visitor | Baby weighed in clinic.                                      |                |
    | Autumn 2019 | school         | Sibling late most days.                                      |                |

    expect: flag, medium, possible

A summary in which he was assessed
    | date        | agency         | record                                                       | evidence       |
    | Spring 2019 | police         | Called by neighbours; partner had pushed mother. Domestic abuse form sent. |  |
    | Summer 2019 | children's social care | Mother's partner was interviewed and assessed.       |                |
    | Autumn 2019 | school         | Sibling late most days.                                      |                |

    expect: nothing found

Violence told beside a partner, of nobody by name
    | date        | agency         | record                                                       | evidence       |
    | Spring 2019 | police         | New partner at the address. Known to police for violence.    | risky adult    |
    | Summer 2019 | health visitor | Baby weighed in clinic.                                      |                |
    | Autumn 2019 | school         | Sibling late most days.                                      |                |

    expect: flag, medium, possible

Abuse of an earlier partner is his own history
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                           | evidence       |
    | 2021-03-01 | police | Father: two domestic incidents with his ex-partner in 2018.                      | domestic abuse |
    | 2021-12-01 | children's social care | Nil to report.                                                  |                |

    says: Of a father or male partner, records speak of abuse between the adults.
    says: No assessment of him is recorded before or in the 45 working days after.
    raised: 2021-05-06
    expect: flag, medium, definite

The main carer of two small children, with low mood known to the GP
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency         | record                                                                   | evidence      |
    | 2021-07-01 | health visitor | Dad is the main carer while mum works; two under two.                    | main carer    |
    | 2021-07-20 | GP             | Father attended with low mood and depression, started sertraline.        | mental health |
    | 2021-08-02 | health visitor | Baby thriving. Home visit, all well.                                     |               |

    says: Of a father or male partner, records speak of mental ill health.
    says: He is recorded as looking after the children for much of the time.
    raised: 2021-09-22
    expect: flag, high, definite

Convicted years before any return speaks, and now the nights are his
    child born 2022-05-01
    father Ned
    under review 2022-01-01 to 2023-06-30

    | date       | agency         | record                                                                 | evidence    |
    | 2018-03-02 | police         | Ned 04/05/1991. Assault on former partner, community order.            | risky adult |
    | 2022-09-06 | health visitor | Mum well. Ned does the night feeds so she can rest.                    | main carer  |

    says: Of a father or male partner, records speak of violence or another danger to others.
    raised: 2022-09-06
    expect: flag, high, possible

Two different things about a partner
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                   | evidence         |
    | 2021-07-20 | GP     | Mum's partner seen, depressed, struggling with work.                     | mental health    |
    | 2021-08-02 | police | Mum's partner arrested, cocaine use disclosed in custody.                | substance misuse |
    | 2021-08-09 | health visitor | Clinic. Weight on 25th centile.                                  |                  |

    says: Of a father or male partner, records speak of drug use and mental ill health.
    raised: 2021-09-22
    expect: flag, high, definite

One thing about a father who helps out
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency         | record                                                               | evidence      |
    | 2021-07-01 | health visitor | Father present, holding baby.                                        |               |
    | 2021-07-20 | GP             | Father has anxiety and panic attacks.                                | mental health |

    expect: flag, medium, definite

Abuse of the mother beside his temper
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency  | record                                                                   | evidence       |
    | 2021-03-01 | midwife | Mum disclosed that partner pushed her. Domestic abuse discussed.         | domestic abuse |
    | 2021-07-20 | GP      | Partner says he has a short fuse, asks about anger management.           | carer temper   |

    says: Of a father or male partner, records speak of a quick temper and abuse between the adults.
    raised: 2021-05-06
    expect: flag, high, definite

Abuse of the mother alone
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency  | record                                                            | evidence |
    | 2021-03-01 | midwife | Mum disclosed that her partner pushed her.                        |          |

    expect: nothing found

Assessed on the last day that counts
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                       | evidence |
    | 2021-07-01 | GP                     | Father has depression.                                       |          |
    | 2021-09-03 | children's social care | Met with father on his own. Parenting assessment of father.  |          |

    expect: nothing found

Assessed the working day after
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                       | evidence      |
    | 2021-07-01 | GP                     | Father has depression.                                       | mental health |
    | 2021-09-06 | children's social care | Met with father on his own. Parenting assessment of father.  |               |

    expect: flag, medium, definite

Assessed before it was known
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                       | evidence |
    | 2021-02-01 | children's social care | Father was interviewed alone for the pre-birth assessment.   |          |
    | 2021-07-01 | GP                     | Father has depression.                                       |          |

    expect: nothing found

Somebody else's needs, and denied ones
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency         | record                                                             | evidence |
    | 2021-07-01 | health visitor | Dad at home with baby. Mum has depression, on sertraline.          |          |
    | 2021-07-20 | health visitor | Dad denies any drug use. No mental health concerns for father.     |          |
    | 2021-07-28 | health visitor | Dad is a care leaver and twenty years old.                         |          |

    expect: nothing found

Not met on a visit, and nothing known of him
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                              | evidence |
    | 2021-07-01 | children's social care | Home visit. Father not spoken to, he was at work.   |          |

    expect: nothing found

Not met, and drinking
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                              | evidence |
    | 2021-06-20 | GP                     | Father drinks a bottle of vodka a day.              | alcohol  |
    | 2021-07-01 | children's social care | Home visit. Father not spoken to, he was at work.   | not met  |

    says: Of a father or male partner, records speak of drinking.
    raised: 2021-08-20
    expect: flag, medium, definite

A review says so outright
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                           | evidence      |
    | 2021-09-01 | review | Father's role as the main carer did not prompt curiosity about his capacity.     | said outright, main carer |

    expect: flag, medium, definite

Said outright, of a man who drank
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                           | evidence      |
    |            | review | The stepfather had been drinking heavily for years and had lost his job.         | alcohol, acute stressor |
    |            | review | There was no assessment of the stepfather by any agency.                         | said outright |

    says: Of a father or male partner, records speak of a great strain and drinking.
    expect: flag, high, definite

Said outright beside one thing
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                 | evidence      |
    |            | review | Father was using heroin throughout.                                    | substance misuse |
    |            | review | Little was known about Father by the agencies involved.                | said outright |

    says: Of a father or male partner, records speak of drug use.
    expect: flag, medium, definite

Nothing has a date
    under review 2020-09-01 to 2021-12-31

    | date | agency | record                                                                       | evidence         |
    |      | review | Father took on the day to day care of the children.                          | main carer       |
    |      | review | He was a heavy user of cannabis. Father used cannabis daily.                 | substance misuse |

    expect: flag, high, possible

The assessment may have come in time
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date           | agency                 | record                                                    | evidence      |
    | 2021-07-01     | GP                     | Father has depression.                                    | mental health |
    | September 2021 | children's social care | Met with father on his own. Parenting assessment of father. |             |

    expect: flag, medium, possible

A reason is recorded why the father is not there
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency  | record                                                            | evidence      |
    | 2021-01-20 | midwife | Father is not involved. New partner attends with mum.             |               |
    | 2021-07-01 | GP      | Father has depression.                                            | mental health |

    expect: flag, medium, possible

No agency that would have assessed him sent a return
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31
    children's social care: no return

    | date       | agency | record                                                          | evidence         |
    | 2021-07-20 | police | Father stopped, admits cocaine use. Lives with partner and baby. | substance misuse |

    says: Male carer: no return would show an assessment
    says: No return that was read would hold an assessment of him.
    says: Was he assessed, and by whom? Ask children's social care and health visiting.
    expect: information gap

Nobody speaks of a man
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31
    police covers 2020-09-01 to 2021-12-31

    | date       | agency | record                                            | evidence |
    | 2021-07-20 | police | Attended address re noise complaint. All in order. |         |

    expect: not assessable
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold
from chronology.tables import SUMMARY, Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    coverage_scope,
    last_day,
    negated,
    not_done_by,
    said,
    shared,
    told_by_a_return,
    told_once,
    without,
    working_days,
)

MAN = ("case_id", "man")
"""The father and the mother's partner together, as records seldom tell them apart (""), and each
other man of the case who minds the child, by himself."""

OTHER_MEN = ("other_adult", "household_adult", "relative", "grandparent", "ex_partner")
NOT_A_PARENT = ("unknown", "wider_family", "male_partner")
MINDS = ("child_minded", "male_main_carer", "wider_family_carer")

HIS_OWN = {
    "mental_health": "mental ill health",
    "substance_misuse": "drug use",
    "alcohol": "drinking",
    "prescription_misuse": "misuse of medicines",
    "parent_own_trauma": "his own childhood trauma",
    "risky_adult": "violence or another danger to others",
    "carer_temper": "a quick temper",
    "acute_stressor": "a great strain",
}
"""What a record may say of him that bears on caring for a small child. Never care experience."""

BETWEEN_THEM = {"domestic_abuse": "abuse between the adults"}
"""Counts beside something of his own: the record does not always say whose it was."""

ASSESSES = ("childrens_social_care", "early_help", "health_visiting", "midwifery", "other")
"""Agencies whose records would hold an assessment of a child's carers, and chronologies of
several agencies."""


class Parameters(Params):
    """The rule's numbers."""

    assessed_within_working_days: int = threshold(
        45,
        ge=1,
        le=130,
        description="an assessment of him is looked for this soon, in working days",
        basis="statutory",
        source="Working Together to Safeguard Children: the time that an assessment may take",
    )
    factors_for_high: int = threshold(
        2,
        ge=1,
        le=9,
        description="so many different things about him raise high attention",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    factors = sorted((HIS_OWN | BETWEEN_THEM)[it] for it in m["factors"] or [])
    told = []
    if factors:
        whom = "another man who minds the child" if m["other"] else "a father or male partner"
        told.append(f"Of {whom}, records speak of {listed(factors)}.")
    if m["main_carer"] and not m["other"]:
        told.append("He is recorded as looking after the children for much of the time.")
    if m["kind"] == "information_gap":
        told.append("No return that was read would hold an assessment of him.")
        return Wording(
            " ".join(told),
            "Was he assessed, and by whom? Ask children's social care and health visiting.",
            "Male carer: no return would show an assessment",
        )
    if m["outright"]:
        told.append("A record says that he was not assessed or his history not looked into.")
    if m["unmet"]:
        told.append("A record says that he was not met or checked.")
    if m["unanswered"]:
        told.append(
            f"No assessment of him is recorded before or in the {m['working_days']} working days "
            "after."
        )
    return Wording(" ".join(told))


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no agency that would have assessed him was read."""
    return coverage_scope(
        case, ASSESSES, reason="No return of an agency that assesses a child's carers was read."
    )


@rule("male-carer-not-assessed", attention="high", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """What is known of him and was not followed by an assessment, told once for the case."""
    soon = working_days(p.assessed_within_working_days)
    men = shared(_entries_of_other_men(case))
    known = _of_all(_known(case), _known_of_others(case, men))
    assessed = shared(_of_all(_assessed(case), _assessed_of_others(case, men)))
    open_ones = not_done_by(known, assessed, within_days=soon, by=MAN)
    asked = told_by_a_return(
        open_ones, case, ASSESSES, first=pl.col("lo"), last=last_day(soon, pl.col("hi"))
    )
    # that he cares for the children has a day of its own and no time to wait for
    shown = (
        pl.when(pl.col("kind") == "main carer").then("hi").otherwise(last_day(soon, pl.col("hi")))
    )
    unanswered = shared(_sure_of_the_man(asked, case)).with_columns(shown=shown)
    outright = _outright(case).with_columns(shown=pl.col("hi"), man=pl.lit(""))
    known_of = unanswered.filter("told").select(MAN).unique()
    answered = unanswered.join(known_of, on=list(MAN), how="semi")
    outright = outright.with_columns(told=pl.lit(True))
    summed_up = shared(_summed_up(case, assessed))
    flags = shared(_told(pl.concat([answered, outright], how="diagonal"), summed_up))
    gaps = _told(unanswered.filter(~pl.col("told")), summed_up).join(
        flags.select(MAN), on=list(MAN), how="anti"
    )
    return pl.concat([_findings(flags, case, p), _findings(gaps, case, p, kind="information_gap")])


def _known(case: Tables) -> pl.LazyFrame:
    """What records say of him; ``kind`` is what it counts as."""
    told = shared(said(case, *HIS_OWN, statuses=("affirmed", "historical")))
    his = told.filter(pl.col("who").is_in(["father", "male_partner"]))
    # a temper or violence of nobody named, in an entry that speaks of him, is likely his
    temper = told.filter(pl.col("concept") == "carer_temper", pl.col("who") == "unknown")
    danger = told.filter(pl.col("concept") == "risky_adult", pl.col("who") == "unknown")
    danger = danger.with_columns(sure=pl.lit(False))
    # violence to an earlier partner is his own, whatever it was between him and this mother
    earlier = said(case, "domestic_abuse", statuses=("historical",)).filter(
        pl.col("who").is_in(["father", "male_partner"])
    )
    his = pl.concat([his, _beside_him(pl.concat([temper, danger]), case), earlier])
    between = affirmed(case, *BETWEEN_THEM).filter(pl.col("who").is_in(["mother", "unknown"]))
    carer = affirmed(case, "male_main_carer", part="main carer").filter(
        pl.col("who").is_in(["father", "male_partner"])
    )
    kinds = {"own": his, "between": between, "main carer": carer}
    return pl.concat([rows.with_columns(kind=pl.lit(kind)) for kind, rows in kinds.items()])


def _entries_of_other_men(case: Tables) -> pl.LazyFrame:
    """Entries in which a man of the case appears who is neither father nor the mother's partner."""
    men = case.persons.filter(pl.col("role").is_in(OTHER_MEN), pl.col("sex") == "M")
    named = case.participants.join(
        men.select("case_id", "person_id"), on=["case_id", "person_id"], how="semi"
    )
    return named.select("case_id", "event_id", man="person_id").unique()


def _of_all(his: pl.LazyFrame, others: pl.LazyFrame) -> pl.LazyFrame:
    return pl.concat([his.with_columns(man=pl.lit("")), others], how="diagonal")


def _told_of(rows: pl.LazyFrame, men: pl.LazyFrame) -> pl.LazyFrame:
    """Rows that tell of a man by name or in an entry that names him, and of no other adult."""
    entry = pl.col("evidence").list.first().struct.field("event_id")
    there = rows.filter(pl.col("who").is_in(NOT_A_PARENT)).with_columns(event_id=entry)
    his = pl.col("person_id").is_null() | (pl.col("person_id") == pl.col("man"))
    return there.join(men, on=["case_id", "event_id"]).filter(his).drop("event_id")


def _known_of_others(case: Tables, men: pl.LazyFrame) -> pl.LazyFrame:
    """What records say of other men, of those who are recorded as minding the child."""
    own = _told_of(said(case, *HIS_OWN, statuses=("affirmed", "historical")), men)
    minds = shared(_told_of(affirmed(case, *MINDS, part="minds the child"), men))
    carers = minds.select(MAN).unique()
    kinds = {"own": own.join(carers, on=list(MAN), how="semi"), "main carer": minds}
    return pl.concat([rows.with_columns(kind=pl.lit(kind)) for kind, rows in kinds.items()])


def _assessed_of_others(case: Tables, men: pl.LazyFrame) -> pl.LazyFrame:
    """Assessments of them, and of what their contact means; a talk with him for one."""
    entry = pl.col("evidence").list.first().struct.field("event_id")
    met = affirmed(case, "male_carer_assessed", "contact_risk_assessed", "man_spoken_with")
    of_them = met.with_columns(event_id=entry).join(men, on=["case_id", "event_id"])
    named = affirmed(case, "assessment", "risk_check")
    return pl.concat([of_them.drop("event_id"), _told_of(named, men)])


def _assessed(case: Tables) -> pl.LazyFrame:
    """Assessments that name him, and talks with him for one."""
    of_him = affirmed(case, "assessment", "pre_birth_assessment", "risk_check").filter(
        pl.col("who").is_in(["father", "male_partner"])
    )
    seen = _beside_him(affirmed(case, "man_spoken_with"), case)
    return pl.concat([affirmed(case, "male_carer_assessed"), of_him, seen])


def _beside_him(rows: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    """Rows of which another word in the same entry tells that a father or partner is meant."""
    spoken_of = affirmed(case, "male_carer", "male_carer_identified").select("case_id", "happening")
    return rows.join(spoken_of.unique(), on=["case_id", "happening"], how="semi")


def _sure_of_the_man(rows: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    """Where a father is said to be out of the child's life, it may not be he who is meant."""
    gone = affirmed(case, "male_carer_absent_reason").select("case_id", gone=pl.lit(True)).unique()
    return (
        rows.join(gone, on="case_id", how="left")
        .with_columns(sure=pl.col("sure") & (pl.col("gone").is_null() | (pl.col("man") != "")))
        .drop("gone")
    )


def _outright(case: Tables) -> pl.LazyFrame:
    """What says in so many words that nobody assessed him; that he was not met, or not checked,
    counts beside what is known of him."""
    part = "said outright"
    unasked = _beside_him(affirmed(case, "household_unasked", part=part), case)
    named = affirmed(case, "male_carer_unassessed", "male_carer_overlooked", part=part)
    stated = pl.concat([named, unasked])
    unmet = _beside_him(affirmed(case, "not_met_or_checked", part="not met"), case)
    unspoken = negated(case, "male_carer_assessed", part="not met")
    return pl.concat(
        [
            stated.with_columns(kind=pl.lit("outright")),
            without(pl.concat([unmet, unspoken]), stated).with_columns(kind=pl.lit("not met")),
        ]
    )


def _summed_up(case: Tables, assessed: pl.LazyFrame) -> pl.LazyFrame:
    """Cases told by a summary of several agencies that nowhere tells of an assessment of him."""
    summaries = case.coverage.filter(pl.col("basis") == SUMMARY)
    once = assessed.filter(pl.col("man") == "").select("case_id")
    told = summaries.select("case_id", summary=pl.lit(True)).unique()
    return told.join(once.unique(), on="case_id", how="anti")


def _told(rows: pl.LazyFrame, summed_up: pl.LazyFrame) -> pl.LazyFrame:
    """One row a case in which enough is known of him, or it is said outright.

    A summary tells what its authors thought worth telling, so there abuse between the adults, or
    that he was not met, is enough for a *possible* flag.
    """
    kind = pl.col("kind")
    surely_carer = (pl.col("sure") & (kind == "main carer")).any()
    surely_between = (pl.col("sure") & (kind == "between")).any()
    told = told_once(
        rows,
        pl.col("concept").filter(kind.is_in(["own", "between"])).unique().sort().alias("factors"),
        (kind == "own").any().alias("own"),
        (kind == "main carer").any().alias("main_carer"),
        (kind == "between").any().alias("between"),
        (kind == "outright").any().alias("outright"),
        (kind == "not met").any().alias("unmet"),
        kind.is_in(["own", "between", "main carer"]).any().alias("unanswered"),
        (pl.col("sure") & kind.is_in(["own", "outright"])).any().alias("surely"),
        (surely_carer & surely_between).alias("surely_both"),
        pl.col("shown").filter(kind == "outright").min().alias("said"),
        pl.col("shown").filter(kind == "not met").min().alias("missed"),
        pl.col("shown").filter(kind.is_in(["own", "between"])).min().alias("known"),
        pl.col("shown").filter(kind.is_in(["own", "between"]), "told").min().alias("open"),
        pl.col("shown").filter(kind == "main carer").min().alias("caring"),
        by=MAN,
    )
    enough = pl.col("own") | (pl.col("main_carer") & (pl.col("factors").list.len() > 0))
    enough = enough & ((pl.col("man") == "") | pl.col("main_carer"))
    summary = pl.col("summary").fill_null(False) & (pl.col("man") == "")
    enough = enough | (summary & (pl.col("between") | pl.col("unmet")))
    told = told.join(summed_up, on="case_id", how="left")
    return told.filter(pl.col("outright") | enough).with_columns(
        sure=pl.col("surely") | pl.col("surely_both"),
        # what he does for the children and what is known of him come together; what was known
        # before any return speaks waits for no answer of its own
        shown=pl.min_horizontal(
            "said",
            pl.when("main_carer")
            .then(pl.max_horizontal("known", "caring"))
            .otherwise(pl.coalesce("open", "known", "missed")),
        ),
    )


def _findings(told: pl.LazyFrame, case: Tables, p: Parameters, kind: str = "flag") -> pl.LazyFrame:
    number = pl.col("factors").list.len()
    serious = (number >= p.factors_for_high) | (pl.col("main_carer") & (number > 0))
    level = pl.when(serious).then(pl.lit("high")).otherwise(pl.lit("medium"))
    return findings(
        about_the_child(told, case),
        attention=level if kind == "flag" else "medium",
        kind=kind,
        raised_on=pl.col("shown"),
        measure={
            "factors": pl.col("factors"),
            "main_carer": pl.col("main_carer"),
            "outright": pl.col("outright"),
            "unmet": pl.col("unmet") & ~pl.col("outright"),
            "unanswered": pl.col("unanswered"),
            "other": pl.col("man") != "",
            "working_days": pl.lit(p.assessed_within_working_days),
        },
    )
