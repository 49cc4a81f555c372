#!/usr/bin/env python3
"""Builds a Python module with pyo3, packs it with maturin, and compares what the wheel says with what
the module says.

    tests/scripts/wheel.py [--required]

Where Python, its `venv` or maturin cannot be had, it is skipped with a sentence; with `--required` that
is a failure. The crate lies in a temporary folder in the target directory; what is built and the virtual
environment are kept beside it.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
KEPT = TARGET / "wheel"
PROGRAMS = KEPT / "venv" / ("Scripts" if os.name == "nt" else "bin")

MANIFEST = f"""
[package]
name = "featherfall-wheel"
version = "0.1.0"
edition = "2024"

[lib]
name = "featherfall_wheel"
crate-type = ["cdylib"]

[features]
default = ["fast"]
fast = []
cuda = []

[dependencies]
featherfall = {{ path = {json.dumps(str(ROOT / "runtime"))}, features = ["serde"] }}
pyo3 = "0.29"

[workspace]
"""

MODULE = """
//! Returns its own report.

featherfall::feature_set!();

/// Is in the wheel.
#[featherfall::requires_feature("fast", otherwise = 0)]
fn fast() -> u32 {
    1
}

/// Is not.
#[featherfall::requires_feature("cuda", otherwise = 0)]
fn on_cuda() -> u32 {
    2
}

#[pyo3::pymodule]
mod featherfall_wheel {
    /// After both gates ran.
    #[pyo3::pyfunction]
    fn report() -> String {
        assert_eq!(super::fast() + super::on_cuda(), 1);
        featherfall::report().to_json()
    }
}
"""

PROJECT = """
[build-system]
requires = ["maturin>=1,<2"]
build-backend = "maturin"

[project]
name = "featherfall-wheel"
version = "0.1.0"
"""


class Skipped(Exception):
    """Says what is missing."""


def call(*command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)


def run(*command, **options):
    done = call(*command, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit status {done.returncode}\n{done.stderr}")
    return done.stdout


def environment():
    """A virtual environment with maturin."""
    for what, command in [
        ("a virtual environment", [sys.executable, "-m", "venv", KEPT / "venv"]),
        ("maturin", [PROGRAMS / "python", "-m", "pip", "install", "--quiet", "maturin>=1,<2"]),
    ]:
        done = call(*command)
        if done.returncode != 0:
            reason = (done.stderr or done.stdout).strip().rsplit("\n", 1)[-1]
            raise Skipped(f"{what} cannot be had: {reason}")


def pack(folder):
    """Builds the wheel as one is published: optimised and stripped."""
    for name, text in [("Cargo.toml", MANIFEST), ("pyproject.toml", PROJECT), ("src/lib.rs", MODULE)]:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text.lstrip())
    run(PROGRAMS / "maturin", "build", "--release", "--strip", "--auditwheel", "skip",
        "--interpreter", PROGRAMS / "python", "--out", folder,
        cwd=folder, env={**os.environ, "CARGO_TARGET_DIR": str(KEPT / "target")})
    (wheel,) = folder.glob("*.whl")
    return wheel


def inspect(wheel, *arguments):
    return call("cargo", "run", "--quiet", "-p", "cargo-featherfall", "--",
                "featherfall", "inspect", wheel, *arguments, cwd=ROOT)


def compare(read, ran):
    """What the file says, field by field, beside what the module says; a run knows more."""
    for field in ["schema", "featherfall", "binary"]:
        assert read[field] == ran[field], (field, read[field], ran[field])
    for state in ["on", "off"]:
        assert read["features"][state] == ran["features"][state], (state, read["features"], ran["features"])
    assert len(read["capabilities"]) == len(ran["capabilities"]) == 2, (read, ran)
    for one, other in zip(read["capabilities"], ran["capabilities"]):
        for field in ["id", "capability", "kind", "built", "arm", "support", "limitation", "location"]:
            assert one[field] == other[field], (field, one, other)
    assert [row["built"] for row in read["capabilities"]] == [True, False], read
    assert [bool(row["degraded"]) for row in ran["capabilities"]] == [False, True], ran


def check(folder):
    wheel = pack(folder)
    read = inspect(wheel, "--format", "json")
    assert read.returncode == 0, read.stderr
    for expected, status in [("fast,featherfall-wheel::fast", 0), ("cuda", 1), ("on_cuda", 1), ("no_such", 1)]:
        done = inspect(wheel, "--expect", expected)
        assert done.returncode == status, (expected, done.returncode, done.stdout, done.stderr)
    run(PROGRAMS / "python", "-m", "pip", "install", "--quiet", "--no-index", "--force-reinstall", wheel)
    ran = run(PROGRAMS / "python", "-c", "import featherfall_wheel; print(featherfall_wheel.report())")
    compare(json.loads(read.stdout), json.loads(ran))
    print(f"{wheel.name}: inspect says what the module says, of {len(json.loads(ran)['capabilities'])} gates")


def main():
    if sys.argv[1:] not in ([], ["--required"]):
        sys.exit(__doc__)
    KEPT.mkdir(parents=True, exist_ok=True)
    try:
        environment()
        with tempfile.TemporaryDirectory(dir=KEPT) as folder:
            check(Path(folder))
    except Skipped as why:
        print(f"skipped: {why}")
        sys.exit(1 if sys.argv[1:] else 0)


main()
