#!/usr/bin/env python3
"""Measures what the project promises about speed and size, each against a named alternative.

    tests/scripts/benchmarks.py [--rounds 7] [--write]

Prints a Markdown table; `--write` puts it into BENCHMARKS.md too. Needs valgrind, and for the last
rows rustfmt and the network. The exit status is 1 when a bar is missed.
"""
import argparse
import collections
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time

import audit_cost
import expansion_cost

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
BEGIN, END = "<!-- table -->", "<!-- /table -->"


def run(*command, **options):
    done = subprocess.run(command, check=True, text=True, capture_output=True, **options)
    return done.stdout + done.stderr


def instructions(function, *arguments, policy=""):
    """Instructions of one call, the loop around it included; the same every time, so measured once."""
    environment = dict(os.environ, FEATHERFALL=policy)
    program = TARGET / "release/examples/calls"
    valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    counts = [
        int(re.search(r"Collected : (\d+)", run(*valgrind, program, function, str(calls), *arguments, env=environment))[1])
        for calls in (1_000, 101_000)
    ]
    return (counts[1] - counts[0]) / 100_000


def nanoseconds():
    """Medians of `cargo bench`, by name."""
    output = run("cargo", "bench", "--quiet", "-p", "featherfall-tests", "--bench", "calls", cwd=ROOT)
    units = {"ns": 1, "µs": 1e3, "ms": 1e6}
    medians = {}
    for line in output.splitlines():
        columns = [column.strip() for column in line.split("│")]
        median = re.fullmatch(r"([\d.]+) (\S+)", columns[-4]) if len(columns) > 4 else None
        if median:
            name = re.search(r"[├╰]─ (\w+)", line)[1]
            medians[name] = float(median[1]) * units[median[2]]
    return medians


def allocations():
    """Whether the tests that count allocations pass."""
    run("cargo", "test", "--quiet", "-p", "featherfall-tests", "--test", "allocation", cwd=ROOT)
    return True


FIRST_CALLS = [
    # line of `thousand`, bar in microseconds
    ("first degraded call", 300),
    ("each gate's first, median", 3),
    ("report()", 3_000),
    ("log_feature_info()", 1_000),
]


def first_calls():
    """Microseconds of what happens once in a process, the median of three processes each."""
    run("cargo", "build", "--quiet", "--release", "-p", "featherfall-tests", "--example", "thousand", cwd=ROOT)
    program = TARGET / "release/examples/thousand"
    seen = collections.defaultdict(list)
    for _ in range(3):
        for line in (run(program) + run(program, "start-up")).splitlines():
            if named := re.match(r"(.+?) +([\d.]+) us$", line):
                seen[named[1]].append(float(named[2]))
    return [(what, statistics.median(seen[what]), bar) for what, bar in FIRST_CALLS]


def sizes(features):
    """Bytes that each gate adds to a stripped program that has one, and what that one adds."""
    sizes = {}
    by_hand, gated = expansion_cost.hand_written, expansion_cost.gated
    for name, function in (
        ("none", by_hand),
        ("one", lambda i: (by_hand if i else gated)(i)),
        ("all", gated),
    ):
        crate = TARGET / f"benchmarks/size-{name}"
        expansion_cost.write(crate, function, features, 1000)
        kernels = ", ".join(f"kernel_{i}" for i in range(1000))
        main = (
            "fn main() {\n"
            f"    const KERNELS: [fn(&[f32], f32) -> std::io::Result<f32>; 1000] = [{kernels}];\n"
            "    for kernel in std::hint::black_box(KERNELS) { drop(kernel(&[1.0], 2.0)); }\n"
            "    println!(\"{}\", featherfall::report());\n}\n"
        )
        text = (crate / "src/lib.rs").read_text()
        (crate / "src/lib.rs").unlink()
        (crate / "src/main.rs").write_text(text + main)
        environment = dict(
            os.environ,
            CARGO_TARGET_DIR=str(TARGET / "benchmarks/target"),
            CARGO_PROFILE_RELEASE_STRIP="true",
        )
        run("cargo", "build", "--quiet", "--release", cwd=crate, env=environment)
        sizes[name] = (TARGET / "benchmarks/target/release/cost").stat().st_size
    return (sizes["all"] - sizes["one"]) / 999, sizes["one"] - sizes["none"]


def clean_build(dependencies, rounds):
    """Seconds of a clean `cargo build` of these dependencies, the fastest of some rounds."""
    crate = TARGET / "benchmarks/clean"
    (crate / "src").mkdir(parents=True, exist_ok=True)
    (crate / "src/lib.rs").write_text("")
    (crate / "Cargo.toml").write_text(
        '[package]\nname = "clean"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n' + dependencies
    )
    environment = dict(os.environ, CARGO_TARGET_DIR=str(crate / "target"))
    run("cargo", "fetch", cwd=crate)
    fastest = float("inf")
    for _ in range(rounds):
        shutil.rmtree(crate / "target", ignore_errors=True)
        start = time.perf_counter()
        run("cargo", "build", "--quiet", cwd=crate, env=environment)
        fastest = min(fastest, time.perf_counter() - start)
    return fastest


def rows(rounds):
    """What, measured, alternative, bar, whether it holds."""
    run("cargo", "build", "--quiet", "--release", "-p", "featherfall-tests", "--example", "calls", cwd=ROOT)
    counted = {name: round(instructions(name)) for name in ("by_hand", "gated", "eager", "falls_back", "warns_once")}
    more = counted["gated"] - counted["by_hand"]
    yield (
        "gated function, predicate true", f"{more:+} instructions a call", "hand-written `#[cfg]`",
        "0", more == 0,
    )
    more = counted["falls_back"] - counted["eager"]
    warn = counted["warns_once"] - counted["eager"]
    yield (
        "`fallback` after the first call", f"{more:+} instructions, 1 shared cache line",
        f"the fallback itself; `Once` and `warn!`: {warn:+}", "12, 1", more <= 12,
    )
    for situation, measured in (
        ("under `error,[request]=info`", instructions("falls_back", "error,[request]=info")),
        ("under `off`", instructions("falls_back", "off")),
    ):
        more = round(measured) - counted["eager"]
        yield f"the same {situation}", f"{more:+} instructions", "the fallback itself", "12", more <= 12
    more = round(instructions("falls_back", policy="strict")) - counted["eager"]
    yield (
        "the same under strict, without a `Result`", f"{more:+} instructions", "the fallback itself",
        "36", more <= 36,
    )
    for what, microseconds, bar in first_calls():
        yield f"1,000 capabilities: {what}", f"{microseconds:,.1f} µs", "-", f"{bar:,} µs", microseconds <= bar
    yield "`Unavailable` created and dropped", "0 allocations", "-", "0", allocations()
    medians = nanoseconds()
    for name, shown in (("is_enabled", "`is_enabled`"), ("support", "`quantization_support`")):
        yield (
            f"{shown}, 1,000 capabilities", f"{medians[name]:.0f} ns, 0 allocations",
            f"`HashMap::get`: {medians['hash_map']:.0f} ns", "100 ns, 0", medians[name] < 100,
        )
    check = expansion_cost.medians(1000, rounds)
    for way, shown in (("requires_feature", "error"), ("requires_feature + fallback", "`fallback`")):
        added, its = (check[name] - check["plain function"] for name in (f"{way}, on", "tracing::instrument"))
        yield (
            f"what `cargo check` takes for 1,000 gates, on, {shown}", f"{added / its:.2f} ×",
            "what `tracing::instrument` adds", "0.25 ×", added <= 0.25 * its,
        )
        each = check[f"{way}, off"] - check["hand-written, off"]
        yield (
            f"the same, off, {shown}", f"{each:+.3f} ms a gate", "`hand-written, off`", "0.4 ms",
            each <= 0.4,
        )
    for features, shown in ((["fast"], "on"), ([], "off")):
        each, first = sizes(features)
        yield (
            f"program size, {shown}",
            f"{each:+.0f} bytes a gate; the first, with what it needs of the runtime, {first / 1000:+.0f} kB",
            "hand-written `#[cfg]` pairs", "400 bytes", each <= 400,
        )
    ours = clean_build(f'featherfall = {{ path = "{ROOT / "runtime"}" }}\n', 3)
    theirs = clean_build('tracing = "0.1"\nthiserror = "2"\n', 3)
    yield (
        "clean build of the runtime", f"{ours / theirs:.2f} × ({ours:.1f} s)",
        f"`tracing` and `thiserror` ({theirs:.1f} s)", "1.5 ×", ours / theirs <= 1.5,
    )
    files, audit, rustfmt, memory = audit_cost.measure()
    yield (
        f"`audit` of {files:,} files", f"{rustfmt / audit:.1f} times faster, {memory:.0f} MB",
        "`rustfmt --check`", "5, 300 MB", rustfmt >= 5 * audit and memory <= 300,
    )


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    lines = ["| what | measured | against | bar | |", "|---|---|---|---|---|"]
    missed = False
    print("\n".join(lines))
    for what, measured, alternative, bar, holds in rows(options.rounds):
        missed |= not holds
        lines.append(f"| {what} | {measured} | {alternative} | {bar} | {'ok' if holds else 'missed'} |")
        print(lines[-1], flush=True)
    if options.write:
        page = ROOT / "BENCHMARKS.md"
        before, rest = page.read_text().split(BEGIN)
        page.write_text(before + BEGIN + "\n" + "\n".join(lines) + "\n" + END + rest.split(END)[1])
    return missed


if __name__ == "__main__":
    sys.exit(main())
