#!/usr/bin/env bash
# Runs the examples on a machine with an NVIDIA GPU, and checks what they say there.
#
#   tests/scripts/gpu.sh build FOLDER   where cargo and a CUDA toolkit are: puts the programs there
#   tests/scripts/gpu.sh run FOLDER     where the GPU is: neither cargo nor the sources are needed
set -euo pipefail

build() {
    local target=${CARGO_TARGET_DIR:-target}
    mkdir -p "$1"
    cargo build --release -p featherfall-examples --examples --features hardware
    cp "$target/release/examples/doctor" "$1/doctor-without-cuda"
    cargo build --release -p featherfall-examples --examples --features cuda,hardware
    for program in doctor attention launch_overhead; do
        cp "$target/release/examples/$program" "$1/$program"
    done
    # Compiles FlashAttention-2, which takes a while and loads CUTLASS from GitHub.
    cargo build --release -p featherfall-examples --examples --features flash-attn-cuda,hardware
    for program in doctor attention; do
        cp "$target/release/examples/$program" "$1/$program-flash-attn-cuda"
    done
    strip "$1"/*
}

failures=0

# expect WHAT STATUS TEXT.. -- COMMAND..: the command's exit status, and patterns of its output.
expect() {
    local what=$1 status=$2 texts=() output actual=0
    shift 2
    while [ "$1" != -- ]; do texts+=("$1"); shift; done
    shift
    printf '\n== %s\n$ %s\n' "$what" "$*"
    output=$("$@" 2>&1) || actual=$?
    printf '%s\n' "$output"
    if [ "$actual" -ne "$status" ]; then
        echo "!! exit status $actual, not $status"
        failures=$((failures + 1))
    fi
    for text in "${texts[@]}"; do
        if ! grep -qE -- "$text" <<<"$output"; then
            echo "!! not said: $text"
            failures=$((failures + 1))
        fi
    done
}

run() {
    cd "$1"
    expect 'a build without cuda sees the GPU' 0 \
        'is present and unused. Rebuild with `--features hardware,cuda`.' -- ./doctor-without-cuda
    expect 'a build with cuda can use it' 0 \
        'on  cuda hardware' -- ./doctor
    expect 'the same, as an issue block' 0 '```text' -- ./doctor --markdown
    # Six calls, and six that fall back from `flash_attention_cuda`.
    expect 'attention on the GPU' 0 \
        '^attention_cuda .* max abs difference [0-9.]+e-[5-9] +ran attention_cuda$' \
        '^attention_cuda +gate +yes +yes +yes +12$' -- ./attention --device cuda
    expect 'a hidden GPU is the reason, and doctor fails' 1 \
        'feature `cuda` of `featherfall-examples` is on but unusable here: `CUDA_VISIBLE_DEVICES` hides every GPU' \
        -- env CUDA_VISIBLE_DEVICES= ./doctor
    expect 'a hidden GPU: attention falls back' 0 \
        'ran eager_attention: condition-not-met' \
        'On this machine `CUDA_VISIBLE_DEVICES` hides every GPU.' \
        -- env CUDA_VISIBLE_DEVICES= ./attention --device cuda
    expect 'FlashAttention-2 takes no f32' 0 \
        '^flash_attention_cuda .* ran attention_cuda: condition-not-met$' \
        -- ./attention-flash-attn-cuda --device cuda
    for seq in 512 1024 2048 4096 8192; do
        expect "FlashAttention-2 beside eager attention, sequence $seq" 0 \
            '^flash_attention_cuda .* max abs difference [0-9.]+e-[2-9] +ran flash_attention_cuda$' \
            '^flash_attention_cuda +gate +yes +yes +yes +6$' \
            -- ./attention-flash-attn-cuda --device cuda --dtype bf16 --seq "$seq"
    done
    for _ in 1 2 3; do
        expect 'what a gate adds to a kernel launch' 0 'attention_cuda' -- ./launch_overhead
    done
    # For `support.sh`.
    ./doctor-without-cuda --json > gpu-unused.json || true
    ./doctor --json > gpu-cuda.json || true
    ./doctor-flash-attn-cuda --json > gpu-flash-attn-cuda.json || true
    printf '\n%s failures\n' "$failures"
    [ "$failures" -eq 0 ]
}

case "${1-} ${2-}" in
    'build '?*) build "$2" ;;
    'run '?*) run "$2" ;;
    *) sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
