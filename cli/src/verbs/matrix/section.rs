//! The part of a file between two marker lines, such as `<!-- featherfall:matrix -->` and
//! `<!-- /featherfall:matrix -->`.

use std::ops::Range;

use crate::error::Error;

/// The line before the section.
pub(crate) fn begin(name: &str) -> String {
    format!("<!-- featherfall:{name} -->")
}

/// The line behind it.
pub(crate) fn end(name: &str) -> String {
    format!("<!-- /featherfall:{name} -->")
}

/// Where the section lies, with its marker lines.
pub(crate) fn find(file: &str, name: &str) -> Result<Range<usize>, Error> {
    let (begin, end) = (begin(name), end(name));
    let missing = || {
        Error::failed(format!(
            "has no line `{begin}` followed by a line `{end}`; add both where the section should be"
        ))
    };
    let lines: Vec<Range<usize>> = outside_code(file).collect();
    let is = |range: &Range<usize>, marker: &str| file[range.clone()].trim() == marker;
    let mut begins = lines.iter().filter(|it| is(it, &begin));
    let first = begins.next().ok_or_else(missing)?;
    if begins.next().is_some() {
        return Err(Error::failed(format!("has several lines `{begin}`")));
    }
    let last = lines.iter().find(|it| it.start > first.start && is(it, &end));
    Ok(first.start..last.ok_or_else(missing)?.end)
}

/// The lines that are not in fenced code, where markers are examples.
fn outside_code(file: &str) -> impl Iterator<Item = Range<usize>> {
    let mut fence = "";
    let mut start = 0;
    file.split_inclusive('\n').filter_map(move |line| {
        let range = start..start + line.len();
        start = range.end;
        let text = line.trim();
        let signs = text.len() - text.trim_start_matches(['`', '~']).len();
        if fence.is_empty() {
            // Code in a line may begin with as many backquotes.
            let is_fence = signs >= 3 && !text[signs..].contains('`');
            fence = if is_fence { &text[..signs] } else { "" };
        } else if text.starts_with(fence) && signs == text.len() {
            fence = "";
            return None;
        }
        fence.is_empty().then_some(range)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_stand_alone_and_outside_of_code() {
        let inside = "<!-- featherfall:x -->\r\nold\r\n<!-- /featherfall:x -->\r\n";
        let code = "```\n<!-- featherfall:x -->\n<!-- /featherfall:x -->\n```\n";
        let file = format!("a <!-- featherfall:x -->\r\n{code}{inside}b\r\n");
        assert_eq!(&file[find(&file, "x").unwrap()], inside);
        for file in ["", code, "<!-- /featherfall:x -->\n<!-- featherfall:x -->\n"] {
            assert!(find(file, "x").unwrap_err().to_string().contains("has no line"), "{file}");
        }
        let twice = format!("{inside}{inside}");
        assert!(find(&twice, "x").unwrap_err().to_string().contains("several"));
    }
}
