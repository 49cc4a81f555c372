#!/usr/bin/env python3
"""Builds `fixture-platform` for other targets, runs it, and compares its report with the native one.

    tests/scripts/targets.py [--required] [windows | linux-arm | musl | wasm | apple | miri] ..

Without a name, all of them. A target whose tools are missing is skipped with a sentence; with
`--required` that is a failure.

    windows    x86_64-pc-windows-gnu under wine: debug, release, release with LTO
    linux-arm  aarch64-unknown-linux-gnu under qemu-user: debug, release with LTO
    musl       x86_64-unknown-linux-musl: a static program
    wasm       wasm32-unknown-unknown in node: nothing is collected, what ran is in the report
    apple      aarch64-apple-darwin: the object files are looked at
    miri       the tests of the registry, and the program: as on wasm
"""

import functools
import json
import os
import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests/fixtures"
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "targets"
LTO = ["--config", 'profile.release.lto="fat"', "--config", "profile.release.strip=true"]


class Skipped(Exception):
    """Says what is missing."""


def need(*programs):
    for program in programs:
        if shutil.which(program) is None:
            raise Skipped(f"there is no {program}")


def need_target(target):
    sysroot = run("rustc", "--print", "sysroot").strip()
    if not (Path(sysroot) / "lib/rustlib" / target / "lib").is_dir():
        raise Skipped(f"rustc has no standard library for {target}: `rustup target add {target}`")


def run(*command, **environment):
    done = subprocess.run(
        [str(part) for part in command],
        env={**os.environ, "CARGO_TARGET_DIR": str(TARGET), **environment},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    if done.returncode != 0:
        error = done.stderr.decode(errors="replace")
        sys.exit(f"{' '.join(map(str, command))}: exit status {done.returncode}\n{error}")
    return done.stdout.decode()


def build(arguments, target=None, **environment):
    """Builds the program; gives its path."""
    arguments = [*arguments, *(["--target", target] if target else [])]
    run("cargo", "build", "-p", "fixture-platform", "--bins", *arguments, **environment)
    profile = "release" if "--release" in arguments else "debug"
    extension = ".exe" if target and "windows" in target else ""
    return TARGET / (target or "") / profile / f"fixture-platform{extension}"


def count(program):
    """How many records stand in the file."""
    return program.read_bytes().count(b"\x01featherfall 1 ")


@functools.cache
def native():
    return json.loads(run(build([])))


def ran():
    """The rows that need no collecting: what ran and was counted."""
    return [row for row in native()["capabilities"] if row["used"] or row["degraded"]]


def is_of_the_library(row):
    return row["location"].split(":")[0] != "tests/fixtures/platform/main.rs"


def same(what, expected, found):
    """Fails where two lists of rows differ."""
    for one, other in zip(expected, found):
        if one != other:
            sys.exit(f"{what}: a row differs\n  native {json.dumps(one)}\n  here   {json.dumps(other)}")
    if len(expected) != len(found):
        sys.exit(f"{what}: {len(found)} rows, not {len(expected)}")
    print(f"{what}: {len(found)} rows as in the native report")


def compare(what, program, output, target):
    """A program that prints its report, and beside it one that never asks for one."""
    here, silent = build([]), f"fixture-silent{program.suffix}"
    for mine, its in [(program, here), (program.with_name(silent), here.with_name("fixture-silent"))]:
        assert count(mine) == count(its) > 0, f"{what}: {mine} has {count(mine)} records, not {count(its)}"
    report = json.loads(output)
    assert report["binary"]["target"] == target, report["binary"]
    expected = native()
    assert report["features"] == expected["features"], report["features"]
    same(what, expected["capabilities"], report["capabilities"])


def windows():
    target = "x86_64-pc-windows-gnu"
    need("x86_64-w64-mingw32-gcc")
    wine = next(filter(None, map(shutil.which, ["wine64", "wine", "/usr/lib/wine/wine64"])), None)
    if wine is None:
        raise Skipped("there is no wine64")
    need_target(target)
    for what, arguments in [("debug", []), ("release", ["--release"]), ("release, LTO", ["--release", *LTO])]:
        program = build(arguments, target)
        # Old versions of wine have no such library, and the standard library needs its function.
        source = program.with_name("bcryptprimitives.c")
        source.write_text(
            "#include <windows.h>\n"
            "BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);\n"
            "__declspec(dllexport) BOOL ProcessPrng(PBYTE to, SIZE_T n) { return SystemFunction036(to, n); }\n"
        )
        library = program.with_name("bcryptprimitives.dll")
        run("x86_64-w64-mingw32-gcc", "-shared", "-o", library, source, "-ladvapi32")
        output = run(wine, program, WINEDEBUG="-all", WINEPREFIX=str(TARGET / "wine"))
        compare(f"windows, {what}", program, output, target)


def linux_arm():
    target = "aarch64-unknown-linux-gnu"
    need("aarch64-linux-gnu-gcc", "qemu-aarch64")
    need_target(target)
    linker = {"CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER": "aarch64-linux-gnu-gcc"}
    for what, arguments in [("debug", []), ("release, LTO", ["--release", *LTO])]:
        program = build(arguments, target, **linker)
        output = run("qemu-aarch64", "-L", "/usr/aarch64-linux-gnu", program)
        compare(f"linux-arm, {what}", program, output, target)


def musl():
    target = "x86_64-unknown-linux-musl"
    need_target(target)
    program = build(["--release"], target)
    compare("musl, release", program, run(program), target)


def wasm():
    target = "wasm32-unknown-unknown"
    need("node")
    need_target(target)
    for what, arguments in [("debug", []), ("release", ["--release"])]:
        run("cargo", "rustc", "-p", "fixture-platform", "--lib", "--crate-type", "cdylib",
            "--target", target, *arguments)
        module = TARGET / target / ("release" if arguments else "debug") / "fixture_platform.wasm"
        output = run("node", ROOT / "tests/scripts/wasm_report.mjs", module)
        same_strays(f"wasm, {what}", filter(is_of_the_library, ran()), output)


def same_strays(what, expected, output):
    """Nothing is collected, so nothing is known of the features; what ran is there, and marked."""
    found = json.loads(output)["capabilities"]
    assert not any(row["collected"] for row in found), found
    assert len({row["id"] for row in found}) == len(found), found
    # Whether an id needs its trait depends on what else is known.
    facts = ["kind", "built", "used", "degraded", "location"]
    pick = lambda rows: sorted(([row[fact] for fact in facts] for row in rows), key=repr)
    same(what, pick(expected), pick(found))


def miri():
    if subprocess.run(["cargo", "+nightly", "miri", "--version"], capture_output=True).returncode:
        raise Skipped("there is no miri: `rustup component add --toolchain nightly miri rust-src`")
    # What the registry reads lives as long as the process.
    flags = {"MIRIFLAGS": "-Zmiri-disable-isolation -Zmiri-ignore-leaks"}
    tested = run("cargo", "+nightly", "miri", "test", "-p", "featherfall-core", "--lib", "registry", **flags)
    # A filter that fits none passes too.
    passed = int(re.search(r"test result: ok\. (\d+) passed", tested)[1])
    assert passed > 0, tested
    print(f"miri: the {passed} tests of the registry pass")
    output = run("cargo", "+nightly", "miri", "run", "-p", "fixture-platform", "--bin", "fixture-platform", **flags)
    same_strays("miri", ran(), output)


def apple():
    target = "aarch64-apple-darwin"
    need_target(target)
    for what, arguments in [("debug", []), ("release", ["--release"])]:
        run("cargo", "build", "-p", "fixture-platform", "--lib", "--target", target, *arguments)
        folder = TARGET / target / ("release" if arguments else "debug") / "deps"
        records, symbols = [], set()
        for library in ["fixture_kernels", "fixture_platform", "featherfall_core"]:
            # The newest, where several builds are kept.
            archive = max(folder.glob(f"lib{library}-*.rlib"), key=lambda file: file.stat().st_mtime)
            for name, data in members(archive.read_bytes()):
                if name != "lib.rmeta" and data[:4] == b"\xcf\xfa\xed\xfe":
                    sections, undefined = mach_o(data)
                    symbols |= undefined
                    for section in sections:
                        records += check_section(name, section)
        for symbol in ["section$start$__TEXT$featherfall1", "section$end$__TEXT$featherfall1"]:
            assert symbol in symbols, f"nobody asks for {symbol}"
        expected = list(filter(is_of_the_library, native()["capabilities"]))
        # A package record for each of the two packages.
        kinds = [line for record in records for line in record.split("\n") if line.startswith("kind: ")]
        found = len(kinds) - kinds.count("kind: package") - kinds.count("kind: build")
        assert kinds.count("kind: package") == 2 and found == len(expected), kinds
        print(f"apple, {what}: {found} records in the object files, as in the native report")


def check_section(name, section):
    """The records of a section of ours."""
    segment, title, data, align, flags, relocations = section
    if title != "featherfall1":
        assert b"\x01featherfall " not in data, f"{name}: a record in {segment},{title}"
        return []
    # Regular, kept by the linker, and nothing to be relocated.
    assert (segment, align, flags & 0xff, relocations) == ("__TEXT", 0, 0, 0), section
    assert flags & 0x1000_0000, f"{name}: the linker may strip {title}"
    assert data[-1:] == b"\0", f"{name}: a record without its end"
    # An empty static takes a byte.
    texts = [text for text in data.decode().split("\0") if text]
    assert all(text.startswith("\x01featherfall 1 ") for text in texts), texts
    return texts


def members(archive):
    """The files of a static library."""
    assert archive[:8] == b"!<arch>\n"
    at, names = 8, b""
    while at < len(archive):
        name, size = archive[at : at + 16].rstrip(), int(archive[at + 48 : at + 58])
        data, at = archive[at + 60 : at + 60 + size], at + 60 + size + size % 2
        if name.startswith(b"#1/"):
            length = int(name[3:])
            name, data = data[:length].rstrip(b"\0"), data[length:]
        yield name.decode(), data


def mach_o(data):
    """Sections and undefined symbols of a 64-bit object file."""
    commands = struct.unpack_from("<I", data, 16)[0]
    sections, undefined, at = [], set(), 32
    for _ in range(commands):
        command, size = struct.unpack_from("<II", data, at)
        if command == 0x19:
            for index in range(struct.unpack_from("<I", data, at + 64)[0]):
                one = at + 72 + 80 * index
                title, segment = (data[from_ : from_ + 16].rstrip(b"\0").decode() for from_ in (one, one + 16))
                length, offset, align, _, relocations, flags = struct.unpack_from("<QIIIII", data, one + 40)
                zero = flags & 0xff == 1
                content = b"" if zero else data[offset : offset + length]
                sections.append((segment, title, content, align, flags, relocations))
        elif command == 2:
            table, count, texts, _ = struct.unpack_from("<IIII", data, at + 8)
            for index in range(count):
                name, kind = struct.unpack_from("<IB", data, table + 16 * index)
                if kind & 0x0e == 0:
                    end = data.index(b"\0", texts + name)
                    undefined.add(data[texts + name : end].decode())
        at += size
    return sections, undefined


TARGETS = {
    "windows": windows,
    "linux-arm": linux_arm,
    "musl": musl,
    "wasm": wasm,
    "apple": apple,
    "miri": miri,
}


def main():
    arguments = sys.argv[1:]
    required = "--required" in arguments
    names = [argument for argument in arguments if argument != "--required"]
    if any(name not in TARGETS for name in names):
        sys.exit(__doc__)
    for name in names or TARGETS:
        try:
            TARGETS[name]()
        except Skipped as why:
            print(f"{name}: skipped, {why}")
            if required:
                sys.exit(1)


main()
