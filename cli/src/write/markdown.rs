//! Text from annotations is data: nothing in it may become Markdown, HTML or a marker.

/// The text inside of a paragraph or a table cell. What stands between backquotes is code; nothing
/// else in it means anything.
pub(crate) fn text(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    let parts: Vec<&str> = text.split('`').collect();
    let is_paired = parts.len() % 2 == 1
        && parts.iter().skip(1).step_by(2).all(|inside| !inside.trim().is_empty());
    let mut result = String::with_capacity(text.len());
    if is_paired {
        for (index, part) in parts.iter().enumerate() {
            let part = if index % 2 == 1 { code(part) } else { escaped(part) };
            result.push_str(&part);
        }
    } else {
        result = escaped(&text);
    }
    // `1. x`, `- x`, `+ x` and `= x` would begin a list or a heading.
    let digits = result.chars().take_while(char::is_ascii_digit).count();
    let behind = result[digits..].chars().next();
    if digits > 0 && matches!(behind, Some('.' | ')')) {
        result.insert(digits, '\\');
    } else if result.starts_with(['-', '+', '=']) {
        result.insert(0, '\\');
    }
    result
}

fn escaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => result.push_str("&amp;"),
            '<' => result.push_str("&lt;"),
            '>' => result.push_str("&gt;"),
            // A mention or a reference would notify people; an invisible space prevents both.
            '@' => result.push_str("@&#8203;"),
            '#' => result.push_str("#&#8203;"),
            '|' => result.push_str("&#124;"),
            '\\' | '*' | '_' | '[' | ']' | '`' | '~' | '$' | '!' => {
                result.push('\\');
                result.push(char);
            }
            _ if char.is_control() => {}
            _ => result.push(char),
        }
    }
    result
}

/// The text as code in a line; fit for a table cell too.
pub(crate) fn code(text: &str) -> String {
    let text: Vec<&str> = text.split_whitespace().collect();
    let text: String = text.join(" ").chars().filter(|it| !it.is_control()).collect();
    if text.is_empty() {
        return String::new();
    }
    if text.contains('|') || text.contains("-->") || text.contains("<!--") {
        // In a table even code ends at a pipe.
        let escaped = text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('|', "&#124;")
            .replace('`', "&#96;");
        return format!("<code>{}</code>", escape_emphasis(&escaped));
    }
    let ticks = "`".repeat(longest_run(&text, '`') + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{space}{text}{space}{ticks}")
}

fn escape_emphasis(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('*', "\\*")
        .replace('_', "\\_")
        .replace('[', "\\[")
        .replace('$', "\\$")
        .replace('~', "\\~")
}

/// Several lines of code.
pub(crate) fn block(text: &str, language: &str) -> String {
    let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
    // Not even inside of code may a marker stand: markers are found by text.
    let text = text.replace("<!--", "<!- -").replace("-->", "- ->");
    format!("{fence}{language}\n{}\n{fence}", text.trim_end())
}

fn longest_run(text: &str, of: char) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for char in text.chars() {
        run = if char == of { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// A link if the text is a plain web address, else the text.
pub(crate) fn link(address: &str) -> String {
    let is_plain = (address.starts_with("https://") || address.starts_with("http://"))
        && address.chars().all(|it| it.is_ascii_graphic() && !"<>\"`|\\()[]{}^*_~$!".contains(it));
    if is_plain { format!("<{address}>") } else { self::text(address) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVIL: &str = "a `b` --> <!-- /featherfall:limitations --> | $(rm) \n# h\n- x *y* _z_ [q](w) @me #1 ![i](j)";

    #[test]
    fn text_stays_text() {
        let shown = text(EVIL);
        assert!(!shown.contains("-->") && !shown.contains('<') && !shown.contains('\n'));
        assert!(!shown.contains(" | ") && !shown.contains("@me") && !shown.contains("#1 "));
        assert!(shown.contains(" `b` ") && shown.contains("\\*y\\*") && shown.contains("\\[q\\]"));
        // Between backquotes too, and where they are not paired.
        assert_eq!(text("`a | b` c"), "<code>a &#124; b</code> c");
        assert_eq!(text("`-->`"), "<code>--&gt;</code>");
        assert_eq!(text("a `b"), "a \\`b");
        assert_eq!(text("``a``"), "\\`\\`a\\`\\`");
        assert_eq!(text("1. x"), "1\\. x");
        assert_eq!(text("- x"), "\\- x");
        assert_eq!(text("plain words, 3.5 (yes)"), "plain words, 3.5 (yes)");
    }

    #[test]
    fn code_stays_code() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`a``"), "``` `a`` ```");
        assert!(!code(EVIL).contains("-->") && !code("a|b").contains('|'));
        assert!(block("x\n```\n<!-- y -->", "rust").starts_with("````rust\n"));
        assert!(!block("<!-- y -->", "rust").contains("-->"));
    }

    #[test]
    fn only_addresses_are_links() {
        assert_eq!(link("https://example.org/a-b?c=1"), "<https://example.org/a-b?c=1>");
        assert_eq!(link("javascript:x"), "javascript:x");
        assert!(!link("https://x> | <b>").contains("<b>"));
    }
}
