"""Lock files carry versions and hashes, and no file names the host of a package registry.

Where packages come from is the machine's own setting: the same lock file must work behind a mirror and on a closed network.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ["requirements.lock", "requirements-dev.lock"]
# Written with brackets so that this file does not find itself.
HOSTS = re.compile(
    r"py[p]i\.org|python[h]osted\.org|registry\.np[m]js|registry\.ya[r]npkg|deb\.deb[i]an\.org|--(extra-)?inde[x]-url", re.IGNORECASE
)


def addresses_in_locks():
    for name in LOCKS:
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8").splitlines(), 1):
            if "://" in line:
                yield f"{name}:{number}: an address in a lock file: {line.strip()}"


def committed_files():
    """Files git knows or would take: what is ignored is nobody's business."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def registry_hosts():
    for path in committed_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            # A minified library is one long line and names its own home page, not a registry.
            if len(line) < 2_000 and HOSTS.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: names a registry: {line.strip()[:100]}"


def main():
    found = [*addresses_in_locks(), *registry_hosts()]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
