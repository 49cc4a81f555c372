#!/usr/bin/env python3
"""Draws what gates cost to compile, from 10 to 10,000 of them: .github/images/expansion_cost.svg.

    tests/scripts/plot_expansion_cost.py [--rounds 3]
"""
import argparse
import math
import pathlib

import expansion_cost

ROOT = pathlib.Path(__file__).resolve().parents[2]
COUNTS = [10, 100, 1_000, 10_000]
LINES = {
    "hand-written, on": "#57606a",
    "requires_feature, on": "#0969da",
    "requires_feature + fallback, on": "#8250df",
    "tracing::instrument": "#bc4c00",
}
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 420, 64, 276, 40, 52


def draw(seconds):
    """`seconds[name][count]` as an SVG with two logarithmic axes."""
    values = [value for line in seconds.values() for value in line.values()]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))

    def x(count):
        share = (math.log10(count) - 1) / (math.log10(COUNTS[-1]) - 1)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(value):
        share = (math.log10(value) - low) / (high - low)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="22" font-size="14">cargo check of one crate, seconds</text>',
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">'
        "annotated functions</text>",
    ]
    for count in COUNTS:
        parts.append(
            f'<line x1="{x(count):.1f}" y1="{TOP}" x2="{x(count):.1f}" y2="{HEIGHT - BOTTOM}" stroke="#d0d7de"/>'
            f'<text x="{x(count):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{count:,}</text>'
        )
    for power in range(low, high + 1):
        value = 10.0**power
        parts.append(
            f'<line x1="{LEFT}" y1="{y(value):.1f}" x2="{WIDTH - RIGHT}" y2="{y(value):.1f}" stroke="#d0d7de"/>'
            f'<text x="{LEFT - 8}" y="{y(value) + 4:.1f}" text-anchor="end">{value:g}</text>'
        )
    labels = sorted(LINES, key=lambda name: -seconds[name][COUNTS[-1]])
    below = 0.0
    for name in labels:
        line, colour = seconds[name], LINES[name]
        points = " ".join(f"{x(count):.1f},{y(line[count]):.1f}" for count in COUNTS)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        # Labels of lines that end close to each other stand below each other.
        below = max(y(line[COUNTS[-1]]) + 4, below + 16)
        parts.append(
            f'<text x="{WIDTH - RIGHT + 8}" y="{below:.1f}" fill="{colour}">'
            f"{name} ({line[COUNTS[-1]]:.1f} s)</text>"
        )
    parts.append("</svg>\n")
    return "\n".join(parts)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    seconds = {name: {} for name in LINES}
    for count in COUNTS:
        for name, value in expansion_cost.medians(count, options.rounds, LINES).items():
            seconds[name][count] = value
            print(f"{count:>6} {name:<34}{value:8.3f} s", flush=True)
    (ROOT / ".github/images/expansion_cost.svg").write_text(draw(seconds))


if __name__ == "__main__":
    main()
