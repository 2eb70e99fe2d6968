"""How and by whom a participant is seen, and what counts as work."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class ContactMode(Term):
    OFFICE = "office", "Office"
    HOME = "home", "Home"
    FIELD = "field", "Field"
    PHONE = "phone", "Phone"
    VIDEO = "video", "Video"
    COLLATERAL = "collateral", "Collateral"


class ContactWith(Term):
    """Who had the contact with the participant."""

    CASE_MANAGER = "case_manager", "Case manager"
    PROBATION_OFFICER = "probation_officer", "Probation officer"
    STAFF = "staff", "Court staff"
    SPONSOR = "sponsor", "Sponsor"
    MENTOR = "mentor", "Mentor"
    FAMILY = "family", "Family"
    PROVIDER = "provider", "Treatment provider"
    OTHER = "other", "Another person"


class WorkKind(Term):
    JOB = "job", "Job"
    SCHOOL = "school", "School"
    TRAINING = "training", "Training"
    JOB_SEARCH = "job_search", "Job search"
    VOLUNTEER = "volunteer", "Volunteer work"
    CAREGIVER = "caregiver", "Caring for family"
    EXCUSED = "excused", "Excused (disability or retirement)"
