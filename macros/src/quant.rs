//! `#[quant_support(LEVEL, option, ..)]`

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, Ident, Path, Type};

use crate::descriptor::{self, Descriptor, compact, one_line, option, static_name};
use crate::grammar::{Errors, Level, Options, QUANT_SUPPORT, level_or_skip};
use crate::item::{self, Function, ImplBlock, Item, Member};
use crate::parameters;
use crate::returns::Returns;
use crate::way_out::Leave;

const ATTRIBUTE: &str = "quant_support";

/// The attribute's arguments.
struct Support {
    level: Level,
    options: Options,
}

/// Expands the attribute. Whatever is wrong, the item survives.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let support = parse(arguments, &mut errors);
    let parsed = errors.take(item::parse(item.clone(), ATTRIBUTE));
    let expanded = match (support, parsed) {
        (Some(support), Some(Item::Function(function))) => {
            on_function(&support, &function, &mut errors)
        }
        (Some(support), Some(Item::Impl(block))) => on_impl(&support, &block, &mut errors),
        _ => item,
    };
    let errors = errors.into_tokens();
    quote!(#expanded #errors)
}

fn parse(arguments: TokenStream, errors: &mut Errors) -> Option<Support> {
    if arguments.is_empty() {
        errors.push(syn::Error::new(
            Span::call_site(),
            "`quant_support` needs a level: `#[quant_support(Stable)]`, or `Experimental`, `Partial`, `Unimplemented`",
        ));
        return None;
    }
    let parser = |input: ParseStream<'_>| {
        let level = level_or_skip(input, errors);
        let options = Options::parse(input, QUANT_SUPPORT, errors);
        Ok(level.map(|level| Support { level, options }))
    };
    let support = match parser.parse2(arguments) {
        Ok(support) => support?,
        Err(error) => {
            errors.push(error);
            return None;
        }
    };
    if support.level == Level::Unimplemented {
        let Options { ignores, refuses, requires, .. } = &support.options;
        if let Some(parameter) = ignores.iter().chain(refuses).chain(requires).next() {
            errors.at(
                parameter,
                "an unimplemented item does nothing with its parameters: leave this out",
            );
        }
    }
    Some(support)
}

/// What becomes of one parameter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ArgumentPolicy {
    Uses,
    Ignores,
    Refuses,
    Requires,
}

/// The parameters of a function that have a policy, or are optional.
fn arguments(options: &Options, function: &Function) -> Vec<(Ident, ArgumentPolicy)> {
    parameters::named(&function.sig)
        .filter_map(|(name, ty)| {
            let policy = if options.ignores.contains(name) {
                ArgumentPolicy::Ignores
            } else if options.refuses.contains(name) {
                ArgumentPolicy::Refuses
            } else if options.requires.contains(name) {
                ArgumentPolicy::Requires
            } else if is_option(ty) == Some(true) {
                ArgumentPolicy::Uses
            } else {
                return None;
            };
            Some((name.clone(), policy))
        })
        .collect()
}

/// Whether the type is an `Option`; `None` where only the compiler can tell.
fn is_option(ty: &Type) -> Option<bool> {
    match ty {
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            if last.ident == "Option" { Some(true) } else { None }
        }
        Type::Paren(inner) => is_option(&inner.elem),
        Type::Group(inner) => is_option(&inner.elem),
        Type::Macro(_) | Type::Verbatim(_) => None,
        _ => Some(false),
    }
}

fn check_parameters(options: &Options, functions: &[&Function], errors: &mut Errors) {
    let lists = [
        ("ignores", &options.ignores),
        ("refuses", &options.refuses),
        ("requires", &options.requires),
    ];
    for (policy, names) in lists {
        for name in names {
            let found: Vec<(&Ident, &Type)> = functions
                .iter()
                .flat_map(|function| parameters::named(&function.sig))
                .filter(|(parameter, _)| *parameter == name)
                .collect();
            if found.is_empty() {
                let known: Vec<String> = functions
                    .iter()
                    .flat_map(|function| parameters::named(&function.sig))
                    .map(|(parameter, _)| parameter.to_string())
                    .collect();
                let message = if known.is_empty() {
                    format!("`{policy}({name})`: there is no such parameter")
                } else {
                    let text = name.to_string();
                    let expected =
                        crate::grammar::expected(&text, known.iter().map(String::as_str));
                    format!("`{policy}({name})`: there is no such parameter; {expected}")
                };
                errors.at(name, message);
            }
            if let Some((_, ty)) = found.iter().find(|(_, ty)| is_option(ty) == Some(false)) {
                errors.at(
                    name,
                    format!(
                        "`{policy}({name})` needs a parameter of type `Option<_>`, found `{}`",
                        compact(quote!(#ty))
                    ),
                );
            }
        }
    }
}

fn on_function(support: &Support, function: &Function, errors: &mut Errors) -> TokenStream {
    let name = function.sig.ident.unraw().to_string();
    check_parameters(&support.options, &[function], errors);
    if let Some(constness) = &function.sig.constness {
        errors.at(
            constness,
            "`quant_support` counts calls, which a `const fn` cannot: remove `const`",
        );
    }
    let Some(body) = &function.body else {
        errors.at(
            &function.sig,
            "`quant_support` needs a function with a body; put it on the implementations of this method",
        );
        return function.to_token_stream();
    };
    check_body(support, function, body, errors);
    if !errors.is_empty() {
        return function.to_token_stream();
    }
    let expansion = Expansion {
        support,
        krate: &descriptor::runtime(&support.options),
        method: support.options.method.as_ref().map_or_else(|| name.clone(), one_line),
        arguments: arguments(&support.options, function),
    };
    let capability_name = support.options.name.as_ref().map_or_else(|| name.clone(), one_line);
    let descriptor = expansion.descriptor(&capability_name, &name, function.sig.ident.span());
    expansion.function(function, body, &descriptor, true)
}

/// `Unimplemented` and a body do not go together, nor does its absence with any other level.
fn check_body(support: &Support, function: &Function, body: &Group, errors: &mut Errors) {
    if support.level != Level::Unimplemented {
        return;
    }
    if !is_placeholder(body) {
        errors.at(
            &function.sig.ident,
            "the body of an unimplemented item is never run: write `{}`, `todo!()` or `unimplemented!()`, or choose another level",
        );
    }
    let returns = Returns::of(&function.sig);
    if returns.is_opaque {
        errors.at(
            &function.sig.output,
            "an unimplemented function returns an error, which this type cannot hold: return a `Result`",
        );
    }
}

/// `{}`, `{ todo!(..) }` or `{ unimplemented!(..) }`.
fn is_placeholder(body: &Group) -> bool {
    let mut tokens: Vec<TokenTree> = body.stream().into_iter().collect();
    while matches!(tokens.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == ';') {
        tokens.pop();
    }
    match tokens.as_slice() {
        [] => true,
        [.., TokenTree::Ident(name), TokenTree::Punct(bang), TokenTree::Group(_)] => {
            let path = tokens.len() - 3;
            (*name == "todo" || *name == "unimplemented")
                && bang.as_char() == '!'
                && tokens.iter().take(path).all(|token| match token {
                    TokenTree::Ident(ident) => *ident == "std" || *ident == "core",
                    TokenTree::Punct(punct) => punct.as_char() == ':',
                    _ => false,
                })
        }
        _ => false,
    }
}

fn on_impl(support: &Support, block: &ImplBlock, errors: &mut Errors) -> TokenStream {
    let functions: Vec<&Function> = block
        .members
        .iter()
        .filter_map(|member| match member {
            Member::Function(function) if own_support(&function.attrs).is_none() => {
                Some(&**function)
            }
            _ => None,
        })
        .filter(|function| function.body.is_some())
        .collect();
    check_parameters(&support.options, &functions, errors);
    for function in &functions {
        if let Some(body) = &function.body {
            check_body(support, function, body, errors);
        }
    }
    let type_name = block.type_name.clone().unwrap_or_default();
    if type_name.is_empty() && support.options.method.is_none() {
        errors.at(&block.header, "this type has no name: write `method = \"..\"`");
    }
    let constructs =
        |function: &Function| function.sig.receiver().is_none() && function.sig.constness.is_none();
    let any_constructor = functions.iter().any(|function| constructs(function));
    let method = support.options.method.as_ref().map_or(type_name, one_line);
    let mut all_arguments: Vec<(Ident, ArgumentPolicy)> = Vec::new();
    for (name, policy) in
        functions.iter().flat_map(|function| arguments(&support.options, function))
    {
        if !all_arguments.iter().any(|(known, _)| *known == name) {
            all_arguments.push((name, policy));
        }
    }
    let krate = descriptor::runtime(&support.options);
    let expansion =
        Expansion { support, krate: &krate, method: method.clone(), arguments: all_arguments };
    let mut members = TokenStream::new();
    for member in &block.members {
        let function = match member {
            Member::Function(function) => function,
            Member::Other(tokens) => {
                members.extend(tokens.clone());
                continue;
            }
        };
        if let Some(index) = own_support(&function.attrs) {
            members.extend(on_operation(support, &method, function, index, errors));
            continue;
        }
        let Some(body) = function
            .body
            .as_ref()
            .filter(|_| function.sig.constness.is_none() && errors.is_empty())
        else {
            members.extend(function.to_token_stream());
            continue;
        };
        // Nobody holds a value without having passed a constructor.
        let is_entry = constructs(function) || !any_constructor;
        members.extend(expansion.function(function, body, &TokenStream::new(), is_entry));
    }
    let block_tokens = block.with_members(members);
    if !errors.is_empty() {
        return block_tokens;
    }
    let name = support.options.name.as_ref().map_or(method, one_line);
    let descriptor = expansion.descriptor(&name, "", block.header.span());
    let cfgs = block.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    let sentence = expansion.sentence();
    quote! {
        #(#cfgs)*
        const _: () = {
            #descriptor
            #[doc = ""]
            #[doc = #sentence]
            #block_tokens
        };
    }
}

/// The index of the function's own `#[quant_support]`.
fn own_support(attrs: &[Attribute]) -> Option<usize> {
    attrs.iter().position(|attribute| {
        attribute.path().segments.last().is_some_and(|last| last.ident == ATTRIBUTE)
    })
}

/// A function inside an annotated block that has its own level: method and runtime path are the
/// block's unless it says otherwise.
fn on_operation(
    block: &Support,
    method: &str,
    function: &Function,
    index: usize,
    errors: &mut Errors,
) -> TokenStream {
    let mut function = function.clone();
    let attribute = function.attrs.remove(index);
    let Some(list) = errors.take(attribute.meta.require_list().cloned()) else {
        return function.to_token_stream();
    };
    let mut own = Errors::default();
    let support = parse(list.tokens, &mut own);
    errors.append(own);
    let Some(mut support) = support else { return function.to_token_stream() };
    support.options.method.get_or_insert_with(|| syn::LitStr::new(method, Span::call_site()));
    if support.options.krate.is_none() {
        support.options.krate.clone_from(&block.options.krate);
    }
    on_function(&support, &function, errors)
}

struct Expansion<'a> {
    support: &'a Support,
    krate: &'a Path,
    method: String,
    arguments: Vec<(Ident, ArgumentPolicy)>,
}

impl Expansion<'_> {
    fn descriptor(&self, name: &str, operation: &str, span: Span) -> TokenStream {
        let Self { support, krate, method, arguments } = self;
        let level = Ident::new(support.level.word(), Span::call_site());
        let aliases = support.options.aliases.iter().map(one_line);
        let since = option(support.options.since.as_ref().map(one_line));
        let arguments = arguments.iter().map(|(name, policy)| {
            let name = name.unraw().to_string();
            let policy = match policy {
                ArgumentPolicy::Uses => quote!(Uses),
                ArgumentPolicy::Ignores => quote!(Ignores),
                ArgumentPolicy::Refuses => quote!(Refuses),
                ArgumentPolicy::Requires => quote!(Requires),
            };
            quote!(#krate::Argument::new(#name, #krate::ArgumentPolicy::#policy))
        });
        let quant = quote! {
            Quant(#krate::Quant {
                method: #method,
                aliases: &[#(#aliases),*],
                operation: #operation,
                support: #krate::QuantSupport::#level,
                arguments: &[#(#arguments),*],
                since: #since,
            })
        };
        Descriptor {
            krate,
            name,
            attrs: TokenStream::new(),
            requires: quote!(#krate::Predicate::All(&[])),
            instead: quote!(#krate::__private::Instead::Error),
            details: vec![quant],
            options: &support.options,
            span,
        }
        .to_token_stream()
    }

    fn function(
        &self,
        function: &Function,
        body: &Group,
        descriptor: &TokenStream,
        is_entry: bool,
    ) -> TokenStream {
        let krate = self.krate;
        let returns = Returns::of(&function.sig);
        let leave = Leave {
            krate,
            returns: &returns,
            error: self.support.options.error.as_ref(),
            is_unsafe: false,
            span: match &function.sig.output {
                syn::ReturnType::Type(_, ty) => ty.span(),
                syn::ReturnType::Default => function.sig.ident.span(),
            },
        };
        let sentence = if descriptor.is_empty() {
            TokenStream::new()
        } else {
            let sentence = self.sentence();
            quote!(#[doc = ""] #[doc = #sentence])
        };
        let Function { attrs, vis, defaultness, sig, .. } = function;
        if self.support.level == Level::Unimplemented {
            let own = static_name();
            let refused = leave.refused(&quote!(#own.refused(0)));
            let refused = boxed(krate, &returns, refused);
            return quote! {
                #[allow(unused_variables, unused_mut, clippy::all, clippy::pedantic, clippy::nursery)]
                #(#attrs)*
                #sentence
                #vis #defaultness #sig {
                    #descriptor
                    #refused
                }
            };
        }
        let mut sig = sig.clone();
        let entered = if is_entry {
            let own = static_name();
            leave.unless_denied(&quote!(#own.entered()), returns.is_boxed_future)
        } else {
            TokenStream::new()
        };
        let policies = self.policies(&leave, &mut sig);
        let (inner_attrs, body) = item::with_prologue(body, quote!(#descriptor #entered #policies));
        quote! {
            #(#attrs)*
            #(#inner_attrs)*
            #sentence
            #vis #defaultness #sig #body
        }
    }

    /// What happens to the arguments before the body sees them.
    fn policies(&self, leave: &Leave<'_>, sig: &mut syn::Signature) -> TokenStream {
        let krate = self.krate;
        let mut statements = TokenStream::new();
        for (index, (name, policy)) in self.arguments.iter().enumerate() {
            if !parameters::named(sig).any(|(parameter, _)| parameter == name) {
                continue;
            }
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            let calls = format_ident!("__ARGUMENT{index}", span = Span::mixed_site());
            let own = static_name();
            let counter = quote! {
                static #calls: #krate::__private::Calls = #krate::__private::Calls::NONE;
            };
            let site = |counts: TokenStream| quote!(#krate::__private::Site::new(&#own, #krate::__private::Counts::#counts, &#calls));
            let option = quote_spanned!(name.span()=> ::core::option::Option);
            let (test, reason) = match policy {
                ArgumentPolicy::Uses => continue,
                ArgumentPolicy::Ignores => {
                    let site = site(quote!(Ignored(#index)));
                    let denied =
                        leave.unless_denied(&quote!(#site.hit(0)), leave.returns.is_boxed_future);
                    let mutability = parameters::take_mutability(sig, name);
                    statements.extend(quote! {
                        #counter
                        if #option::is_some(&#name) { #denied }
                        let #mutability #name = #krate::__private::ignore(#name);
                    });
                    continue;
                }
                ArgumentPolicy::Refuses => (quote!(is_some), quote!(ArgumentRefused)),
                ArgumentPolicy::Requires => (quote!(is_none), quote!(ArgumentRequired)),
            };
            let bit = 1u32.checked_shl(index).unwrap_or(0);
            let site = site(quote!(Refused(#krate::Reason::#reason)));
            let refused = leave.refused(&quote!(#site.refuse(#bit)));
            let refused = boxed(krate, leave.returns, refused);
            statements.extend(quote! {
                #counter
                if #option::#test(&#name) { return { #refused }; }
            });
        }
        statements
    }

    /// The sentence that is added to the documentation.
    fn sentence(&self) -> String {
        let level = self.support.level.word().to_lowercase();
        let mut sentence = format!("Support for `{}` quantization: {level}", self.method);
        if let Some(since) = &self.support.options.since {
            sentence.push_str(" since ");
            sentence.push_str(&one_line(since));
        }
        for (word, wanted) in [
            ("ignores", ArgumentPolicy::Ignores),
            ("refuses", ArgumentPolicy::Refuses),
            ("requires", ArgumentPolicy::Requires),
        ] {
            let names: Vec<String> = self
                .arguments
                .iter()
                .filter(|(_, policy)| *policy == wanted)
                .map(|(name, _)| format!("`{name}`"))
                .collect();
            if !names.is_empty() {
                sentence.push_str(&format!("; {word} {}", names.join(", ")));
            }
        }
        sentence.push('.');
        sentence
    }
}

fn boxed(krate: &Path, returns: &Returns, value: TokenStream) -> TokenStream {
    if returns.is_boxed_future {
        quote!(#krate::__private::Box::pin(async move { #value }))
    } else {
        value
    }
}
