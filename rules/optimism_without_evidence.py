"""Hope or strengths without evidence that the risk had changed.

What it looks for
-----------------
What records or a review say outright: that a view was over-optimistic, that strengths were seen without
the risk, that what a parent said was taken at face value or never checked. Or show in one entry: something
was alleged, it was denied, and social care or early help closed it, with no look or check in that entry.
So too, with low attention, where a parent was only rung or asked, or an explanation was found plausible
while the child was asleep or not seen, and the same entry closes it; where an entry praises a parent
beside a concern or something missed, or gives good news beside the word that nothing was checked; and where
a plan, or a case with a concern in the 28 days before, ends in an entry that only says how well it goes.

And a sequence that nobody wrote down as such: a concern about the child's safety or care; then, within
28 days, an improvement that rests on what a parent said, or a strength; and then a closure, a
step-down or no further action, still within 28 days of the concern. Raised with medium attention where
the improvement is a parent's own word, low where it is a strength.

The same sequence without a closure asks for low attention, where one entry has both what a parent says
and praise or progress that rests on it. A colleague's disagreement counts as a concern. A closure is one
of social care, early help, or a service for the parent's own drug use, mental health or safety.

It is not raised where, between the concern and the closure or praise, anything was checked: an assessment
finished, a test or an unannounced visit, checks with others, the child spoken to.

Where one table sums up several agencies, with low attention and as *possible*: an entry that ends, lowers
or leaves something and tells in the same breath what a parent said, how they or the home seemed, or that a
relationship was over; or that accepts an account beside a concern; and tells of no check.

Why it matters
--------------
A good relationship with a family is worth a lot, and most families do get better. Reviews find all the
same that a hoped-for change was taken for change, and that nobody's task was to test it. The question is
what would have shown that things were different, and who could have looked.

Known limits
------------
- Parents are usually right about themselves, and closing a case may be just what was needed. This is a
  query about evidence; it says nothing about a parent.
- A check that nobody wrote down, or that stands in another agency's record, is not seen. Where no
  return of social care or early help covers those days, the sequence stays *possible*.
- 28 days is this project's number; no published one was found. Slow optimism over months is seen only
  where a record or review says so.
- Strengths-based practice writes strengths down on purpose; services that do look more hopeful.
- Families under more scrutiny have more concerns on record, and so more that closures can follow.

Questions for the panel
-----------------------
- What evidence supported the view that things were better, and who could have tested it?
- What made hope easier than doubt: workload, a good relationship, earlier alarms that came to nothing?

Sources
-------
- Cumbria Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Ivy”: avoiding
  over-optimism; strengths-based models need a clear focus on risk
- Child Safeguarding Practice Review Panel, national reviews on challenge and curiosity, seen via
  summaries; no number was found in any of them

Examples
--------
An assessment ended before the bruise that nobody looked into
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                                  | evidence                   |
    | 2021-09-01 | health visitor         | Home dirty, dog mess in the hall.                                       |                            |
    | 2021-09-06 | children's social care | Assessment completed.                                                   |                            |
    | 2021-09-13 | early help             | Bruise to his arm.                                                      | concern                    |
    | 2021-09-20 | children's social care | Mum says everything is so much better now. Stepped down to early help.  | said to be better, closed  |

    says: A concern was followed by what a parent said and then by a closure, 7 days after it; nothing recorded in between tested it.
    raised: 2021-09-20
    expect: flag, medium, definite

A parent's word, and closed
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                         | evidence           |
    | 2021-06-01 | police                 | Mum drunk in charge of the baby, found slumped on the sofa.    | concern            |
    | 2021-06-10 | children's social care | Duty call. Mum reports that she has stopped drinking.          | said to be better  |
    | 2021-06-29 | children's social care | Case closed.                                                   | closed             |

    raised: 2021-06-29
    expect: flag, medium, definite

Praise for what a parent said, and the plan goes on
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                         | evidence                  |
    | 2021-06-01 | police                 | Mum drunk in charge of the baby, found slumped on the sofa.    | concern                   |
    | 2021-06-29 | children's social care | Mum says she has stopped drinking. Praised for real progress.  | said to be better, praise |

    says: A concern was followed by praise or progress that rests on what a parent said, 28 days after it; nothing recorded in between tested it.
    raised: 2021-06-29
    expect: flag, low, definite

Praise on the twenty-ninth day
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                         | evidence                  |
    | 2021-06-01 | police                 | Mum drunk in charge of the baby, found slumped on the sofa.    |                           |
    | 2021-06-30 | children's social care | Mum says she has stopped drinking. Praised for real progress.  |                           |

    expect: nothing found

Praise, and what a parent said, at different times
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                         | evidence                  |
    | 2021-06-01 | police                 | Mum drunk in charge of the baby, found slumped on the sofa.    |                           |
    | 2021-06-10 | children's social care | Mum says she has stopped drinking.                             |                           |
    | 2021-06-21 | children's social care | Good progress with the debts, he has done brilliantly.         |                           |

    expect: nothing found

The drug service closes on a text message
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency       | record                                                                   | evidence                  |
    | 2021-06-01 | police       | Mum found with wraps of cocaine, baby in the car.                        | concern                   |
    | 2021-06-15 | drug service | Text from mum, clean now, doesn't need us. Closed, aims met.             | said to be better, closed |

    expect: flag, medium, definite

A day more than four weeks
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                         | evidence |
    | 2021-06-01 | police                 | Mum drunk in charge of the baby, found slumped on the sofa.    |          |
    | 2021-06-10 | children's social care | Duty call. Mum reports that she has stopped drinking.          |          |
    | 2021-06-30 | children's social care | Case closed.                                                   |          |

    expect: nothing found

Strengths, and stepped down
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                         | evidence |
    | 2021-06-01 | health visitor         | House filthy, dog faeces on the floor.                         | concern  |
    | 2021-06-15 | children's social care | CIN meeting. Strengths: parents love the children.             | strength |
    | 2021-06-20 | children's social care | CIN plan ended.                                                | closed   |

    says: A concern was followed by strengths and then by a closure, 19 days after it; nothing recorded in between tested it.
    raised: 2021-06-20
    expect: flag, low, definite

Tested before it was closed
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                         | evidence |
    | 2021-06-01 | police                 | Mum drunk in charge of the baby, found slumped on the sofa.    |          |
    | 2021-06-10 | children's social care | Duty call. Mum reports that she has stopped drinking.          |          |
    | 2021-06-20 | children's social care | Hair strand test negative.                                     |          |
    | 2021-06-29 | children's social care | Case closed.                                                   |          |

    expect: nothing found

Tested only afterwards
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                         | evidence           |
    | 2021-05-31 | children's social care | Hair strand test negative.                                     |                    |
    | 2021-06-01 | police                 | Mum drunk in charge of the baby, found slumped on the sofa.    | concern            |
    | 2021-06-10 | children's social care | Duty call. Mum reports that she has stopped drinking.          | said to be better  |
    | 2021-06-29 | children's social care | Case closed.                                                   | closed             |
    | 2021-06-30 | children's social care | Hair strand test negative.                                     |                    |

    expect: flag, medium, definite

The test has only a month
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                         | evidence           |
    | 2021-06-03 | police                 | Mum drunk in charge of the baby, found slumped on the sofa.    | concern            |
    | 2021-06-10 | children's social care | Duty call. Mum reports that she has stopped drinking.          | said to be better  |
    | June 2021  | children's social care | Hair strand test negative.                                     |                    |
    | 2021-06-29 | children's social care | Case closed.                                                   | closed             |

    expect: flag, medium, possible

The better news came before the concern
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                         | evidence |
    | 2021-05-31 | children's social care | Duty call. Mum reports that she has stopped drinking.          |          |
    | 2021-06-01 | police                 | Mum drunk in charge of the baby, found slumped on the sofa.    |          |
    | 2021-06-10 | children's social care | Case closed.                                                   |          |

    expect: nothing found

The better news came after the closure
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                         | evidence |
    | 2021-06-01 | police                 | Mum drunk in charge of the baby, found slumped on the sofa.    |          |
    | 2021-06-10 | children's social care | Case closed.                                                   |          |
    | 2021-06-11 | children's social care | Duty call. Mum reports that she has stopped drinking.          |          |

    expect: nothing found

Concern and closure without dates
    under review 2021-01-01 to 2022-06-30

    | date | agency                 | record                                                         | evidence |
    |      | police                 | Mum drunk in charge of the baby, found slumped on the sofa.    |          |
    |      | children's social care | Duty call. Mum reports that she has stopped drinking.          |          |
    |      | children's social care | Case closed.                                                   |          |

    expect: nothing found

The better news without a date
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                         | evidence          |
    | 2021-06-01 | police                 | Mum drunk in charge of the baby, found slumped on the sofa.    | concern           |
    |            | children's social care | Duty call. Mum reports that she has stopped drinking.          | said to be better |
    | 2021-06-29 | children's social care | Case closed.                                                   | closed            |

    expect: flag, medium, possible

Nothing had been of concern, and a hospital discharge is no closure
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                         | evidence |
    | 2021-06-01 | children's social care | Mum says she is coping well. Case closed.                      |          |
    | 2021-08-01 | hospital               | Fractured wrist after fall from swing. Mum says pain is better. |         |
    | 2021-08-09 | hospital               | Discharged to GP.                                              |          |

    expect: nothing found

Said by a review, without dates or agencies
    | date | agency | record                                                                                       | evidence      |
    |      | review | The assessment was overly optimistic about the parents' ability to change.                   | said outright |
    |      | review | Mother's self-report of abstinence was accepted without being tested.                        | said outright |
    |      | review | Grandmother helped with the shopping.                                                        |               |

    says: Said to be optimism without evidence
    says: The records say twice that hope ran ahead of the evidence, or that what a parent said was not checked.
    expect: flag, medium, definite

Said by a review of the same weeks
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                                 | evidence           |
    | 2021-06-01 | police                 | Mum drunk in charge of the baby, found slumped on the sofa.            | concern            |
    | 2021-06-10 | children's social care | Duty call. Mum reports that she has stopped drinking.                  | said to be better  |
    | 2021-06-29 | children's social care | Case closed.                                                           | closed             |
    | 2021-09-27 | health visitor         | Supervision: we were too easily reassured by mum's account at the time. | said outright     |

    says: The records say so themselves.
    expect: flag, medium, definite

No return of social care covers those weeks
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30
    children's social care: no return

    | date       | agency         | record                                                               | evidence          |
    | 2021-06-01 | police         | Mum drunk in charge of the baby, found slumped on the sofa.          | concern           |
    | 2021-06-10 | health visitor | Mum reports that she has stopped drinking.                           | said to be better |
    | 2021-06-29 | health visitor | Letter from CSC: CIN plan ended.                                     | closed            |

    expect: flag, medium, possible

No agency that decides on closing was read
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                       | evidence |
    | 2021-06-01 | GP     | Cough and cold. Chest clear. |          |

    expect: not assessable

Denied, and closed
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                               | evidence          |
    | 2021-06-01 | children's social care | Call about shouting at night. Rang mum, she denied this. Case closed. | denied and closed |
    | 2021-09-01 | GP                     | Dad denied any pain. Discharged.                                     |                   |

    says: Closed on a denial
    says: What was alleged was denied and the entry that says so closes it; no check is recorded there.
    says: What was the denial tested against, and who could have looked?
    raised: 2021-06-01
    expect: flag, medium, definite

Denied, looked at, and closed
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                                              | evidence |
    | 2021-06-01 | children's social care | Call about shouting at night. Mum denied this. Home visit, children seen. Case closed. |          |

    expect: nothing found

Closed on a telephone call, and on a story while the child slept
    | date       | agency                 | record                                                                                  | evidence         |
    | 2021-06-01 | children's social care | Duty worker rang mum, who said that her sister is cross with her. Closed.               | closed on a word |
    | 2021-09-01 | children's social care | Home visit. Explanation plausible, slipped on the step. Baby asleep, not woken. NFA.    | closed on a word |

    says: Closed on a parent's word
    says: An entry closes on what a parent said when asked, or on an explanation that was found plausible; no look at the child or check is recorded there.
    says: What else could have told whether it was so, and who could have looked?
    raised: 2021-06-01, 2021-09-01
    expect: 2 flags, low, definite

The parent was rung, and the child was seen
    | date       | agency                 | record                                                                                  | evidence |
    | 2021-06-01 | children's social care | Rang mum, who said all calm now. Home visit, children seen and well. Case closed.       |          |
    | 2021-07-01 | GP                     | Rang mum, who said the rash has gone. Closed.                                           |          |
    | 2021-08-01 | children's social care | Rang mum, who said she would like help with nursery. Form sent.                         |          |

    expect: nothing found

The family of ways in which reviews say it
    | date | agency | record                                                                                         | evidence      |
    |      | review | The social worker relied on what the mother told her.                                          | said outright |
    |      | review | Father was regarded as cooperative.                                                            | said outright |
    |      | review | Nobody checked whether the drinking had stopped.                                               | said outright |
    |      | review | The danger statement was left empty.                                                           | said outright |
    |      | review | Assessment closed as she said that the relationship had ended.                                 | said outright |

    says: The records say 5 times that hope ran ahead of the evidence, or that what a parent said was not checked.
    expect: flag, medium, definite

Said in other ways: what was believed and not tried, hope that the facts spoke against, an end without a change
    | date | agency | record                                                                                         | evidence      |
    |      | review | The mother's version was taken as fact by the court without corroboration.                     | said outright |
    |      | review | Favourable reports did not tally with what neighbours had been saying all year.                | said outright |
    |      | review | Compliance at meetings was misread as evidence of real change.                                 | said outright |
    |      | review | The plan was brought to an end although nothing had improved for the twins.                    | said outright |

    expect: flag, medium, definite

Praise beside what was missed, and good news that nobody tested
    | date | agency                 | record                                                                          | evidence                      |
    |      | children's social care | Parents engaging really well. Baby not brought to audiology again.              | hopeful view beside a concern |
    |      | review                 | He said he no longer drinks. No test was taken.                                 | hopeful view beside a concern |

    expect: flag, low, definite

A plan that ended on a hopeful view
    | date       | agency                 | record                                                                | evidence                 |
    | 2021-06-01 | children's social care | Child in need plan ended, mother coping well and keen to go it alone. | closed on a hopeful view |

    expect: flag, low, possible

Praise with nothing against it, a policy, and a plan that ended after a check
    | date       | agency                 | record                                                                               | evidence |
    | 2021-06-01 | health visitor         | Mum doing really well with breastfeeding, lovely family.                             |          |
    | 2021-07-01 | training               | The guidance warns staff against the rule of optimism.                               |          |
    | 2021-08-01 | children's social care | Child in need plan ended. Unannounced visit: home clean. Parents engaging well.      |          |

    expect: nothing found

A word that was checked, an account that an examination bore out, and general advice
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                                           | evidence |
    | 2021-06-01 | children's social care | The mother's account was checked with the nursery and the GP.                    |          |
    | 2021-06-02 | paediatrician          | Explanation accepted as consistent with the mark on examination.                 |          |
    | 2021-06-03 | health visitor         | Training: practitioners should not rely on self-report.                          |          |
    | 2021-06-04 | midwife                | Mother accepted the explanation given by the doctor. She relied on MGM for lifts. |          |

    expect: nothing found

Said by a review ninety-one days after the closure
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                                  | evidence          |
    | 2021-06-01 | police                 | Mum drunk in charge of the baby, found slumped on the sofa.             | concern           |
    | 2021-06-10 | children's social care | Duty call. Mum reports that she has stopped drinking.                   | said to be better |
    | 2021-06-29 | children's social care | Case closed.                                                            | closed            |
    | 2021-09-28 | health visitor         | Supervision: we were too easily reassured by mum's account at the time. | said outright     |

    says: The records say once that hope ran ahead of the evidence, or that what a parent said was not checked.
    expect: 2 flags, medium, definite

A summary in which a visit ended on how pleasant everybody was
    | date       | agency                 | record                                                          | evidence                            |
    | Mar 2016   | police                 | Officers called after a row was heard. Couple polite. No further action. | let go on a word or an appearance   |
    | April 2016 | housing                | Rent paid.                                                      |                                     |
    | May 2016   | gp                     | Cough.                                                          |                                     |

    says: Let go on a word or an appearance
    expect: flag, low, possible

A summary in which a mark was accounted for and the nurse was content with it
    | date       | agency                 | record                                                          | evidence                            |
    | Feb 2016   | children's social care | Duty took a call.                                               |                                     |
    | Mar 2016   | health visitor         | Bruise to the shin. Nurse happy with the story of a swing.      | let go on a word or an appearance   |
    | April 2016 | housing                | Rent paid.                                                      |                                     |
    | May 2016   | gp                     | Cough.                                                          |                                     |

    says: an account was accepted beside a concern
    expect: flag, low, possible

A summary in which the account was tested by a paediatrician, and a visit that ended nothing
    | date       | agency                 | record                                                          | evidence                            |
    | Mar 2016   | paediatrics            | Bruise to the shin. Child protection medical, accepted as accidental. |                              |
    | April 2016 | children's social care | Called, home tidy.                                      |                                     |
    | May 2016   | gp                     | Cough.                                                          |                                     |

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
    followed_by,
    gathered,
    in_the_entry,
    negated,
    one_account,
    put_together,
    shared,
    summed_up,
    told_by_a_return,
    told_with,
    with_a_date,
    without,
)

CASE = ("case_id",)

CLOSES = (
    "childrens_social_care",
    "early_help",
    "substance_misuse",
    "adult_mental_health",
    "domestic_abuse_service",
)
"""Agencies whose closing of a case ends the help that a child has, or that a parent has with what
bears on the child."""

CONCERNS = (
    "bruise",
    "other_injury",
    "hungry_child",
    "left_alone",
    "home_conditions",
    "unsafe_sleep",
    "delay_medical_help",
    "domestic_abuse",
    "substance_misuse",
    "alcohol",
    "prescription_misuse",
    "risky_adult",
    "professional_disagreement",
)
"""What bears on the child's safety or care, or that a colleague saw it otherwise."""


PAIR = ("case_id", "lo", "hi", "then_lo", "then_hi", "evidence", "sure")
"""A concern and what it led to."""

CHECKS = (
    "change_checked",
    "assessment_ended",
    "graded_care_profile",
    "risk_check",
    "child_spoken_to",
)
"""What tests a change."""

LOOKS = ("looked_into", "home_visit", "section_47", "paediatric_examination", "child_seen_alone")
"""What else answers an allegation than asking whoever it is about."""

TROUBLE = (
    "missed_appointment",
    "no_access",
    "disengagement",
    "poor_attendance",
    "health_need_untreated",
)
"""What sits ill with praise in the same entry, beside a concern."""

WORDS = (
    "self_reported_change",
    "parents_word_only",
    "allegation_denied",
    "adult_asked_instead",
    "seemed_well",
    "account_accepted",
    "protective_factor",
)
"""What a parent said, or how things seemed."""

EXAMINED = ("paediatric_examination", "section_47", "child_seen_alone")

PRAISE = ("hopeful_view", "progress_praised")
HOPED, BESIDE = "closed on a hopeful view", "hopeful view beside a concern"
LET_GO = "let go on a word or an appearance"
LESSER = ("closed on a word", HOPED, BESIDE, LET_GO)
"""What is raised with low attention by itself."""

DATED = with_a_date()
"""Nearly every case has a concern and a closure: without dates they say nothing of each other."""


class Parameters(Params):
    """The rule's numbers."""

    within_days: int = threshold(
        28,
        ge=1,
        le=180,
        description="days from the concern to the closure",
        basis="project default",
    )
    said_near_days: int = threshold(
        90,
        ge=0,
        le=365,
        description="days within which what is said outright belongs to one sequence",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    alone = not m["counted"] and not m["said"] and not m["denied"]
    if alone and m["doubt"]:
        return Wording(
            "An entry praises a parent or says that things go well, and tells in the same breath of a "
            "concern, of something missed, or that nothing was checked.",
            "What did the praise rest on, and what was made of the rest?",
            "Praise beside a concern",
        )
    if alone and m["hoped"]:
        return Wording(
            "A plan or a case ended in an entry that says how well the parents do; no check is "
            "recorded there.",
            "What had been seen that showed it, and by whom?",
            "Ended on a hopeful view",
        )
    if alone and m["let_go"]:
        return Wording(
            "The summary tells in one entry that something was ended, lowered or left and what a parent said or "
            "how things seemed; or that an account was accepted beside a concern. It tells of no check there.",
            "What did the decision rest on, and what would have tested it?",
            "Let go on a word or an appearance",
        )
    if alone:
        return Wording(
            "An entry closes on what a parent said when asked, or on an explanation that was found "
            "plausible; no look at the child or check is recorded there.",
            "What else could have told whether it was so, and who could have looked?",
            "Closed on a parent's word",
        )
    if not m["counted"] and not m["said"]:
        return Wording(
            "What was alleged was denied and the entry that says so closes it; no check is recorded there.",
            "What was the denial tested against, and who could have looked?",
            "Closed on a denial",
        )
    if not m["counted"]:
        return Wording(
            f"The records say {times(m['said'])} that hope ran ahead of the evidence, or that what "
            "a parent said was not checked.",
            title="Said to be optimism without evidence",
        )
    hope = "what a parent said" if m["self_report"] else "strengths"
    told = "A concern was followed by praise or progress that rests on what a parent said"
    told = told if not m["closed"] else f"A concern was followed by {hope} and then by a closure"
    told += f", {m['days']} days after it" if m["days"] is not None else ""
    told += "; nothing recorded in between tested it."
    return Wording(told + (" The records say so themselves." if m["said"] else ""))


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a return of an agency that closes cases."""
    reason = "No return of social care or early help was read."
    return coverage_scope(case, CLOSES, reason=reason)


@rule("optimism-without-evidence", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Hope between a concern and a closure, untested; and what records say of it themselves."""
    closed = shared(_untested(case, _sequences(case, p)))
    accepted = _untested(case, _accepted(case, p))
    untested = pl.concat([closed, _outside(accepted, closed)])
    outright = affirmed(case, "optimism", part="said outright")
    by_itself = [_closed_on_denial(case), _closed_on_a_word(case)]
    hopeful = pl.concat([_hope_beside_doubt(case), _closed_on_hope(case, p)])
    said = pl.concat([outright, *by_itself, _not_told_yet(hopeful, untested)])
    said = pl.concat(
        [said, _not_told_yet(_let_go(case), pl.concat([untested, said], how="diagonal_relaxed"))]
    )
    told = told_with(untested, said, apart_days=p.said_near_days, by=CASE)
    parts = pl.col("evidence").list.unique().list.eval(pl.element().struct.field("part"))
    self_report = parts.list.contains("said to be better")
    ended = parts.list.contains("closed")
    lesser = parts.list.filter(pl.element().is_in(LESSER)).list.len()
    on_a_word = lesser == parts.list.len()
    serious = (pl.col("stated") & ~on_a_word) | (self_report & ended)
    level = pl.when(serious).then(pl.lit("medium")).otherwise(pl.lit("low"))
    return findings(
        about_the_child(told, case),
        attention=level,
        raised_on=pl.col("reached"),
        measure={
            "counted": pl.col("counted"),
            "said": parts.list.count_matches("said outright"),
            "denied": parts.list.contains("denied and closed"),
            "hoped": parts.list.contains(HOPED),
            "doubt": parts.list.contains(BESIDE),
            "let_go": parts.list.contains(LET_GO),
            "self_report": self_report,
            "closed": ended,
            "days": pl.col("days"),
        },
    )


def _sequences(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Each closure with the concerns and the hope before it."""
    concerns = affirmed(case, *CONCERNS, part="concern").filter(DATED)
    better = affirmed(case, "self_reported_change", part="said to be better")
    strengths = affirmed(case, "protective_factor", part="strength")
    hope = pl.concat([better, strengths])
    hopeful = followed_by(concerns, hope, within_days=p.within_days, by=CASE).rename(
        {"then_lo": "hope_lo", "then_hi": "hope_hi"}
    )
    closed = followed_by(hopeful, _closures(case).filter(DATED), within_days=p.within_days, by=CASE)
    in_order = pl.col("then_lo") >= pl.col("hope_hi")
    return (
        closed.filter(pl.col("then_hi") >= pl.col("hope_lo"))
        .with_columns(sure=pl.col("sure") & in_order)
        .select(PAIR)
    )


def _by_end(sequences: pl.LazyFrame) -> pl.LazyFrame:
    """One row for all that leads to one day."""
    return sequences.group_by("case_id", "then_lo", "then_hi").agg(
        pl.col("lo").min(),
        pl.col("hi").min().alias("first_hi"),
        gathered("evidence").unique(),
        pl.col("sure").any(),
    )


def _accepted(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Praise or progress in one entry with what a parent says, and the concerns before it."""
    concerns = affirmed(case, *CONCERNS, part="concern").filter(DATED)
    praise = shared(affirmed(case, "progress_praised", "optimism", part="praise"))
    better = affirmed(case, "self_reported_change", part="said to be better").filter(DATED)
    taken = better.join(
        praise.select("case_id", "happening", _praise="evidence"), on=["case_id", "happening"]
    ).with_columns(evidence=put_together("evidence", "_praise"))
    hopeful = followed_by(concerns, taken, within_days=p.within_days, by=CASE)
    # what one entry says of both is the answer to something before it
    return hopeful.filter(pl.col("then_lo") > pl.col("lo")).select(PAIR)


def _outside(accepted: pl.LazyFrame, closed: pl.LazyFrame) -> pl.LazyFrame:
    """Those that are no part of a sequence that ended in a closure, which is told with them."""
    spans = closed.select("case_id", c_lo="lo", c_hi="hi")
    inside = (
        accepted.select("case_id", "lo", "hi")
        .join(spans, on="case_id")
        .filter(pl.col("hi") >= pl.col("c_lo"), pl.col("hi") <= pl.col("c_hi"))
    )
    return accepted.join(inside, on=["case_id", "lo", "hi"], how="anti")


def _closed_on_denial(case: Tables) -> pl.LazyFrame:
    """Entries of those who close that say that it was denied and closed, and of no look or check."""
    denied = affirmed(case, "allegation_denied", part="denied and closed")
    closed = affirmed(case, "case_closed", "referral_no_further_action")
    looks = pl.concat([affirmed(case, *CHECKS, *LOOKS), negated(case, "child_not_seen")])
    ours = denied.filter(pl.col("agency_kind").is_in(CLOSES))
    return without(in_the_entry(ours, closed), looks)


def _closed_on_a_word(case: Tables) -> pl.LazyFrame:
    """Entries that close on what a parent said when asked, and tell of no look at the child; or on
    an explanation that was found plausible where the child was seen asleep or not at all."""
    ended = affirmed(case, "case_closed", "referral_no_further_action")
    ours = pl.col("agency_kind").is_in((*CLOSES, "other"))
    asked = affirmed(case, "parents_word_only", part="closed on a word").filter(ours)
    taken = without(asked, affirmed(case, "allegation_denied"))
    closed = in_the_entry(taken, ended)
    looks = pl.concat([affirmed(case, *CHECKS, *LOOKS), negated(case, "child_not_seen")])
    unseen = affirmed(case, "child_not_seen")
    examined = affirmed(case, *CHECKS, "paediatric_examination", "section_47")
    visited = in_the_entry(closed, unseen)
    found = pl.concat([without(closed, looks), without(visited, examined)])
    return one_account(found)


def _hopeful(case: Tables, part: str) -> pl.LazyFrame:
    found = affirmed(case, *PRAISE, "self_reported_change", part=part)
    return one_account(found)


def _not_told_yet(hopeful: pl.LazyFrame, sequences: pl.LazyFrame) -> pl.LazyFrame:
    """Without the entries that a sequence tells of; one entry is told of once."""
    told = (
        sequences.select("case_id", "evidence")
        .explode("evidence", empty_as_null=False, keep_nulls=False)
        .select("case_id", happening=pl.col("evidence").struct.field("event_id"))
    )
    left = hopeful.join(told.unique(), on=["case_id", "happening"], how="anti")
    return one_account(left)


def _hope_beside_doubt(case: Tables) -> pl.LazyFrame:
    """Entries in which praise or a parent's good news stands beside a concern, something missed, or
    the word that nothing was checked."""
    word = in_the_entry(_hopeful(case, BESIDE), affirmed(case, "nothing_checked"))
    trouble = affirmed(case, *CONCERNS, *TROUBLE)
    praise = in_the_entry(affirmed(case, *PRAISE, part=BESIDE), trouble)
    found = one_account(pl.concat([word, praise]))
    return without(found, affirmed(case, *CHECKS))


def _closed_on_hope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Plans that ended on a hopeful view; and cases, where a concern was not long before."""
    hope = shared(without(_hopeful(case, HOPED), affirmed(case, *CHECKS, *LOOKS)))
    ends = shared(_closures(case))
    plan = pl.col("concept") == "plan_ended"
    with_plan = in_the_entry(hope, ends.filter(plan))
    with_case = in_the_entry(hope, ends.filter(~plan)).filter(DATED)
    concerns = affirmed(case, *CONCERNS).filter(DATED)
    after = followed_by(concerns, with_case, within_days=p.within_days, by=CASE)
    near = after.select("case_id", lo="then_lo", hi="then_hi").unique()
    soon = with_case.join(near, on=["case_id", "lo", "hi"], how="semi")
    tested = affirmed(case, *CHECKS).select("case_id", c_lo="lo", c_hi="hi")
    found = one_account(pl.concat([with_plan, soon]))
    checked = (
        found.join(tested, on="case_id")
        .filter(
            pl.col("c_lo") >= pl.col("lo").dt.offset_by(f"-{p.within_days}d"),
            pl.col("c_hi") <= pl.col("hi"),
        )
        .select("case_id", "happening")
    )
    return found.join(checked, on=["case_id", "happening"], how="anti").with_columns(
        sure=pl.lit(False)
    )


def _let_go(case: Tables) -> pl.LazyFrame:
    """In summaries: entries that end, lower or leave something on what a parent said or how it seemed, or
    accept an account beside a concern, and tell of no check."""
    word = affirmed(case, *WORDS, *PRAISE, part=LET_GO)
    ended = affirmed(case, "let_go", "case_closed", "plan_ended", "referral_no_further_action")
    rested = in_the_entry(word, ended)
    accepted = affirmed(case, "account_accepted", part=LET_GO)
    beside = in_the_entry(accepted, affirmed(case, *CONCERNS, *TROUBLE))
    found = without(one_account(pl.concat([rested, beside])), affirmed(case, *CHECKS, *EXAMINED))
    return found.join(summed_up(case), on="case_id", how="semi").with_columns(sure=pl.lit(False))


def _closures(case: Tables) -> pl.LazyFrame:
    """What ends the help: plans, cases of social care and early help, referrals not taken up."""
    closed = affirmed(case, "case_closed", part="closed").filter(
        pl.col("agency_kind").is_in(CLOSES)
    )
    return pl.concat(
        [closed, affirmed(case, "plan_ended", "referral_no_further_action", part="closed")]
    )


def _untested(case: Tables, sequences: pl.LazyFrame) -> pl.LazyFrame:
    """Without those in which something was checked between the concern and the closure: a check
    answers what came before it, not what came after."""
    keys = ["case_id", "lo", "hi", "then_lo", "then_hi"]
    sequences = shared(sequences)
    checks = affirmed(case, *CHECKS).select("case_id", c_lo="lo", c_hi="hi")
    surely = (pl.col("c_lo") >= pl.col("hi")) & (pl.col("c_hi") <= pl.col("then_lo"))
    met = (
        sequences.join(checks, on="case_id")
        .filter(pl.col("c_hi") >= pl.col("lo"), pl.col("c_lo") <= pl.col("then_hi"))
        .group_by(keys)
        .agg(tested=surely.any())
    )
    days_known = (pl.col("lo") == pl.col("first_hi")) & (pl.col("then_lo") == pl.col("then_hi"))
    open_ones = (
        sequences.join(met, on=keys, how="left")
        .filter(~pl.col("tested").fill_null(False))
        .with_columns(sure=pl.col("sure") & pl.col("tested").is_null())
        .pipe(_by_end)
        .with_columns(
            days=pl.when(days_known).then((pl.col("then_lo") - pl.col("lo")).dt.total_days()),
            hi=pl.col("then_hi"),
            reached=pl.col("then_hi"),
        )
    )
    covering = told_by_a_return(open_ones, case, CLOSES, first=pl.col("lo"), last=pl.col("hi"))
    return covering.group_by("case_id", "lo", "hi").agg(
        pl.col("reached", "days").min(),
        gathered("evidence"),
        pl.col("sure").any(),
    )
