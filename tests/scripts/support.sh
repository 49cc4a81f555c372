#!/usr/bin/env bash
# Writes examples/SUPPORT.md: what builds of the example crate can do here, and where reports came from.
#
#   tests/scripts/support.sh [FOLDER]   FOLDER has the reports of `gpu.sh run`, from a machine with a GPU
#
# And its picture, .github/images/matrix.png, where chromium is installed.
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
matrix() {
    cargo run --quiet --manifest-path "$here/cli/Cargo.toml" -- featherfall matrix "$@" -- *.json
}
{
    printf '# What builds of the example crate can do\n\n'
    printf '`tests/scripts/support.sh` writes this page, from reports of programs that ran. '
    printf 'With `--format html` it is\n\n'
    printf '![the same table as a page that can be filtered and sorted](../.github/images/matrix.png)\n\n'
    matrix
} > "$here/examples/SUPPORT.md"
if command -v chromium > /dev/null; then
    matrix --format html > page.html
    # A small screen's height: the page goes on below it.
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1400,900 \
        --screenshot="$here/.github/images/matrix.png" "file://$reports/page.html" > /dev/null 2>&1
fi
