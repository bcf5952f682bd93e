"""A child protection meeting to which no father is recorded as invited.

What it looks for
-----------------
A record or a review that says outright that a father or the mother's partner was not invited to a
child protection conference, a core group or another meeting about the child, was not told of it,
or was not sent its papers.

And a conference, core group or assessment whose record tells who came, was invited, sent apologies
or gave views, and in which no father appears, where the case has one: no invitation to him, attendance or apology is
recorded on that day or in the 21 days before or after it. Where the entry does not tell who came,
that is put as a question; in a summary that tells of a father who lives elsewhere, it is *possible*.

The record may show that he lives elsewhere, was worried about the child or offered to care: that is
told, because it may be protection that was left out.

Left out: meetings where a reason is recorded, such as the safety of the mother or the child, a court order, or
that nobody knows who he is.

Why it matters
--------------
Fathers are left out of meetings in two ways: as a risk that nobody assesses and as a safe parent
whom nobody asks. Reviews find both, and find that key information went to the mother alone and not
in writing.

Known limits
------------
- Minutes are seldom part of a chronology. Who came may be recorded where nobody looked.
- A father who attended and was written down under his name only is found where case.toml, or a
  word such as “partner, Sam Field”, tells that it is he.
- Two women may be the child's parents. Read the question as being about the parent who did not
  give birth.
- Not being invited may be what the mother asked for, out of fear. Ask before it is called exclusion.
- Letters and plans sent to one address only are not
  seen here unless a record says so.
- Fathers who are black or who do not live with the child are more often left out: the flag is of
  practice, not of them.

Questions for the panel
-----------------------
- Who decided whom to invite, and what would he have added, as risk or as protection?
- How was he told what was decided, and in writing?
- If he was left out for safety, who weighed that, and how was his part heard otherwise?

Sources
-------
- NSPCC Learning, Unseen men: learning from case reviews (2022)
- Cumbria Safeguarding Children Partnership, Learning Briefing “Ivy”: key information in writing
- East Sussex Safeguarding Children Partnership, Learning Briefing “Child Z” (2021),
  recommendation 3

Examples
--------
A conference in a summary, after the parents parted
    | date        | agency                 | record                                                  | evidence |
    | Spring 2019 | police                 | Parents separated. Father lives in Leeds.               |          |
    | Summer 2019 | children's social care | Initial child protection conference. Plan for neglect.  | meeting  |
    | Autumn 2019 | school                 | Sibling late most days.                                 |          |

    says: with no word of the father, of whom the summary tells elsewhere as living apart, worried or offering care.
    expect: flag, medium, possible

A conference in a summary, to which the absent father was asked
    | date        | agency                 | record                                                  | evidence |
    | Spring 2019 | police                 | Parents separated. Father lives in Leeds.               |          |
    | Summer 2019 | children's social care | Initial child protection conference. Father was invited. |         |
    | Autumn 2019 | school                 | Sibling late most days.                                 |          |

    expect: nothing found

A discussion of professionals that begins an enquiry and books the conference
    child born 2021-06-03
    father Tom
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                                                | evidence |
    | 2021-07-01 | health visitor         | Tom there, holding baby.                                                              |          |
    | 2021-08-02 | children's social care | In person: police, midwife, HV, legal adviser. S47 enquiry begun. ICPC on 16 August. |          |

    expect: nothing found

Sent away, and told afterwards
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                       | evidence      |
    | 2021-02-01 | children's social care | Core group. Foc only heard once it had finished.             | said outright |

    expect: flag, medium, possible

The minutes name everybody else
    child born 2021-06-03
    under review 2020-09-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence         |
    | 2021-07-01 | health visitor         | Dad holding baby, does the night feeds.                           |                  |
    | 2021-08-10 | children's social care | ICPC held. Mother, HV and school attended. CP plan made.          | meeting          |

    says: The record of a meeting or assessment tells once who came and names no father, and no invitation to him or papers sent to him are recorded in the 21 days before or 21 days after.
    raised: 2021-08-10
    expect: flag, medium, definite

Dad lives elsewhere and had rung with concerns
    child born 2021-06-03
    under review 2020-09-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence          |
    | 2021-07-01 | children's social care | Non-resident father rang, worried about the children.             | offered or worried |
    | 2021-09-10 | children's social care | Core group. Present: SW, mum, HV, school.                         | meeting           |

    says: He is also recorded as living elsewhere, worried, or offering care.
    raised: 2021-09-10
    expect: flag, medium, definite

A record says so outright
    child born 2021-06-03
    under review 2020-09-01 to 2022-06-30

    | date       | agency         | record                                                                    | evidence      |
    | 2021-08-12 | health visitor | Dad rang, says he had not been invited to the conference on Tuesday.      | said outright |

    says: A record says that a father or partner was not invited to a meeting, not told of it or not sent its papers.
    expect: flag, medium, definite

A review says so, without a date
    under review 2020-09-01 to 2022-06-30

    | date | agency | record                                                                          | evidence      |
    |      | review | Minutes were sent to mother only and Father was not told of the core groups.    | said outright |

    expect: flag, medium, definite

Conferences without a date
    under review 2020-09-01 to 2022-06-30

    | date | agency                 | record                                                               | evidence |
    |      | children's social care | Father visits at weekends.                                           |          |
    |      | children's social care | Review conference, attended by mother and the school.                | meeting  |
    |      | children's social care | Father was sent the minutes.                                         |          |

    expect: flag, medium, possible

An assessment with the views of everybody else
    child born 2021-06-03
    under review 2020-09-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-07-01 | health visitor         | Dad has Robin every weekend.                                      |          |
    | 2021-08-10 | children's social care | Assessment completed. Views of mum, nursery and HV.               | meeting  |

    expect: flag, medium, definite

A man who is named was not written to
    child born 2021-06-03
    father Liam
    under review 2020-09-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence      |
    | 2021-06-01 | children's social care | First review. In person. Liam not written to.                     | said outright |

    expect: flag, medium, definite

Invited on the first day that counts
    child born 2021-06-03
    under review 2020-09-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-07-20 | children's social care | Invitation sent to father.                                        |          |
    | 2021-08-10 | children's social care | ICPC held. Mother, HV and school attended.                        |          |

    expect: nothing found

Invited a day before that
    child born 2021-06-03
    under review 2020-09-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-07-19 | children's social care | Invitation sent to father.                                        |          |
    | 2021-08-10 | children's social care | ICPC held. Mother, HV and school attended.                        | meeting  |

    expect: flag, medium, definite

Minutes sent on the last day that counts
    child born 2021-06-03
    under review 2020-09-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-08-10 | children's social care | ICPC held. Mother, HV and school attended.                        |          |
    | 2021-08-31 | children's social care | Minutes sent to father.                                           |          |

    expect: nothing found

Minutes sent the day after
    child born 2021-06-03
    under review 2020-09-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-08-10 | children's social care | ICPC held. Mother, HV and school attended.                        | meeting  |
    | 2021-09-01 | children's social care | Minutes sent to father.                                           |          |

    expect: flag, medium, definite

He was there
    child born 2021-06-03
    under review 2020-09-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-08-10 | children's social care | ICPC held. Mother, father, HV and school attended.                |          |

    expect: nothing found

A reason is recorded
    child born 2021-06-03
    under review 2020-09-01 to 2022-06-30

    | date       | agency                 | record                                                                  | evidence |
    | 2021-07-01 | police                 | Non-molestation order granted against father.                           |          |
    | 2021-08-10 | children's social care | ICPC held. Mother, HV and school attended.                              |          |
    | 2021-08-10 | children's social care | Father was not invited to the conference for safety reasons.            |          |

    expect: nothing found

No father is spoken of
    child born 2021-06-03
    under review 2020-09-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-08-10 | children's social care | ICPC held. Mother, HV and school attended.                        |          |

    expect: nothing found

The entry does not tell who came
    child born 2021-06-03
    under review 2020-09-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-07-01 | health visitor         | Dad holding baby, does the night feeds.                           |          |
    | 2021-08-10 | children's social care | Initial child protection conference held. Plan for neglect.       | meeting  |

    says: Father at meetings: the records do not tell who came
    says: Child protection meetings are spoken of once without saying who was invited or came.
    says: Whether the father or the mother's partner was is not known.
    expect: information gap

No return of an agency that holds or attends meetings
    child born 2021-06-03
    under review 2020-09-01 to 2022-06-30
    ambulance covers 2020-09-01 to 2022-06-30

    | date       | agency    | record                                            | evidence |
    | 2021-08-10 | ambulance | Called to baby with fever. Dad travelled with baby. |        |

    expect: not assessable

Meetings twenty-eight days apart, and twenty-nine
    child born 2021-06-03
    under review 2020-09-01 to 2022-06-30

    | date       | agency                 | record                                                   | evidence |
    | 2021-07-01 | health visitor         | Dad holding baby, does the night feeds.                  |          |
    | 2021-08-10 | children's social care | ICPC held. Mother, HV and school attended. CP plan made. | meeting  |
    | 2021-09-07 | children's social care | Core group. Present: SW, mum, HV, school.                | meeting  |
    | 2021-10-06 | children's social care | Core group. Present: SW, mum, HV, school.                | meeting  |

    says: The record of a meeting or assessment tells twice who came and names no father, and no invitation to him or papers sent to him are recorded in the 21 days before or 21 days after.
    raised: 2021-08-10, 2021-10-06
    expect: 2 flags, medium, definite

Kept out, in other words
    | date     | agency | record                                                                         | evidence      |
    | May 2019 | review | Dad was never consulted about the plan.                                        | said outright |
    | May 2019 | review | The birth father was advised that he should see a solicitor about his worries. | said outright |

    expect: flag, medium, definite

Consulted
    | date       | agency         | record                                                                         | evidence |
    | 2019-05-01 | social worker  | Dad was consulted about the plan.                                              |          |
    | 2019-05-02 | social worker  | Father was not told the baby's sex.                                            |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold, times
from chronology.tables import Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    coverage_scope,
    gathered,
    negated,
    not_followed_by,
    put_together,
    said,
    shared,
    told_once,
    told_together,
    without,
)

CASE = ("case_id",)

MEETINGS = ("child_protection_conference", "core_group")
"""Meetings to which parents are invited and whose record tells who came."""

SPOKEN_OF = ("male_carer", "male_carer_identified")
"""What shows that an entry speaks of a father or partner, by word or by name."""

PLANNED = (
    *MEETINGS,
    "child_in_need_plan",
    "early_help",
    "assessment",
    "strategy_discussion",
    "section_47",
    "virtual_meeting",
    "meeting_attendance",
)
"""What an entry is about, where it says that he was not asked."""

APART = ("separation", "contact_after_separation", "father_protective")
"""What tells that there is a father who lives elsewhere."""

AT_MEETINGS = (
    "childrens_social_care",
    "early_help",
    "health_visiting",
    "midwifery",
    "gp",
    "police",
    "education",
    "other",
)
"""Agencies whose records would tell of a conference or core group."""


class Parameters(Params):
    """The rule's numbers."""

    told_together_days: int = threshold(
        28,
        ge=0,
        le=183,
        description="meetings within so many days of each other are told together",
        basis="project default",
    )
    before_days: int = threshold(
        21,
        ge=0,
        le=90,
        description="an invitation counts from so many days before the meeting",
        basis="project default",
    )
    after_days: int = threshold(
        21,
        ge=0,
        le=90,
        description="minutes sent count up to so many days after the meeting",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        return Wording(
            f"Child protection meetings are spoken of {times(m['meetings'])} without saying who "
            "was invited or came. Whether the father or the mother's partner was is not known.",
            "Who was invited, who came and who was sent the minutes? Ask children's social care.",
            "Father at meetings: the records do not tell who came",
        )
    told = []
    if m["outright"]:
        told.append(
            "A record says that a father or partner was not invited to a meeting, not told of it or "
            "not sent its papers."
        )
    if m["meetings"] and m["apart"]:
        told.append(
            f"Child protection meetings are spoken of {times(m['meetings'])} with no word of the father, "
            "of whom the summary tells elsewhere as living apart, worried or offering care. Whether he was "
            "asked, it does not say."
        )
    elif m["meetings"]:
        told.append(
            f"The record of a meeting or assessment tells {times(m['meetings'])} who came and "
            "names no father, and no invitation to him or papers sent to him are recorded in the "
            f"{m['before']} days before or {m['after']} days after."
        )
    if m["protective"] and not m["apart"]:
        told.append("He is also recorded as living elsewhere, worried, or offering care.")
    return Wording(" ".join(told))


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no agency that holds or attends such meetings was read."""
    return coverage_scope(
        case, AT_MEETINGS, reason="No return of an agency that holds or attends meetings was read."
    )


@rule("father-not-invited", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Meetings without him, and what is said outright; those close together in one."""
    reasons = affirmed(case, "father_not_asked_reason").select("case_id").unique()
    silent = shared(
        _without_him(case, p)
        .join(reasons, on="case_id", how="anti")
        .pipe(_of_known_fathers, case)
        .pipe(_where_he_lives_apart, case)
    )
    outright = _outright(case).join(reasons, on="case_id", how="anti")
    told_who = pl.col("attendance") | pl.col("apart")
    found = shared(pl.concat([silent.filter(told_who).drop("attendance"), outright]))
    unknown = silent.filter(~told_who & (pl.col("kind") == "meeting"))
    gaps = unknown.drop("attendance").join(found.select("case_id"), on="case_id", how="anti")
    flags = _with_what_he_offered(_told(found, p.told_together_days), case)
    questions = told_once(gaps, *_figures()).with_columns(protective=False)
    return pl.concat([_findings(flags, case, p), _findings(questions, case, p, "information_gap")])


def _without_him(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Meetings in whose entry, and around which, no father appears; ``attendance`` where the
    entry tells who came."""
    who_came = affirmed(case, "meeting_attendance").select("case_id", "happening").unique()
    heard = affirmed(case, "assessment", part="meeting").join(
        who_came, on=["case_id", "happening"], how="semi"
    )
    # a discussion that begins an enquiry, and books a conference, is one of professionals
    begins = affirmed(case, "enquiry_begun")
    meetings = without(pl.concat([affirmed(case, *MEETINGS, part="meeting"), heard]), begins)
    named = said(case, *SPOKEN_OF, "male_carer_not_seen", statuses=("affirmed", "negated"))
    before, after = pl.duration(days=p.before_days), p.before_days + p.after_days
    early = without(meetings, named).with_columns(pl.col("lo", "hi") - before)
    left = not_followed_by(early, affirmed(case, "father_invited"), within_days=after, by=CASE)
    return (
        left.with_columns(pl.col("lo", "hi") + before, kind=pl.lit("meeting"))
        .join(who_came.with_columns(attendance=True), on=["case_id", "happening"], how="left")
        .with_columns(pl.col("attendance").fill_null(False))
    )


def _of_known_fathers(meetings: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    """Those of cases that have a father or a mother's partner."""
    known = case.persons.filter(pl.col("role").is_in(["father", "partner"]))
    return meetings.join(known, on="case_id", how="semi")


def _where_he_lives_apart(meetings: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    """``apart``: a summary tells of a father who lives elsewhere and at no meeting of him. It seldom
    says who came, so such a meeting is *possible*."""
    summed_up = case.coverage.filter("returned", pl.col("from_date").is_null()).select("case_id")
    asked = affirmed(case, "father_invited", "father_met").select("case_id").unique()
    known = affirmed(case, *APART).group_by("case_id").agg(_since=pl.col("lo").min())
    lives_apart = known.join(summed_up.unique(), on="case_id", how="semi").join(
        asked, on="case_id", how="anti"
    )
    since = pl.col("_since") <= pl.col("hi")
    apart = since.fill_null(False) & (pl.col("kind") == "meeting")
    return (
        meetings.join(lives_apart, on="case_id", how="left")
        .with_columns(apart=apart, sure=pl.col("sure") & (~apart | pl.col("attendance")))
        .drop("_since")
    )


def _outright(case: Tables) -> pl.LazyFrame:
    """What says in so many words that he was left out."""
    spoken_of = affirmed(case, *SPOKEN_OF).select("case_id", "happening").unique()
    of_him = affirmed(case, "not_asked_to_meeting", part="said outright").join(
        spoken_of, on=["case_id", "happening"], how="semi"
    )
    planned = affirmed(case, *PLANNED).select("case_id", "happening").unique()
    kept_out = affirmed(case, "father_kept_out", part="said outright").join(
        planned, on=["case_id", "happening"], how="semi"
    )
    stated = affirmed(case, "father_left_out", part="said outright")
    said_so = pl.concat(
        [
            stated,
            without(kept_out, stated).with_columns(sure=pl.lit(False)),
            negated(case, "father_invited", part="said outright"),
            of_him,
        ]
    )
    return said_so.with_columns(kind=pl.lit("outright"), apart=pl.lit(False))


def _figures() -> tuple[pl.Expr, ...]:
    is_meeting = pl.col("kind") == "meeting"
    return (
        pl.col("happening").filter(is_meeting).n_unique().cast(pl.Int64).alias("meetings"),
        (pl.col("kind") == "outright").any().alias("outright"),
        pl.col("apart").any(),
    )


def _told(rows: pl.LazyFrame, apart_days: int) -> pl.LazyFrame:
    return told_together(rows, *_figures(), apart_days=apart_days)


def _with_what_he_offered(told: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    """That he lives elsewhere, was worried or offered to care stands beside each flag."""
    offered = (
        affirmed(case, "father_protective", part="offered or worried")
        .group_by("case_id")
        .agg(offered=gathered("evidence"))
    )
    return told.join(offered, on="case_id", how="left").with_columns(
        protective=pl.col("offered").is_not_null(),
        evidence=put_together("evidence", "offered"),
    )


def _findings(told: pl.LazyFrame, case: Tables, p: Parameters, kind: str = "flag") -> pl.LazyFrame:
    return findings(
        about_the_child(told, case),
        attention="medium" if kind == "flag" else "low",
        kind=kind,
        raised_on=pl.col("reached"),
        measure={
            "meetings": pl.col("meetings"),
            "outright": pl.col("outright"),
            "protective": pl.col("protective"),
            "apart": pl.col("apart"),
            "before": pl.lit(p.before_days),
            "after": pl.lit(p.after_days),
        },
    )
