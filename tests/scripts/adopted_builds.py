#!/usr/bin/env python3
"""Whether crates build after `cargo featherfall adopt` wherever they built before.

    tests/scripts/adopted_builds.py FOLDER ..    (such as ~/.cargo/registry/src/*/*)

Each folder holds one published package. Its library is checked with default features, with none
and with all, adopted, checked again, and adopted once more, which has nothing to do. Packages in
which nothing is converted are passed over. The exit status is 1 if one fails.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
FOLDER = TARGET / "adopted-builds"
ENVIRONMENT = dict(os.environ, CARGO_TARGET_DIR=str(FOLDER / "target"))
COMMAND = FOLDER / "target/release/cargo-featherfall"
STATES = [[], ["--no-default-features"], ["--all-features"]]
BESIDE = ("tests", "benches", "examples")


def run(*command, cwd):
    return subprocess.run(command, cwd=cwd, env=ENVIRONMENT, text=True, capture_output=True)


def copy(published, package):
    """The package without what only its own developers need."""
    shutil.rmtree(package, ignore_errors=True)
    shutil.copytree(published, package, ignore=shutil.ignore_patterns("Cargo.lock", *BESIDE))
    manifest = package / "Cargo.toml"
    kept, is_kept = [], True
    for line in manifest.read_text().splitlines():
        if table := re.match(r"\[+([^\]]+)\]", line):
            name = table[1]
            is_kept = "dev-dependencies" not in name and name not in ("test", "bench", "example")
        if is_kept:
            kept.append(line)
    patches = [f'{name} = {{ path = "{ROOT / folder}" }}' for name, folder in (
        ("featherfall", "runtime"), ("featherfall-core", "runtime/core"),
        ("featherfall-macros", "macros"))]
    manifest.chmod(0o644)
    manifest.write_text("\n".join([*kept, "[workspace]", "[patch.crates-io]", *patches, ""]))


def errors(package, state):
    """What `cargo check` says; None if it is content."""
    checked = run("cargo", "check", "--lib", "--message-format=short", *state, cwd=package)
    return checked.stderr if checked.returncode else None


def converted(package):
    """How many sites `adopt --write` converts."""
    return int(re.search(r"converted (\d+) sites", run(
        COMMAND, "featherfall", "adopt", "--choices", "--write", "--allow-dirty", cwd=package).stderr)[1])


def main():
    built = run("cargo", "build", "--release", "-p", "cargo-featherfall", cwd=ROOT)
    if built.returncode:
        sys.exit(built.stderr)
    counts = {"builds": 0, "fails": 0}
    for published in map(pathlib.Path, sys.argv[1:]):
        package = FOLDER / published.name
        copy(published, package)
        dry = run(COMMAND, "featherfall", "adopt", "--choices", cwd=package)
        if dry.returncode != 1:
            shutil.rmtree(package)
            continue
        states = [state for state in STATES if errors(package, state) is None]
        sites = converted(package)
        found = [text for state in states if (text := errors(package, state)) is not None]
        if again := converted(package):
            found.append(f"a second run converts {again} sites")
        if states:
            counts["fails" if found else "builds"] += 1
        verdict = "fails" if found else "builds" if states else "does not build as published"
        print(f"{published.name}: {verdict}, {sites} sites, {len(states)} states", flush=True)
        for text in found:
            print("\n".join(line for line in text.splitlines() if "error" in line))
        if not found:
            shutil.rmtree(package)
    print(", ".join(f"{count} {verdict}" for verdict, count in counts.items()))
    sys.exit(1 if counts["fails"] else 0)


if __name__ == "__main__":
    main()
