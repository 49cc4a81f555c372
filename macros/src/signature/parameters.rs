//! The parameters of a function: how to hand them on, whatever pattern they are.
//!
//! They are parsed only where an option is about them.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{format_ident, quote};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{FnArg, Ident, Pat, Token, Type, Variadic};

use crate::grammar::Errors;
use crate::item::{Function, Tokens, shown_at};

/// The parsed parameters.
pub(crate) struct Parameters {
    list: Punctuated<FnArg, Token![,]>,
    variadic: Option<Variadic>,
    paren: Span,
}

/// Parameters that can all be named, and how.
pub(crate) struct Forward {
    /// The parameters, complex patterns replaced by names.
    pub(crate) parameters: Group,
    /// `let (a, b) = __argument1;` for each replaced pattern, and for what comes behind the first of
    /// them, so that all is dropped in the order of the parameters.
    pub(crate) rebind: Vec<TokenStream>,
    /// The arguments in order, `self` first. Only valid before `rebind`.
    pub(crate) before: Vec<Tokens>,
    /// The arguments in order, once `rebind` and `restore` have run.
    pub(crate) after: Vec<Tokens>,
    /// Puts what a pattern took back into the argument that it left something in.
    pub(crate) restore: TokenStream,
}

impl Forward {
    /// Names every parameter of `function`; `after` is used if `is_taken_apart` first.
    pub(crate) fn of(
        function: &Function,
        is_taken_apart: bool,
        errors: &mut Errors,
    ) -> Option<Self> {
        if let Some(names) = function.plain_parameters() {
            return Some(Forward {
                parameters: function.parameters.clone(),
                rebind: Vec::new(),
                before: names.clone(),
                after: names,
                restore: TokenStream::new(),
            });
        }
        errors
            .take(Parameters::of(function))
            .map(|parameters| parameters.forward(is_taken_apart, errors))
    }
}

impl Parameters {
    /// Reads the parameters of `function`.
    pub(crate) fn of(function: &Function) -> syn::Result<Self> {
        let parse = |input: syn::parse::ParseStream<'_>| {
            let mut list = Punctuated::new();
            let mut variadic = None;
            while !input.is_empty() {
                let ahead = input.fork();
                if ahead.call(syn::Attribute::parse_outer).is_ok() && ahead.peek(Token![...]) {
                    variadic = Some(Variadic {
                        attrs: input.call(syn::Attribute::parse_outer)?,
                        pat: None,
                        dots: input.parse()?,
                        comma: input.parse()?,
                    });
                    break;
                }
                list.push_value(input.parse()?);
                if input.is_empty() {
                    break;
                }
                list.push_punct(input.parse()?);
            }
            Ok((list, variadic))
        };
        let (list, variadic) = parse.parse2(function.parameters.stream())?;
        Ok(Self { list, variadic, paren: function.parameters.span() })
    }

    /// Every parameter, `self` first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &FnArg> {
        self.list.iter()
    }

    /// Whether there is a `self`.
    pub(crate) fn has_receiver(&self) -> bool {
        matches!(self.list.first(), Some(FnArg::Receiver(_)))
    }

    /// Every parameter with a plain name, and its type.
    pub(crate) fn named(&self) -> impl Iterator<Item = (&Ident, &Type)> {
        self.list.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => plain_name(&typed.pat).map(|name| (name, &*typed.ty)),
            FnArg::Receiver(_) => None,
        })
    }

    /// Removes the `mut` of the parameter `name`, for a `let` that takes its place.
    pub(crate) fn take_mutability(&mut self, name: &Ident) -> Option<Token![mut]> {
        self.list.iter_mut().find_map(|input| match input {
            FnArg::Typed(typed) => match &mut *typed.pat {
                Pat::Ident(pattern) if pattern.ident == *name => pattern.mutability.take(),
                _ => None,
            },
            FnArg::Receiver(_) => None,
        })
    }

    /// The parenthesised list.
    pub(crate) fn to_group(&self) -> Group {
        let Self { list, variadic, paren } = self;
        let mut group = Group::new(Delimiter::Parenthesis, quote!(#list #variadic));
        group.set_span(*paren);
        group
    }

    /// Names every parameter; `after` is used if `is_taken_apart` first.
    pub(crate) fn forward(mut self, is_taken_apart: bool, errors: &mut Errors) -> Forward {
        let (mut rebind, mut restore) = (Vec::new(), TokenStream::new());
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for (index, input) in self.list.iter_mut().enumerate() {
            let typed = match input {
                FnArg::Receiver(receiver) => {
                    before.push(Tokens::one(Ident::new("self", receiver.self_token.span)));
                    after.push(before[index].clone());
                    continue;
                }
                FnArg::Typed(typed) => typed,
            };
            if let Some(cfg) = typed.attrs.iter().find(|attr| attr.path().is_ident("cfg")) {
                errors.at(cfg, "a parameter with `#[cfg]` cannot be forwarded to `fallback`; write `otherwise = ..`");
            }
            if let Some(name) = plain_name(&typed.pat).cloned() {
                before.push(Tokens::one(name.clone()));
                after.push(before[index].clone());
                if !rebind.is_empty() {
                    let pattern = std::mem::replace(&mut *typed.pat, Pat::Verbatim(quote!(#name)));
                    rebind.push(quote!(let #pattern = #name;));
                }
                continue;
            }
            // What is wrong with it as an argument is said at the pattern.
            let span = Span::mixed_site().located_at(shown_at(typed.pat.span()));
            let name = format_ident!("__argument{}", index, span = span);
            let pattern = std::mem::replace(&mut *typed.pat, Pat::Verbatim(quote!(#name)));
            before.push(Tokens::one(name.clone()));
            let mut is_mutable = false;
            let again = if !is_taken_apart {
                before[index].clone()
            } else if let Some(rebuilt) = rebuild(&pattern, Some(&typed.ty)) {
                rebuilt.into_iter().collect()
            } else {
                match put_back(&pattern, &quote!(#name), Some(&typed.ty)) {
                    Some(statements) => {
                        is_mutable = !statements.is_empty();
                        restore.extend(statements);
                    }
                    None if is_copy(&typed.ty) => {}
                    None => errors.at(
                        &pattern,
                        "`when` is asked behind this pattern, and `fallback` is handed the whole argument: give the parameter a name, and take it apart in the body",
                    ),
                }
                before[index].clone()
            };
            after.push(again);
            if is_mutable {
                rebind.push(quote!(let mut #name = #name;));
            } else if !rebind.is_empty() {
                rebind.push(quote!(let #name = #name;));
            }
            if !matches!(pattern, Pat::Wild(_)) {
                rebind.push(quote!(let #pattern = #name;));
            }
        }
        if let Some(variadic) = &self.variadic {
            errors.at(
                variadic,
                "C-variadic arguments cannot be forwarded to `fallback`; write `otherwise = ..`",
            );
        }
        Forward { parameters: self.to_group(), rebind, before, after, restore }
    }
}

/// The name that a pattern binds, if it is `name` or `mut name`.
fn plain_name(pattern: &Pat) -> Option<&Ident> {
    match pattern {
        Pat::Ident(ident) if ident.by_ref.is_none() && ident.subpat.is_none() => Some(&ident.ident),
        _ => None,
    }
}

/// The expression that builds what a pattern took apart, if the pattern names all of it.
fn rebuild(pattern: &Pat, ty: Option<&Type>) -> Option<TokenStream> {
    if let Some(name) = plain_name(pattern) {
        return Some(quote!(#name));
    }
    // A pattern looks through a reference, which keeps what is behind it where it is.
    if matches!(ty, Some(Type::Reference(_))) {
        return None;
    }
    match pattern {
        Pat::Tuple(tuple) => {
            let types = |index| match ty {
                Some(Type::Tuple(tuple)) => tuple.elems.get(index),
                _ => None,
            };
            let elements = rebuild_all(&tuple.elems, types)?;
            Some(quote!((#(#elements,)*)))
        }
        Pat::TupleStruct(tuple) => {
            let path = &tuple.path;
            let elements = rebuild_all(&tuple.elems, |_| None)?;
            Some(quote!(#path(#(#elements),*)))
        }
        Pat::Struct(structure) if structure.rest.is_none() => {
            let path = &structure.path;
            let fields: Vec<TokenStream> = structure
                .fields
                .iter()
                .map(|field| {
                    let (member, value) = (&field.member, rebuild(&field.pat, None)?);
                    Some(quote!(#member: #value))
                })
                .collect::<Option<_>>()?;
            Some(quote!(#path { #(#fields),* }))
        }
        Pat::Slice(array) => {
            let types = |_| match ty {
                Some(Type::Array(array)) => Some(&*array.elem),
                _ => None,
            };
            let elements = rebuild_all(&array.elems, types)?;
            Some(quote!([#(#elements),*]))
        }
        Pat::Paren(inner) => rebuild(&inner.pat, ty),
        _ => None,
    }
}

fn rebuild_all<'a>(
    patterns: &Punctuated<Pat, Token![,]>,
    type_at: impl Fn(usize) -> Option<&'a Type>,
) -> Option<Vec<TokenStream>> {
    let rebuild_at = |(index, pattern)| rebuild(pattern, type_at(index));
    patterns.iter().enumerate().map(rebuild_at).collect()
}

/// The statements that give `place` back what the pattern took out of it, if they can be written.
fn put_back(pattern: &Pat, place: &TokenStream, ty: Option<&Type>) -> Option<TokenStream> {
    // What is behind a reference stays there.
    if matches!(ty, Some(Type::Reference(_))) {
        return Some(TokenStream::new());
    }
    let types = match ty {
        Some(Type::Tuple(tuple)) => Some(&tuple.elems),
        _ => None,
    };
    let element = |(index, pattern): (usize, &Pat)| {
        let member = syn::Index::from(index);
        let ty = types.and_then(|types| types.get(index));
        put_back(pattern, &quote!(#place.#member), ty)
    };
    let elements = match pattern {
        Pat::Tuple(tuple) => &tuple.elems,
        Pat::TupleStruct(tuple) => &tuple.elems,
        Pat::Paren(inner) => return put_back(&inner.pat, place, ty),
        Pat::Struct(pattern) => {
            return pattern
                .fields
                .iter()
                .map(|field| {
                    let member = &field.member;
                    put_back(&field.pat, &quote!(#place.#member), None)
                })
                .collect();
        }
        Pat::Wild(_) => return Some(TokenStream::new()),
        Pat::Ident(ident) if ident.by_ref.is_some() => return Some(TokenStream::new()),
        pattern => {
            let name = plain_name(pattern)?;
            return Some(quote!(#place = #name;));
        }
    };
    let Some(rest) = elements.iter().position(|it| matches!(it, Pat::Rest(_))) else {
        return elements.iter().enumerate().map(element).collect();
    };
    // Behind the `..` of a tuple whose length is not written, nothing has a known place.
    let behind = elements.len() - rest - 1;
    let length = types.map_or(if behind == 0 { Some(rest) } else { None }, |it| Some(it.len()));
    let back = (length?.checked_sub(behind)?..).zip(elements.iter().skip(rest + 1));
    elements.iter().take(rest).enumerate().chain(back).map(element).collect()
}

/// Whether the type is certainly `Copy`.
fn is_copy(ty: &Type) -> bool {
    const PRIMITIVES: [&str; 16] = [
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16",
        "u32", "u64", "u128", "usize",
    ];
    match ty {
        Type::Reference(reference) => reference.mutability.is_none(),
        Type::Array(array) => is_copy(&array.elem),
        Type::Tuple(tuple) => tuple.elems.iter().all(is_copy),
        Type::Paren(inner) => is_copy(&inner.elem),
        Type::Group(inner) => is_copy(&inner.elem),
        Type::Path(path) => {
            path.path.get_ident().is_some_and(|name| PRIMITIVES.iter().any(|it| name == it))
        }
        _ => false,
    }
}
