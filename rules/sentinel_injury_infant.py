"""A small injury that a baby who can't yet move about doesn't get alone.

What it looks for
-----------------
On a child who was not yet mobile: a torn frenulum or bleeding mouth or nose, petechiae, a swelling
of the head, a limb that isn't moved, a burn, scald or fracture, blood in the white of the eye; and
bruises on ear, neck, face, trunk, buttocks, hands or feet, in clusters, on both sides, or with the
print of fingers, a hand, teeth or an object. It is raised

- with high attention, when no referral to children's social care, strategy discussion or section 47
  enquiry is on record by the end of the next day, or no paediatric examination although a return
  covers those days that would show it;
- with medium attention, when another such injury, or the incident that the review is about, followed
  within twelve months, whatever was done about the first; and when a record or review says outright
  that an earlier injury was not recognised, examined or referred.

In a summary of several agencies any bruise or other injury of such a child counts as the earlier one where an
injury of the kinds above, a collapse, a death or the incident under review followed: that is possible.

Every baby under six months counts as not mobile; from six to twelve months a child who is not
recorded as moving counts as possibly not mobile; an older child only where records say so.

Blood in the white of the eye within fourteen days of birth can come from the birth, and is put as a
question. Left out: scratches, birthmarks and documented blue spots, other people's injuries, what was
looked for and not found.

Why it matters
--------------
In children who were later found to have been abused, such small injuries had often been seen before
and explained. They need no treatment, so they are easily left without an answer.

Known limits
------------
- What is found on the day of the child's collapse, or from the death or the incident under review
  on, is left out: it was no earlier warning.
- Accidents and illness cause some of these: coughing and vomiting, blood disorders, birth, a fall
  from a bed. An examination sorts this out; the rule asks whether there was one, not what it found.
- Professional discretion about scratches and doubtful marks can be right. A doubtful mark is shown
  as possible.
- Bruises are harder to see on darker skin, and families with many contacts are looked at more.
- Whether a child could move is taken from age where no record says it. The age at which a child
  counts as mobile differs between partnerships.
- Petechiae are named, not measured. A documented birth or delivery injury that the record doesn't
  call so may be raised.
- A later injury does not show what caused the earlier one.

Questions for the panel
-----------------------
- Was this treated as a warning sign at the time, and who examined the baby?
- Who knew of the earlier injury when the later one was seen?

Sources
-------
- Bristol Safeguarding Children Board, Multi-agency guidance on injuries in non-mobile babies (2016),
  seen via a mirror
- Cumbria SCP and Leeds SCP, Bruising in babies and children who are not independently mobile
- NHS Borders and NHS Tayside, Bruising in children: places and patterns
- Child Safeguarding Practice Review Panel, Bruising in non-mobile infants (2022): qualified
  examination and a discussion between agencies
- PEMSource, Sentinel injuries (United States)
- Local Child Safeguarding Practice Review “Dylan” (Stockport, 2023)

Examples
--------
A warning that was not read, in a reviewer's words
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date | agency | record                                                                                  | evidence      |
    | n/k  | review | The first mark should have alerted the practice.                                        | said outright |

    expect: flag, medium, definite

What is found at the collapse and after it is no warning
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency    | record                                                                          | evidence |
    | 2021-08-20 | ambulance | Crew found baby lifeless, CPR started. Bruising to the chest.                   |          |
    | 2021-08-20 | hospital  | Pronounced dead at 10:40. Bruise to left ear and jaw noted.                     |          |
    | 2021-09-30 | police    | Post mortem report: bruises to both thighs and a rib fracture.           |          |

    expect: nothing found

A torn frenulum that nobody referred
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency | record                                                         | evidence        |
    | 2024-03-01 | GP     | Torn upper frenulum noted, mum says dummy caught. Reassured.   | sentinel injury |

    says: An injury that needs an explanation was recorded on a child who was not, or may not have been, mobile: no referral, or no paediatric examination, is on record by the end of the next day.
    raised: 2024-03-01
    expect: flag, high, definite

Examined and referred the next day
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency                 | record                                                    | evidence |
    | 2024-03-01 | GP                     | Blood from nose at home, no trauma seen.                  |          |
    | 2024-03-02 | children's social care | Referral received from GP. Strategy discussion held.      |          |
    | 2024-03-02 | hospital               | Seen by consultant paediatrician. CP medical completed.   |          |

    expect: nothing found

Examined and referred a day too late
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency                 | record                                                    | evidence        |
    | 2024-03-01 | GP                     | Blood from nose at home, no trauma seen.                  | sentinel injury |
    | 2024-03-03 | children's social care | Referral received from GP. Strategy discussion held.      |                 |
    | 2024-03-03 | hospital               | Seen by consultant paediatrician. CP medical completed.   |                 |

    raised: 2024-03-01
    expect: flag, high, definite

Referred, but not examined although the hospital's return covers the days
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency                 | record                                                    | evidence          |
    | 2024-03-01 | nursery                | Bruising behind left ear. Referral made to MASH.          | place on the body |
    | 2024-06-02 | hospital               | Attended with a cough, discharged.                        |                   |

    raised: 2024-03-01
    expect: flag, high, definite

Referred, and no return would show an examination
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31
    hospital: no return

    | date       | agency                 | record                                                    | evidence          |
    | 2024-03-01 | nursery                | Bruising behind left ear. Referral made to MASH.          | place on the body |

    says: An injury of this kind was recorded at the age of unknown age and referred.
    says: No return that was read would hold the paediatric examination.
    says: Was the baby examined by a paediatrician, and when? Ask the hospital for its record.
    expect: information gap

Fingertip bruises on both sides
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency         | record                                                      | evidence |
    | 2024-03-01 | health visitor | Two fingertip bruises either side of spine. Mum unsure how. | pattern  |

    expect: flag, high, definite

The first was answered, and another followed on the last day of twelve months
    child born 2024-01-01
    under review 2023-06-01 to 2025-12-31

    | date       | agency                 | record                                                    | evidence                      |
    | 2024-03-01 | hospital               | Swollen leg, spiral fracture of femur. Seen by consultant paediatrician, referral made to social care, strategy discussion held. | sentinel injury |
    | 2025-03-01 | hospital               | Brought in unresponsive, subdural haemorrhage on CT head. | later injury                  |

    says: An injury that needs an explanation was recorded on a child who was not, or may not have been, mobile: another injury or the incident under review followed within 365 days.
    raised: 2025-03-01
    expect: flag, medium, definite

The first was answered, and another followed a day later than that
    child born 2024-01-01
    under review 2023-06-01 to 2025-12-31

    | date       | agency                 | record                                                    | evidence |
    | 2024-03-01 | hospital               | Swollen leg, spiral fracture of femur. Seen by consultant paediatrician, referral made to social care, strategy discussion held. |          |
    | 2025-03-02 | hospital               | Brought in unresponsive, subdural haemorrhage on CT head. |          |

    expect: nothing found

What was seen the next day is the same injury
    child born 2024-01-01
    under review 2023-06-01 to 2025-12-31

    | date       | agency                 | record                                                    | evidence |
    | 2024-03-01 | hospital               | Swollen leg, spiral fracture of femur. Seen by consultant paediatrician, referral made to social care, strategy discussion held. |          |
    | 2024-03-02 | hospital               | Ward: rib fractures on skeletal survey. Strategy discussion. Seen by consultant paediatrician. |          |

    expect: nothing found

What was seen two days on is another
    child born 2024-01-01
    under review 2023-06-01 to 2025-12-31

    | date       | agency                 | record                                                    | evidence                        |
    | 2024-03-01 | hospital               | Swollen leg, spiral fracture of femur. Seen by consultant paediatrician, referral made to social care, strategy discussion held. | sentinel injury |
    | 2024-03-03 | hospital               | Ward: rib fractures on skeletal survey. Strategy discussion. Seen by consultant paediatrician. | later injury |

    expect: flag, medium, definite

Answered, and followed by the incident under review
    child born 2024-01-01
    under review 2023-06-01 to 2025-12-31
    incident 2024-05-20

    | date       | agency                 | record                                                    | evidence        |
    | 2024-03-01 | hospital               | Swollen leg, spiral fracture of femur. Seen by consultant paediatrician, referral made to social care, strategy discussion held. | sentinel injury |

    expect: flag, medium, definite

Seven months old, with nothing said about moving
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency | record                                                         | evidence        |
    | 2024-08-01 | GP     | Scald to hand from tea.  Blistering on palm, sustained a burn. | sentinel injury |

    expect: flag, medium, possible

The day before six months
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency | record                                                         | evidence        |
    | 2024-06-30 | GP     | Torn frenulum.                                                 | sentinel injury |

    expect: flag, high, definite

Six months to the day
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency | record                                                         | evidence        |
    | 2024-07-01 | GP     | Torn frenulum.                                                 | sentinel injury |

    expect: flag, medium, possible

The day before twelve months, with nothing said about moving
    child born 2024-01-01
    under review 2023-06-01 to 2025-12-31

    | date       | agency | record                                                         | evidence        |
    | 2024-12-31 | GP     | Torn frenulum.                                                 | sentinel injury |

    expect: flag, medium, possible

Twelve months old, with nothing said about moving
    child born 2024-01-01
    under review 2023-06-01 to 2025-12-31

    | date       | agency | record                                                         | evidence |
    | 2025-01-01 | GP     | Torn frenulum.                                                 |          |

    expect: nothing found

Eight months old and crawling
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency         | record                                                       | evidence |
    | 2024-08-20 | health visitor | Crawling and pulling to stand.                               |          |
    | 2024-09-01 | GP             | Bumped mouth on table, torn frenulum.                        |          |

    expect: nothing found

Older and recorded as not mobile
    child born 2022-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency         | record                                                       | evidence        |
    | 2024-01-20 | health visitor | Complex needs, non-mobile.                                   |                 |
    | 2024-02-01 | hospital       | X-ray: fractured femur.                                      | sentinel injury |

    expect: flag, high, definite

Blood in the white of the eye, thirteen days old
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency  | record                                                         | evidence        |
    | 2024-01-14 | midwife | Subconjunctival haemorrhage left eye.                          | sentinel injury |

    says: Blood in the white of an eye was recorded at the age of unknown age, when it can come from the birth.
    says: Was it documented at the newborn examination, and did anybody ask what else could cause it?
    expect: information gap

Blood in the white of the eye, fourteen days old
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency  | record                                                         | evidence        |
    | 2024-01-15 | midwife | Subconjunctival haemorrhage left eye.                          | sentinel injury |

    expect: flag, high, definite

Only thought to be a fracture
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency   | record                                                        | evidence      |
    | 2024-02-14 | hospital | ?fractured clavicle. Home with advice.                        | doubtful mark |

    says: An injury that needs an explanation was recorded on a child who was not, or may not have been, mobile: for a mark that was doubted, no referral or paediatric examination is on record by the end of the next day.
    raised: 2024-02-14
    expect: flag, medium, possible

Said outright by a review
    | date | agency | record                                                                          | evidence      |
    | n/k  | review | The bruising was not recognised as a possible indicator of abuse.               | said outright |

    says: A record says outright that an earlier injury was not recognised, examined or referred.
    expect: flag, medium, definite

Nothing is dated, and there is no birth date
    | date | agency | record                                                                          | evidence        |
    | n/k  | review | The baby was seen by the GP with a torn frenulum and sent home.                 | sentinel injury |

    expect: flag, medium, possible

A schoolchild, the mother, a birthmark, nothing found
    child born 2014-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency         | record                                                       | evidence |
    | 2024-01-20 | school         | Nosebleed after football.                                    |          |
    | 2024-02-01 | hospital       | Fractured wrist, fell from climbing frame.                   |          |
    | 2024-02-05 | police         | Mum has a black eye.                                         |          |

    expect: not applicable

A summary that tells of a lesser injury, and of a graver one later
    | date        | agency         | record                                                 | evidence       |
    | Spring 2021 | midwife        | Home visit, all well.                                  |                |
    | Summer 2021 | health visitor | Six-week-old baby with a small bruise, mother unsure how. | earlier injury |
    | Autumn 2021 | hospital       | Baby found unresponsive, subdural haemorrhage on CT.   | later injury   |
    | Winter 2021 | nursery        | Sibling settled.                                       |                |

    expect: flag, medium, possible

A summary that tells of the lesser injury alone
    | date        | agency         | record                                                 | evidence |
    | Spring 2021 | midwife        | Home visit, all well.                                  |          |
    | Summer 2021 | health visitor | Six-week-old baby with a small bruise, mother unsure how. |       |
    | Autumn 2021 | hospital       | Baby admitted with bronchiolitis.                      |          |
    | Winter 2021 | nursery        | Sibling settled.                                       |          |

    expect: nothing found

A documented mark, scratches, and nothing seen
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency         | record                                                       | evidence |
    | 2024-01-20 | health visitor | Stork mark to back of neck documented at birth.              |          |
    | 2024-02-01 | health visitor | Scratches to cheek from own nails, mittens advised.          |          |
    | 2024-02-05 | GP             | No bruising to trunk or face, no petechiae.                  |          |

    expect: nothing found

The returns begin after the child could walk
    child born 2022-01-01
    under review 2021-06-01 to 2024-12-31
    GP covers 2023-06-01 to 2024-12-31

    | date       | agency | record                                   | evidence |
    | 2024-03-01 | GP     | Nosebleed, picks nose.                   |          |

    expect: not assessable
"""

from __future__ import annotations

import polars as pl

from chronology.rule import (
    Measure,
    Params,
    Wording,
    age_in_words,
    findings,
    listed,
    rule,
    threshold,
)
from chronology.tables import Tables
from chronology.temporal import (
    KEY,
    about_the_child,
    affirmed,
    age_in_days,
    age_scope,
    before_the_incident,
    children,
    covered,
    doubted,
    ground,
    incident,
    is_covered,
    negated,
    not_followed_by,
    of_children,
    of_each_child,
    once,
    put_together,
    said,
    shared,
    summed_up,
    told_as_one,
    without,
)

PARTS = {
    "sentinel_injury": "sentinel injury",
    "subconjunctival_haemorrhage": "sentinel injury",
    "injury_telling_site": "place on the body",
    "injury_pattern": "pattern",
}
"""What a record says of the injury, and how the evidence calls it."""

EXAMINERS = ("hospital", "paediatrics", "urgent_care")
"""Agencies whose records would hold a paediatric examination."""

LESSER = ("bruise", "other_injury")
"""What else may have been the earlier injury, where a summary tells of one."""

GRAVE = ("index_incident", "child_collapsed", "child_died")
RESPONSE = ("safeguarding_referral", "strategy_discussion", "section_47")


class Parameters(Params):
    """The rule's numbers."""

    mobile_from_months: int = threshold(
        6,
        ge=1,
        le=24,
        description="every younger baby counts as not mobile, in months",
        basis="local example",
        source="Cumbria SCP and Leeds SCP bruising procedures",
    )
    mobile_by_months: int = threshold(
        12,
        ge=1,
        le=36,
        description="until this age a child of whom nothing is said may not be mobile, in months",
        basis="project default",
    )
    answered_within_days: int = threshold(
        1,
        ge=0,
        le=7,
        description="days for the examination and the referral; 1 is by the end of the next day",
        basis="project default",
    )
    newborn_days: int = threshold(
        14,
        ge=0,
        le=42,
        description="younger than this, blood in the white of an eye can come from birth, in days",
        basis="project default",
    )
    later_within_days: int = threshold(
        365,
        ge=30,
        le=1095,
        description="how long after it a later injury is looked for, in days",
        basis="project default",
    )
    same_injury_days: int = threshold(
        1,
        ge=0,
        le=14,
        description="what is seen so soon after is the same injury, in days",
        basis="project default",
    )


GROUNDS = {
    "unanswered": "no referral, or no paediatric examination, is on record by the end of {by}",
    "doubtful": "for a mark that was doubted, no referral or paediatric examination is on record by the "
    "end of {by}",
    "later": "another injury or the incident under review followed within {later} days",
    "outright": "a record says outright that an earlier injury was not recognised, examined or referred",
}


def words(m: Measure) -> Wording:
    """What the flag says."""
    age = age_in_words(m["age_days"])
    if m["kind"] == "information_gap" and m["reason"] == "newborn":
        return Wording(
            f"Blood in the white of an eye was recorded at the age of {age}, when it can come from the "
            "birth.",
            "Was it documented at the newborn examination, and did anybody ask what else could cause it?",
        )
    if m["kind"] == "information_gap":
        return Wording(
            f"An injury of this kind was recorded at the age of {age} and referred. No return that was "
            "read would hold the paediatric examination.",
            "Was the baby examined by a paediatrician, and when? Ask the hospital for its record.",
        )
    grounds = m["grounds"]
    by = {0: "the same day", 1: "the next day"}.get(m["days"], f"{m['days']} days")
    told = [GROUNDS[name].format(by=by, later=m["later"]) for name in grounds]
    if grounds == ["outright"]:
        return Wording(f"{told[0][0].upper()}{told[0][1:]}.")
    return Wording(
        "An injury that needs an explanation was recorded on a child who was not, or may not have been, "
        f"mobile: {listed(told)}."
    )


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a baby of that age, or without a return about that time."""
    stated = negated(case, "mobile").select("case_id").unique()
    months = f"{p.mobile_by_months}mo"
    stage = f"under {p.mobile_by_months} months"
    return age_scope(case, months, stage=stage, summed_up=True).join(
        stated, on="case_id", how="anti"
    )


@rule("sentinel-injury-infant", attention="high", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Sentinel injuries without both responses, or with a later one in view."""
    kids = shared(children(case))
    marks = shared(_marks(case, kids, p))
    missing = shared(_missing(case, kids, marks.filter(~pl.col("newborn")), p))
    told = missing.filter("told")
    outright = said(
        case, "earlier_injury_missed", statuses=("affirmed", "historical"), part="said outright"
    )
    flags = told_as_one(
        [
            ground(told.filter("sure"), "unanswered", "high"),
            ground(told.filter(~pl.col("sure"), ~pl.col("doubtful")), "unanswered", "medium"),
            ground(told.filter("doubtful"), "doubtful", "medium"),
            _later(case, kids, pl.concat([marks, _lesser(case, kids, marks, p)]), marks, p),
            ground(about_the_child(outright, case), "outright", "medium"),
        ]
    )
    return pl.concat([_flags(flags, p), _gaps(marks, missing)])


def _marks(case: Tables, kids: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Such injuries while the child was, or may have been, not mobile: one row a happening."""
    seen = affirmed(case, *PARTS).with_columns(
        evidence=_parts(pl.col("concept").replace(PARTS)), doubtful=pl.lit(False)
    )
    queried = doubted(case, *PARTS, part="doubtful mark").with_columns(doubtful=pl.lit(True))
    return _on_a_baby(case, kids, pl.concat([seen, queried]), p)


def _lesser(case: Tables, kids: pl.LazyFrame, marks: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Other injuries that a summary of several agencies tells of: a graver one may have followed."""
    rows = affirmed(case, *LESSER, part="earlier injury").with_columns(doubtful=pl.lit(False))
    told = without(rows.join(summed_up(case), on="case_id", how="semi"), marks)
    return _on_a_baby(case, kids, told, p).with_columns(sure=pl.lit(False))


def _on_a_baby(case: Tables, kids: pl.LazyFrame, rows: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Those before the incident under review on a child who may not have been mobile."""
    unexplained = without(rows, affirmed(case, "birthmark_documented"))
    before = before_the_incident(unexplained, case)
    mine = of_children(before, kids)
    eye = (pl.col("concept") == "subconjunctival_haemorrhage").all()
    figures = mine.group_by(*KEY, "happening").agg(eye=eye, doubtful=pl.col("doubtful").all())
    each = once(mine).join(figures, on=[*KEY, "happening"]).join(kids, on=list(KEY))
    return _not_mobile(case, kids, each, p)


def _parts(part: pl.Expr) -> pl.Expr:
    entry = pl.col("evidence").list.first().struct.field("event_id")
    return pl.concat_list(pl.struct(entry, part.alias("part")))


def _not_mobile(
    case: Tables, kids: pl.LazyFrame, marks: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Marks on a child who was not mobile, by age or by what records say; else perhaps not."""
    moving = of_children(affirmed(case, "mobile"), kids)
    still = shared(of_children(negated(case, "mobile"), kids))
    since = moving.group_by(KEY).agg(m_lo=pl.col("lo").min(), m_hi=pl.col("hi").min())
    until = still.group_by(KEY).agg(n_lo=pl.col("lo").min(), n_hi=pl.col("hi").min())
    here = still.select(*KEY, "happening", here=pl.lit(True)).unique()
    baby = affirmed(case, "infant_stated").select("case_id", baby=pl.lit(True)).unique()
    early, late = f"{p.mobile_from_months}mo", f"{p.mobile_by_months}mo"
    lo, hi, born_lo, born_hi = (pl.col(name) for name in ("lo", "hi", "born_lo", "born_hi"))
    moved = (pl.col("m_hi") <= lo).fill_null(False)
    never_moved = (pl.col("m_lo") > hi).fill_null(True)
    here_said = pl.col("here").fill_null(False)
    said_still = here_said | ((pl.col("n_lo") <= hi).fill_null(False) & ~moved)
    surely_still = here_said | ((pl.col("n_hi") <= lo).fill_null(False) & never_moved)
    young = (lo < born_hi.dt.offset_by(early)) | ((lo < born_hi.dt.offset_by(late)) & ~moved)
    perhaps = pl.when(born_lo.is_null()).then(pl.col("baby") & ~moved).otherwise(young)
    surely_young = (hi < born_lo.dt.offset_by(early)).fill_null(False)
    can, must = (hi >= born_lo).fill_null(True), (lo >= born_hi).fill_null(True)
    newborn = (hi < born_lo + pl.duration(days=p.newborn_days)).fill_null(False)
    may_be_newborn = (lo < born_hi + pl.duration(days=p.newborn_days)).fill_null(True)
    return (
        marks.join(since, on=list(KEY), how="left")
        .join(until, on=list(KEY), how="left")
        .join(here, on=[*KEY, "happening"], how="left")
        .join(baby, on="case_id", how="left")
        .filter(can, said_still | perhaps.fill_null(False))
        .with_columns(
            sure=pl.col("sure")
            & must
            & (surely_young | surely_still)
            & ~(pl.col("eye") & may_be_newborn),
            newborn=pl.col("eye") & newborn,
        )
    )


def _missing(case: Tables, kids: pl.LazyFrame, marks: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Marks without a referral or an examination in time; ``told`` where a return would show it."""
    reach = p.answered_within_days
    referred = of_each_child(affirmed(case, *RESPONSE), kids)
    examined = of_each_child(affirmed(case, "paediatric_examination"), kids)
    last = pl.col("hi") + pl.duration(days=reach)
    unseen = is_covered(
        not_followed_by(marks, examined, within_days=reach),
        covered(case, EXAMINERS, summed_up=True),
        first=pl.col("lo"),
        last=last,
    )
    by = [*KEY, "happening"]
    unreferred = not_followed_by(marks, referred, within_days=reach)
    none = unreferred.select(*by, no_referral=pl.lit(True), r_sure="sure")
    return (
        marks.join(none, on=by, how="left")
        .join(unseen.select(*by, "covered", e_sure="sure"), on=by, how="left")
        .filter(pl.col("no_referral") | pl.col("covered").is_not_null())
        .with_columns(
            told=pl.col("no_referral").fill_null(False) | pl.col("covered").fill_null(False),
            sure=pl.col("r_sure").fill_null(False)
            | (pl.col("e_sure") & pl.col("covered")).fill_null(False),
        )
    )


def _later(
    case: Tables, kids: pl.LazyFrame, earlier: pl.LazyFrame, marks: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Marks that another injury or the incident under review followed."""
    grave = of_children(affirmed(case, *GRAVE), kids)
    row = (*KEY, "happening", "lo", "hi", "evidence", "sure")
    harmed = pl.concat(
        [of_each_child(incident(case), kids).select(row), grave.select(row), marks.select(row)]
    ).select(*KEY, pl.exclude(KEY).name.prefix("x_"))
    later = pl.col("x_evidence").list.eval(
        pl.struct(pl.element().struct.field("event_id"), pl.lit("later injury").alias("part"))
    )
    after = pl.duration(days=p.same_injury_days)
    until = pl.duration(days=p.later_within_days)
    x_lo, x_hi = pl.col("x_lo"), pl.col("x_hi")
    must = (x_lo > pl.col("hi") + after) & (x_hi <= pl.col("lo") + until)
    pairs = (
        earlier.select(row)
        .join(harmed, on=list(KEY))
        .filter(
            pl.col("happening") != pl.col("x_happening"),
            x_hi > pl.col("lo") + after,
            x_lo <= pl.col("hi") + until,
        )
        .with_columns(
            sure=pl.col("sure") & pl.col("x_sure") & must,
            hi=pl.max_horizontal("hi", "x_hi"),
            evidence=put_together("evidence", later),
        )
    )
    return ground(pairs, "later", "medium")


def _flags(told: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    return findings(
        told,
        attention=pl.col("attention"),
        raised_on=pl.col("reached"),
        measure={
            "grounds": pl.col("grounds"),
            "days": pl.lit(p.answered_within_days),
            "later": pl.lit(p.later_within_days),
        },
    )


def _gaps(marks: pl.LazyFrame, missing: pl.LazyFrame) -> pl.LazyFrame:
    """What a return that wasn't sent would settle, and what birth can have caused."""
    newborn = marks.filter("newborn").with_columns(reason=pl.lit("newborn"))
    unread = missing.filter(~pl.col("told")).with_columns(reason=pl.lit("examination"))
    columns = (*KEY, "lo", "hi", "evidence", "sure", "born_lo", "reason")
    return findings(
        pl.concat([newborn.select(columns), unread.select(columns)]),
        attention="medium",
        kind="information_gap",
        measure={
            "age_days": pl.when("sure").then(age_in_days(pl.col("lo"), pl.col("born_lo"))),
            "reason": pl.col("reason"),
        },
    )
