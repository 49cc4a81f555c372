#!/usr/bin/env bash
# Writes examples/SUPPORT.md: what builds of the example crate can do here, and where reports came from.
#
#   tests/scripts/support.sh [FOLDER]   FOLDER has the reports of `gpu.sh run`, from a machine with a GPU
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
target=${CARGO_TARGET_DIR:-$here/target}
reports=$(mktemp -d)
trap 'rm -r "$reports"' EXIT

report() {
    (cd "$here" && cargo build --quiet -p featherfall-examples --example doctor --features "$2")
    # Its exit status says whether all that is on works here.
    "$target/debug/examples/doctor" --json > "$reports/$1.json" || [ $? -eq 1 ]
}

report cpu hardware
report cpu-fused hardware,flash-attn
[ $# -eq 0 ] || cp "$1"/gpu*.json "$reports"
cd "$reports"
{
    printf '# What builds of the example crate can do\n\n'
    printf '`tests/scripts/support.sh` writes this page, from reports of programs that ran.\n\n'
    cargo run --quiet --manifest-path "$here/cli/Cargo.toml" -- featherfall matrix -- *.json
} > "$here/examples/SUPPORT.md"
