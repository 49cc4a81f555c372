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
    let heading = first_heading(attrs);
    let mut sentence = doc(&attrs[..heading], sentence);
    if heading < attrs.len() {
        sentence.extend(quote!(#[doc = ""]));
    }
    tokens.insert(heading, sentence);
    tokens
}

/// Where the first `/// # Errors` stands, or else the end. In code, which may end nowhere, `#` hides a line.
fn first_heading(attrs: &[Attr]) -> usize {
    let mut fence: Option<&str> = None;
    let texts: Vec<Option<String>> = attrs.iter().map(text_of).collect();
    for (at, text) in texts.iter().enumerate() {
        let Some(text) = text else { continue };
        for (index, line) in text.lines().enumerate() {
            let indented = line.trim_start();
            let marks = indented.len() - indented.trim_start_matches(['`', '~']).len();
            fence = match fence {
                Some(open) if indented.trim_end() == &indented[..marks] => {
                    (!indented.starts_with(open)).then_some(open)
                }
                None if marks >= 3 => Some(&indented[..marks]),
                None if index == 0 && is_heading(line) => return at,
                fence => fence,
            };
        }
    }
    if fence.is_some() {
        return texts.iter().position(Option::is_some).unwrap_or(attrs.len());
    }
    attrs.len()
}

/// `# Errors`, and not `#[derive(..)]` or code that is indented.
fn is_heading(line: &str) -> bool {
    let text = line.trim_start();
    let title = text.trim_start_matches('#');
    line.len() - text.len() <= 4
        && (1..=6).contains(&(text.len() - title.len()))
        && (title.is_empty() || title.starts_with(' '))
}

/// What `/// text` says.
fn text_of(attribute: &Attr) -> Option<String> {
    if !attribute.is("doc") {
        return None;
    }
    let text = attribute.bracket.stream().into_iter().last().to_token_stream();
    syn::parse2::<syn::LitStr>(text).ok().map(|text| text.value())
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
    fn no_code_is_taken_for_a_heading() {
        let hidden_line = quote! {
            #[doc = " A."] #[doc = " ```"] #[doc = " # let x = 1;"] #[doc = " ```"] #[doc = " # Errors"]
            fn f() {}
        };
        assert_eq!(
            documented(hidden_line, false),
            r#"" A."" ```"" # let x = 1;"" ```"""" Ours."""" # Errors""#
        );
        let longer_fence = quote! {
            #[doc = " ~~~~text"] #[doc = " ~~~"] #[doc = " # no"] #[doc = " ~~~~"] fn f() {}
        };
        assert_eq!(documented(longer_fence, false), r#"" ~~~~text"" ~~~"" # no"" ~~~~"""" Ours.""#);
        let unended = quote! { #[doc = " ```"] #[doc = " # let x = 1;"] fn f() {} };
        assert_eq!(documented(unended, false), r#"" Ours."""" ```"" # let x = 1;""#);
        let others = quote! { #[doc = " #[x]"] #[doc = "      # y"] #[doc = " #z"] fn f() {} };
        assert_eq!(documented(others, false), r#"" #[x]""      # y"" #z"""" Ours.""#);
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
