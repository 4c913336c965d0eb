"""Lock files carry versions and hashes; where packages come from is the machine's own setting."""

import re
import tomllib

import pytest

from tests.house.house import ROOT
from tools import addresses, vendor

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_lock_files_carry_no_address():
    assert list(addresses.addresses_in_locks()) == []


def test_no_file_names_a_registry():
    assert list(addresses.registry_hosts()) == []


def test_vendored_files_are_as_published():
    assert list(vendor.differences()) == []


def locked(name):
    """{package: version} of a lock file."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return dict(match.groups() for line in lines if (match := re.match(r"([a-z0-9.-]+)(?:\[[^]]*\])?==(\S+)", line)))


@pytest.mark.parametrize("name", addresses.LOCKS)
def test_every_locked_package_has_hashes(name):
    entries = re.split(r"^(?=\S)", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [entry.splitlines()[0] for entry in entries if entry.strip() and "--hash=sha256:" not in entry] == []


def test_both_locks_agree():
    runtime, dev = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: (version, dev.get(name)) for name, version in runtime.items() if dev.get(name) != version} == {}


@pytest.mark.parametrize(
    "lock, wanted",
    [
        ("requirements.lock", PROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PROJECT["dependency-groups"]["dev"]),
    ],
)
def test_every_dependency_is_locked(lock, wanted):
    names = [re.match(r"[A-Za-z0-9._-]+", requirement).group().lower().replace("_", "-") for requirement in wanted]
    assert [name for name in names if name not in locked(lock)] == []


def test_every_dependency_says_why():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    requirements = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
    assert [r for r in requirements if not re.search(rf'"{re.escape(r)}",\s+# \S', text)] == []


def test_the_running_product_needs_no_developer_package():
    """Whoever installs requirements.lock alone can start: INSTALLED_APPS and MIDDLEWARE come from it, from Django or from us."""
    from importlib.metadata import packages_distributions

    from fardplan.config import settings as product

    runtime, owners = locked("requirements.lock"), packages_distributions()
    found = []
    for dotted in [*product.INSTALLED_APPS, *product.MIDDLEWARE]:
        top = dotted.split(".")[0]
        if top != "fardplan" and not any(owner.lower().replace("_", "-") in runtime for owner in owners[top]):
            found.append(dotted)
    assert found == []
