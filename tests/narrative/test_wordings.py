"""More ways in which practitioners word things, and what only looks like them."""

from __future__ import annotations

import polars as pl
import pytest

from chronology.narrative import read

SENTENCES = """
# bruises of birth and of procedures, and bruises beside them
Head moulded, bruising of a difficult delivery, settling. | bruise -
Blood spot taken, slight bruise at the site. | bruise -
Small bruise at R site after second injections. | bruise -
Vit K puncture with tiny bruise, thigh soft. | bruise -
Cannula out, bruising as expected. | bruise -
Brought for immunisations with a bruise on his cheek. | bruise affirmed child
Heel prick done. Bruise to cheek there since yesterday. | bruise affirmed child

# another family's
Two DNAs of another family gone through in supervision. | missed_appointment !affirmed
Talked about no access on my other case. | no_access !affirmed
Missed visits on this case discussed. | missed_appointment affirmed
Neighbour's DASH high, MARAC referral made for her. | marac_referral other_person unknown
Neighbour's DASH high, MARAC referral made for her. | domestic_abuse_high_risk other_person unknown
Mum heard at MARAC on 3rd. | marac_referral affirmed mother

# a parent's self-harm, in few words
Called crisis line: cut both wrists last night, superficial. | serious_mental_illness affirmed
Slashed forearms yesterday, steri-strips, home with partner. | mental_health affirmed
Voices inside her head again. | serious_mental_illness affirmed mother
Old healed scars on both wrists. | mental_health historical mother
Thinks the kids'd be better off with somebody else. | mental_health affirmed mother
Superficial lacerations l forearm, sutured. | serious_mental_illness affirmed mother
Fresh cuts to his knee from the slide. | serious_mental_illness -
Cut herself slicing bread. | serious_mental_illness -

# whose crying it is
Mum poured it all out, I held Ravi while she cried. | crying_unsettled -
Baby pale, she cried throughout the visit. | crying_unsettled affirmed child

# called off, let in, not answered
Phoned Mum about clinic, no answer x2, message left. | missed_repeatedly -
Rang Keeley, no reply x2, text sent. | no_access -
Rang the bell, no reply. | no_access affirmed
Antenatal contact at 33 weeks, by phone. | universal_contact_left_out -
6-8 week review by post, not returned. | universal_contact_left_out affirmed
Called at the flat on 4th and 9th, no answer x2. | missed_repeatedly affirmed
Called off by Jade on the doorstep, baby asleep. | appointment_cancelled affirmed mother
Home visit cancelled by text an hour before, tummy bug. | appointment_cancelled affirmed mother
Cancelled by the surgery, text sent. | appointment_cancelled !affirmed
Visit cancelled by duty, rebooked. | appointment_cancelled !affirmed
They let us in and showed us round. | no_access negated
Got in at last. Talked over the rent. | no_access negated | early_help
Got in late, slept till noon. | no_access - | early_help
She never got in touch. | no_access - | early_help
Curtains drawn, card through. | no_access affirmed
Thank you card through from the family. | no_access -
Phoned for the monthly catch up, didn't pick up, didn't text back. | disengagement affirmed mother
Rang x3, unanswered x3 and has not rung back. | disengagement affirmed mother
Rang mum, no reply, left message. | disengagement -
Turned up on time and stayed for the full hour. | appointment_attended affirmed
Came to clinic with baby. | appointment_attended affirmed
She came to the door. | appointment_attended -

# what a decision rested on
Assessment drew on our own file only, nothing asked of others. | history_unused affirmed
Nothing from before 2019 was read. | history_unused affirmed
No background has been sought from the last area. | history_unused affirmed
History prior to the move not looked at. | history_unused affirmed
No history of asthma. | history_unused -
Social care records show two referrals. | history_unused -

# who has the child, and when
Stepdad takes over at night. | male_main_carer affirmed male_partner
Mum does the nights. | male_main_carer !affirmed
She has him all night. | male_main_carer -
Neighbour Kev minds her after school. | child_minded affirmed unknown
Mum's mate Lee has had them since breakfast. | child_minded affirmed
Dad has him at weekends. | child_minded -
Friend has clinic on a Monday. | child_minded -
ABH on his then girlfriend, 18 months. | risky_adult affirmed

# a call to a couple in the log, a burglary, a neighbour
DOMESTIC, CALLED BY SON. BOTH SPOKEN TO. | domestic_incident affirmed mother | police
DOMESTIC BURGLARY AT NO 9. | domestic_incident - | police
Led a workshop on coercive control for the midwives. | domestic_abuse -
Domestic tasks shared. | domestic_incident - | health_visiting

# force against things and strangers
Ricky punched the security guard outside the shop. | risky_adult affirmed
He smashed the office window when told to wait. | risky_adult affirmed unknown
Toddler kicked the door in a tantrum. | risky_adult -
Leaflet on the child sex offender disclosure scheme given. | risky_adult -
HE LEFT IN A TAXI BEFORE ARRIVAL. | left_alone -
Toddler left in car outside the shop. | left_alone affirmed child

# whose it is to tell, and who was told nothing
School says it is up to health, health say it is for school. | professional_disagreement affirmed
Each thought it was for the other to call the meeting. | professional_disagreement affirmed
Asked about him, told Clare's Law is only for partners. | parents_not_told affirmed
Sarah's Law leaflet given at clinic. | disclosure_decision -
Could not share his history with either parent. | parents_not_told affirmed

# in a hurry
Handed the papers at three, no time to read his record. | check_rushed affirmed
Decision needed within the hour, two hours to look into his background. | check_rushed affirmed
Mum wants to know by 5 May. | check_rushed -
Tried the duty lawyer, voicemail. | quick_legal_advice_absent affirmed

# on a parent's word, and where the time went
Mum told us everything is so much calmer now. | self_reported_change affirmed mother
Swimming is going loads better. | self_reported_change -
Most of the visit spent on her debts and the landlord. | adult_focus affirmed
Half an hour on her health before the physio came. | adult_focus affirmed
Half an hour on feeding and sleep. | adult_focus -
An hour and a half on the bus. | alcohol -

# care that a child did not get
Came in wet and sore, in yesterday's nappy again. | child_unkempt affirmed child
In the same clothes as Thursday. | child_unkempt affirmed child
Grubby knees from the sandpit. | child_unkempt -
Four wet nappies today, taking feeds. | child_unkempt -
Sent to school in wet trousers. | child_unkempt affirmed child
Asked whether the food bank could drop something off. | hungry_child -

# what is denied in a list is its own item; what stands beside other words is none
Depression, sertraline 50mg, no details of next of kin. | prescribing_unjoined -
No thoughts of harming self or the baby. | voice_unheard -
Rang while baby was crying in the background. | crying_not_seen_as_risk -
Was not brought to eye clinic. | information_not_shared -

# another adult's children
Interim care order made on his son, placed locally. | carers_child_removed affirmed unknown
Her boyfriend's daughter was taken into care. | carers_child_removed affirmed
Child of the lodger placed with foster carers. | carers_child_removed affirmed
Care order granted on mum's older children. | carers_child_removed -
His own baby was removed from the list. | carers_child_removed -
Foster carers report bruise to his cheek. | bruise affirmed child

# what only looks like a concern, in ordinary practice English
Attendance at school was erratic in Year 2 but is now 97 per cent. | intermittent_engagement -
Mother's engagement was erratic. | intermittent_engagement affirmed
Attended all sessions until the course ended. | intermittent_engagement -
Attended until the plan ended. | intermittent_engagement affirmed
School closed for the holidays. | let_go -
School closed for the holidays. | call_left -
School closed for the holidays. | decision_stands -
Referral to paediatrics accepted, seen within weeks. | decision_stands -
Case closed. | let_go affirmed
Appointment letter sent, attended. | let_go -
Letter sent to parents about parents' evening. | let_go -
Letter sent to parents about parents' evening. | call_left -
Dental check done, one filling. | let_go -
Case closed with good outcome. | seemed_well -
Good engagement throughout. | seemed_well affirmed
Teeth brushed twice a day, dentist seen, no decay. | care_not_got -
Teeth black, untreated. | care_not_got affirmed
Head lice letter to whole class, treated at home the same night. | care_not_got -
Head lice again. | care_not_got affirmed
School shoes a little too small, mum is buying new ones on Friday. | care_not_got -
Baby asleep upstairs, seen by the health visitor, pink and well. | child_not_seen -
Baby asleep upstairs. | child_not_seen affirmed
Social worker saw all three children alone; they talked of their hopes. | left_alone -
Mum took her medication as prescribed, mood stable. | domestic_abuse -
He took her medication and her phone. | domestic_abuse affirmed
Baby had a cold, seen by the GP, better next day. | delay_medical_help -
Dog rehomed, garden tidy. | change_of_circumstances -
New social worker introduced at a joint handover visit. | contact_after_separation -
"""

CASES = [
    tuple(part.strip() for part in line.split(" | "))
    for line in SENTENCES.splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("text", "expected", "kind"), [(*it, None)[:3] for it in CASES])
def test_a_wording_is_read_as_a_practitioner_means_it(
    text: str, expected: str, kind: str | None
) -> None:
    """``-`` for nothing, ``!affirmed`` for anything but that; the third part is the agency."""
    kinds = pl.Series([kind], dtype=pl.String)
    signals = read([text], agency_kinds=kinds).signals
    concept, status, *who = expected.split()
    of_concept = signals.filter(pl.col("concept") == concept)
    told = set(of_concept.select("status", "who").iter_rows())
    if status == "-":
        assert told == set()
    elif status.startswith("!"):
        assert status[1:] not in {one for one, _ in told}
    else:
        assert {one for one, _ in told} == {status}
        assert not who or {of for _, of in told} == set(who)
