#!/usr/bin/env python3
"""What `cargo featherfall audit` costs, against `rustfmt --check` over the same files.

    tests/scripts/audit_cost.py [FOLDER]

Without a folder: published crates from cargo's registry cache, 1,700 files of them, as many as
mistral.rs has. Prints the fastest of three runs of each, and the memory that audit needs at most.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = 1700
RUNS = 3


def collect(folder):
    """Copies whole crates, those with hand-written fallbacks first."""
    registry = pathlib.Path(os.environ.get("CARGO_HOME", pathlib.Path.home() / ".cargo"))
    crates = sorted((registry / "registry/src").glob("*/*"))
    crates.sort(key=lambda it: not it.name.startswith(("candle", "mistralrs")))
    count = 0
    for crate in crates:
        if count >= FILES:
            break
        shutil.copytree(crate, folder / crate.name)
        count += sum(1 for _ in crate.rglob("*.rs"))


def fastest(command):
    """Seconds and megabytes of the fastest run."""
    runs = []
    for _ in range(RUNS):
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(child.pid, 0)
        runs.append((time.monotonic() - start, usage.ru_maxrss / 1024))
    return min(runs)


def measure(wanted=None):
    """The number of files, seconds of audit and of rustfmt, megabytes of audit."""
    subprocess.run(
        ["cargo", "build", "--quiet", "--release", "-p", "cargo-featherfall"], cwd=ROOT, check=True
    )
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(wanted or folder)
        if not wanted:
            collect(folder)
        files = [str(it) for it in folder.rglob("*.rs")]
        cli = target / "release/cargo-featherfall"
        audit, memory = fastest([cli, "featherfall", "audit", folder])
        # Each file once: rustfmt would follow `mod` from every file that is named.
        rustfmt, _ = fastest(
            ["rustfmt", "--check", "--edition", "2021", "--config", "skip_children=true", *files]
        )
    return len(files), audit, rustfmt, memory


def main():
    files, audit, rustfmt, memory = measure(*sys.argv[1:2])
    print(f"{files} files: audit {audit:.2f} s, rustfmt --check {rustfmt:.2f} s, "
          f"{rustfmt / audit:.1f} times faster; audit needs {memory:.0f} MB")


if __name__ == "__main__":
    main()
