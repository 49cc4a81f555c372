//! The sentence that is added to the item's documentation.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::attr::Attr;

/// The attributes with the sentence, a paragraph of its own behind the user's documentation, and
/// before its first heading: behind `# Errors` it would be about errors.
///
/// A method of a trait impl shows the trait's documentation unless it has some of its own, so that
/// a sentence would hide it.
pub(crate) fn document(attrs: &[Attr], sentence: &str, inherits: bool) -> Vec<TokenStream> {
    let mut tokens = attrs.iter().map(ToTokens::to_token_stream).collect::<Vec<_>>();
    if inherits && !attrs.iter().any(is_doc) {
        return tokens;
    }
    let heading = attrs.iter().position(is_heading).unwrap_or(attrs.len());
    let mut sentence = doc(&attrs[..heading], sentence);
    if heading < attrs.len() {
        sentence.extend(quote!(#[doc = ""]));
    }
    tokens.insert(heading, sentence);
    tokens
}

/// `/// # Errors`
fn is_heading(attribute: &Attr) -> bool {
    let text = attribute.bracket.stream().into_iter().last().to_token_stream();
    attribute.is("doc")
        && syn::parse2::<syn::LitStr>(text)
            .is_ok_and(|text| text.value().trim_start().starts_with('#'))
}

/// The sentence, a paragraph of its own behind the user's documentation.
pub(crate) fn doc(attrs: &[Attr], sentence: &str) -> TokenStream {
    let sentence = format!(" {}", as_markdown(sentence));
    let blank = attrs.iter().any(is_doc).then(|| quote!(#[doc = ""]));
    quote!(#blank #[doc = #sentence])
}

fn is_doc(attribute: &Attr) -> bool {
    let may_be = || attribute.bracket.to_string().contains("doc");
    attribute.is("doc") || attribute.is("cfg_attr") && may_be()
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
    use proc_macro2::TokenStream;
    use quote::{ToTokens, quote};

    use super::{as_markdown, document};
    use crate::item::{Function, Item, parse};

    fn documented(item: TokenStream, inherits: bool) -> String {
        let Ok(Item::Function(function)) = parse(item, "test") else { panic!("no function") };
        let Function { attrs, .. } = *function;
        let documented: TokenStream = document(&attrs, "Ours.", inherits).into_iter().collect();
        let texts = documented.into_iter().filter_map(|token| match token {
            proc_macro2::TokenTree::Group(group) => group.stream().into_iter().last(),
            _ => None,
        });
        texts.map(|text| text.into_token_stream().to_string()).collect::<Vec<_>>().concat()
    }

    #[test]
    fn the_sentence_stands_before_the_first_heading() {
        let with_errors = quote! { #[doc = " A."] #[doc = " # Errors"] #[doc = " E."] fn f() {} };
        assert_eq!(documented(with_errors, false), r#"" A."""" Ours."""" # Errors"" E.""#);
        let plain = quote! { #[doc = " A."] #[inline] fn f() {} };
        assert_eq!(documented(plain, true), r#"" A."inline""" Ours.""#);
        assert_eq!(
            documented(
                quote!(
                    fn f() {}
                ),
                false
            ),
            r#"" Ours.""#
        );
    }

    #[test]
    fn inherited_documentation_is_not_hidden() {
        assert_eq!(
            documented(
                quote!(
                    #[inline]
                    fn f() {}
                ),
                true
            ),
            "inline"
        );
    }

    #[test]
    fn documentation_says_what_messages_say() {
        assert_eq!(
            as_markdown("x[0] must be < 1, see `a[0] < 1`"),
            "x\\[0] must be \\< 1, see `a[0] < 1`"
        );
    }
}
