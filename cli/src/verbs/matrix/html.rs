//! The table as a page: one file, complete in itself, that reads the same without its script.
//!
//! What comes from reports goes through `maud`, which escapes it. Should that ever fail, the page's
//! policy runs no script and follows no style but the two in here, by their hashes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use super::cell::{Cell, State};
use super::table::{Build, Capability, SeenBy, Table};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The name under which the page keeps the times of its builds.
pub(crate) const SEEN: &str = "<meta name=\"featherfall:seen\" content=\"";

/// Lines keep differences readable.
const NEWLINE: PreEscaped<&str> = PreEscaped("\n");

/// The page.
pub(crate) fn write(table: &Table) -> String {
    let style = format!(":root {{ --builds: {} }}\n{}{STYLE}", table.builds.len(), symbols());
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; \
         form-action 'none'",
        hash(&style),
        hash(SCRIPT),
    );
    let times: Vec<String> = table.builds.iter().map(|it| it.seen.to_string()).collect();
    let title = title(table);
    let page = html! {
        (DOCTYPE) (NEWLINE)
        html lang="en" {
            head {
                meta charset="utf-8"; (NEWLINE)
                meta http-equiv="Content-Security-Policy" content=(policy); (NEWLINE)
                meta name="viewport" content="width=device-width, initial-scale=1"; (NEWLINE)
                meta name="color-scheme" content="light dark"; (NEWLINE)
                (PreEscaped(SEEN)) (times.join(" ")) (PreEscaped("\">\n"))
                title { (title) } (NEWLINE)
                // Else browsers ask the server for one.
                link rel="icon" href="data:,"; (NEWLINE)
                style { (PreEscaped(style)) } (NEWLINE)
            }
            body {
                header {
                    h1 { (title) }
                    p { (summary(table)) }
                }
                (NEWLINE)
                main {
                    (controls(table))
                    (matrix(table))
                    (legend())
                    (builds(table))
                }
                footer { p { "Made by " code { "cargo featherfall matrix" } "." } }
                (NEWLINE)
                script { (PreEscaped(SCRIPT)) }
            }
        }
        (NEWLINE)
    };
    page.into_string()
}

/// The symbols before the words; readers of the screen hear the words alone.
fn symbols() -> String {
    let symbol = |state: State| {
        let (code, symbol) = (state.code(), state.symbol());
        format!("[data-state=\"{code}\"] .state::before {{ content: \"{symbol} \" / \"\" }}\n")
    };
    State::ALL.into_iter().map(symbol).collect()
}

/// As a policy names what it allows.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

fn title(table: &Table) -> String {
    let mut packages: Vec<&str> =
        table.builds.iter().filter_map(|it| it.package.as_deref()).collect();
    packages.sort_unstable();
    packages.dedup();
    match packages.as_slice() {
        [one] => format!("What {one} can do"),
        _ => String::from("What each build can do"),
    }
}

fn summary(table: &Table) -> Markup {
    let first = table.builds.iter().min_by_key(|it| it.seen);
    let last = table.builds.iter().max_by_key(|it| it.seen);
    html! {
        (count(table.capabilities.len(), "capability", "capabilities")) " in "
        (count(table.builds.len(), "build", "builds"))
        @if let (Some(first), Some(last)) = (first, last) {
            ", seen " (day(first))
            @if first.day() != last.day() { " to " (day(last)) }
        }
        "."
    }
}

fn count(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn day(build: &Build) -> Markup {
    html! { time datetime=(build.seen) { (build.day()) } }
}

/// Without the script there is nothing to control.
fn controls(table: &Table) -> Markup {
    html! {
        div #controls role="search" hidden {
            label {
                "Filter "
                input #text type="search" autocomplete="off" spellcheck="false" placeholder="name, reason, hint";
            }
            label {
                "Build "
                select #build {
                    option value="" { "all" }
                    @for (index, build) in table.builds.iter().enumerate() {
                        option value=(index) { (build.name) }
                    }
                }
            }
            label {
                "State "
                select #state {
                    option value="" { "any" }
                    @for state in State::ALL {
                        option value=(state.code()) { (state.symbol()) " " (state.word()) }
                    }
                }
            }
            label .check { input #reasons type="checkbox"; " Reasons" }
            p #status role="status" {}
        }
        (NEWLINE)
    }
}

fn matrix(table: &Table) -> Markup {
    html! {
        div .scroll role="region" aria-labelledby="caption" tabindex="0" {
            table #matrix {
                caption #caption {
                    "Capabilities by build"
                    span .script hidden {
                        ". Headings sort; arrow keys walk through the cells, Enter opens a reason"
                    }
                }
                thead {
                    tr {
                        th scope="col" { span .name { "Capability" } }
                        @for build in &table.builds {
                            (NEWLINE)
                            th scope="col" {
                                span .name { (build.name) }
                                @if let Some(target) = &build.target { small { (target) } }
                            }
                        }
                    }
                }
                (NEWLINE)
                @for (package, rows) in table.packages() {
                    tbody {
                        tr .package {
                            th scope="rowgroup" colspan=(table.builds.len() + 1) {
                                span { @if package.is_empty() { "no package" } @else { (package) } }
                            }
                        }
                        @for capability in rows { (row(capability)) }
                    }
                    (NEWLINE)
                }
            }
        }
        (NEWLINE)
    }
}

fn row(capability: &Capability) -> Markup {
    let module = capability.module();
    html! {
        (NEWLINE)
        tr {
            th scope="row" title=(capability.id) {
                code { (breakable(&capability.label)) }
                small { (capability.kind) @if !module.is_empty() { " · " (breakable(&module)) } }
            }
            @for cell in &capability.cells { (NEWLINE) (self::cell(cell)) }
        }
    }
}

/// A name that may be broken where its words end.
fn breakable(name: &str) -> Markup {
    let mut rest = name;
    html! {
        @while let Some(end) = rest.find(['_', '/', ':']) {
            @let behind = end + 1 + usize::from(rest[end..].starts_with("::"));
            (rest[..behind]) wbr;
            ({ rest = &rest[behind..]; "" })
        }
        (rest)
    }
}

fn cell(cell: &Cell) -> Markup {
    let state = html! {
        (word(cell.state))
        @for detail in cell.details() { " " small { (detail) } }
    };
    html! {
        td data-state=(cell.state.code()) {
            @if cell.reasons.is_empty() && cell.hint.is_none() {
                (state)
            } @else {
                details {
                    summary { (state) }
                    p {
                        @for (index, reason) in cell.reasons.iter().enumerate() {
                            @if index > 0 { ", " }
                            code { (reason) }
                        }
                        @if let Some(hint) = &cell.hint {
                            @if !cell.reasons.is_empty() { ": " }
                            (prose(hint))
                        }
                    }
                }
            }
        }
    }
}

/// The symbol is the style's: thousands of further elements would make a large table slow.
fn word(state: State) -> Markup {
    html! { span .state { (state.word()) } }
}

/// What stands between backquotes is code, whose flags are not broken behind a hyphen.
fn prose(text: &str) -> Markup {
    let parts: Vec<&str> = text.split('`').collect();
    let is_paired = parts.len() % 2 == 1;
    html! {
        @if is_paired {
            @for (index, part) in parts.iter().enumerate() {
                @if index % 2 == 1 { code { (unbroken_flags(part)) } } @else { (part) }
            }
        } @else { (text) }
    }
}

fn unbroken_flags(command: &str) -> Markup {
    html! {
        @for (index, word) in command.split(' ').enumerate() {
            @if index > 0 { " " }
            @if word.starts_with('-') { span .flag { (word) } } @else { (word) }
        }
    }
}

fn legend() -> Markup {
    html! {
        section aria-labelledby="words" {
            h2 #words { "What the words mean" }
            dl .words {
                @for state in State::ALL {
                    (NEWLINE)
                    div {
                        dt data-state=(state.code()) { (word(state)) }
                        dd { (state.meaning()) }
                    }
                }
            }
        }
        (NEWLINE)
    }
}

fn builds(table: &Table) -> Markup {
    html! {
        section aria-labelledby="builds" {
            h2 #builds { "The builds" }
            ul .builds {
                @for build in &table.builds {
                    (NEWLINE)
                    li {
                        h3 { (build.name) }
                        dl {
                            @if let Some(program) = build.program() { dt { "Program" } dd { (program) } }
                            dt { "Features" }
                            dd { (features(&build.features_on)) }
                            @if !build.features_off.is_empty() {
                                dt { "Off" }
                                dd { (features(&build.features_off)) }
                            }
                            @if let Some(machine) = &build.machine { dt { "Machine" } dd { (machine) } }
                            dt { "Seen" }
                            dd {
                                time datetime=(build.seen) { (build.seen.strftime("%Y-%m-%d %H:%M UTC")) }
                                @if build.seen_by == SeenBy::FileDate { ", the date of the file" }
                            }
                            dt { "Report" }
                            dd { code { (build.file) } }
                        }
                    }
                }
            }
        }
        (NEWLINE)
    }
}

fn features(names: &[String]) -> Markup {
    html! {
        @if names.is_empty() { "none" }
        @for name in names { code { (name) } " " }
    }
}
