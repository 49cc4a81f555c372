//! The sentence that is added to the item's documentation.

use proc_macro2::TokenStream;
use quote::quote;

use super::attr::Attr;

/// The sentence, a paragraph of its own behind the user's documentation.
pub(crate) fn doc(attrs: &[Attr], sentence: &str) -> TokenStream {
    let sentence = format!(" {}", as_markdown(sentence));
    let blank = attrs
        .iter()
        .any(|attribute| attribute.is("doc") || attribute.is("cfg_attr"))
        .then(|| quote!(#[doc = ""]));
    quote!(#blank #[doc = #sentence])
}

/// Plain text for rustdoc: outside of code, `<` begins no HTML and `[` no link.
fn as_markdown(text: &str) -> String {
    let mut is_code = false;
    let mut markdown = String::with_capacity(text.len());
    for c in text.chars() {
        is_code ^= c == '`';
        if !is_code && matches!(c, '<' | '[') {
            markdown.push('\\');
        }
        markdown.push(c);
    }
    markdown
}

#[cfg(test)]
mod tests {
    use super::as_markdown;

    #[test]
    fn documentation_says_what_messages_say() {
        assert_eq!(
            as_markdown("x[0] must be < 1, see `a[0] < 1`"),
            "x\\[0] must be \\< 1, see `a[0] < 1`"
        );
    }
}
