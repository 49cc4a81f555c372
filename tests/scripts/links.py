#!/usr/bin/env python3
"""Follows every link and picture of the built documentation that leads to the documentation itself.

    tests/scripts/links.py target/doc featherfall featherfall_core ..

What is written with an address of docs.rs for these crates is looked for here, too; nothing is loaded.
Pages of sources are left out: rustdoc writes them, and their links are to lines.
"""
import html.parser
import pathlib
import sys
import urllib.parse

# In the documentation of a trait of tracing, which rustdoc repeats for every type.
FOREIGN = {"dispatcher#setting-the-default-subscriber"}


class Page(html.parser.HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.anchors = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.anchors |= {attributes.get("id")}
        self.links += [attributes[it] for it in ("href", "src") if attributes.get(it)]


def main(root, *crates):
    root = pathlib.Path(root).resolve()
    files = [file for crate in crates for file in sorted((root / crate).rglob("*.html"))]
    if not files:
        raise SystemExit(f"no pages below {root}")
    pages, broken, count = {}, [], 0

    def page(file):
        if file not in pages:
            pages[file] = Page(file.read_text())
        return pages[file]

    for file in files:
        for link in page(file).links:
            at = urllib.parse.urlsplit(link)
            path = urllib.parse.unquote(at.path)
            parts = path.strip("/").split("/")
            if at.netloc == "docs.rs" and len(parts) > 2 and parts[0] in crates:
                target = root.joinpath(*parts[2:])
            elif at.scheme or at.netloc or link in FOREIGN:
                continue
            else:
                target = (file.parent / path).resolve() if path else file
            if target.is_dir():
                target /= "index.html"
            count += 1
            where = f"{file.relative_to(root)}: {link}"
            if not target.is_file():
                broken.append(f"{where}: no such file")
            elif at.fragment and target.suffix == ".html" and root / "src" not in target.parents:
                if not {at.fragment, urllib.parse.unquote(at.fragment)} & page(target).anchors:
                    broken.append(f"{where}: no such place")
    print("\n".join(sorted(set(broken))))
    print(f"{len(files)} pages, {count} links, {len(broken)} broken")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
