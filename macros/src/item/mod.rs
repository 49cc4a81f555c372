//! The annotated item, cut into pieces by its tokens.
//!
//! rustc has parsed the item before an attribute macro sees it, so its shape is certain, and
//! cutting it costs a fraction of parsing it again. Bodies are kept as the brace group they came in.

use std::ops::Deref;

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote};
use syn::ext::IdentExt;

/// Tokens of the item.
///
/// Not a `TokenStream`: each one that `quote!` splices into another goes to the compiler and back,
/// which costs more than all of its tokens.
#[derive(Clone, Default)]
pub(crate) struct Tokens(Vec<TokenTree>);

/// What the attributes may stand on.
pub(crate) enum Item {
    Function(Box<Function>),
    Impl(Box<ImplBlock>),
}

/// A function or method, with or without a body.
#[derive(Clone)]
pub(crate) struct Function {
    /// The tokens of each outer attribute.
    pub(crate) attrs: Vec<Attr>,
    /// Visibility and `default`.
    pub(crate) vis: Tokens,
    /// `const`, `async`, `unsafe`, `extern "C"`, in source order.
    pub(crate) qualifiers: Tokens,
    pub(crate) constness: Option<Ident>,
    pub(crate) is_async: bool,
    pub(crate) is_unsafe: bool,
    pub(crate) fn_token: Ident,
    pub(crate) name: Ident,
    pub(crate) generics: Tokens,
    pub(crate) parameters: Group,
    /// The type behind `->`.
    pub(crate) output: Option<Tokens>,
    pub(crate) where_clause: Tokens,
    pub(crate) body: Option<Group>,
}

/// One `#[..]` attribute.
#[derive(Clone)]
pub(crate) struct Attr {
    pub(crate) pound: TokenTree,
    pub(crate) bracket: Group,
}

/// An inherent or trait impl.
#[derive(Clone)]
pub(crate) struct ImplBlock {
    pub(crate) attrs: Vec<Attr>,
    /// From `impl` (or `unsafe impl`) up to the brace.
    pub(crate) header: TokenStream,
    pub(crate) is_of_trait: bool,
    /// The last name of the trait's path.
    pub(crate) trait_name: Option<String>,
    /// The last name of the self type's path.
    pub(crate) type_name: Option<String>,
    pub(crate) brace: Group,
    pub(crate) members: Vec<Member>,
}

/// One member of an impl block.
#[derive(Clone)]
pub(crate) enum Member {
    Function(Box<Function>),
    Other(TokenStream),
}

impl Tokens {
    /// A single name.
    pub(crate) fn one(name: Ident) -> Self {
        Self(vec![name.into()])
    }

    /// Elsewhere.
    pub(crate) fn located_at(&self, span: Span) -> Self {
        let locate = |token: &TokenTree| {
            let mut token = token.clone();
            token.set_span(token.span().located_at(span));
            token
        };
        Self(self.0.iter().map(locate).collect())
    }
}

impl Deref for Tokens {
    type Target = [TokenTree];

    fn deref(&self) -> &[TokenTree] {
        &self.0
    }
}

impl FromIterator<TokenTree> for Tokens {
    fn from_iter<I: IntoIterator<Item = TokenTree>>(tokens: I) -> Self {
        Self(tokens.into_iter().collect())
    }
}

impl ToTokens for Tokens {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}

impl Attr {
    /// `#[inside]`
    pub(crate) fn new(inside: TokenStream) -> Self {
        Self {
            pound: Punct::new('#', Spacing::Alone).into(),
            bracket: Group::new(Delimiter::Bracket, inside),
        }
    }

    /// The last name of the attribute's path.
    pub(crate) fn name(&self) -> Option<Ident> {
        let mut name = None;
        for token in self.bracket.stream() {
            match token {
                TokenTree::Ident(ident) => name = Some(ident),
                TokenTree::Punct(punct) if punct.as_char() == ':' => {}
                _ => break,
            }
        }
        name
    }

    pub(crate) fn is(&self, wanted: &str) -> bool {
        self.name().is_some_and(|name| name == wanted)
    }

    /// What stands in the parentheses of `#[name(..)]`.
    pub(crate) fn arguments(&self) -> Option<TokenStream> {
        match self.bracket.stream().into_iter().last()? {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                Some(group.stream())
            }
            _ => None,
        }
    }
}

impl ToTokens for Attr {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(self.pound.clone());
        tokens.append(self.bracket.clone());
    }
}

/// What can be said of any item.
pub(crate) struct Outline {
    pub(crate) attrs: Vec<Attr>,
    /// Everything behind the attributes.
    pub(crate) rest: TokenStream,
    /// The word that says what kind of item it is: `struct`, `fn`, `impl`, ..
    pub(crate) keyword: Option<Ident>,
    /// Of an impl block, the type's; of a `use`, the last.
    pub(crate) name: Option<String>,
}

/// Looks at the head of an item.
pub(crate) fn outline(tokens: &TokenStream) -> Outline {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut cursor = Cursor { tokens: &tokens };
    let attrs = cursor.attrs();
    let rest = cursor.tokens.iter().cloned().collect();
    cursor.vis();
    let keyword = cursor.keyword();
    let words = |tokens: &[TokenTree]| -> Vec<Ident> {
        let ident = |token: &TokenTree| match token {
            TokenTree::Ident(ident) if *ident != "mut" => Some(ident.clone()),
            _ => None,
        };
        tokens.iter().filter_map(ident).collect()
    };
    let name = match &keyword {
        Some(keyword) if *keyword == "impl" => {
            impl_block(Vec::new(), cursor.tokens).ok().and_then(|block| block.type_name)
        }
        Some(keyword) if *keyword == "use" || *keyword == "crate" => {
            words(cursor.tokens).last().map(ToString::to_string)
        }
        Some(keyword) => {
            let mut words = words(cursor.tokens).into_iter().skip_while(|word| word != keyword);
            words.nth(1).map(|name| name.unraw().to_string())
        }
        None => None,
    };
    Outline { attrs, rest, keyword, name }
}

/// Cuts the item; `attribute` names the attribute in messages.
pub(crate) fn parse(tokens: TokenStream, attribute: &str) -> syn::Result<Item> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut cursor = Cursor { tokens: &tokens };
    let attrs = cursor.attrs();
    let head = cursor;
    let vis = cursor.vis();
    let keyword = cursor.keyword();
    if keyword.as_ref().is_some_and(|keyword| *keyword == "impl") {
        return impl_block(attrs, head.tokens).map(|block| Item::Impl(Box::new(block)));
    }
    if keyword.as_ref().is_some_and(|keyword| *keyword == "fn")
        && let Some(function) = function(attrs, vis, cursor)
    {
        return Ok(Item::Function(Box::new(function)));
    }
    let what = match keyword.map(|keyword| keyword.to_string()).as_deref() {
        Some("struct") => "a struct",
        Some("enum") => "an enum",
        Some("union") => "a union",
        Some("trait") => "a trait",
        Some("mod") => "a module",
        Some("use") => "a `use`",
        Some("type") => "a type alias",
        Some("static") => "a static",
        Some("const") => "a constant",
        Some("extern") => "an extern block",
        Some("crate") => "an extern crate",
        Some("macro_rules") => "a macro",
        _ => "this",
    };
    let start = head.tokens.first().cloned().into_token_stream();
    Err(syn::Error::new_spanned(
        start,
        format!("`{attribute}` goes on a function, a method or an impl block, not on {what}"),
    ))
}

/// A position in the item's tokens.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    tokens: &'a [TokenTree],
}

impl<'a> Cursor<'a> {
    fn bump(&mut self) -> Option<&'a TokenTree> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    fn attrs(&mut self) -> Vec<Attr> {
        let mut attrs = Vec::new();
        while let [pound @ TokenTree::Punct(punct), TokenTree::Group(bracket), rest @ ..] =
            self.tokens
            && punct.as_char() == '#'
        {
            attrs.push(Attr { pound: pound.clone(), bracket: bracket.clone() });
            self.tokens = rest;
        }
        attrs
    }

    /// `pub`, `pub(..)` and `default`.
    fn vis(&mut self) -> Tokens {
        let mut vis = Tokens::default();
        loop {
            match self.tokens {
                // A macro hands on `$vis` in invisible delimiters, perhaps empty.
                [group @ TokenTree::Group(inner), rest @ ..]
                    if inner.delimiter() == Delimiter::None =>
                {
                    vis.0.push(group.clone());
                    self.tokens = rest;
                }
                [word @ TokenTree::Ident(ident), ..]
                    if matches!(ident.to_string().as_str(), "pub" | "default") =>
                {
                    vis.0.push(word.clone());
                    self.tokens = &self.tokens[1..];
                    if let [restriction @ TokenTree::Group(group), rest @ ..] = self.tokens
                        && group.delimiter() == Delimiter::Parenthesis
                    {
                        vis.0.push(restriction.clone());
                        self.tokens = rest;
                    }
                }
                _ => return vis,
            }
        }
    }

    /// What kind of item this is: the first word that is no qualifier.
    fn keyword(&self) -> Option<Ident> {
        let mut keyword = None;
        for token in self.tokens {
            match token {
                TokenTree::Ident(ident) => {
                    match ident.to_string().as_str() {
                        "const" | "async" | "unsafe" | "safe" | "extern" => {}
                        "fn" | "impl" | "trait" | "mod" | "crate" => return Some(ident.clone()),
                        _ if keyword.is_some() => return keyword,
                        _ => return Some(ident.clone()),
                    }
                    keyword = Some(ident.clone());
                }
                TokenTree::Literal(_) => {}
                _ => return keyword,
            }
        }
        keyword
    }

    /// Everything up to the first token at which `stop` holds, outside of angle brackets.
    fn until(&mut self, stop: impl Fn(&TokenTree) -> bool) -> Tokens {
        let mut depth = 0i32;
        let mut taken = Tokens::default();
        let mut after_dash = false;
        while let Some(token) = self.tokens.first() {
            if depth == 0 && stop(token) {
                break;
            }
            if let TokenTree::Punct(punct) = token {
                match punct.as_char() {
                    '<' => depth += 1,
                    '>' if !after_dash => depth -= 1,
                    _ => {}
                }
                after_dash =
                    matches!(punct.as_char(), '-' | '=') && punct.spacing() == Spacing::Joint;
            } else {
                after_dash = false;
            }
            taken.0.push(token.clone());
            self.bump();
        }
        taken
    }
}

/// The function whose qualifiers `cursor` stands in front of.
fn function(attrs: Vec<Attr>, vis: Tokens, mut cursor: Cursor<'_>) -> Option<Function> {
    let mut qualifiers = Tokens::default();
    let (mut constness, mut is_async, mut is_unsafe) = (None, false, false);
    let fn_token = loop {
        let token = cursor.bump()?;
        if let TokenTree::Ident(ident) = token {
            match ident.to_string().as_str() {
                "fn" => break ident.clone(),
                "const" => constness = Some(ident.clone()),
                "async" => is_async = true,
                "unsafe" => is_unsafe = true,
                _ => {}
            }
        }
        qualifiers.0.push(token.clone());
    };
    let name = match cursor.bump()? {
        TokenTree::Ident(name) => name.clone(),
        // A macro hands on `$name` in invisible delimiters.
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            match group.stream().into_iter().next()? {
                TokenTree::Ident(name) => name,
                _ => return None,
            }
        }
        _ => return None,
    };
    let is_parenthesis = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
    let generics = cursor.until(is_parenthesis);
    let parameters = match cursor.bump()? {
        TokenTree::Group(group) => group.clone(),
        _ => return None,
    };
    let ends_head = |token: &TokenTree| match token {
        TokenTree::Group(group) => as_body(group).is_some(),
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Ident(ident) => *ident == "where",
        TokenTree::Literal(_) => false,
    };
    let output = match cursor.tokens {
        [TokenTree::Punct(dash), TokenTree::Punct(angle), rest @ ..]
            if dash.as_char() == '-' && angle.as_char() == '>' =>
        {
            cursor.tokens = rest;
            Some(cursor.until(ends_head))
        }
        _ => None,
    };
    let where_clause =
        cursor.until(|token| ends_head(token) && !matches!(token, TokenTree::Ident(_)));
    let body = match cursor.bump()? {
        TokenTree::Group(body) => as_body(body),
        _ => None,
    };
    if !cursor.tokens.is_empty() {
        return None;
    }
    Some(Function {
        attrs,
        vis,
        qualifiers,
        constness,
        is_async,
        is_unsafe,
        fn_token,
        name,
        generics,
        parameters,
        output,
        where_clause,
        body,
    })
}

/// The braces; a macro hands on `$body` with invisible delimiters around them.
fn as_body(group: &Group) -> Option<Group> {
    match group.delimiter() {
        Delimiter::Brace => Some(group.clone()),
        Delimiter::None => match group.stream().into_iter().next()? {
            TokenTree::Group(inner) if inner.delimiter() == Delimiter::Brace => Some(inner),
            _ => None,
        },
        _ => None,
    }
}

impl Function {
    /// The `#[cfg(..)]` attributes, which whatever stands beside the function needs too.
    pub(crate) fn cfgs(&self) -> impl Iterator<Item = &Attr> {
        self.attrs.iter().filter(|attribute| attribute.is("cfg"))
    }

    /// The names of the parameters, `self` too, if each is a plain name: syn takes longer to parse
    /// them than the whole expansion.
    pub(crate) fn plain_parameters(&self) -> Option<Vec<Tokens>> {
        let tokens = Vec::from_iter(self.parameters.stream());
        let mut cursor = Cursor { tokens: &tokens };
        let is_comma =
            |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
        let mut names = Vec::new();
        while !cursor.tokens.is_empty() {
            let parameter = cursor.until(is_comma);
            cursor.bump();
            let name = match &parameter[..] {
                [TokenTree::Ident(name), TokenTree::Punct(colon), ..]
                    if colon.as_char() == ':'
                        && colon.spacing() == Spacing::Alone
                        && name != "_" =>
                {
                    name
                }
                [.., TokenTree::Ident(name)] if name == "self" => name,
                _ => return None,
            };
            names.push(Tokens::one(name.clone()));
        }
        Some(names)
    }

    /// The signature, from the qualifiers to the where clause, with other `parameters`.
    pub(crate) fn signature(&self, parameters: &Group) -> TokenStream {
        let Self { qualifiers, fn_token, name, generics, output, where_clause, .. } = self;
        let output = output.as_ref().map(|output| quote!(-> #output));
        quote!(#qualifiers #fn_token #name #generics #parameters #output #where_clause)
    }
}

/// As written.
impl ToTokens for Function {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.attrs);
        self.vis.to_tokens(tokens);
        tokens.extend(self.signature(&self.parameters));
        match &self.body {
            Some(body) => body.to_tokens(tokens),
            None => tokens.extend(quote!(;)),
        }
    }
}

fn impl_block(attrs: Vec<Attr>, tokens: &[TokenTree]) -> syn::Result<ImplBlock> {
    let header_of = |tokens: &[TokenTree]| tokens.iter().cloned().collect::<TokenStream>();
    let Some((TokenTree::Group(brace), header)) = tokens.split_last() else {
        return Err(syn::Error::new_spanned(
            header_of(tokens),
            "expected the body of the impl block",
        ));
    };
    let header = header_of(header);
    let empty: syn::ItemImpl = syn::parse2(quote!(#header {}))?;
    let type_name = match &*empty.self_ty {
        syn::Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        _ => None,
    };
    Ok(ImplBlock {
        attrs,
        header,
        is_of_trait: empty.trait_.is_some(),
        trait_name: empty
            .trait_
            .as_ref()
            .and_then(|(path, _)| path.segments.last().map(|last| last.ident.to_string())),
        type_name,
        members: members(brace.stream()),
        brace: brace.clone(),
    })
}

/// Cuts the block into members: each ends at its semicolon, or at the brace group of a function or
/// a macro.
fn members(tokens: TokenStream) -> Vec<Member> {
    let mut members = Vec::new();
    let mut member: Vec<TokenTree> = Vec::new();
    let mut is_function = false;
    let mut is_value = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let ends = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => {
                // `Matrix<{ N }>` in a signature is no body.
                let is_argument = matches!(
                    tokens.peek(),
                    Some(TokenTree::Punct(next)) if matches!(next.as_char(), '>' | ',')
                );
                as_body(group).is_some() && !is_value && !is_argument
            }
            TokenTree::Ident(ident) => {
                is_function |= *ident == "fn" && !is_value_name(&member);
                // `const X: T = T { .. };` ends at the semicolon, but `const fn` is a function.
                is_value = !is_function && (is_value || *ident == "const" || *ident == "type");
                false
            }
            TokenTree::Literal(_) => false,
        };
        member.push(token);
        if ends {
            members
                .push(one_member(&std::mem::take(&mut member), std::mem::take(&mut is_function)));
            is_value = false;
        }
    }
    if !member.is_empty() {
        members.push(Member::Other(member.into_iter().collect()));
    }
    members
}

/// Whether the tokens so far are `const NAME ..` or `type NAME ..`, in which `fn` is a type.
fn is_value_name(member: &[TokenTree]) -> bool {
    member.windows(2).any(|pair| {
        matches!(
            pair,
            [TokenTree::Ident(keyword), TokenTree::Ident(name)]
                if (*keyword == "const" || *keyword == "type")
                    && !["fn", "async", "unsafe", "extern"].iter().any(|word| *name == word)
        )
    })
}

fn one_member(tokens: &[TokenTree], is_function: bool) -> Member {
    let mut cursor = Cursor { tokens };
    let attrs = cursor.attrs();
    let vis = cursor.vis();
    match function(attrs, vis, cursor).filter(|_| is_function) {
        Some(function) => Member::Function(Box::new(function)),
        None => Member::Other(tokens.iter().cloned().collect()),
    }
}

impl ImplBlock {
    /// The block with `members` in the place of its own.
    pub(crate) fn with_members(&self, members: TokenStream) -> TokenStream {
        let Self { attrs, header, brace, .. } = self;
        let mut body = Group::new(Delimiter::Brace, members);
        body.set_span(brace.span());
        quote!(#(#attrs)* #header #body)
    }
}

/// The added sentence, a paragraph of its own behind the user's documentation.
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
