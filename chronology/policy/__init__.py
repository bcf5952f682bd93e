"""Policy profiles: whose thresholds and timescales hold, and since when.

A profile is TOML. It states only what differs from what it ``extends``, in the end from the
numbers that the rules carry. A number may have values for a time: what happened in 2021 is judged
by what was in force in 2021.
"""

from chronology.policy.profile import Profile, builtin_profiles, read_profile

__all__ = ["Profile", "builtin_profiles", "read_profile"]
