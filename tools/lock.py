"""Print constraints.txt: the exact version of every package in this environment but our own."""

from importlib.metadata import distributions

HEADER = "# Exact versions of everything 'make setup' installs; renewed by 'make lock'."
OURS = {"styrgraf", "pip"}


def constraints() -> list[str]:
    """Requirement lines, sorted by name. A build tag such as +cpu is left out: other machines have other builds."""
    versions = {d.metadata["Name"].lower(): d.version.split("+")[0] for d in distributions()}
    return [f"{name}=={version}" for name, version in sorted(versions.items()) if name not in OURS]


if __name__ == "__main__":
    print("\n".join([HEADER, *constraints()]))
