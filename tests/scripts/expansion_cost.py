#!/usr/bin/env python3
"""What an annotated function costs to compile, against named alternatives in the same run.

    tests/scripts/expansion_cost.py [--functions 1000] [--rounds 7]

Generates one crate a variant, each with the same functions of about ten lines, builds the
dependencies once, then measures the CPU time of `cargo check` of the crate alone (no incremental
compilation), in turn over all variants, and prints the median ratios. The bars are those of the project's contract;
the exit status is 1 when one is missed. The attributes of `least` (`tests/fixtures/least-gate`) do the
least that any gate can do: no design is cheaper than they are.
"""
import argparse
import os
import pathlib
import resource
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

BODY = """{
    let mut total = 0.0f32;
    for (index, value) in values.iter().enumerate() {
        let weight = (index as f32 + 1.0) * scale;
        if *value > weight {
            total += value * weight;
        } else {
            total -= weight / (value.abs() + 1.0);
        }
    }
    Ok(total + %d as f32)
}"""

SIGNATURE = "fn kernel_%d(values: &[f32], scale: f32) -> std::io::Result<f32>"
ERROR = 'Err(std::io::Error::other("compile with `--features fast`"))'


def plain(i):
    return f"pub {SIGNATURE % i} {BODY % i}\n"


def hand_written(i):
    return (
        f'#[cfg(feature = "fast")]\npub {SIGNATURE % i} {BODY % i}\n'
        f'#[cfg(not(feature = "fast"))]\n#[allow(unused_variables)]\n'
        f"pub {SIGNATURE % i} {{\n    {ERROR}\n}}\n"
    )


def gated(i):
    return f'#[featherfall::requires_feature("fast")]\npub {SIGNATURE % i} {BODY % i}\n'


def gated_fallback(i):
    return (
        f'#[featherfall::requires_feature("fast", fallback = eager, alternative = "set eager")]\n'
        f"pub {SIGNATURE % i} {BODY % i}\n"
    )


def instrumented(i):
    return f"#[tracing::instrument(skip_all)]\npub {SIGNATURE % i} {BODY % i}\n"


def least(attribute):
    return lambda i: f'#[least::{attribute}("fast")]\npub {SIGNATURE % i} {BODY % i}\n'


VARIANTS = {
    # name: (function, features)
    "plain function": (plain, ["fast"]),
    "hand-written, on": (hand_written, ["fast"]),
    "requires_feature, on": (gated, ["fast"]),
    "requires_feature + fallback, on": (gated_fallback, ["fast"]),
    "tracing::instrument": (instrumented, ["fast"]),
    "least: item handed back": (least("unchanged"), ["fast"]),
    "least: cfg and checked way out": (least("checked"), ["fast"]),
    "least: the same, and one text": (least("listed"), ["fast"]),
    "hand-written, off": (hand_written, []),
    "requires_feature, off": (gated, []),
    "requires_feature + fallback, off": (gated_fallback, []),
}


def write(folder, function, features, count):
    (folder / "src").mkdir(parents=True, exist_ok=True)
    (folder / "Cargo.toml").write_text(
        f"""[package]
name = "cost"
version = "0.0.0"
edition = "2024"

[features]
default = {features!r}
fast = []

[dependencies]
featherfall = {{ path = "{ROOT / 'runtime'}" }}
least = {{ package = "fixture-least-gate", path = "{ROOT / 'tests/fixtures/least-gate'}" }}
tracing = "0.1"

[workspace]
""".replace("'", '"')
    )
    others = (
        "pub fn eager(values: &[f32], scale: f32) -> std::io::Result<f32> "
        "{ Ok(values.iter().sum::<f32>() * scale) }\n"
        "pub fn way_out<T>() -> T { loop {} }\n"
    )
    (folder / "src/lib.rs").write_text(others + "".join(map(function, range(count))))


def cpu_seconds():
    """Of all children that have ended: steadier than a clock where other programs run too."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def medians(functions, rounds, variants=None):
    """Median CPU seconds of `cargo check` of each variant."""
    variants = {name: VARIANTS[name] for name in variants or VARIANTS}
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
    folder = target / "expansion-cost"
    environment = dict(os.environ, CARGO_INCREMENTAL="0", CARGO_TARGET_DIR=str(folder / "target"))
    times = {name: [] for name in variants}
    for round_number in range(rounds + 1):
        for index, (name, (function, features)) in enumerate(variants.items()):
            crate = folder / f"variant{index}"
            write(crate, function, features, functions)
            # The crate alone: its dependencies are built in round 0, which is not counted.
            start = cpu_seconds()
            subprocess.run(
                ["cargo", "check", "--quiet"], cwd=crate, env=environment, check=True
            )
            if round_number:
                times[name].append(cpu_seconds() - start)
    return {name: statistics.median(values) for name, values in times.items()}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--functions", type=int, default=1000)
    arguments.add_argument("--rounds", type=int, default=7)
    options = arguments.parse_args()
    median = medians(options.functions, options.rounds)
    print(f"{options.functions} functions, {options.rounds} rounds, median CPU time of `cargo check`")
    for name, seconds in median.items():
        base = "hand-written, off" if name.endswith("off") else "hand-written, on"
        each = (seconds - median[base]) / options.functions * 1e3
        print(f"  {name:<34}{seconds:7.3f} s  {seconds / median[base]:5.2f} × {base}  {each:+.3f} ms each")
    failed = False
    for name in ("requires_feature, on", "requires_feature + fallback, on"):
        added = median[name] - median["plain function"]
        ratio = added / (median["tracing::instrument"] - median["plain function"])
        failed |= ratio > 0.25
        verdict = "ok    " if ratio <= 0.25 else "MISSED"
        print(f"{verdict} {name}: adds {ratio:.2f} × what tracing::instrument adds, bar 0.25")
    for name in ("requires_feature, off", "requires_feature + fallback, off"):
        each = (median[name] - median["hand-written, off"]) / options.functions * 1e3
        failed |= each > 0.4
        print(f"{'ok    ' if each <= 0.4 else 'MISSED'} {name}: {each:.3f} ms a gate over hand-written, bar 0.4")
    return failed


if __name__ == "__main__":
    sys.exit(main())
