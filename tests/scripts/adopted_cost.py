#!/usr/bin/env python3
"""What `cargo check` of published crates costs after `cargo featherfall adopt`, against before.

    tests/scripts/adopted_cost.py [--rounds 9]

Default features, so that most of the gates are off, which costs more than on. Times the crate
alone, no incremental compilation, the two in turns; prints the medians as a Markdown table.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
FOLDER = TARGET / "adopted-cost"
CRATES = {"candle-core": "0.11.1", "candle-transformers": "0.11.1", "mistralrs-quant": "0.8.1"}
ENVIRONMENT = dict(os.environ, CARGO_INCREMENTAL="0", CARGO_TARGET_DIR=str(FOLDER / "target"))


def run(*command, cwd):
    return subprocess.run(
        command, cwd=cwd, env=ENVIRONMENT, check=True, text=True, capture_output=True
    )


def sources(name, version):
    """The folder in which cargo keeps the published crate."""
    crate = FOLDER / "fetch" / name
    (crate / "src").mkdir(parents=True, exist_ok=True)
    (crate / "src/lib.rs").write_text("")
    (crate / "Cargo.toml").write_text(
        '[package]\nname = "fetch"\nedition = "2024"\n\n[workspace]\n\n'
        f'[dependencies]\n{name} = "={version}"\n'
    )
    metadata = json.loads(run("cargo", "metadata", "--format-version=1", cwd=crate).stdout)
    packages = metadata["packages"]
    manifest = next(it["manifest_path"] for it in packages if it["name"] == name)
    return pathlib.Path(manifest).parent


def copy(published, folder):
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(published, folder, ignore=shutil.ignore_patterns("Cargo.lock"))
    with open(folder / "Cargo.toml", "a") as manifest:
        manifest.write(
            f'\n[workspace]\n\n[patch.crates-io]\nfeatherfall = {{ path = "{ROOT / "runtime"}" }}\n'
        )


def check(folder):
    """Seconds of `cargo check` of the crate, its dependencies being checked."""
    os.utime(folder / "src/lib.rs")
    start = time.perf_counter()
    run("cargo", "check", "--quiet", "--lib", cwd=folder)
    return time.perf_counter() - start


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=9)
    rounds = arguments.parse_args().rounds
    run("cargo", "build", "--quiet", "--release", "-p", "cargo-featherfall", cwd=ROOT)
    print("| crate | sites converted | before | after | |\n|---|---|---|---|---|")
    for name, version in CRATES.items():
        before, after = FOLDER / "before" / name, FOLDER / "after" / name
        for folder in (before, after):
            copy(sources(name, version), folder)
        adopt = (FOLDER / "target/release/cargo-featherfall", "featherfall", "adopt", "--write", "--choices", "--allow-dirty")
        sites = re.search(r"converted (\d+) sites", run(*adopt, cwd=after).stderr)[1]
        times = {before: [], after: []}
        for round_number in range(rounds + 1):
            for folder, values in times.items():
                seconds = check(folder)
                # The first checks the dependencies too.
                if round_number:
                    values.append(seconds)
        seconds, adopted = (statistics.median(values) for values in times.values())
        print(
            f"| {name} {version} | {sites} | {seconds:.2f} s | {adopted:.2f} s "
            f"| {adopted / seconds:.3f} × |",
            flush=True,
        )


if __name__ == "__main__":
    main()
