"""What is said in an invented file: charges, employers, evidence, notes, words to the court."""

from __future__ import annotations

from drugcourt.domain.cases import ChargeLevel

CHARGES: dict[ChargeLevel, tuple[tuple[str, str], ...]] = {
    ChargeLevel.FELONY: (
        ("Possession of a controlled substance", "CCC 11-350"),
        ("Possession with intent, small quantity", "CCC 11-352"),
        ("Burglary in the second degree", "CCC 18-204"),
        ("Forgery", "CCC 18-470"),
        ("Identity theft", "CCC 18-530"),
        ("Theft above the felony limit", "CCC 18-487"),
    ),
    ChargeLevel.MISDEMEANOR: (
        ("Possession of paraphernalia", "CCC 11-364"),
        ("Petty theft", "CCC 18-488"),
        ("Driving under the influence, second", "CCC 23-152"),
        ("Trespass", "CCC 18-602"),
        ("Prescription fraud", "CCC 11-173"),
    ),
}
SOURCES = (
    "Public defender",
    "Prosecutor",
    "Jail screening",
    "Pretrial services",
    "Probation department",
    "Defense counsel",
    "Treatment provider",
    "Self-referral through counsel",
)
COUNSEL = ("A. Nakagawa", "B. Ostrander", "C. Villareal", "Public Defender's Office")
PROSECUTORS = ("L. Whitcomb", "N. Farrow")
EMPLOYERS = (
    "Cedar Falls Lumber",
    "Junction Diner",
    "Millbrook Nursery",
    "Northside Auto Glass",
    "Prospect Bakery",
    "River Road Storage",
    "Two Rivers Roofing",
    "Valley Linen Service",
    "Westfork Packing",
    "County Food Bank, warehouse",
)
SCHOOLS = (
    "Cedar Community College",
    "Adult Education Center, high school equivalency",
    "Valley Technical School, welding",
    "Peer specialist training",
)
# Milestones done along the way though no step asks for them, by phase from 0.
ALONG_THE_WAY = {1: ("primary_care", "housing"), 2: ("identification",)}
EVIDENCE = {
    "intake": "Intake packet signed, copy in the file.",
    "assessment": "Assessment report received from the provider.",
    "treatment_plan": "Plan signed by participant and counselor.",
    "primary_care": "Visit summary from Cedar Family Health.",
    "housing": "Lease seen; home visit made.",
    "identification": "Card seen at the office.",
    "application_2": "Application handed in; copy filed.",
    "application_3": "Application handed in; copy filed.",
    "application_4": "Application handed in; copy filed.",
    "application_5": "Application handed in; copy filed.",
    "relapse_prevention": "Plan presented in group and to the case manager.",
    "recovery_plan": "Plan signed; sponsor and counselor named.",
    "giving_back": "Forty hours at the food bank, letter of the supervisor.",
    "exit_interview": "Interview held with the coordinator.",
    "record_check": "State and county records searched: no new charges.",
}
REACHED = (
    "Office visit kept. Work schedule and meetings reviewed.",
    "Talked about the weekend ahead; has a plan and a ride.",
    "Home visit. Family present, apartment in order.",
    "Checked in after group. Reports sleeping better.",
    "Bus pass for the month handed over.",
    "Went over the budget and the payment plan.",
    "Housing application filled in together.",
    "Sponsor's number updated; two meetings this week.",
)
NOT_REACHED = ("No answer, message left.", "Telephone switched off.", "No answer at the door.")
NOTES: tuple[tuple[str, ...], ...] = (
    (
        "Nervous at the first hearings; wants to get the children back. Ride to group arranged.",
        "Cravings in the evening. Counselor will call on Fridays; naloxone kit handed out.",
        "Couch-surfing with a cousin. Recovery housing list given, two calls made from here.",
    ),
    (
        "Settling in. Asked good questions in group; missed the bus once and called ahead.",
        "Talked about an old friend who still uses. Has told him not to come by.",
        "Landlord meeting went well; deposit help requested from the county.",
    ),
    (
        "New shift at work clashes with the Wednesday group; evening site offered.",
        "Proud of the driver's license. Insurance quote needed before driving to work.",
        "Visits with the children every other weekend now. Parenting class begins in May.",
    ),
    (
        "Relapse-prevention plan in draft: knows the three warning signs and whom to call.",
        "Chairs a meeting on Saturdays. Would like to mentor a newcomer.",
        "Dental work finished, no opioids were needed.",
    ),
    (
        "Ready for life after the program; continuing care appointments are set.",
        "Giving-back project: coats for the winter drive. Supervisor full of praise.",
        "Talked about what a lapse after graduation would look like and whom to call.",
    ),
)
ADDENDA = (
    "Addendum: the provider confirms the appointment for next week.",
    "Addendum: the date given above was wrong by a day; the visit was on the day before.",
    "Addendum: spoke with the sponsor, who agrees.",
)
ACCOUNTS = (
    "“No way to get to the site after six.”",
    "“I told my sponsor the same night.”",
    "“My phone was off, I own that.”",
    "“The new job is going well.”",
    "“I slept through the alarm.”",
)
BENCH = (
    "Praised for full attendance. Keep going.",
    "Talked about work and the children. No concerns.",
    "Setback discussed openly; plan agreed with the counselor.",
    "Good report from the provider.",
    "Encouraged to bring the family to the next hearing.",
)
