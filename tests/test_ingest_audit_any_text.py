"""Reading an audit from text that is none: nothing raised, every quote exact, the same twice."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.audit import AuditFacts, read_audit
from ingest.plain import read_plain
from ingest.registry import Registry
from ingest.structure import lay_out
from kg.model import Document, Reading, Source

REGISTRY = Registry.load()
WORDS = (
    "Revisionsfrågor", "Kontrollmål", "Revisionsfråga 2:", "Det finns en plan.", "Finns en plan?",
    "kommunstyrelsen", "socialnämndens", "Vår bedömning är att", "inte helt", "säkerställer",
    "Vi rekommenderar", "att", "•", "-", "1.", "a)", "?", ".", ":", "Delvis", "Ja", "uppfyllt",
    "granskning av IT", "2019", "Sammanfattning", "Rekommendationer", "uppdragsledare", "har på uppdrag av",
    "PwC", "§", "(", "2020-02-30", "31 maj 2021", "|", "\t", "Iakttagelser", "lakttagelser", "Bedömning",
    "revisorerna i Marks kommun", "å\u0308", "🟡", "\x0c",
)  # fmt: skip
SOUP = st.lists(
    st.tuples(st.sampled_from(WORDS) | st.text(max_size=8), st.sampled_from((" ", "\n", "\n\n"))), max_size=120
)


def _facts(text: str) -> AuditFacts:
    layout = lay_out(read_plain(text.encode("utf-8", "replace"), "text/plain"))
    document = Document("any", "revisionsrapport", Source("any", "text/plain", 1, "0" * 64), 1)
    facts = read_audit(layout, document, REGISTRY)
    # A Reading refuses any span that does not quote the stored text exactly.
    Reading(
        facts.document, layout.text, facts.questions, facts.findings, facts.recommendations,
        criteria=facts.criteria, earlier_audits=facts.earlier_audits, flags=facts.flags,
    )  # fmt: skip
    return facts


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SOUP)
def test_any_text_is_read_without_error_and_alike(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in pieces)
    assert _facts(text) == _facts(text)


def test_nothing_is_read_from_nothing() -> None:
    facts = _facts("x\n")
    assert not (facts.questions or facts.findings or facts.recommendations or facts.criteria or facts.earlier_audits)
    assert facts.document.auditor is None and facts.document.report_date is None


def test_long_runs_of_one_sign_are_read_in_reasonable_time() -> None:
    # Each of these once took minutes: a rule that tries every split of a run has no place here.
    for text in ("1." * 20_000, "A-" * 20_000, "barn- och " * 5_000, "a" * 100_000, "("):
        assert not _facts(text).questions
