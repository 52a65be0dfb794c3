"""The service keeps its own description: whatever is asked, the answer is one that /openapi.json tells of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode, checks
from schemathesis.core.failures import FailureGroup
from schemathesis.schemas import APIOperation, BaseSchema

from styrgraf.keys import Keys
from tests.surface import serving


@pytest.fixture(scope="module")
def key(store: Path) -> dict[str, str]:
    """The headers of somebody who may do everything: what changes something is tried too."""
    return {"Authorization": f"Bearer {Keys(store).add('prov', 'admin')}"}


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    with serving(store, STYRGRAF_REQUESTS_PER_MINUTE="0") as found:
        yield found


@pytest.fixture(scope="module")
def described(address: str) -> BaseSchema:
    return schemathesis.openapi.from_url(f"{address}/openapi.json")


KEPT = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
# Above 64 KiB the HTTP server closes the connection on an address before the service sees it.
LONGEST = 60_000
BOUNDED = settings(
    max_examples=6,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_every_answer_is_as_described(described: BaseSchema, key: dict[str, str]) -> None:
    broken = [said for found in described.get_all_operations() for said in faults(found.ok(), key)]
    assert not broken, "\n\n".join(broken)


def faults(operation: APIOperation, key: dict[str, str]) -> Iterator[str]:
    """What was answered otherwise than described, asked as described and otherwise."""
    for mode in GenerationMode:
        asked = operation.as_strategy(generation_mode=mode)

        @BOUNDED
        @given(case=asked)
        def answered(case: schemathesis.Case) -> None:
            assume(len(urlencode(case.query or {}, doseq=True, errors="replace")) < LONGEST)
            case.call_and_validate(checks=KEPT, headers=key, timeout=30)

        try:
            answered()
        except Unsatisfiable:
            continue  # nothing can be asked otherwise: the operation takes no parameters
        except FailureGroup as failure:
            yield f"{operation.label}: {failure}"
