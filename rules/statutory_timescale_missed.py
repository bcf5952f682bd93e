"""A step of the child protection process later than its statutory time, or said to be late.

What it looks for
-----------------
Steps that the records date, against the time that Working Together gives them:

- the decision on a referral within one working day
- the end of an assessment within 45 working days of the referral (of its opening, where no referral
  is recorded in the ten days before)
- the initial child protection conference within 15 working days of the strategy discussion that
  began the section 47 enquiry (not of the referral, nor of a later discussion)
- the first core group within ten working days of that conference
- the first review conference within three months, each later one within six

A step that came late is raised, with more attention where it took twice as long as allowed. A first
core group or review conference that is not recorded at all is raised low, and only where the
conference made a plan that was not ended, and social care's return covers that time and was being
written in it. Where the dates given can't tell met from missed, or no return covers the days, that is
put as a question.

And what records say outright: that a meeting, visit or assessment was late, out of timescale, or
not held as often as it had to be. A statement that belongs to a step that was late is told with it.

Intervals that local procedures set (how often core groups meet, how soon the child is seen) are
looked for only where case.toml or the policy profile gives them.

Working days leave out weekends and bank holidays of England and Wales; the day it counts from is
day nought.

Why it matters
--------------
Each of these times is there so that a child who may be at risk is not left without a decision, a plan
or a review. Lateness is a question to the system before it is one to anybody: staffing, the chair's
diary, awaited reports, a family's own request.

Known limits
------------
- The times are those of Working Together 2018 and 2023. Whether the 2026 guidance changed any was not
  verified; give a policy profile its dated numbers. Wales and Scotland differ.
- A delay may be agreed and right: an interpreter, a baby's birth, a parent who is ill. A reason that
  is recorded is told.
- A chronology names few meetings. A step that is in another record, or that the author thought not
  worth a line, looks late or missing here. Families with more agencies have more meetings to be late.
- Where no record says which strategy discussion began the enquiry, any may have: that stays *possible*.
- Visits at a local frequency, reports to be sent before a conference, and the notice of a serious
  incident and its rapid review are not counted here, only what records say of them.
- Conferences after a birth, transfers in and repeat enquiries have rules of their own locally.

Questions for the panel
-----------------------
- Was a reason recorded for the delay, who agreed to it, and what was in place for the child meanwhile?
- What in the system made it late: staffing, information from others, or how the time was counted?

Sources
-------
- HM Government, Working Together to Safeguard Children (2018, 2023), seen via Pan Sussex, Tees, Devon
  and Liverpool procedures and proceduresonline.com; the 2026 edition's text was not seen
- Knowsley, Liverpool and Social Care Wales procedures: local examples of how often and how soon
- Cumbria Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Ivy”: procedures
  are to be known, and challenged when they are not followed

Examples
--------
How many days it took, told without the word late
    | date | agency                 | record                                           | evidence           |
    | n/k  | children's social care | C&F done in 61 WD.                               | said to be late    |
    | n/k  | children's social care | Conference 29 days after the strategy meeting.   | said to be late    |

    expect: flag, medium, definite

The same within the time allowed
    | date | agency                 | record                                           | evidence |
    | n/k  | children's social care | C&F done in 41 WD.                               |          |
    | n/k  | children's social care | Conference 14 days after the strategy meeting.   |          |

    expect: not assessable

The conference one day late
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence                                |
    | 2021-06-01 | children's social care | Strategy discussion held with police and health. S47 agreed.      | strategy discussion, section 47 enquiry |
    | 2021-06-10 | health visitor         | Home visit. Weight on 25th centile.                               |                                         |
    | 2021-06-23 | children's social care | ICPC held. No plan, CIN to follow.                                | child protection conference             |

    says: Later than its time: initial child protection conference
    says: The initial child protection conference was 22 days after the strategy discussion; 15 working days ended on 2021-06-22.
    raised: 2021-06-23
    expect: flag, medium, definite

The conference on the last day
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-06-01 | children's social care | Strategy discussion held with police and health. S47 agreed.      |          |
    | 2021-06-22 | children's social care | ICPC held. No plan, CIN to follow.                                |          |

    expect: nothing found

It took twice as long as allowed
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence                                |
    | 2021-06-01 | children's social care | Strategy mtg. Threshold for section 47 met, single agency.        | strategy discussion, section 47 enquiry |
    | 2021-07-13 | children's social care | Initial conference, parents attended. Threshold for plan not met. | child protection conference             |

    raised: 2021-06-23
    expect: flag, high, definite

A day less than twice as long
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence                                |
    | 2021-06-01 | children's social care | Strategy mtg. Threshold for section 47 met, single agency.        | strategy discussion, section 47 enquiry |
    | 2021-07-12 | children's social care | Initial conference, parents attended. Threshold for plan not met. | child protection conference             |

    raised: 2021-06-23
    expect: flag, medium, definite

Not counted from the discussion that began no enquiry
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-05-04 | children's social care | Strategy discussion, agreed to continue the assessment.           |          |
    | 2021-06-01 | children's social care | Strategy discussion, joint section 47 started.                    |          |
    | 2021-06-15 | children's social care | ICPC held. No plan, CIN to follow.                                |          |

    expect: nothing found

The enquiry recorded two days after the discussion
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence                    |
    | 2021-06-01 | children's social care | Strategy discussion with police.                                  | strategy discussion         |
    | 2021-06-03 | children's social care | Section 47 enquiry started, visit to family.                      | section 47 enquiry          |
    | 2021-06-23 | children's social care | ICPC held. No plan, CIN to follow.                                | child protection conference |

    expect: flag, medium, definite

No record says which discussion began the enquiry
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence                    |
    | 2021-06-01 | children's social care | Strategy discussion with police.                                  | strategy discussion         |
    | 2021-06-04 | children's social care | Section 47 enquiry started, visit to family.                      |                             |
    | 2021-06-23 | children's social care | ICPC held. No plan, CIN to follow.                                | child protection conference |

    expect: flag, low, possible

Too long after to belong to that discussion
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-06-01 | children's social care | Strategy discussion held with police and health. S47 agreed.      |          |
    | 2021-09-21 | children's social care | ICPC held. No plan, CIN to follow.                                |          |

    expect: nothing found

Ninety days after it was due
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence                                |
    | 2021-06-01 | children's social care | Strategy discussion held with police and health. S47 agreed.      | strategy discussion, section 47 enquiry |
    | 2021-09-20 | children's social care | ICPC held. No plan, CIN to follow.                                | child protection conference             |

    expect: flag, high, definite

The core group a day late, with a reason
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                                         | evidence                                     |
    | 2021-06-22 | children's social care | ICPC. Made subject to CP plan, neglect.                                        | child protection conference                  |
    | 2021-07-07 | children's social care | First core group. Held late because of SW's annual leave.                      | core group, said to be late and why   |
    | 2021-09-22 | children's social care | RCPC, plan to continue.                                                        |                                              |

    says: Later than its time: first core group
    says: The first core group was 15 days after the child protection conference; 10 working days ended on 2021-07-06.
    says: The records say so themselves.
    raised: 2021-07-07
    expect: flag, medium, definite

The core group and the review on their last days
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                       | evidence |
    | 2021-06-22 | children's social care | ICPC. Made subject to CP plan, neglect.      |          |
    | 2021-07-06 | children's social care | First core group at the children's centre.   |          |
    | 2021-09-22 | children's social care | RCPC, plan to continue.                      |          |
    | 2022-03-22 | children's social care | Review conference. Plan to continue.         |          |

    expect: nothing found

The first review a day late
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                       | evidence                    |
    | 2021-06-22 | children's social care | ICPC. Made subject to CP plan, neglect.      | child protection conference |
    | 2021-07-06 | children's social care | First core group at the children's centre.   |                             |
    | 2021-09-23 | children's social care | RCPC, plan to continue.                      | review conference           |

    says: Later than its time: review child protection conference
    says: The review child protection conference was 93 days after the conference before; 3 months ended on 2021-09-22.
    raised: 2021-09-23
    expect: flag, medium, definite

A later review a day late
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                       | evidence          |
    | 2021-09-22 | children's social care | RCPC, plan to continue.                      | review conference |
    | 2022-03-23 | children's social care | Review conference. Plan to continue.         | review conference |

    expect: flag, medium, definite

The assessment a day late
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                | evidence          |
    | 2021-06-01 | children's social care | Referral received from GP re mum's low mood.          | referral          |
    | 2021-06-11 | children's social care | C&F assessment opened.                                | assessment opened |
    | 2021-08-04 | children's social care | C&F assessment completed, for CIN.                    | assessment ended  |

    says: Later than its time: end of an assessment
    says: The end of an assessment was 64 days after its referral or opening; 45 working days ended on 2021-08-03.
    raised: 2021-08-04
    expect: flag, medium, definite

The assessment on the last day
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                | evidence |
    | 2021-06-01 | children's social care | Referral received from GP re mum's low mood.          |          |
    | 2021-06-11 | children's social care | C&F assessment opened.                                |          |
    | 2021-08-03 | children's social care | C&F assessment completed, for CIN.                    |          |

    expect: nothing found

The referral was too long before the assessment was opened
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                | evidence |
    | 2021-06-01 | children's social care | Referral received from GP re mum's low mood.          |          |
    | 2021-06-12 | children's social care | C&F assessment opened.                                |          |
    | 2021-08-04 | children's social care | C&F assessment completed, for CIN.                    |          |

    expect: nothing found

A referral decided on after two working days
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                | evidence |
    | 2021-06-04 | children's social care | Referral received from nursery.                       | referral |
    | 2021-06-08 | children's social care | Referral screened by duty manager, early help.        | decision |

    says: Later than its time: decision on a referral
    says: The decision on a referral was 4 days after the referral; 1 working day ended on 2021-06-07.
    raised: 2021-06-08
    expect: flag, low, definite

A referral on a Friday decided on the Monday
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                | evidence |
    | 2021-06-04 | children's social care | Referral received from nursery.                       |          |
    | 2021-06-07 | children's social care | Referral screened by duty manager, early help.        |          |

    expect: nothing found

No core group recorded after the conference, in a return that was being written
    child born 2021-03-01
    under review 2021-01-01 to 2021-08-30

    | date       | agency                 | record                                       | evidence                    |
    | 2021-06-22 | children's social care | ICPC. Made subject to CP plan, neglect.      | child protection conference |
    | 2021-06-28 | children's social care | SW visit, child seen.                        |                             |
    | 2021-07-06 | children's social care | T/c to mum re nursery place.                 |                             |

    says: Not recorded: first core group
    says: No first core group is recorded within 10 working days of the child protection conference.
    says: Ask social care: when was the first core group, and was a reason recorded if it was late?
    raised: 2021-07-07
    expect: flag, low, definite

No core group recorded, in a return that says next to nothing
    child born 2021-03-01
    under review 2021-01-01 to 2021-08-30

    | date       | agency                 | record                                       | evidence |
    | 2021-06-22 | children's social care | ICPC. Made subject to CP plan, neglect.      |          |
    | 2021-06-28 | children's social care | SW visit, child seen.                        |          |
    | 2021-07-07 | children's social care | T/c to mum re nursery place.                 |          |

    expect: nothing found

The return ends before the core group was due
    child born 2021-03-01
    under review 2021-01-01 to 2021-08-30
    children's social care covers 2021-01-01 to 2021-07-05

    | date       | agency                 | record                                       | evidence                    |
    | 2021-06-22 | children's social care | ICPC. Made subject to CP plan, neglect.      | child protection conference |
    | 2021-06-28 | children's social care | SW visit, child seen.                        |                             |
    | 2021-07-05 | children's social care | T/c to mum re nursery place.                 |                             |

    says: No first core group is recorded within 10 working days of the child protection conference, and no return of social care covers those days.
    expect: information gap

The plan ended before it was due
    child born 2021-03-01
    under review 2021-01-01 to 2021-12-30

    | date       | agency                 | record                                       | evidence |
    | 2021-06-22 | children's social care | ICPC. Made subject to CP plan, neglect.      |          |
    | 2021-06-28 | children's social care | SW visit, child seen.                        |          |
    | 2021-07-01 | children's social care | Family moved away, CP plan ended.            |          |
    | 2021-07-05 | children's social care | Transfer summary sent.                       |          |

    expect: nothing found

The month tells that it was late
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date        | agency                 | record                                                       | evidence                                |
    | 2021-06-01  | children's social care | Strategy discussion held with police and health. S47 agreed. | strategy discussion, section 47 enquiry |
    | August 2021 | children's social care | ICPC held. No plan, CIN to follow.                           | child protection conference             |

    says: As far as the dates tell, the initial child protection conference was more than 15 working days after the strategy discussion.
    expect: flag, high, definite

More of the month is late than not
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date        | agency                 | record                                                       | evidence                                |
    | 2021-06-17  | children's social care | Strategy discussion held with police and health. S47 agreed. | strategy discussion, section 47 enquiry |
    | July 2021   | children's social care | ICPC held. No plan, CIN to follow.                           | child protection conference             |

    expect: flag, low, possible

Less of the month is late than not
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date        | agency                 | record                                                       | evidence                                |
    | 2021-07-06  | children's social care | Strategy discussion held with police and health. S47 agreed. | strategy discussion, section 47 enquiry |
    | July 2021   | children's social care | ICPC held. No plan, CIN to follow.                           | child protection conference             |

    says: Cannot be told from the dates: initial child protection conference
    says: The dates given cannot tell whether the initial child protection conference was within 15 working days of the strategy discussion.
    says: Ask social care: when was the initial child protection conference, and was a reason recorded if it was late?
    expect: information gap

Told in a review, without dates or agencies
    | date | agency | record                                                                                  | evidence        |
    |      | review | The initial conference took place well outside the statutory timescale.                 | said to be late |
    |      | review | Core groups did not happen as often as they should have.                                | said to be late |
    |      | review | Mother was well supported by her own mother.                                            |                 |

    says: A statutory meeting, visit or assessment said to be late
    says: 2 entries say that a meeting, visit or assessment was late, or not held as it had to be.
    expect: flag, medium, definite

The statement belongs to the step that was late
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence                                |
    | 2021-06-01 | children's social care | Strategy discussion held with police and health. S47 agreed.      | strategy discussion, section 47 enquiry |
    | 2021-06-25 | children's social care | ICPC held. No plan, CIN to follow.                                | child protection conference             |
    | 2021-07-25 | health visitor         | Discussed in supervision that the ICPC was out of timescale.       | said to be late                        |

    expect: flag, medium, definite

Lateness of another kind
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2021-03-21 | health visitor         | New birth visit day 20, baby in SCBU until then.                  |          |
    | 2021-06-25 | children's social care | Minutes of the core group were not circulated.                    |          |
    | 2021-07-25 | health visitor         | Mum 20 minutes late for clinic. Rent two weeks late.              |          |
    | 2021-08-01 | health visitor         | Feeding review visit cancelled by our service, staff sickness.    |          |

    expect: nothing found

Core groups further apart than local procedures set
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30
    with core_groups_every_days = 31

    | date       | agency                 | record                                       | evidence   |
    | 2021-07-01 | children's social care | Core group at the children's centre.         | core group |
    | 2021-08-02 | children's social care | Core group, parents attended.                | core group |
    | 2021-09-02 | children's social care | Core group, dad joined.                      |            |

    says: Later than its time: core group
    says: The core group was 32 days after the core group before; 31 days ended on 2021-08-01.
    raised: 2021-08-02
    expect: flag, medium, definite

The child seen later than local procedures set
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30
    with child_seen_working_days = 1

    | date       | agency                 | record                                                            | evidence                                |
    | 2021-06-01 | children's social care | Strategy discussion held with police and health. S47 agreed.      | strategy discussion, section 47 enquiry |
    | 2021-06-03 | children's social care | Home visit by SW, baby seen awake.                                | child seen                              |

    says: Later than its time: sighting of the child
    says: The sighting of the child was 2 days after the strategy discussion; 1 working day ended on 2021-06-02.
    raised: 2021-06-03
    expect: flag, high, definite

No return of social care
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30
    children's social care: no return

    | date       | agency         | record                               | evidence |
    | 2021-06-10 | health visitor | Home visit. Weight on 25th centile.  |          |

    expect: not assessable

The statement is written a day too late to belong to the step
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                       | evidence                                |
    | 2021-06-01 | children's social care | Strategy discussion held with police and health. S47 agreed. | strategy discussion, section 47 enquiry |
    | 2021-06-25 | children's social care | ICPC held. No plan, CIN to follow.                           | child protection conference             |
    | 2021-07-26 | health visitor         | Discussed in supervision that the ICPC was out of timescale. | said to be late                         |

    says: An entry says that a meeting, visit or assessment was late, or not held as it had to be.
    raised: 2021-06-23, 2021-07-26
    expect: 2 flags, medium, definite
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold
from chronology.tables import Tables
from chronology.temporal import (
    Reach,
    about_the_child,
    affirmed,
    coverage_scope,
    covered,
    days,
    done_late,
    entries_between,
    followed_by,
    is_covered,
    months,
    negated,
    never_done,
    said,
    shared,
    those,
    told_with,
    without,
    working_days,
)

CASE = ("case_id",)

SOCIAL_CARE = ("childrens_social_care",)
"""Whose record holds these meetings and assessments, and when they were."""

HEALTH = ("health_visiting", "gp", "midwifery", "hospital", "paediatrics", "adult_mental_health")

MEETINGS = (
    "strategy_discussion",
    "section_47",
    "enquiry_begun",
    "initial_conference",
    "child_protection_conference",
    "review_conference",
    "core_group",
    "assessment_begun",
    "assessment_ended",
)
"""The steps of the child protection process, which make a lateness one of it."""

OTHER_LATENESS = (
    "plan_drift",
    "appointment_offered_service",
    "universal_contact_left_out",
    "new_birth_visit",
    "six_week_review",
    "one_year_review",
)
"""What makes it another pattern's: drift, the health visitor's contacts."""

STEPS = {
    "decision": ("decision on a referral", "the referral"),
    "assessment": ("end of an assessment", "its referral or opening"),
    "conference": ("initial child protection conference", "the strategy discussion"),
    "core group": ("first core group", "the child protection conference"),
    "review": ("review child protection conference", "the conference before"),
    "later core group": ("core group", "the core group before"),
    "child seen": ("sighting of the child", "the strategy discussion"),
}
"""Each step: what it is called, and what its time counts from."""


def _statutory(number: int, most: int, text: str, via: str) -> int:
    source = f"Working Together 2018 and 2023, seen via {via}"
    made: int = threshold(
        number, ge=1, le=most, description=text, basis="statutory", source=source, dated=True
    )
    return made


def _local(most: int, text: str, source: str) -> int:
    told = f"{text}; 0: not looked for"
    made: int = threshold(
        0, ge=0, le=most, description=told, basis="local example", source=source, dated=True
    )
    return made


def _ours(number: int, least: int, most: int, text: str) -> int:
    made: int = threshold(number, ge=least, le=most, description=text, basis="project default")
    return made


class Parameters(Params):
    """The rule's numbers."""

    decision_working_days: int = _statutory(
        1, 10, "working days to decide on a referral", "Tees and Pan Sussex procedures"
    )
    assessment_working_days: int = _statutory(
        45, 90, "working days from the referral to the end of an assessment", "proceduresonline.com"
    )
    conference_working_days: int = _statutory(
        15,
        60,
        "working days from the strategy discussion that began the section 47 enquiry to the "
        "initial conference",
        "Pan Sussex procedures",
    )
    core_group_working_days: int = _statutory(
        10, 60, "working days from the conference to the first core group", "Liverpool procedures"
    )
    first_review_months: int = _statutory(
        3, 12, "months to the first review conference", "Tees procedures"
    )
    later_review_months: int = _statutory(
        6, 12, "months to each later review conference", "Tees procedures"
    )
    core_groups_every_days: int = _local(
        120, "days between core groups", "Liverpool: monthly; Wales: at most six weeks"
    )
    child_seen_working_days: int = _local(
        20, "working days from the section 47 decision until the child is seen", "Knowsley: 1"
    )
    opened_within_days: int = _ours(
        10, 1, 45, "days from a referral within which its decision or its assessment is looked for"
    )
    enquiry_within_days: int = _ours(
        2, 0, 14, "days from a strategy discussion within which its section 47 enquiry is recorded"
    )
    belongs_within_days: int = _ours(
        90, 7, 365, "days after it was due from which a step is taken for another one"
    )
    silent_among_entries: int = _ours(
        2, 1, 50, "other entries in the time allowed, for a step that is not recorded to count"
    )
    high_at_times: int = _ours(
        2, 2, 10, "times the time allowed, from which it is raised with high attention"
    )
    said_near_days: int = _ours(
        30, 0, 180, "days within which a statement belongs to the step that was late"
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["step"] is None:
        number = "An entry says" if m["said"] == 1 else f"{m['said']} entries say"
        return Wording(
            f"{number} that a meeting, visit or assessment was late, or not held as it had to be."
            + _reason(m),
            title="A statutory meeting, visit or assessment said to be late",
        )
    name, since = STEPS[m["step"]]
    allowed = f"{m['allowed']} {m['unit'] if m['allowed'] > 1 else m['unit'][:-1]}"
    asked = f"Ask social care: when was the {name}, and was a reason recorded if it was late?"
    if m["missing"]:
        told = f"No {name} is recorded within {allowed} of {since}"
        if m["kind"] == "information_gap":
            told += ", and no return of social care covers those days"
            return Wording(f"{told}.", asked, f"Not recorded: {name}")
        return Wording(f"{told}.{_also(m)}", asked, f"Not recorded: {name}")
    if m["kind"] == "information_gap":
        told = f"The dates given cannot tell whether the {name} was within {allowed} of {since}."
        return Wording(told, asked, f"Cannot be told from the dates: {name}")
    if m["days"] is None:
        told = f"As far as the dates tell, the {name} was more than {allowed} after {since}."
    else:
        told = f"The {name} was {m['days']} days after {since}; {allowed} ended on {m['due']}."
    return Wording(told + _also(m), title=f"Later than its time: {name}")


def _also(m: Measure) -> str:
    return (" The records say so themselves." if m["said"] else "") + _reason(m)


def _reason(m: Measure) -> str:
    return " A reason is recorded." if m["reason"] else ""


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a return of social care, whose meetings these are."""
    reason = "No return of children's social care was read."
    return coverage_scope(case, SOCIAL_CARE, reason=reason)


@rule("statutory-timescale-missed", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Steps that were late, steps that are not recorded, and lateness that records state."""
    found = shared(pl.concat(_steps(case, p), how="diagonal"))
    told = told_with(
        found.filter("likely"), _statements(case), apart_days=p.said_near_days, by=CASE
    )
    return pl.concat([_flags(case, told, p), _questions(case, found.filter(~pl.col("likely")))])


def _steps(case: Tables, p: Parameters) -> list[pl.LazyFrame]:
    more = ("safeguarding_referral", "referral_decided", "child_protection_plan")
    told = shared(affirmed(case, *MEETINGS, *more))
    referrals = shared(those(told, "safeguarding_referral", part="referral"))
    decided = those(told, "referral_decided", part="decision")
    assessed = those(told, "assessment_ended", part="assessment ended")
    enquiries = shared(_enquiries(told, p))
    conferences = shared(_initial_conferences(told))
    reviews = shared(those(told, "review_conference", part="review conference"))
    groups = shared(those(told, "core_group", part="core group"))
    opened = _assessments(told, referrals, p)
    seen = said(case, "child_not_seen", statuses=("negated",), part="child seen")
    return [
        _late(p, "decision", referrals, decided, "decision_working_days"),
        _late(p, "assessment", opened, assessed, "assessment_working_days"),
        _late(p, "conference", enquiries, conferences, "conference_working_days"),
        _late(p, "core group", conferences, groups, "core_group_working_days"),
        _missing(case, p, "core group", conferences, groups, "core_group_working_days"),
        _late(p, "review", conferences, reviews, "first_review_months", "months"),
        _missing(case, p, "review", conferences, reviews, "first_review_months", "months"),
        _late(p, "review", reviews, reviews, "later_review_months", "months", repeats=True),
        _late(
            p, "later core group", groups, groups, "core_groups_every_days", "days", repeats=True
        ),
        _late(p, "child seen", enquiries, seen, "child_seen_working_days"),
    ]


def _reach(p: Parameters, number: str, unit: str) -> Reach:
    count = {"working days": working_days, "months": months, "days": days}[unit]
    return count(lambda day: p.at(number, day))


def _enquiries(told: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """The strategy discussions that began an enquiry; where no record says which, any may have."""
    discussions = shared(those(told, "strategy_discussion", part="strategy discussion"))
    begun = those(told, "section_47", "enquiry_begun", part="section 47 enquiry")
    led_to_it = shared(
        followed_by(discussions, begun, within_days=p.enquiry_within_days, by=CASE).drop(
            "then_lo", "then_hi"
        )
    )
    unsaid = discussions.join(led_to_it.select("case_id").unique(), on="case_id", how="anti")
    return pl.concat([led_to_it, unsaid.with_columns(sure=pl.lit(False))])


def _initial_conferences(told: pl.LazyFrame) -> pl.LazyFrame:
    """Initial conferences, and those that made a plan and may have been one."""
    part = "child protection conference"
    initial = shared(those(told, "initial_conference", part=part))
    planned = those(told, "child_protection_plan", part=part)
    others = without(those(told, "child_protection_conference", part=part), initial)
    others = without(others, those(told, "review_conference", part=part)).join(
        planned.select("case_id", "happening").unique(), on=["case_id", "happening"], how="semi"
    )
    return pl.concat([initial, others.with_columns(sure=pl.lit(False))])


def _assessments(told: pl.LazyFrame, referrals: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """What an assessment's time counts from: its referral, or where none is near, its opening."""
    opened = shared(those(told, "assessment_begun", part="assessment opened"))
    after = shared(followed_by(referrals, opened, within_days=p.opened_within_days, by=CASE))
    known = after.select("case_id", lo="then_lo", hi="then_hi").unique()
    alone = opened.join(known, on=["case_id", "lo", "hi"], how="anti")
    return pl.concat([after.drop("then_lo", "then_hi"), alone])


def _late(
    p: Parameters,
    name: str,
    triggers: pl.LazyFrame,
    steps: pl.LazyFrame,
    number: str,
    unit: str = "working days",
    *,
    repeats: bool = False,
) -> pl.LazyFrame:
    """Where a step came after its time, or the dates don't settle it (``likely`` says which)."""
    belongs = p.opened_within_days if name == "decision" else p.belongs_within_days
    late = done_late(
        triggers, steps, within=_reach(p, number, unit), belongs_days=belongs, repeats=repeats
    )
    if not getattr(p, number):
        late = late.filter(False)
    return late.select(
        "case_id",
        "hi",
        "evidence",
        "sure",
        "likely",
        "days",
        "times",
        "due",
        lo="t_lo",
        step=pl.lit(name),
        unit=pl.lit(unit),
        allowed=p.at(number, pl.col("t_hi")),
        missing=pl.lit(False),
    )


def _missing(
    case: Tables,
    p: Parameters,
    name: str,
    triggers: pl.LazyFrame,
    steps: pl.LazyFrame,
    number: str,
    unit: str = "working days",
) -> pl.LazyFrame:
    """Conferences that made a plan and after which no such step is recorded at all.

    ``likely``: social care's return covers that time, and was being written in it.
    """
    planned = affirmed(case, "child_protection_plan").select("case_id", t_lo="lo", t_hi="hi")
    ended = pl.concat([affirmed(case, "plan_ended"), negated(case, "child_protection_plan")])
    over = pl.concat([steps.select("case_id", "hi"), ended.select("case_id", "hi")])
    keys = ["case_id", "t_lo", "t_hi"]
    never = never_done(triggers, over, within=_reach(p, number, unit))
    due, next_day = pl.col("due"), pl.col("t_hi") + pl.duration(days=1)
    never = never.join(planned.unique(), on=keys, how="semi")
    never = is_covered(never, covered(case, SOCIAL_CARE), first=pl.col("t_lo"), last=due)
    told = (
        entries_between(never, case, SOCIAL_CARE, first=next_day, last=due)
        .join(case.cases.select("case_id", "review_to"), on="case_id")
        .filter(
            pl.when(pl.col("covered"))
            .then(pl.col("entries") >= p.silent_among_entries)
            .otherwise(pl.col("due") <= pl.col("review_to"))
        )
    )
    return told.select(
        "case_id",
        "evidence",
        "sure",
        "due",
        likely="covered",
        lo="t_lo",
        hi="due",
        step=pl.lit(name),
        unit=pl.lit(unit),
        allowed=p.at(number, pl.col("t_hi")),
        missing=pl.lit(True),
    )


def _statements(case: Tables) -> pl.LazyFrame:
    """What records say was late or not held, apart from drift, papers and health's own visits."""
    statutory = shared(said(case, *MEETINGS, statuses=SPOKEN_OF))
    others = without(said(case, *OTHER_LATENESS, statuses=SPOKEN_OF), statutory)
    late = without(affirmed(case, "timescale_missed"), others)
    of_health = without(late.filter(pl.col("agency_kind").is_in(HEALTH)), statutory)
    late = without(without(late, of_health), affirmed(case, "meeting_record_missing"))
    stated = shared(pl.concat([late, affirmed(case, "meeting_frequency_missed")]))
    with_reason = (
        affirmed(case, "delay_reason").select("case_id", "happening", reason=pl.lit(True)).unique()
    )
    part = pl.when(pl.col("reason")).then(pl.lit(SAID_WHY)).otherwise(pl.lit(SAID))
    return stated.join(with_reason, on=["case_id", "happening"], how="left").with_columns(
        evidence=pl.concat_list(
            pl.struct(pl.col("evidence").list.first().struct.field("event_id"), part.alias("part"))
        )
    )


SPOKEN_OF = ("affirmed", "negated", "hypothetical")
SAID, SAID_WHY = "said to be late", "said to be late and why"


def _flags(case: Tables, told: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    parts = pl.col("evidence").list.unique().list.eval(pl.element().struct.field("part"))
    said_in = parts.list.eval(pl.element().is_in([SAID, SAID_WHY])).list.sum()
    minor = (pl.col("step") == "decision") | pl.col("missing") | ~pl.col("sure")
    level = (
        pl.when(~pl.col("counted") | (minor & pl.col("stated")))
        .then(pl.lit("medium"))
        .when(minor)
        .then(pl.lit("low"))
        .when(pl.col("times") >= p.high_at_times)
        .then(pl.lit("high"))
        .otherwise(pl.lit("medium"))
    )
    return findings(
        about_the_child(told, case),
        attention=level,
        raised_on=pl.coalesce(pl.col("due") + pl.duration(days=1), "reached"),
        measure=_figures() | {"said": said_in, "reason": parts.list.contains(SAID_WHY)},
    )


def _questions(case: Tables, unsettled: pl.LazyFrame) -> pl.LazyFrame:
    """Where the dates given, or the days that were covered, don't settle it."""
    return findings(
        about_the_child(unsettled, case),
        attention="low",
        kind="information_gap",
        raised_on=pl.col("due") + pl.duration(days=1),
        measure=_figures(),
    )


def _figures() -> dict[str, pl.Expr]:
    columns = ("step", "missing", "days", "allowed", "unit")
    return {name: pl.col(name) for name in columns} | {"due": pl.col("due").cast(pl.String)}
