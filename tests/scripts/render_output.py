#!/usr/bin/env python3
"""Draws what the programs really print, for the README: .github/images/*.svg.

    pip install rich && tests/scripts/render_output.py
"""
import io
import os
import pathlib
import subprocess
import tempfile

from rich.console import Console
from rich.text import Text

ROOT = pathlib.Path(__file__).resolve().parents[2]
IMAGES = ROOT / ".github/images"

MISTAKES = """\
use featherfall::requires_feature;

#[requires_feature("flash-atn", alternativ = "set `attention = \\"eager\\"`")]
pub fn flash_attention(q: &[f32], scale: f32) -> std::io::Result<f32> {
    Ok(q.iter().sum::<f32>() * scale)
}

#[requires_feature("flash-atn")]
pub fn flash_attention_causal(q: &[f32], scale: f32) -> std::io::Result<f32> {
    Ok(q.iter().sum::<f32>() * scale)
}

#[requires_feature("flash-attn")]
pub fn has_flash_attention() -> bool {
    true
}
"""


def draw(name, title, output, width):
    console = Console(record=True, width=width, file=io.StringIO())
    console.print(Text.from_ansi(output.rstrip()), soft_wrap=False)
    (IMAGES / f"{name}.svg").write_text(console.export_svg(title=title))


def run(*command, cwd=ROOT, **environment):
    done = subprocess.run(
        command, cwd=cwd, env=dict(os.environ, **environment), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )
    return done.stdout


def example(name, *arguments, **environment):
    cargo = ["cargo", "run", "--quiet", "--release", "--example", name]
    return run(*cargo, *(["--", *arguments] if arguments else []), **environment)


def compiler_errors():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "src").mkdir()
        (folder / "src/lib.rs").write_text(MISTAKES)
        (folder / "Cargo.toml").write_text(
            '[package]\nname = "my-llm"\nversion = "0.3.0"\nedition = "2024"\n\n'
            "[features]\nflash-attn = []\n\n"
            f'[dependencies]\nfeatherfall = {{ path = "{ROOT / "runtime"}" }}\n'
        )
        target = os.environ.get("CARGO_TARGET_DIR", str(ROOT / "target"))
        output = run(
            "cargo", "check", "--quiet", "--color=always", cwd=folder, CARGO_TARGET_DIR=target
        )
    output = output.replace(str(ROOT), "featherfall")
    return "\n".join(line for line in output.splitlines() if "could not compile" not in line)


def main():
    IMAGES.mkdir(parents=True, exist_ok=True)
    run_command = "cargo run --release --example"
    draw("attention", f"{run_command} attention", example("attention"), 150)
    draw("strict", f"FEATHERFALL=strict {run_command} attention",
         example("attention", FEATHERFALL="strict"), 150)
    draw("quantize", f"{run_command} quantize -- --imatrix",
         example("quantize", "--imatrix", FEATHERFALL="quiet"), 150)
    draw("errors", "cargo check", compiler_errors(), 130)


if __name__ == "__main__":
    main()
