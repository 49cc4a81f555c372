//! Prints findings.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

use super::finding::Finding;
use super::rules::Severity;
use super::sarif;
use crate::find::paths;
use crate::write::output;
use crate::write::printable::escaped;

/// So many notes of one rule are named.
const NOTES: usize = 5;

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// One JSON object.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of a GitHub workflow.
    Github,
}

/// Prints everything.
pub(crate) fn print(
    format: Format,
    findings: &[Finding],
    skipped: &[(String, String)],
) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    match format {
        Format::Text => text(&mut out, findings)?,
        Format::Json => {
            let shown: Vec<_> = findings.iter().map(Finding::shown).collect();
            let skipped: Vec<_> = skipped
                .iter()
                .map(|(path, reason)| serde_json::json!({ "path": path, "reason": reason }))
                .collect();
            let report = serde_json::json!({
                "schema": "featherfall/audit/1",
                "findings": shown,
                "skipped": skipped,
            });
            serde_json::to_writer_pretty(&mut out, &report)?;
            writeln!(out)?;
        }
        Format::Sarif => {
            serde_json::to_writer_pretty(&mut out, &sarif::log(findings))?;
            writeln!(out)?;
        }
        Format::Github => {
            let root = paths::repository();
            findings.iter().try_for_each(|it| writeln!(out, "{}", github(it, &root)))?;
        }
    }
    out.flush()?;
    if format != Format::Json {
        output::skipped(skipped);
    }
    Ok(())
}

/// By rule, the worst first; of notes only a few are named.
fn text(out: &mut impl Write, findings: &[Finding]) -> io::Result<()> {
    let bold = Style::new().bold();
    let mut groups: BTreeMap<(Reverse<Severity>, &str), Vec<&Finding>> = BTreeMap::new();
    for it in findings {
        groups.entry((Reverse(it.severity), it.rule.id)).or_default().push(it);
    }
    for ((Reverse(severity), id), group) in &groups {
        let Some(rule) = group.first().map(|it| it.rule) else { continue };
        let color = match severity {
            Severity::Error => AnsiColor::Red,
            Severity::Warning => AnsiColor::Yellow,
            Severity::Note => AnsiColor::Cyan,
        };
        let style = color.on_default().bold();
        let word = severity.word();
        writeln!(out, "{style}{word}[{id}]{style:#}: {bold}{}{bold:#}", rule.summary)?;
        let is_short = *severity == Severity::Note && !output::is_verbose();
        let named = if is_short { NOTES } else { group.len() };
        for it in group.iter().take(named) {
            let item =
                if it.item.is_empty() { String::new() } else { format!(" in `{}`", it.item) };
            writeln!(out, "  --> {}:{}:{}{item}", it.path, it.line, it.column)?;
            let adopt = it.adopt.as_ref().map(|it| format!("; {it}")).unwrap_or_default();
            writeln!(out, "      {}{}", escaped(&it.message), escaped(&adopt))?;
        }
        if group.len() > named {
            writeln!(out, "  --> and {} more, which `-v` names", group.len() - named)?;
        }
        writeln!(out, "  = help: {}; `cargo featherfall explain {id}`", rule.suggestion)?;
    }
    if output::is_quiet() {
        return Ok(());
    }
    let of = |severity| findings.iter().filter(|it| it.severity == severity).count();
    writeln!(
        out,
        "{}: {}, {}, {}",
        counted(findings.len(), "finding"),
        counted(of(Severity::Error), "error"),
        counted(of(Severity::Warning), "warning"),
        counted(of(Severity::Note), "note")
    )
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// `::error file=..::message`, escaped as the workflow commands demand.
fn github(finding: &Finding, root: &Path) -> String {
    let path = finding.seen_from(root).unwrap_or_else(|| finding.path.clone());
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let level = match finding.severity {
        Severity::Note => "notice",
        other => other.word(),
    };
    format!(
        "::{level} file={},line={},col={},title={}::{} ({})",
        property(&path),
        finding.line,
        finding.column,
        property(finding.rule.id),
        data(&finding.message),
        data(&finding.suggestion())
    )
}

#[cfg(test)]
mod tests {
    use super::super::rules;
    use super::*;

    #[test]
    fn text_cannot_leave_a_workflow_command() {
        let finding = Finding {
            rule: &rules::VAGUE_MESSAGE,
            severity: rules::VAGUE_MESSAGE.severity,
            path: String::from("a,b:c.rs"),
            line: 3,
            column: 4,
            item: String::new(),
            message: String::from("100%\n::error::x"),
            adopt: None,
        };
        let line = github(&finding, &paths::here());
        assert!(
            line.starts_with(
                "::notice file=a%2Cb%3Ac.rs,line=3,col=4,title=vague-message::100%25%0A::error::x"
            ),
            "{line}"
        );
        assert_eq!(line.lines().count(), 1);
    }
}
