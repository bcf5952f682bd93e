"""What concepts are called, and which of them make an entry a key event or speak of good practice.

A concept that is not listed is still shown and can be filtered by; the lists serve only the two
toggles of the page.
"""

from __future__ import annotations

from . import words

KEY = frozenset(
    {
        "anonymous_referral",
        "bruise",
        "change_of_circumstances",
        "child_not_seen",
        "child_protection_conference",
        "child_protection_plan",
        "delay_medical_help",
        "domestic_abuse",
        "faltering_growth",
        "family_concern_dismissed",
        "hungry_child",
        "index_incident",
        "information_not_shared",
        "late_booking",
        "left_alone",
        "no_access",
        "other_injury",
        "parent_own_trauma",
        "professional_disagreement",
        "risky_adult",
        "safeguarding_referral",
        "sibling_history",
        "strategy_discussion",
        "threshold_not_met",
        "unsafe_sleep",
    }
)
"""Key when the record says they are so."""

GOOD_WHEN_SO = frozenset(
    {
        "care_leaver_support_offer",
        "child_seen_alone",
        "coping_with_crying_advice",
        "early_help",
        "feeding_review",
        "good_practice",
        "information_shared",
        "male_carer_assessed",
        "paediatric_examination",
        "pathway_plan_parenthood",
        "respite",
        "safe_sleep_advice",
        "supervision",
    }
)
"""Good practice, support or protection when the record says they are so."""

GOOD_WHEN_NOT_SO = frozenset(
    {
        "carer_strain",
        "child_not_seen",
        "crying_unsettled",
        "delay_medical_help",
        "disengagement",
        "faltering_growth",
        "family_concern_dismissed",
        "feeding_difficulty",
        "home_conditions",
        "hungry_child",
        "information_not_shared",
        "information_request",
        "left_alone",
        "male_carer_not_seen",
        "missed_appointment",
        "no_access",
        "prescription_misuse",
        "timescale_missed",
        "unsafe_sleep",
    }
)
"""Good practice, engagement or protection when the record says they are not so."""

_NAMES = {
    "gp_prescription": "GP prescription",
    "left_alone": "Child left alone",
    "no_access": "No access at a visit",
    "parent_own_trauma": "Parent’s own trauma",
    "special_needs": "Child’s special needs",
}


def name_of(concept: str) -> str:
    """A concept as a reader would say it: ``male_carer_not_seen`` is "Male carer not seen"."""
    return _NAMES.get(concept) or words.plain(concept).capitalize()
