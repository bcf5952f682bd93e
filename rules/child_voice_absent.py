"""Visits that tell of the adults and not of the child; children whom nobody asked.

What it looks for
-----------------
Told as one flag a child for each time:

- Three or more visits or finished assessments in a row, by one service that works with children, within
  a year, whose entries tell of a parent or carer and say nothing of how the child was: not seen, not
  spoken to, not weighed, not held, no word of feeding, sleep space, play or health. Anything that the same
  service writes of the child in between ends the row. Visits before the birth, visits that nobody opened
  the door to, visits while the child was in hospital, and a day on which anybody recorded how the child
  was, don't count.
- A record or a review that says it outright: the child's voice, wishes or daily life were not sought, not
  heard or not recorded; a child was not spoken to. Where brothers or sisters are named, it is told of
  those who were four or older.
- Where one table sums up several agencies, and the child is old enough by birth or by the school: three or
  more contacts of workers with the family and, in no entry, anything that a child said, wished, drew or was
  asked; a child's words after which a parent was asked, or it went no further, or nothing in 28 days takes
  them up; a child asked before a parent or carer, or one of them who answered for the child. A summary leaves
  out much, so these are *possible*. With fewer contacts it is a question.

And a question, not a flag: an assessment that ended, with a child of four or older in the family, where no
record of the nine weeks before it says that the child was spoken to or seen alone. That nothing is written
doesn't mean that nobody asked.

For a baby, being observed, handled, undressed, fed or settled is the voice; nobody expects words.

Why it matters
--------------
In “Dylan” the older brothers and sisters knew what life at home was like, and were not asked. In “Ivy” what
the adults needed filled the visits. A child who is written about only through a parent’s account can’t
contradict it.

Known limits
------------
- Three visits and a year are this project’s defaults; that children are seen alone regularly is a local
  procedure. Nine weeks are the 45 working days of an assessment.
- What counts as a word about the child is what the lexicon knows. A sentence that it doesn’t know reads as
  silence; look at the entries.
- A visit may rightly be for the parent: a benefits form, a bereavement, safety planning out of a child’s
  hearing. Children are at school, asleep, or with a relative. Case notes are often shorter than visits,
  and what was seen may stand in a form that was not part of the return.
- A child who was seen by another service in the same weeks is still told of here: one service’s visits in a
  row are what it looks for.
- Parents with mental ill health, a disability or much to sort out have more written about them; families
  whose language the worker doesn’t share, and children who speak with signs or aids, are asked less often.
  They appear here more, and it says nothing about the parents.
- Single workers with high caseloads and returns cut down for the review look like this by design.

Questions for the panel
-----------------------
- What was a day like for this child, and who would have known?
- Who could have spoken with the older children by themselves, and what would have made it possible?

Sources
-------
- Central Bedfordshire Children’s Services, Monitoring visits: children are seen alone regularly
- Southwark Children’s Services, Monitoring visits
- Working Together to Safeguard Children (2023): an assessment is complete within 45 working days
- Local Child Safeguarding Practice Reviews “Dylan” (Stockport, 2023), speaking directly to older children,
  and “Ivy” (Cumbria)

Examples
--------
Three visits with the mother
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                      | evidence             |
    | 2021-05-04 | children's social care | Home visit. Mum tearful, talked about her debts.            | visit with adults only |
    | 2021-05-18 | children's social care | Home visit. Mum low in mood, rang CMHT with her.            | visit with adults only |
    | 2021-06-01 | children's social care | Home visit. Mum brighter. Baby asleep upstairs.             | visit with adults only |

    says: Child’s voice or daily life not recorded
    says: 3 visits in a row by one service tell of the adults and say nothing of how the child was.
    raised: 2021-06-01
    expect: flag, medium, definite

Two visits with the mother
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                      | evidence |
    | 2021-05-04 | children's social care | Home visit. Mum tearful, talked about her debts.            |          |
    | 2021-05-18 | children's social care | Home visit. Mum low in mood, rang CMHT with her.            |          |

    expect: nothing found

One of the three tells how the baby was
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                      | evidence |
    | 2021-05-04 | children's social care | Home visit. Mum tearful, talked about her debts.            |          |
    | 2021-05-18 | children's social care | Home visit. Mum low in mood. Baby seen awake, smiling.      |          |
    | 2021-06-01 | children's social care | Home visit. Mum brighter, back from the job centre.         |          |
    | 2021-06-15 | children's social care | Home visit. Mum cross with the housing officer.             |          |

    expect: nothing found

The worker saw the baby in nursery between two of them
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                      | evidence |
    | 2021-05-04 | children's social care | Home visit. Mum tearful, talked about her debts.            |          |
    | 2021-05-10 | children's social care | Called at nursery. Baby was playing happily on the mat.     |          |
    | 2021-05-18 | children's social care | Home visit. Mum low in mood, rang CMHT with her.            |          |
    | 2021-06-01 | children's social care | Home visit. Mum brighter, back from the job centre.         |          |

    expect: nothing found

The first of the three a year before the last
    child born 2020-01-01
    under review 2020-01-01 to 2022-06-30

    | date       | agency         | record                                           | evidence             |
    | 2021-01-04 | health visitor | Home visit. Mum tearful, separated from dad.     | visit with adults only |
    | 2021-06-01 | health visitor | Home visit. Mum low in mood.                     | visit with adults only |
    | 2022-01-04 | health visitor | Home visit. Mum anxious about money.             | visit with adults only |

    raised: 2022-01-04
    expect: flag, medium, definite

The first of the three more than a year before the last
    child born 2020-01-01
    under review 2020-01-01 to 2022-06-30

    | date       | agency         | record                                           | evidence |
    | 2021-01-03 | health visitor | Home visit. Mum tearful, separated from dad.     |          |
    | 2021-06-01 | health visitor | Home visit. Mum low in mood.                     |          |
    | 2022-01-04 | health visitor | Home visit. Mum anxious about money.             |          |

    expect: nothing found

Two services, two visits and one
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                      | evidence |
    | 2021-05-04 | children's social care | Home visit. Mum tearful, talked about her debts.            |          |
    | 2021-05-18 | health visitor         | Home visit. Mum low in mood.                                |          |
    | 2021-06-01 | children's social care | Home visit. Mum brighter, back from the job centre.         |          |

    expect: nothing found

Before the birth there is nobody to see
    child born 2021-08-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                      | evidence |
    | 2021-05-04 | children's social care | Home visit. Mum tearful, talked about her debts.            |          |
    | 2021-05-18 | children's social care | Home visit. Mum low in mood, rang CMHT with her.            |          |
    | 2021-06-01 | children's social care | Home visit. Mum brighter, back from the job centre.         |          |

    expect: nothing found

Nobody came to the door
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                      | evidence |
    | 2021-05-04 | children's social care | Home visit, no access. Mum rang later.                      |          |
    | 2021-05-18 | children's social care | Home visit. No reply. Text from mum, at her sister's.       |          |
    | 2021-06-01 | children's social care | Home visit. Mum low in mood, rang CMHT with her.            |          |

    expect: nothing found

The mother's own mental health nurse
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                      | evidence |
    | 2021-05-04 | CMHT           | Home visit. Mum tearful, talked about her debts.            |          |
    | 2021-05-18 | CMHT           | Home visit. Mum low in mood.                                |          |
    | 2021-06-01 | CMHT           | Home visit. Mum brighter.                                   |          |
    | 2021-06-02 | health visitor | Clinic. Weight on 25th centile.                             |          |

    expect: nothing found

The visit in the middle has only a month
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                      | evidence             |
    | 2021-05-04 | children's social care | Home visit. Mum tearful, talked about her debts.            | visit with adults only |
    | May 2021   | children's social care | Saw baby in clinic, alert and smiling.                      |                      |
    | 2021-05-18 | children's social care | Home visit. Mum low in mood, rang CMHT with her.            | visit with adults only |
    | 2021-06-01 | children's social care | Home visit. Mum brighter, back from the job centre.         | visit with adults only |

    expect: flag, medium, possible

Visits without dates
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date | agency                 | record                                                      | evidence             |
    | n/k  | children's social care | Home visit. Mum tearful, talked about her debts.            | visit with adults only |
    | n/k  | children's social care | Home visit. Mum low in mood, rang CMHT with her.            | visit with adults only |
    | n/k  | children's social care | Home visit. Mum brighter, back from the job centre.         | visit with adults only |

    expect: flag, medium, possible

No record of wishes and feelings, in a review without dates
    | date | agency | record                                                             | evidence      |
    |      | review | There was no record of the child's wishes and feelings.            | said outright |
    |      | review | The family lived on the third floor.                               |               |

    says: The records say once that the child was not heard, not asked or not described.
    expect: flag, medium, definite

The daily life of a baby, in a review without dates
    | date | agency | record                                                             | evidence      |
    |      | review | Amid the crises the baby's lived experience was lost.              | said outright |

    expect: flag, medium, definite

What a day was like
    | date     | agency | record                                                             | evidence      |
    | May 2021 | review | It was not clear what a day looked like for the toddler.           | said outright |

    expect: flag, medium, definite

Nobody asked the older children
    | date | agency | record                                                             | evidence      |
    |      | review | None of the professionals asked the children about home.           | said outright |

    expect: flag, medium, definite

The voice did not come through
    | date | agency | record                                                             | evidence      |
    |      | review | The voice of the child did not come through in the plans.          | said outright |

    expect: flag, medium, definite

Only wondered about
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                     | evidence      |
    | 2021-06-01 | health visitor | Supervision: ?child's voice missing from the plan.         | said outright |

    expect: flag, medium, possible

Views sought, and a mother who was not seen alone
    child born 2014-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                     | evidence |
    | 2021-06-01 | children's social care | Home visit. The children's views were sought and recorded. |          |
    | 2021-06-08 | midwife                | Mum was not seen alone, partner in the room.               |          |
    | 2021-06-09 | health visitor         | Mum's views were not sought on the move.                   |          |

    expect: nothing found

An assessment ended and nobody wrote that the eight year old was spoken to
    child born 2013-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                     | evidence         |
    | 2021-06-01 | children's social care | C&F assessment completed. Mum engaging well.               | assessment ended |

    says: Not known whether older children were spoken to
    says: An assessment ended and no record of the time before it says that the child of 4 or older was spoken to or seen alone.
    says: Ask who made the assessment: who spoke with the older children, when, and what did they say?
    expect: information gap

Spoken to sixty-three days before
    child born 2013-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                     | evidence |
    | 2021-03-30 | school                 | Child spoken to alone about the bruise, told us of a fall. |          |
    | 2021-06-01 | children's social care | C&F assessment completed. Mum engaging well.               |          |

    expect: nothing found

Spoken to sixty-four days before
    child born 2013-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                     | evidence         |
    | 2021-03-29 | school                 | Child spoken to alone about the bruise, told us of a fall. |                  |
    | 2021-06-01 | children's social care | C&F assessment completed. Mum engaging well.               | assessment ended |

    expect: information gap

Four years old on the day
    child born 2017-06-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                     | evidence         |
    | 2021-06-01 | children's social care | C&F assessment completed. Mum engaging well.               | assessment ended |

    expect: information gap

Four years old a day later
    child born 2017-06-02
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                     | evidence |
    | 2021-06-01 | children's social care | C&F assessment completed. Mum engaging well.               |          |

    expect: nothing found

Only the police sent a return
    child born 2014-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                                                     | evidence |
    | 2021-06-01 | police | Noise complaint, all in order.                             |          |

    expect: not assessable

Notes too short for a full sentence
    | date       | agency | record                                                       | evidence     |
    | March 2020 | school | Rang home, Dad says she is well. Child not spoken to.        | said outright |

    expect: flag, medium, definite

Nobody spoke with the child, who is known by a letter
    | date | agency | record                                                        | evidence      |
    | n/k  | review | No worker had talked to K about home.                         | said outright |

    expect: flag, medium, definite

What a child said was put down to stories
    | date       | agency | record                                                       | evidence      |
    | April 2014 | school | Told teacher of being shut in. Parents said he makes up tales. | said outright |

    expect: flag, medium, definite

Not described at all
    | date       | agency | record                                                       | evidence      |
    | May 2012   | GP     | Mother low, given tablets. No mention of the children.       | said outright |

    expect: flag, medium, definite

Asked, believed, and told as a story
    child born 2014-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                                                        | evidence |
    | 2021-06-01 | school | Child spoken to alone, was believed. Loves telling stories.   |          |
    | 2021-06-08 | school | Mother not spoken to yet.                                     |          |

    expect: nothing found

Said again after ninety days, and again after ninety-one more
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                        | evidence      |
    | 2021-04-01 | children's social care | No record of the child's wishes and feelings. | said outright |
    | 2021-06-30 | children's social care | No record of the child's wishes and feelings. | said outright |
    | 2021-09-29 | children's social care | No record of the child's wishes and feelings. | said outright |

    says: The records say twice that the child was not heard, not asked or not described.
    expect: 2 flags, medium, definite

The ways in which reviews say it: nobody asked, what was lost, what was told and came to nothing
    | date     | agency | record                                                                          | evidence      |
    | May 2021 | review | The lads were never taken to one side by any worker.                            | said outright |
    | May 2021 | review | Scant thought was given to how the toddler experienced the shouting.            | said outright |
    | May 2021 | review | An advocate was not offered to the deaf girl.                                   | said outright |
    | May 2021 | review | What her daughter disclosed at nursery was explained away.                      | said outright |
    | May 2021 | review | The files tell us little of what the twins made of it.                          | said outright |

    expect: flag, medium, definite

A summary of contacts with the adults of a schoolgirl
    child born 2011-03-01

    | date      | agency                 | record                                                      | evidence |
    | May 2019  | children's social care | Home visit. Debts talked through with the couple.           | contact without a child's word |
    | June 2019 | early help             | Core group. Boiler to be mended.                            | contact without a child's word |
    | July 2019 | police                 | Constable spoke with Dad about the noise.                   | contact without a child's word |

    says: The summary tells of 3 contacts of workers with the family
    expect: flag, medium, possible

Two contacts in a summary are a question
    child born 2011-03-01

    | date      | agency                 | record                                                      | evidence |
    | May 2019  | children's social care | Home visit. Debts talked through with the couple.           | contact without a child's word |
    | June 2019 | early help             | Core group. Boiler to be mended.                            | contact without a child's word |
    | July 2019 | housing                | Boiler mended.                                              |          |

    says: Not known whether the children were spoken to
    expect: information gap

A summary with the girl's own words, which were taken up
    child born 2011-03-01

    | date      | agency                 | record                                                      | evidence |
    | May 2019  | children's social care | Home visit. Debts talked through with the couple.           |          |
    | June 2019 | early help             | Core group. Boiler to be mended.                            |          |
    | July 2019 | school                 | The girl told her mentor that she hides at night.           |          |
    | July 2019 | children's social care | Strategy discussion, section 47 begun.                      |          |
    | Aug 2019  | police                 | Constable spoke with Dad about the noise.                   |          |

    expect: nothing found

A summary in which a boy's words went to his stepfather
    | date      | agency                 | record                                                      | evidence |
    | May 2019  | school                 | Boy (9) disclosed he is shut in the shed. Office rang his stepfather. | a child's words |
    | June 2019 | health visitor         | Baby weighed.                                               |          |
    | July 2019 | housing                | Boiler mended.                                              |          |

    expect: flag, medium, possible

A boy's words taken up twenty-eight days later
    child born 2011-03-01

    | date       | agency                 | record                                                     | evidence |
    | 2019-05-01 | school                 | The boy told his coach about the shed.                     |          |
    | 2019-05-29 | children's social care | Strategy discussion held.                                  |          |
    | 2018       | housing                | Boiler mended.                                             |          |
    | 2017       | housing                | Tenancy began.                                             |          |
    | 2018       | gp                     | Registered.                                                |          |

    expect: nothing found

A boy's words taken up twenty-nine days later
    child born 2011-03-01

    | date       | agency                 | record                                                     | evidence        |
    | 2019-05-01 | school                 | The boy told his coach about the shed.                     | a child's words |
    | 2019-05-30 | children's social care | Strategy discussion held.                                  |                 |
    | 2018       | housing                | Boiler mended.                                             |          |
    | 2017       | housing                | Tenancy began.                                             |          |
    | 2018       | gp                     | Registered.                                                |          |

    expect: flag, medium, possible

A summary in which the girl was asked with her father beside her
    child born 2011-03-01

    | date      | agency                 | record                                                      | evidence |
    | May 2019  | police                 | The girl was asked about the bruise in front of her father. | asked before an adult |
    | June 2019 | health visitor         | Baby weighed.                                               |          |
    | July 2019 | housing                | Boiler mended.                                              |          |

    expect: flag, medium, possible

A baby in a summary is not asked
    child born 2019-01-01

    | date      | agency                 | record                                                      | evidence |
    | May 2019  | children's social care | Home visit. Debts talked through with the couple.           |          |
    | June 2019 | early help             | Core group. Boiler to be mended.                            |          |
    | July 2019 | police                 | Constable spoke with Dad about the noise.                   |          |

    expect: nothing found

An adult who was not asked, a building, and a child who was heard
    | date     | agency         | record                                                                               | evidence |
    | May 2021 | health visitor | Nobody asked the father for his address.                                             |          |
    | May 2021 | health visitor | The children's centre was not included.                                              |          |
    | May 2021 | health visitor | The mother's views of the school were not recorded.                                  |          |
    | May 2021 | health visitor | The girls were asked about home and what they said shaped the plan.                  |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold, times
from chronology.tables import CHILD_ROLES, LONG_AGO, Tables
from chronology.temporal import (
    KEY,
    about_the_child,
    adults_spoken_of,
    affirmed,
    children,
    coverage_scope,
    doubted,
    in_a_row,
    in_the_entry,
    negated,
    not_same_day,
    of_children,
    of_each_child,
    once,
    one_account,
    said,
    shared,
    summed_up,
    told_once,
    told_together,
    told_with,
    unanswered,
    with_a_child_of,
    without,
)

FOR_CHILDREN = (
    "childrens_social_care",
    "health_visiting",
    "early_help",
    "midwifery",
    "education",
    "paediatrics",
    "voluntary",
)
"""Services whose visits are for the child, whoever they speak with."""

SIGHT = (
    "child_observed",
    "child_spoken_to",
    "child_seen_alone",
    "weight_recorded",
    "paediatric_examination",
    "medical_attention",
    "developmental_care",
    "safe_sleep_plan",
    "bruise",
    "other_injury",
    "birthmark_documented",
    "child_unkempt",
    "special_needs",
)
"""What says something of the child as somebody saw or heard it."""

EITHER_WAY = (
    "feeding_difficulty",
    "faltering_growth",
    "crying_unsettled",
    "unsafe_sleep",
    "bruise",
    "mobile",
    "rolling",
    "hungry_child",
)
"""What says something of the child whether it was so or not."""

NOT_A_VISIT = (
    "no_access",
    "missed_appointment",
    "appointment_cancelled",
    "service_cancelled",
    "wrong_address",
    "inpatient",
    "access_to_child_refused",
)
"""What makes of an entry about a visit one that was not made, or that had no child to see."""

CONTACTS = (
    "home_visit",
    "assessment_ended",
    "section_47",
    "core_group",
    "child_protection_conference",
    "child_in_need_plan",
    "child_protection_plan",
    "adult_asked_instead",
)
"""What a summary tells of workers' dealings with a family."""

LEFT = ("referral_no_further_action", "case_closed", "left_at_that", "information_not_shared")
"""What an entry tells that went no further."""

TAKEN_UP = (
    "child_spoken_to",
    "child_seen_alone",
    "section_47",
    "strategy_discussion",
    "paediatric_examination",
    "safeguarding_referral",
    "child_protection_conference",
)
"""What answers a child's words."""

VISIT, SAID, UNSPOKEN = "visit with adults only", "said outright", "not spoken to"
TOLD, BEFORE, DEALINGS = (
    "a child's words",
    "asked before an adult",
    "contact without a child's word",
)
ENDED = "assessment ended"
STATEMENT = (*KEY, "happening", "lo", "hi", "evidence", "sure")


class Parameters(Params):
    """The rule's numbers."""

    visits_at_least: int = threshold(
        3, ge=2, le=20, description="visits in a row without the child", basis="project default"
    )
    within_days: int = threshold(
        365, ge=14, le=1095, description="within so many days", basis="project default"
    )
    spoken_to_from_years: int = threshold(
        4,
        ge=2,
        le=10,
        description="a child of so many years is spoken to for an assessment",
        basis="project default",
    )
    assessment_days: int = threshold(
        63,
        ge=7,
        le=365,
        description="days before the end of an assessment in which a child was spoken to",
        basis="national guidance",
        source="Working Together to Safeguard Children (2023): an assessment takes up to 45 working days",
    )
    summary_contacts_at_least: int = threshold(
        3,
        ge=2,
        le=20,
        description="contacts that a summary tells of, with no word of a child in any entry",
        basis="project default",
    )
    taken_up_days: int = threshold(
        28,
        ge=0,
        le=365,
        description="days in which a child's words, told in a summary, are taken up",
        basis="project default",
    )
    told_together_days: int = threshold(
        90,
        ge=0,
        le=365,
        description="what lies within so many days is told together",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap" and m["contacts"]:
        return Wording(
            "A child of the family was old enough to speak. The summary tells of workers' contacts with "
            "the family and of nothing that a child said, wished, drew or was asked.",
            "Ask the agencies: who spoke with the children, when, and what did they say?",
            "Not known whether the children were spoken to",
        )
    if m["kind"] == "information_gap":
        several = m["children"] > 1
        return Wording(
            "An assessment ended and no record of the time before it says that "
            f"{'the children' if several else 'the child'} of {m['years']} or older "
            f"{'were' if several else 'was'} spoken to or seen alone.",
            "Ask who made the assessment: who spoke with the older children, when, and what did they say?",
            "Not known whether older children were spoken to",
        )
    said = {
        "visits": f"{m['visits']} visits in a row by one service tell of the adults and say nothing of how "
        "the child was.",
        "said": f"The records say {times(m['said'])} that the child was not heard, not asked or not described.",
        "contacts": f"The summary tells of {m['contacts']} contacts of workers with the family, and of nothing "
        "that a child of school age said, wished, drew or was asked.",
        "words": "What a child said is told, and then that a parent or carer was asked, that it went no further, "
        "or nothing that takes it up.",
        "before": "A child was asked or seen before a parent or carer, or one of them answered for the child.",
    }
    told = [sentence for name, sentence in said.items() if m[name]]
    return Wording(" ".join(told), title="Child’s voice or daily life not recorded")


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no service that works with children was read."""
    reason = "No return of a service that visits or assesses children was read."
    return coverage_scope(case, FOR_CHILDREN, reason=reason)


@rule("child-voice-absent", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Visits in a row without the child; what records say of it; assessments without a word of it."""
    kids = shared(children(case))
    runs = told_together(
        _runs(case, kids, p),
        pl.col("visits").max(),
        pl.coalesce(pl.col("made").filter("sure").min(), pl.col("made").min()),
        apart_days=p.told_together_days,
        by=KEY,
    )
    stated = shared(_stated(case, p))
    thin = shared(_in_summaries(case, p))
    shown = thin.filter(~pl.col("few")).select(STATEMENT)
    told = told_with(runs, pl.concat([stated, shown]), apart_days=p.told_together_days, by=KEY)
    parts = pl.col("evidence").list.unique().list.eval(pl.element().struct.field("part"))
    flags = findings(
        told,
        attention="medium",
        raised_on=pl.coalesce("made", "reached"),
        measure={
            "visits": pl.col("visits"),
            "said": parts.list.count_matches(SAID) + parts.list.count_matches(UNSPOKEN),
            "contacts": parts.list.count_matches(DEALINGS),
            "words": parts.list.contains(TOLD),
            "before": parts.list.contains(BEFORE),
        },
    )
    return pl.concat([flags, _gaps(case, stated, p), _few(thin)])


def _runs(case: Tables, kids: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Visits in a row, by one service and of one child, with adults in them and not the child."""
    seen = shared(_seen(case, kids))
    visits = _visits(case, kids, seen)
    runs = in_a_row(visits, seen, at_least=p.visits_at_least, within_days=p.within_days)
    named = pl.concat_str("agency", pl.col("stretch").cast(pl.String), "lo", "hi", separator="|")
    return runs.select(
        *KEY, "lo", "hi", "evidence", "sure", happening=named, visits="n", made="reached"
    )


def _seen(case: Tables, kids: pl.LazyFrame) -> pl.LazyFrame:
    """Entries that say something of how the child was."""
    unheard = affirmed(case, "voice_unheard")
    either = said(case, *EITHER_WAY, statuses=("affirmed", "negated"))
    awake = negated(case, "child_not_seen")
    told = pl.concat([without(affirmed(case, *SIGHT), unheard), either, awake])
    return of_children(told, kids)


def _visits(case: Tables, kids: pl.LazyFrame, seen: pl.LazyFrame) -> pl.LazyFrame:
    """Visits and finished assessments after the birth that tell of an adult and not of the child."""
    made = affirmed(case, "home_visit", "assessment_ended", part=VISIT).filter(
        pl.col("agency_kind").is_in(FOR_CHILDREN)
    )
    not_made = pl.concat([affirmed(case, *NOT_A_VISIT), negated(case, "home_visit")])
    with_adults = without(made, not_made).join(
        adults_spoken_of(case), on=["case_id", "happening"], how="semi"
    )
    unborn = pl.col("hi") < pl.col("born_lo")
    after = (
        of_each_child(with_adults, kids)
        .filter(~unborn.fill_null(False))
        .with_columns(sure=pl.col("sure") & (pl.col("lo") >= pl.col("born_hi")).fill_null(True))
    )
    heard = seen.select(*KEY, "happening").unique()
    silent = after.join(heard, on=[*KEY, "happening"], how="anti")
    away = of_each_child(affirmed(case, "inpatient"), kids)
    return once(not_same_day(not_same_day(silent, seen), away), by=(*KEY, "agency"))


def _stated(case: Tables, p: Parameters) -> pl.LazyFrame:
    """What records say outright, of the child or the brothers and sisters whom they name."""
    unspoken = affirmed(case, "not_met_or_checked", part=UNSPOKEN).filter(
        pl.col("who").is_in(["child", "sibling"]), pl.col("term").str.contains("spoken")
    )
    told = [
        affirmed(case, "voice_unheard", part=SAID),
        doubted(case, "voice_unheard", part=SAID),
    ]
    # the same entry may say it in two ways
    rows = shared(pl.concat([*told, without(unspoken, told[0])]))
    old = shared(_of_age(rows, case, p))
    nobody = rows.join(old.select("case_id", "happening"), on=["case_id", "happening"], how="anti")
    return pl.concat([old, about_the_child(nobody, case).select(STATEMENT)])


def _of_age(rows: pl.LazyFrame, case: Tables, p: Parameters) -> pl.LazyFrame:
    """Statements as of each brother and sister whom their entry names, who was old enough to ask."""
    entry = pl.col("evidence").list.first().struct.field("event_id")
    siblings = case.persons.filter(pl.col("role") == "sibling").select(
        "case_id", "person_id", "born_latest"
    )
    heard = affirmed(case, "child_spoken_to", "child_seen_alone", "child_observed").select(
        "case_id", "person_id", "happening"
    )
    named = (
        case.participants.select("case_id", "event_id", "person_id")
        .join(siblings, on=["case_id", "person_id"])
        .unique()
    )
    old = pl.col("born_latest").dt.offset_by(f"{p.spoken_to_from_years}y") <= pl.col("hi")
    return (
        rows.filter(pl.col("who") == "sibling")
        .drop("person_id")
        .with_columns(event_id=entry)
        .join(named, on=["case_id", "event_id"])
        .filter(old.fill_null(True))
        .join(heard, on=["case_id", "person_id", "happening"], how="anti")
        .select(STATEMENT)
    )


def _in_summaries(case: Tables, p: Parameters) -> pl.LazyFrame:
    """In summaries: contacts with no word of a child in any entry; a child's words that were put to a
    parent, left, or said before one."""
    heard = shared(affirmed(case, "child_told", "child_spoken_to", "child_seen_alone", part=TOLD))
    dealt = affirmed(case, *CONTACTS, part=DEALINGS).filter(
        pl.col("agency_kind").is_in((*FOR_CHILDREN, "police", "other"))
    )
    asked = one_account(dealt).join(
        with_a_child_of(case, p.spoken_to_from_years), on="case_id", how="semi"
    )
    silent = told_once(asked.join(heard.select("case_id").unique(), on="case_id", how="anti"))
    enough = pl.col("n") >= p.summary_contacts_at_least
    met = said(case, "adult_asked_instead", statuses=("affirmed", "hypothetical"))
    words = shared(heard.filter(pl.col("concept") == "child_told"))
    put = in_the_entry(words, pl.concat([met, affirmed(case, *LEFT)]))
    left = unanswered(words, affirmed(case, *TAKEN_UP), within_days=p.taken_up_days)
    before = affirmed(case, "child_asked_before_adult", part=BEFORE)
    shown = pl.concat([one_account(pl.concat([put, left])), one_account(before)])
    summary = pl.lit("summary")
    few = silent.select("case_id", "lo", "hi", "evidence", happening=summary, few=~enough)
    rows = pl.concat([few, shown.with_columns(few=pl.lit(False))], how="diagonal_relaxed")
    told = rows.join(summed_up(case), on="case_id", how="semi").with_columns(sure=pl.lit(False))
    return about_the_child(told, case)


def _few(thin: pl.LazyFrame) -> pl.LazyFrame:
    """Contacts too few to flag: a question."""
    measure = {"children": pl.lit(1), "years": pl.lit(0), "contacts": pl.lit(1)}
    rows = thin.filter("few").with_columns(reached="hi")
    return findings(rows, attention="low", kind="information_gap", measure=measure)


def _gaps(case: Tables, stated: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Assessments before which nobody wrote that an older child was spoken to."""
    family = (
        case.persons.filter(pl.col("role").is_in([*CHILD_ROLES, "sibling"]))
        .filter(pl.col("born_latest").is_not_null())
        .select("case_id", "person_id", "born_latest")
    )
    ended = affirmed(case, "assessment_ended", part=ENDED).filter(
        pl.col("lo") > LONG_AGO, pl.col("agency_kind").is_in(FOR_CHILDREN)
    )
    old = pl.col("born_latest").dt.offset_by(f"{p.spoken_to_from_years}y") <= pl.col("lo")
    asked = shared(ended.drop("person_id").join(family, on="case_id").filter(old))
    heard = without(
        pl.concat(
            [affirmed(case, "child_spoken_to", "child_seen_alone"), negated(case, "voice_unheard")]
        ),
        affirmed(case, "voice_unheard"),
    ).filter(pl.col("who").is_in(["child", "sibling", "unknown"]))
    spoken = pl.concat([heard.select(*KEY, "lo", "hi"), stated.select(*KEY, "lo", "hi")])
    back = pl.duration(days=p.assessment_days)
    keys = ["case_id", "person_id", "happening"]
    answered = (
        asked.select(*keys, "lo", "hi")
        .join(spoken.select("case_id", whom="person_id", s_lo="lo", s_hi="hi"), on="case_id")
        .filter(
            pl.col("whom").is_null() | (pl.col("whom") == pl.col("person_id")),
            pl.col("s_hi") >= pl.col("lo") - back,
            pl.col("s_lo") <= pl.col("hi"),
        )
        .select(keys)
        .unique()
    )
    children_left = pl.col("person_id").n_unique().alias("children")
    unanswered = asked.join(answered, on=keys, how="anti")
    told = told_together(unanswered, children_left, apart_days=p.assessment_days)
    return findings(
        about_the_child(told, case),
        attention="low",
        kind="information_gap",
        measure={
            "children": pl.col("children"),
            "years": pl.lit(p.spoken_to_from_years),
            "contacts": pl.lit(0),
        },
    )
