#!/usr/bin/env python3
"""What rust-analyzer makes of an annotated function, of a hand-written pair and of `#[instrument]`.

Needs `rustup component add rust-analyzer`. Prints a table in Markdown.
"""

import json
import pathlib
import queue
import subprocess
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]

# `§n` marks a place; the marks are taken out before the file is written.
SOURCES = {
    "`#[requires_feature]`": """
fn §9slow(count: u32, text: &str) -> u32 { count + text.len() as u32 }

#[featherfall::requires_feature("on", fallback = §1slow, when(§2count < 10, "count must be below 10"))]
pub fn kernel(§3count: u32, text: &str) -> §au32 {
    let number = text.len();
    §4
    count + number as u32
}

#[featherfall::quant_support(Experimental, method = "hqq", ignores(imatrix))]
pub fn quantize(imatrix: Option<&str>) -> usize {
    §6
    imatrix.map_or(0, str::len)
}

pub fn refuses(imatrix: Option<&str>) -> std::io::Result<usize> {
    featherfall::quant_ignores!(imatrix, method = "hqq");
    featherfall::quant_refuses!(imatrix, method = "hqq");
    §7
    Ok(featherfall::feature_gated! { "on" => { §8 1 } _ => 0 })
}

#[featherfall::requires_feature("on", fallback = )]
pub fn half(text: &str) -> usize {
    text.§5
}
""",
    "hand-written pair": """
fn §9slow(count: u32, text: &str) -> u32 { count + text.len() as u32 }

#[cfg(not(feature = "on"))]
pub fn kernel(count: u32, text: &str) -> u32 { slow(count, text) }

#[cfg(feature = "on")]
pub fn kernel(§3count: u32, text: &str) -> §au32 {
    if !(§2count < 10) { return §1slow(count, text); }
    let number = text.len();
    §4
    count + number as u32
}

#[cfg(feature = )]
pub fn half(text: &str) -> usize {
    text.§5
}
""",
    "`#[tracing::instrument]`": """
fn §9slow(count: u32, text: &str) -> u32 { count + text.len() as u32 }

#[tracing::instrument(fields(below = §2count < 10, slow = §1slow(count, text)))]
pub fn kernel(§3count: u32, text: &str) -> §au32 {
    let number = text.len();
    §4
    count + number as u32
}

#[tracing::instrument(fields(text = ))]
pub fn half(text: &str) -> usize {
    text.§5
}
""",
}

MANIFEST = f"""
[package]
name = "editor"
version = "0.1.0"
edition = "2024"
[features]
default = ["on"]
on = []
[dependencies]
featherfall = {{ path = "{ROOT / 'runtime'}" }}
tracing = "0.1"
[workspace]
"""


class Server:
    """rust-analyzer, spoken to over its standard streams."""

    def __init__(self, folder):
        self.process = subprocess.Popen(
            ["rust-analyzer"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.next_id, self.answers, self.is_idle = 0, {}, threading.Event()
        self.arrived = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()
        capabilities = {
            "experimental": {"serverStatusNotification": True},
            "textDocument": {"completion": {"completionItem": {}}, "rename": {}},
        }
        self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities})
        self.send({"method": "initialized", "params": {}})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def read(self):
        stream = self.process.stdout
        while header := stream.readline():
            length = int(header.split(b":")[1]) if header.startswith(b"Content-Length") else None
            if length is None:
                continue
            while stream.readline().strip():
                pass
            message = json.loads(stream.read(length))
            if message.get("method") == "experimental/serverStatus" and message["params"].get("quiescent"):
                self.is_idle.set()
            elif "id" in message and "method" in message:
                self.send({"id": message["id"], "result": None})
            elif "id" in message:
                self.arrived.put(message)

    def ask(self, method, parameters):
        self.next_id += 1
        self.send({"id": self.next_id, "method": method, "params": parameters})
        while True:
            message = self.arrived.get(timeout=120)
            if message["id"] == self.next_id:
                return message.get("result")


def without_marks(text):
    """The text, and the position of each mark."""
    places, lines = {}, []
    for number, line in enumerate(text.split("\n")):
        while "§" in line:
            at = line.index("§")
            places[line[at + 1]] = {"line": number, "character": at}
            line = line[:at] + line[at + 2 :]
        lines.append(line)
    return "\n".join(lines), places


def rows(server, file, text, places):
    """What the editor shows at the places of one file."""
    document = {"uri": file.as_uri()}
    server.send({"method": "textDocument/didOpen", "params": {"textDocument": {**document, "languageId": "rust", "version": 1, "text": text}}})
    time.sleep(2)
    at = lambda mark: {"textDocument": document, "position": places[mark]}
    def targets(mark):
        found = server.ask("textDocument/definition", at(mark)) or []
        return str(len({json.dumps([it.get("targetUri") or it.get("uri"), it.get("targetSelectionRange") or it.get("range")]) for it in found}))
    hover = json.dumps(server.ask("textDocument/hover", at("2")))
    def renamed(mark):
        edit = server.ask("textDocument/rename", {**at(mark), "newName": "renamed"}) or {}
        changes = edit.get("documentChanges") or [{"edits": it} for it in (edit.get("changes") or {}).values()]
        lines = {it["range"]["start"]["line"] for change in changes for it in change["edits"]}
        return "yes" if places["1"]["line"] in lines else "no"
    def labels(mark):
        found = server.ask("textDocument/completion", at(mark)) or {}
        return [it["label"] for it in (found.get("items", []) if isinstance(found, dict) else found)]
    # The other macros stand beside the attribute.
    internal = sorted({it for mark in "4678" if mark in places for it in labels(mark) if it.startswith("__")})
    return {
        "definitions of the fallback": targets("1"),
        "definitions of the return type": targets("a"),
        "hover on an argument in a condition": "its type" if "u32" in hover else "nothing",
        "renaming the fallback changes its use": renamed("9"),
        "renaming a parameter changes its use": renamed("3"),
        "internal names in the completion": ", ".join(internal) or "none",
        "the body completes behind a half-typed attribute": "yes" if any("trim" in it for it in labels("5")) else "no",
    }


def main():
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = pathlib.Path(name)
        (folder / "src").mkdir()
        (folder / "Cargo.toml").write_text(MANIFEST)
        files = {}
        for index, (title, source) in enumerate(SOURCES.items()):
            text, places = without_marks(source)
            files[title] = (folder / "src" / f"m{index}.rs", text, places)
            files[title][0].write_text(text)
        (folder / "src/lib.rs").write_text("".join(f"mod m{index};\n" for index in range(len(files))))
        server = Server(folder)
        server.is_idle.wait(300)
        table = {title: rows(server, *file) for title, file in files.items()}
        server.process.kill()
    print("| | " + " | ".join(table) + " |\n|---|" + "---|" * len(table))
    for row in next(iter(table.values())):
        print(f"| {row} | " + " | ".join(column[row] for column in table.values()) + " |")


if __name__ == "__main__":
    main()
