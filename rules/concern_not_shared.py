"""A concern that one agency knew and no record shows as passed on.

What it looks for
-----------------
First, what records say outright: that something one agency held was not passed on, did not arrive,
or was not known to another that worked with the family.

In a summary of several agencies, an entry that tells of a concern and says that it was only filed, or that nothing
was sent, is raised as possible.

Second, a concern in one agency's record, with no word of it reaching anybody within five working
days: no sharing or referral is written down, no meeting or enquiry between agencies was held, the
return's own column says of nobody that they were told, and no other agency had the same concern in
its record in the 28 days before or by then. It counts only where another agency that sees children or parents was in touch
with the family within 28 days of it, so there was somebody to tell.

One such concern is enough where it is a bruise, or a small telling injury in the first year, on the child, an adult
around the child with a history of serious violence or sexual offending, or a carer in charge of the
child while drunk or drugged. Of domestic abuse, drug use, misused medicines, harmful drinking, a child
left alone or hungry it takes two within ninety days. Marks of birth or of a procedure are left out. Each agency's concerns that come within ninety days of
each other are told together.

Where the agency's return ends before the five working days are over, it is a question to it.

Why it matters
--------------
In “Leo” and in “Child Z” several services each held a part, and the parts were not put side by side
while there was time. Sharing goes both ways: it is also asking.

Known limits
------------
- There may be a lawful and good reason: consent was sought first, telling would have put somebody at
  risk, the matter was already known, it was judged below what needs sharing, or the law did not
  allow it. The rule can't see reasons; the question is what they were.
- Telephone calls, corridor conversations and notices that systems send by themselves are often not
  in a chronology. No record of sharing is not the same as no sharing.
- What another agency already knew by other means counts as known only if its own record says so.
- Agencies that record adults' difficulties, such as the police and substance services, appear more
  often here than those that record little; so do families whom many services watch.
- Five working days, 28 days and ninety days are this project's defaults: no published number was
  found.

Questions for the panel
-----------------------
- What stopped sharing, or seeking?
- Who else would have used this information, and how would they have known to ask?

Sources
-------
- Department for Education, Information sharing: advice for practitioners (2024), seen via a summary
- Working Together to Safeguard Children (2023), information sharing, seen via partnerships'
  procedures
- Cumbria Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Leo” (2024)
- East Sussex Safeguarding Children Partnership, Learning briefing “Child Z” (2021)

Examples
--------
A bruise seen by the nursery, and nobody hears of it
    child born 2019-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                        | evidence |
    | 2021-03-01 | nursery        | Bruise to left cheek on arrival. Dad says fell off sofa.      | bruise   |
    | 2021-03-09 | health visitor | Two year review, happy boy. Weight on 50th.                   |          |

    says: Concern not recorded as shared: nursery
    says: The record of nursery holds a concern (bruise).
    says: No record shows that another agency heard of it within 5 working days, while others were in touch with the family.
    raised: 2021-03-08
    expect: flag, high, definite

A baby's torn lip, told to nobody
    child born 2021-01-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                           | evidence         |
    | 2021-05-04 | hospital       | Torn frenulum seen by triage nurse. Sent home.   | sentinel injury  |
    | 2021-05-11 | health visitor | Weighed at clinic, happy boy.                    |                  |

    says: Concern not recorded as shared: Hospital
    says: The record of Hospital holds a concern (sentinel injury).
    raised: 2021-05-11
    expect: flag, high, definite

A split lip in the month of the first birthday
    child born 2020-05-15
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                         | evidence        |
    | May 2021   | hospital       | Torn frenulum seen by triage nurse. Sent home. | sentinel injury |
    | 2021-05-20 | health visitor | Weighed at clinic, happy girl.                 |                 |

    expect: flag, high, possible

The same of a child who walks
    child born 2019-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                           | evidence |
    | 2021-05-04 | hospital       | Torn frenulum seen by triage nurse. Sent home.   |          |
    | 2021-05-11 | health visitor | Two year review, happy boy.                      |          |

    expect: nothing found

A summary in which a worry stayed in a tenancy file
    | date        | agency         | record                                                              | evidence   |
    | Spring 2020 | housing        | Boiler fitter saw a filthy kitchen, toddler eating from the floor. Entered on the tenancy file. | kept on file |
    | Summer 2020 | GP             | Chesty. Antibiotics.                                                |            |
    | Autumn 2020 | nursery        | Settled in well.                                                    |            |

    says: it was only written down or kept where it was
    expect: flag, medium, possible

A summary in which it was filed and passed on
    | date        | agency         | record                                                              | evidence   |
    | Spring 2020 | housing        | Boiler fitter saw a filthy kitchen. Entered on the tenancy file. Social worker informed. |  |
    | Summer 2020 | GP             | Chesty. Antibiotics.                                                |            |
    | Autumn 2020 | nursery        | Settled in well.                                                    |            |

    expect: nothing found

A summary in which something else was filed
    | date        | agency         | record                                                              | evidence   |
    | Spring 2020 | housing        | New kitchen fitted. Guarantee kept in the tenancy file.             |            |
    | Summer 2020 | GP             | Chesty. Antibiotics.                                                |            |
    | Autumn 2020 | nursery        | Settled in well.                                                    |            |

    expect: nothing found

A child who was not brought is no information kept back
    child born 2019-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency   | record                                    | evidence |
    | 2021-05-04 | hospital | Was not brought to the paediatric clinic. |          |

    expect: nothing found

The health visitor is rung on the fifth working day
    child born 2019-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                        | evidence |
    | 2021-03-01 | nursery        | Bruise to left cheek on arrival. Dad says fell off sofa.      |          |
    | 2021-03-08 | nursery        | Discussed with HV.                                            |          |
    | 2021-03-09 | health visitor | Two year review, happy boy. Weight on 50th.                   |          |

    expect: nothing found

The health visitor is rung on the sixth working day
    child born 2019-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                        | evidence |
    | 2021-03-01 | nursery        | Bruise to left cheek on arrival. Dad says fell off sofa.      | bruise   |
    | 2021-03-09 | nursery        | Discussed with HV.                                            |          |
    | 2021-03-10 | health visitor | Two year review, happy boy. Weight on 50th.                   |          |

    raised: 2021-03-08
    expect: flag, high, definite

The return's own column says who was told
    child born 2019-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                  | shared_with    | evidence |
    | 2021-03-01 | nursery        | Bruise to left cheek on arrival. Dad says fell off sofa. | health visitor |          |
    | 2021-03-09 | health visitor | Two year review, happy boy. Weight on 50th.             |                |          |

    expect: nothing found

The other agency had seen a bruise twenty-nine days before
    child born 2019-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                        | evidence |
    | 2021-01-31 | health visitor | Bruise to shin, GP examined him the same day. Information shared. |      |
    | 2021-03-01 | nursery        | Bruise to left cheek on arrival. Dad says fell off sofa.      | bruise   |
    | 2021-03-09 | health visitor | Two year review, happy boy. Weight on 50th.                   |          |

    expect: flag, high, definite

The other agency had seen a bruise twenty-eight days before
    child born 2019-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                        | evidence |
    | 2021-02-01 | health visitor | Bruise to cheek, GP examined him the same day. Information shared. |     |
    | 2021-03-01 | nursery        | Bruise to left cheek on arrival, fading. Known to HV.         |          |
    | 2021-03-09 | health visitor | Two year review, happy boy. Weight on 50th.                   |          |

    expect: nothing found

A mark of a procedure and a birthmark
    child born 2021-03-01
    under review 2021-01-01 to 2021-12-31

    | date       | agency   | record                                                              | evidence |
    | 2021-03-02 | hospital | Newborn check. Small bruise from cannula and stork mark, otherwise normal. |   |
    | 2021-03-09 | midwife  | Day 8. Feeding well.                                                |          |

    expect: nothing found

The other agency has it in its own record
    child born 2019-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                        | evidence |
    | 2021-03-01 | nursery        | Bruise to left cheek on arrival. Dad says fell off sofa.      |          |
    | 2021-03-02 | health visitor | Bruise to cheek seen, examined by GP today.                   |          |

    expect: nothing found

Nobody else was in touch with the family
    child born 2019-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                        | evidence |
    | 2021-03-01 | nursery        | Bruise to left cheek on arrival. Dad says fell off sofa.      |          |
    | 2021-03-30 | health visitor | Two year review, happy boy. Weight on 50th.                   |          |

    expect: nothing found

In touch on the twenty-eighth day
    child born 2019-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                        | evidence |
    | 2021-03-01 | nursery        | Bruise to left cheek on arrival. Dad says fell off sofa.      | bruise   |
    | 2021-03-29 | health visitor | Two year review, happy boy. Weight on 50th.                   |          |

    expect: flag, high, definite

Last in touch twenty-nine days before
    child born 2019-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                        | evidence |
    | 2021-01-31 | health visitor | Two year review, happy boy. Weight on 50th.                   |          |
    | 2021-03-01 | nursery        | Bruise to left cheek on arrival. Dad says fell off sofa.      |          |

    expect: nothing found

Last in touch twenty-eight days before
    child born 2019-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                        | evidence |
    | 2021-02-01 | health visitor | Two year review, happy boy. Weight on 50th.                   |          |
    | 2021-03-01 | nursery        | Bruise to left cheek on arrival. Dad says fell off sofa.      | bruise   |

    expect: flag, high, definite

Two arguments that the police keep to themselves
    child born 2021-01-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                        | evidence       |
    | 2021-03-01 | police         | Verbal altercation between mum and partner, baby in cot.      | domestic abuse |
    | 2021-03-15 | health visitor | 8-10 week contact. Doing well.                                |                |
    | 2021-05-30 | police         | Neighbours heard shouting, partner had pushed mum.            | domestic abuse |
    | 2021-06-09 | health visitor | Clinic. Weight following centile.                             |                |

    says: Concern not recorded as shared: Police
    says: The record of Police holds a concern (domestic abuse).
    raised: 2021-06-07
    expect: flag, medium, definite

A mother too drunk to hold the baby, known to the ambulance crew alone
    child born 2021-01-03
    under review 2020-06-01 to 2021-12-31

    | date       | agency         | record                                                        | evidence           |
    | 2021-03-01 | ambulance      | Mum found drunk in charge of the baby. Refused to travel.     | impaired in charge |
    | 2021-03-12 | health visitor | Clinic. Weight on 50th.                                       |                    |

    says: Concern not recorded as shared: Ambulance
    says: The record of Ambulance holds a concern (impaired in charge).
    raised: 2021-03-08
    expect: flag, high, definite

The crew sends a safeguarding referral the same night
    child born 2021-01-03
    under review 2020-06-01 to 2021-12-31

    | date       | agency         | record                                                                        | evidence |
    | 2021-03-01 | ambulance      | Mum found drunk in charge of the baby. Safeguarding referral made to the hub. |          |
    | 2021-03-12 | health visitor | Clinic. Weight on 50th.                                                       |          |

    expect: nothing found

Lost scripts twice, known to the practice alone
    child born 2021-01-03
    under review 2020-06-01 to 2021-12-31

    | date       | agency         | record                                                        | evidence            |
    | 2021-03-08 | GP             | Mum lost her codeine script again, wants more.                | prescription misuse |
    | 2021-04-01 | GP             | Mum asks for codeine ten days early. Taking double the dose.  | prescription misuse |
    | 2021-04-02 | health visitor | Clinic. Weight on 50th.                                       |                     |

    says: Concern not recorded as shared: GP
    says: The record of GP holds a concern (prescription misuse).
    raised: 2021-04-12
    expect: flag, medium, definite

One lost script
    child born 2021-01-03
    under review 2020-06-01 to 2021-12-31

    | date       | agency         | record                                                        | evidence |
    | 2021-03-01 | GP             | Mum lost her codeine script, wants more.                      |          |
    | 2021-03-12 | health visitor | Clinic. Weight on 50th.                                       |          |

    expect: nothing found

Records that could not be seen are another rule's
    | date | agency | record                                                        | evidence |
    |      | review | Midwives had no access to GP records.                         |          |

    expect: not assessable

Two arguments ninety-one days apart
    child born 2021-01-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                        | evidence |
    | 2021-03-01 | police         | Verbal altercation between mum and partner, baby in cot.      |          |
    | 2021-03-15 | health visitor | 8-10 week contact. Doing well.                                |          |
    | 2021-05-31 | police         | Neighbours heard shouting, partner had pushed mum.            |          |
    | 2021-06-09 | health visitor | Clinic. Weight following centile.                             |          |

    expect: nothing found

Said outright by a review
    | date       | agency | record                                                                                              | evidence   |
    | March 2020 | review | The GP knew of the mother's overdose but did not pass this on to the midwife.                      | not shared |

    says: The record says that information held by one agency did not reach another.
    expect: flag, medium, definite

Said outright, without any date
    | date | agency | record                                                                                       | evidence   |
    |      | review | Information about the arrest was not shared with the school.                                 | not shared |

    expect: flag, medium, definite

Seen and said outright of the same weeks
    child born 2019-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                                  | evidence   |
    | 2021-03-01 | nursery        | Bruise to left cheek on arrival. Dad says fell off sofa.                | bruise     |
    | 2021-03-09 | health visitor | Two year review, happy boy. Nursery had not told the health visitor of any worry. | not shared |

    says: A record also says outright that information was not passed on.
    expect: flag, high, definite

The day of the call is not known well enough
    child born 2019-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                        | evidence |
    | 2021-03-01 | nursery        | Bruise to left cheek on arrival. Dad says fell off sofa.      | bruise   |
    | March 2021 | nursery        | Discussed with HV.                                            |          |
    | 2021-03-09 | health visitor | Two year review, happy boy. Weight on 50th.                   |          |

    expect: flag, high, possible

The nursery's return ends that week
    child born 2019-06-03
    under review 2021-01-01 to 2021-12-31
    nursery covers 2021-01-01 to 2021-03-07

    | date       | agency         | record                                                        | evidence |
    | 2021-03-01 | nursery        | Bruise to left cheek on arrival. Dad says fell off sofa.      | bruise   |
    | 2021-03-09 | health visitor | Two year review, happy boy. Weight on 50th.                   |          |

    says: Not known whether a concern was shared: nursery
    says: The record of nursery holds a concern (bruise) and its return ends before it is known whether it was passed on.
    says: Ask nursery: whom was this told, and when?
    expect: information gap

Shared well, a general reminder, and a single argument
    child born 2021-01-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                                  | evidence |
    | 2021-03-01 | police         | Verbal altercation between mum and partner, baby in cot.                |          |
    | 2021-03-09 | health visitor | Full handover from midwife, all information shared.                     |          |
    | 2021-03-12 | health visitor | Team reminded that information should be shared when a child is at risk. |         |

    expect: nothing found

One agency only
    child born 2019-06-03

    | date       | agency  | record                                                   | evidence |
    |            | nursery | Settling in well.                                        |          |

    expect: not assessable

Told in the same month, by the agency that saw it
    child born 2021-01-03
    under review 2021-01-01 to 2021-12-31

    | date         | agency                 | record                                                      | evidence |
    | June 2021    | health visitor         | Small bruise to ribs seen when undressed for weighing.      |          |
    | June 2021    | health visitor         | Discussed with safeguarding lead, referred to social care.  |          |
    | 1 July 2021  | GP                     | Seen with cold. Chest clear.                                |          |

    expect: nothing found

A disorder was found that explains it
    child born 2021-01-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                                   | evidence |
    | 2021-06-01 | hospital       | Haemophilia confirmed on testing; bruise on ribs in keeping with it.     |          |
    | 2021-06-04 | health visitor | Clinic. Weight following centile.                                        |          |

    expect: nothing found

The many ways in which it is said
    | date | agency | record                                                                                       | evidence   |
    |      | review | No other agency was informed.                                                                | not shared |
    |      | review | The letter came three weeks late.                                                            | not shared |
    |      | review | Nobody contacted the GP.                                                                     | not shared |
    |      | review | The strategy meeting went ahead without health.                                              | not shared |
    |      | review | The full picture was not conveyed.                                                           | not shared |
    |      | review | There was little communication between the ward and the health visitor.                      | not shared |

    expect: flag, medium, definite

A split lip the day before the first birthday
    child born 2020-05-05
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                         | evidence        |
    | 2021-05-04 | hospital       | Torn frenulum seen by triage nurse. Sent home. | sentinel injury |
    | 2021-05-11 | health visitor | Weighed at clinic, happy boy.                  |                 |

    expect: flag, high, definite

A split lip on the first birthday
    child born 2020-05-04
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                         | evidence |
    | 2021-05-04 | hospital       | Torn frenulum seen by triage nurse. Sent home. |          |
    | 2021-05-11 | health visitor | Weighed at clinic, happy boy.                  |          |

    expect: nothing found

What was left unsaid, by its parts
    | date     | agency | record                                                                              | evidence   |
    | May 2019 | review | The dental nurse's note of the swollen lip was not forwarded to the health visitor. | not shared |
    | May 2019 | review | Between the clinic and the nursery there was no liaison at all.                     | not shared |

    expect: flag, medium, definite

What kin did not tell, and a meeting of minds
    | date       | agency         | record                                                                              | evidence |
    | 2019-05-01 | social worker  | Mother did not tell the midwife that she had moved.                                 |          |
    | 2019-05-02 | social worker  | The agencies did not reach agreement on the date.                                   |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold
from chronology.tables import Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    counted,
    coverage_scope,
    covered,
    is_covered,
    last_day,
    negated,
    not_followed_by,
    shared,
    summed_up,
    told_together,
    told_with,
    with_a_date,
    without,
    working_days,
)

HOLDER = ("case_id", "agency")
"""Concerns are told together by the agency that held them."""

TOUCHES_THE_CHILD = ("bruise", "risky_adult", "sentinel_injury", "impaired_in_charge")
AROUND_THE_CHILD = (
    "domestic_abuse",
    "substance_misuse",
    "prescription_misuse",
    "alcohol",
    "left_alone",
    "hungry_child",
)
CONCERNS = (*TOUCHES_THE_CHILD, *AROUND_THE_CHILD)

WORTH_TELLING = (
    *CONCERNS,
    "domestic_incident",
    "domestic_abuse_high_risk",
    "home_used_for_substances",
    "home_dirty_or_unsafe",
    "neglect",
    "child_unkempt",
    "child_kept_hungry",
    "emotional_care_lacking",
    "carer_temper",
    "relative_referral",
    "anonymous_referral",
    "other_injury",
)
"""What a colleague elsewhere would want to hear of, where an entry says that it was only filed."""

PASSED_ON = (
    "information_shared",
    "safeguarding_referral",
    "strategy_discussion",
    "section_47",
    "child_protection_conference",
    "core_group",
    "marac_referral",
    "escalation",
)
"""What brings a concern to another agency."""

SEES_THE_FAMILY = (
    "gp",
    "midwifery",
    "health_visiting",
    "hospital",
    "paediatrics",
    "childrens_social_care",
    "early_help",
    "education",
)
"""Agencies to which a concern about a child would be told."""


class Parameters(Params):
    """The rule's numbers."""

    telling_injury_under_months: int = threshold(
        12,
        ge=1,
        le=36,
        description="months of age under which a small telling injury counts by itself",
        basis="project default",
    )
    shared_within_working_days: int = threshold(
        5, ge=1, le=60, description="working days to pass a concern on", basis="project default"
    )
    in_touch_within_days: int = threshold(
        28,
        ge=1,
        le=365,
        description="another agency counts as in touch within so many days before or after",
        basis="project default",
    )
    told_together_days: int = threshold(
        90,
        ge=1,
        le=365,
        description="concerns no further apart than so many days are one flag",
        basis="project default",
    )
    around_the_child_at_least: int = threshold(
        2,
        ge=1,
        le=20,
        description="so many concerns about adults, where none touches the child directly",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    what = listed(m["what"]) if m["what"] else ""
    if m["kind"] == "information_gap":
        return Wording(
            f"The record of {m['agency']} holds a concern ({what}) and its return ends before it is "
            "known whether it was passed on.",
            f"Ask {m['agency']}: whom was this told, and when?",
            f"Not known whether a concern was shared: {m['agency']}",
        )
    if not m["counted"] and not m["outright"]:
        return Wording(
            "An entry of a summary tells of a concern and that it was only written down or kept where it was. "
            "It tells of nobody who was told."
        )
    if not m["counted"]:
        return Wording("The record says that information held by one agency did not reach another.")
    told = (
        f"The record of {m['agency']} holds a concern ({what}). No record shows that another agency "
        f"heard of it within {m['limit']} working days, while others were in touch with the family."
    )
    if m["outright"]:
        told += " A record also says outright that information was not passed on."
    return Wording(
        told,
        "What stopped sharing, or seeking: consent awaited, a risk in telling, a belief that it was known, "
        "a judgement that it need not be shared, a bar in law, or something else?",
        f"Concern not recorded as shared: {m['agency']}",
    )


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no return speaks of a known day."""
    return coverage_scope(
        case, reason="No return speaks of known days, so silence about sharing means nothing."
    )


@rule("concern-not-shared", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Concerns that stayed with one agency, and what records say outright."""
    unshared = shared(_with_somebody_to_tell(case, _unshared(case, p), p))
    known = _enough(unshared.filter("covered"), p)
    statements = pl.concat(
        [
            _held_back(case),
            negated(case, "information_shared", part="not shared"),
            _left_on_file(case),
        ]
    )
    told = told_with(known, statements, apart_days=p.told_together_days, by=["case_id"])
    unknown = _enough(unshared.filter(~pl.col("covered")), p)
    return pl.concat([_flags(case, told, p), _gaps(case, unknown)])


def _held_back(case: Tables) -> pl.LazyFrame:
    """What records say was not passed on. That records could not be seen is another pattern."""
    told = affirmed(case, "information_not_shared", part="not shared")
    of_records = pl.col("term").str.to_lowercase().str.contains("access to")
    unseen = without(told.filter(of_records), affirmed(case, "records_unlinked"))
    return pl.concat([told.filter(~of_records), unseen])


def _left_on_file(case: Tables) -> pl.LazyFrame:
    """In a summary: concerns of which the entry itself says that they were only written down."""
    concerns = affirmed(case, *WORTH_TELLING).select("case_id", "happening").unique()
    kept = affirmed(case, "left_on_file", part="kept on file").join(summed_up(case), on="case_id")
    kept = kept.join(concerns, on=["case_id", "happening"], how="semi")
    return without(kept, affirmed(case, *PASSED_ON)).with_columns(sure=pl.lit(False))


def _unshared(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Concerns that no record shows as passed on, and whether its own return would have."""
    limit = working_days(p.shared_within_working_days)
    told = _in_the_first_year(case, affirmed(case, *CONCERNS), p)
    concerns = told.filter(with_a_date())
    entry = pl.col("evidence").list.first().struct.field("event_id")
    by_column = case.shared.select("case_id", "event_id").unique()
    untold = (
        without(concerns, affirmed(case, "birthmark_documented", "disorder_confirmed"))
        .with_columns(event_id=entry)
        .join(by_column, on=["case_id", "event_id"], how="anti")
        .drop("event_id")
    )
    passed_on = shared(affirmed(case, *PASSED_ON))
    kept = _not_told_there(_not_known_elsewhere(shared(untold), p), passed_on)
    silent = not_followed_by(kept, passed_on, within_days=limit, by=["case_id"])
    last = last_day(limit, pl.col("hi"))
    return is_covered(
        silent, covered(case, summed_up=True), first=pl.col("lo"), last=last, by=HOLDER
    )


def _in_the_first_year(case: Tables, concerns: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Without bumps and split lips of those who are known to be older: children who walk fall."""
    people = case.persons.select(
        "case_id", "person_id", "role", b_lo="born_earliest", b_hi="born_latest"
    )
    youngest = (
        people.filter(pl.col("role") == "subject")
        .group_by("case_id")
        .agg(pl.col("b_lo", "b_hi").max())
    )
    own = people.select("case_id", "person_id", own_lo="b_lo", own_hi="b_hi")
    limit = f"{p.telling_injury_under_months}mo"
    older = pl.col("lo") >= pl.coalesce("own_hi", "b_hi").dt.offset_by(limit)
    perhaps = pl.col("hi") >= pl.coalesce("own_lo", "b_lo").dt.offset_by(limit)
    telling = pl.col("concept") == "sentinel_injury"
    return (
        concerns.join(youngest, on="case_id", how="left")
        .join(own, on=["case_id", "person_id"], how="left")
        .filter(~(telling & older.fill_null(False)))
        .with_columns(sure=pl.col("sure") & ~(telling & perhaps.fill_null(False)))
        .drop("b_lo", "b_hi", "own_lo", "own_hi")
    )


def _not_told_there(concerns: pl.LazyFrame, passed_on: pl.LazyFrame) -> pl.LazyFrame:
    """Without those that their own agency passed on in the same month, age or season.

    Two rows of one agency with the same coarse date are read in the order of its record.
    """
    same = [*HOLDER, "lo", "hi"]
    return concerns.join(passed_on.select(same).unique(), on=same, how="anti")


def _not_known_elsewhere(concerns: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Without those that another agency has in its own record about that time."""
    limit = working_days(p.shared_within_working_days)
    before = pl.duration(days=p.in_touch_within_days)
    keys = ["case_id", "concept", "agency", "lo", "hi"]
    others = concerns.select("case_id", "concept", other="agency", o_lo="lo", o_hi="hi").unique()
    met = (
        concerns.select(keys)
        .unique()
        .join(others, on=["case_id", "concept"])
        .filter(
            pl.col("other") != pl.col("agency"),
            pl.col("o_hi") >= pl.col("lo") - before,
            pl.col("o_lo") <= last_day(limit, pl.col("hi")),
        )
        .with_columns(
            _surely=(pl.col("o_lo") >= pl.col("hi") - before)
            & (pl.col("o_hi") <= last_day(limit, pl.col("lo")))
        )
        .group_by(keys)
        .agg(pl.col("_surely").any())
    )
    return (
        concerns.join(met, on=keys, how="left")
        .filter(~pl.col("_surely").fill_null(False))
        .with_columns(sure=pl.col("sure") & pl.col("_surely").is_null())
        .drop("_surely")
    )


def _with_somebody_to_tell(case: Tables, unshared: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Concerns at a time when another agency that sees the family was in touch."""
    unshared = shared(unshared)
    keys = ["case_id", "agency", "lo", "hi"]
    contacts = (
        case.events.filter(
            pl.col("agency_kind").is_in(SEES_THE_FAMILY), pl.col("latest").is_not_null()
        )
        .select("case_id", "earliest", "latest", other="agency")
        .drop_nulls()
        .join(unshared.select("case_id").unique(), on="case_id", how="semi")
    )
    near = pl.duration(days=p.in_touch_within_days)
    met = (
        unshared.select(keys)
        .unique()
        .join(contacts, on="case_id")
        .filter(
            pl.col("other") != pl.col("agency"),
            pl.col("latest") >= pl.col("lo") - near,
            pl.col("earliest") <= pl.col("hi") + near,
        )
        .with_columns(
            _surely=(pl.col("earliest") >= pl.col("hi") - near)
            & (pl.col("latest") <= pl.col("lo") + near)
        )
        .group_by(keys)
        .agg(pl.col("_surely").any())
    )
    return (
        unshared.join(met, on=keys)
        .with_columns(sure=pl.col("sure") & pl.col("_surely"))
        .drop("_surely")
    )


def _enough(concerns: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """One that touches the child, or several around it, by the agency that held them."""
    concerns = shared(concerns)
    columns = (*HOLDER, "lo", "hi", "evidence", "sure")
    direct = concerns.filter(pl.col("concept").is_in(TOUCHES_THE_CHILD)).select(columns)
    several = counted(
        concerns.filter(pl.col("concept").is_in(AROUND_THE_CHILD)),
        at_least=p.around_the_child_at_least,
        within_days=p.told_together_days,
        by=HOLDER,
    ).select(columns)
    enough = pl.concat([direct, several]).with_columns(happening=pl.lit(0))
    parts = pl.col("evidence").list.eval(pl.element().struct.field("part"))
    names = [name.replace("_", " ") for name in TOUCHES_THE_CHILD]
    return told_together(enough, apart_days=p.told_together_days, by=HOLDER).with_columns(
        what=parts.list.unique().list.sort(),
        high=parts.list.eval(pl.element().is_in(names)).list.any(),
    )


def _flags(case: Tables, told: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    level = (
        pl.when(pl.col("high").fill_null(False)).then(pl.lit("high")).otherwise(pl.lit("medium"))
    )
    # whether it was passed on can be told when the time for the first of it has run out
    run_out = last_day(working_days(p.shared_within_working_days), pl.col("reached"))
    parts = pl.col("evidence").list.eval(pl.element().struct.field("part"))
    return findings(
        _named(about_the_child(told, case), case),
        attention=level,
        raised_on=run_out,
        measure={
            "agency": pl.coalesce("name", "agency"),
            "what": pl.col("what"),
            "counted": pl.col("counted"),
            "outright": parts.list.contains("not shared"),
            "limit": pl.lit(p.shared_within_working_days),
        },
    )


def _gaps(case: Tables, unknown: pl.LazyFrame) -> pl.LazyFrame:
    return findings(
        _named(about_the_child(unknown, case), case),
        attention="low",
        kind="information_gap",
        measure={"agency": pl.coalesce("name", "agency"), "what": pl.col("what")},
    )


def _named(rows: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    names = case.coverage.select("case_id", "agency", "name").unique()
    return rows.join(names, on=["case_id", "agency"], how="left")
