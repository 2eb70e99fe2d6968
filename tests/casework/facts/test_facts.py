"""Facts say of a test exactly what was recorded, whatever was recorded."""

from datetime import date

from drugcourt.casework.facts import facts
from drugcourt.casework.specimens import decisions, specimens
from drugcourt.domain.facts import ResultFacts
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Matrix,
    Substance,
)
from tests.reports import people

POSITIVE, NEGATIVE = AnalyteResult.POSITIVE, AnalyteResult.NEGATIVE


def test_results_confirmations_and_explanations_come_back_whole(workspace):
    episode_id = people.admitted(workspace)
    day = date(2026, 11, 3)
    specimen_id = workspace.perform(
        specimens.record_test,
        episode_id=episode_id,
        values={"collected_on": day, "matrix": Matrix.ORAL_FLUID},
        results={
            Substance.THC: POSITIVE,
            Substance.FENTANYL: POSITIVE,
            Substance.COCAINE: NEGATIVE,
            Substance.ETG: AnalyteResult.INCONCLUSIVE,
        },
        to_confirm=[Substance.THC],
    )
    workspace.perform(
        decisions.confirm,
        specimen_id=specimen_id,
        substance=Substance.THC,
        confirmed=False,
        on=date(2026, 11, 9),
    )
    workspace.perform(
        decisions.explain_result,
        specimen_id=specimen_id,
        substance=Substance.FENTANYL,
        explanation=Explanation.ACCEPTED,
        reason="Said so",
    )
    known = workspace.read(facts.gather_one, episode_id)
    (specimen,) = known.specimens
    assert (specimen.on, specimen.matrix) == (day, Matrix.ORAL_FLUID)
    assert set(specimen.results) == {
        ResultFacts(
            Substance.THC, POSITIVE, Confirmation.NOT_CONFIRMED, confirmed_on=date(2026, 11, 9)
        ),
        ResultFacts(Substance.FENTANYL, POSITIVE, explanation=Explanation.ACCEPTED),
        ResultFacts(Substance.COCAINE, NEGATIVE),
        ResultFacts(Substance.ETG, AnalyteResult.INCONCLUSIVE),
    }


def test_a_test_without_results_has_none(workspace):
    episode_id = people.admitted(workspace)
    people.test_on(workspace, episode_id, date(2026, 11, 3), status=CollectionStatus.MISSED)
    (specimen,) = workspace.read(facts.gather_one, episode_id).specimens
    assert specimen.status is CollectionStatus.MISSED
    assert specimen.results == ()


def test_an_act_sees_what_it_changed_a_moment_ago(workspace):
    episode_id = people.admitted(workspace)

    def record_and_look(db, context):
        specimens.record_test(
            db,
            context,
            episode_id=episode_id,
            values={"collected_on": date(2026, 11, 3)},
            results={Substance.THC: POSITIVE},
        )
        return facts.gather_one(db, episode_id)

    (specimen,) = workspace.perform(record_and_look).specimens
    assert specimen.results == (ResultFacts(Substance.THC, POSITIVE),)


def test_someone_with_nothing_recorded_has_empty_facts(workspace):
    known = workspace.read(facts.gather_one, people.admitted(workspace))
    assert known.specimens == known.sessions == known.responses == ()
    assert len(known.stays) == 1


def test_candidates_and_unknown_numbers_have_no_facts(workspace):
    candidate = people.candidate(workspace)
    assert workspace.read(facts.gather, [candidate, 999]) == {}
