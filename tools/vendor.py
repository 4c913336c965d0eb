"""The files in `tools/vendor.toml` are what their makers published.

python -m tools.vendor            fetch every package with npm and compare (needs npm, the only word that does)
python -m tools.vendor --check    compare what is here with the sums; needs no network
python -m tools.vendor --accept   fetch, and take the files as they are; prints the sums to write in the table
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "tools/vendor.toml"


def packages():
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))["package"]


def digest(content):
    return hashlib.sha256(content).hexdigest()


def differences():
    """What is wrong here and now: a file missing, changed, or not in the table."""
    known = set()
    for package in packages():
        for name, file in package["files"].items():
            path = ROOT / package["into"] / name
            known.add(path)
            if not path.is_file():
                yield f"{path.relative_to(ROOT)}: missing"
            elif digest(path.read_bytes()) != file["sha256"]:
                yield f"{path.relative_to(ROOT)}: differs from tools/vendor.toml ({package['name']} {package['version']})"
    for top in ("src", "tests"):
        for folder in (ROOT / top).rglob("vendor"):
            for path in folder.rglob("*"):
                if path.is_file() and path not in known:
                    yield f"{path.relative_to(ROOT)}: not in tools/vendor.toml"


def bundled(package, folder):
    """(name, content) for each file of a bundle: `packages` at their very versions, put in one file by esbuild from `entry`."""
    wanted = [f"{name}@{version}" for name, version in {**package["packages"], "esbuild": package["esbuild"]}.items()]
    install = ["npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder, *wanted]
    subprocess.run(install, check=True, stdout=subprocess.DEVNULL)
    modules = Path(folder) / "node_modules"
    for name, file in package["files"].items():
        if "from" in file:
            yield name, (modules / file["from"]).read_bytes()
            continue
        shutil.copy(ROOT / package["entry"], Path(folder) / "entry.js")
        flags = ["--bundle", "--minify", "--format=esm", "--target=es2022", "--legal-comments=none", f"--outfile={folder}/out.js"]
        subprocess.run([modules / ".bin/esbuild", f"{folder}/entry.js", "--log-level=error", *flags], check=True)
        yield name, (Path(folder) / "out.js").read_bytes()


def fetched(package):
    """(name, content) for each file of the package that comes from its maker."""
    with tempfile.TemporaryDirectory() as folder:
        if "packages" in package:
            yield from bundled(package, folder)
            return
        command = ["npm", "pack", "--silent", "--pack-destination", folder, f"{package['name']}@{package['version']}"]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            for name, file in package["files"].items():
                if "from" in file:
                    yield name, archive.extractfile(f"package/{file['from']}").read()


def fetch(accept):
    for package in packages():
        for name, content in fetched(package):
            found, expected = digest(content), package["files"][name]["sha256"]
            if accept and found != expected:
                path = ROOT / package["into"] / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                print(f'{path.relative_to(ROOT)}: written, sha256 = "{found}"')
            elif found != expected:
                yield f"{package['name']} {package['version']}, {name}: the published file is not the one we carry"


def main(arguments):
    if "--check" not in arguments and not shutil.which("npm"):
        print("npm is needed to fetch (Debian: npm). --check does without.", file=sys.stderr)
        return 1
    wrong = [] if "--check" in arguments else list(fetch("--accept" in arguments))
    wrong += differences()
    print("\n".join(wrong) if wrong else f"{sum(len(p['files']) for p in packages())} files are as published")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
