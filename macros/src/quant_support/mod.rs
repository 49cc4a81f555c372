//! `#[quant_support(LEVEL, option, ..)]`

mod arguments;

use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Ident, LitStr, Path};

use crate::emit::{
    Body, Leave, Record, detail, in_place_of, one_line, runtime_at, runtime_path, static_name,
};
use crate::grammar::{Errors, Level, Policy, Quant, Support};
use crate::item::{self, Attr, Function, ImplBlock, Item, Member};
use crate::signature::{Parameters, Returns};
use arguments::Argument;

const ATTRIBUTE: &str = "quant_support";

/// Expands the attribute. Whatever is wrong, the item survives.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let support = Support::parse(arguments.clone(), Span::call_site(), &mut errors);
    let parsed = errors.take(item::parse(item.clone(), ATTRIBUTE));
    let expanded = match (support, parsed) {
        (Some(support), Some(Item::Function(function)))
            if function.attrs.iter().any(|attribute| attribute.is("requires_feature")) =>
        {
            return below_the_gate(&support, arguments, *function);
        }
        (Some(support), Some(Item::Function(function))) => {
            on_function(&support, &function, &mut errors)
        }
        (Some(support), Some(Item::Impl(block))) => on_impl(&support, &block, &mut errors),
        (None, Some(Item::Function(function))) => survive(&function),
        (None, Some(Item::Impl(block))) => survive_all(&block),
        (_, None) => item,
    };
    let errors = errors.into_tokens();
    quote!(#expanded #errors)
}

/// Leaves the function to its gate first, whose body is all of ours: a gate that is not built drops
/// what stands in its body, and the method has to be known all the same.
fn below_the_gate(
    support: &Support,
    arguments: TokenStream,
    mut function: Function,
) -> TokenStream {
    let krate = runtime_path(&support.options);
    let arguments = Group::new(Delimiter::Parenthesis, arguments);
    function.attrs.push(Attr::new(quote!(#krate::quant_support #arguments)));
    function.into_token_stream()
}

fn on_function(support: &Support, function: &Function, errors: &mut Errors) -> TokenStream {
    let name = function.name.unraw().to_string();
    let Some(parameters) = errors.take(Parameters::of(function)) else {
        return survive(function);
    };
    arguments::check(&support.options, &[&parameters], errors);
    if let Some(constness) = &function.constness {
        errors.at(
            constness,
            "`quant_support` counts calls, which a `const fn` cannot: remove `const`",
        );
    }
    let Some(body) = &function.body else {
        errors.at(
            &function.name,
            "`quant_support` needs a function with a body; put it on the implementations of this method",
        );
        return function.to_token_stream();
    };
    check_body(support, function, body, errors);
    check_refusals(support, function, &parameters, errors);
    if !errors.is_empty() {
        return survive(function);
    }
    let expansion = Expansion {
        support,
        krate: runtime_path(&support.options),
        method: support.options.quant.method.as_ref().map_or_else(|| name.clone(), one_line),
        // What is not implemented does nothing with them.
        arguments: match support.level {
            Level::Unimplemented => Vec::new(),
            _ => arguments::of(&support.options, &parameters),
        },
    };
    let shown = support.options.message.name.as_ref().map_or_else(|| name.clone(), one_line);
    let record = expansion.record(&shown, Some(&name), function.name.span());
    expansion.function(function, body, parameters, &record, true)
}

/// `Unimplemented` and a body do not go together.
fn check_body(support: &Support, function: &Function, body: &Group, errors: &mut Errors) {
    if support.level != Level::Unimplemented {
        return;
    }
    if !is_placeholder(body) {
        errors.at(
            &function.name,
            "the body of an unimplemented item is never run: write `{}`, `todo!()` or `unimplemented!()`, or choose another level",
        );
    }
    if Returns::of(function).is_opaque {
        errors.at(
            &function.output,
            "an unimplemented function returns an error: return a `Result`, without `impl Trait` in it",
        );
    }
}

/// What refuses an argument returns an error.
fn check_refusals(
    support: &Support,
    function: &Function,
    parameters: &Parameters,
    errors: &mut Errors,
) {
    let Quant { refuses, requires, .. } = &support.options.quant;
    let error = &support.options.instead.error;
    let refused =
        parameters.named().any(|(name, _)| refuses.contains(name) || requires.contains(name));
    let returns = Returns::of(function);
    if refused && returns.is_opaque && (error.is_none() || returns.is_never) {
        errors.at(
            &function.output,
            "`refuses(..)` and `requires(..)` return an error: return a `Result`, without `impl Trait` in it",
        );
    }
}

/// The item without the attribute: a placeholder for a body causes no second error.
fn survive(function: &Function) -> TokenStream {
    let Function { attrs, vis, body, parameters, .. } = function;
    let is_placeholder = body.as_ref().is_some_and(is_placeholder);
    if !is_placeholder || Returns::of(function).is_opaque {
        return function.to_token_stream();
    }
    let sig = function.signature(parameters);
    quote! {
        #[allow(unused_variables, unused_mut)]
        #(#attrs)* #vis #sig { loop {} }
    }
}

fn survive_all(block: &ImplBlock) -> TokenStream {
    let members = block.members.iter().map(|member| match member {
        Member::Function(function) => survive(function),
        Member::Other(tokens) => tokens.clone(),
    });
    block.with_members(members.collect())
}

/// `{}`, `{ todo!(..) }` or `{ unimplemented!(..) }`.
fn is_placeholder(body: &Group) -> bool {
    let mut tokens: Vec<TokenTree> = body.stream().into_iter().collect();
    while matches!(tokens.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == ';') {
        tokens.pop();
    }
    match tokens.as_slice() {
        [] => true,
        [path @ .., TokenTree::Ident(name), TokenTree::Punct(bang), TokenTree::Group(_)] => {
            (*name == "todo" || *name == "unimplemented")
                && bang.as_char() == '!'
                && path.iter().all(|token| match token {
                    TokenTree::Ident(ident) => *ident == "std" || *ident == "core",
                    TokenTree::Punct(punct) => punct.as_char() == ':',
                    _ => false,
                })
        }
        _ => false,
    }
}

fn has_own_support(function: &Function) -> Option<usize> {
    function.attrs.iter().position(|attribute| attribute.is(ATTRIBUTE))
}

/// A function of an annotated block that has no attribute of its own.
struct Operation<'a> {
    function: &'a Function,
    body: &'a Group,
    parameters: Parameters,
}

fn on_impl(support: &Support, block: &ImplBlock, errors: &mut Errors) -> TokenStream {
    let mut operations: Vec<Operation<'_>> = Vec::new();
    for member in &block.members {
        if let Member::Function(function) = member
            && let Some(body) = &function.body
            && function.constness.is_none()
            && has_own_support(function).is_none()
            && let Some(parameters) = errors.take(Parameters::of(function))
        {
            check_body(support, function, body, errors);
            check_refusals(support, function, &parameters, errors);
            operations.push(Operation { function, body, parameters });
        }
    }
    let all: Vec<&Parameters> = operations.iter().map(|operation| &operation.parameters).collect();
    arguments::check(&support.options, &all, errors);
    let type_name = block.type_name.clone().unwrap_or_default();
    if type_name.is_empty() && support.options.quant.method.is_none() {
        errors.at(&block.header, "this type has no name: write `method = \"..\"`");
    }
    let mut arguments: Vec<Argument> = Vec::new();
    for argument in all.iter().flat_map(|parameters| arguments::of(&support.options, parameters)) {
        // What is not implemented takes nothing into account.
        let is_told = argument.policy != Policy::Uses || support.level != Level::Unimplemented;
        if is_told && !arguments.iter().any(|known| known.name == argument.name) {
            arguments.push(argument);
        }
    }
    let expansion = Expansion {
        support,
        krate: runtime_path(&support.options),
        method: support.options.quant.method.as_ref().map_or(type_name, one_line),
        arguments,
    };
    // Nobody holds a value without having passed a constructor.
    let has_constructor = all.iter().any(|parameters| !parameters.has_receiver());
    let mut operations = operations.into_iter().peekable();
    let mut members = TokenStream::new();
    for member in &block.members {
        let function = match member {
            Member::Other(tokens) => {
                members.extend(tokens.clone());
                continue;
            }
            Member::Function(function) => function,
        };
        if let Some(index) = has_own_support(function) {
            members.extend(on_own_operation(&expansion, function, index, errors));
            continue;
        }
        match operations
            .next_if(|operation| std::ptr::eq(operation.function, &raw const **function))
        {
            Some(operation) => {
                let is_entry = !has_constructor || !operation.parameters.has_receiver();
                let Operation { function, body, parameters } = operation;
                let no_record = TokenStream::new();
                members
                    .extend(expansion.function(function, body, parameters, &no_record, is_entry));
            }
            None => members.extend(function.to_token_stream()),
        }
    }
    if !errors.is_empty() {
        return survive_all(&without_own_attributes(block));
    }
    let block_tokens = block.with_members(members);
    let shown =
        support.options.message.name.as_ref().map_or_else(|| expansion.method.clone(), one_line);
    let record = expansion.record(&shown, None, block.header.span());
    let cfgs = block.attrs.iter().filter(|attribute| attribute.is("cfg"));
    let sentence = item::doc(&block.attrs, &expansion.sentence());
    // The constant gives the functions of the block a record in common.
    quote! {
        #(#cfgs)*
        const _: () = {
            #record
            #sentence
            #block_tokens
        };
    }
}

/// The attributes of single functions have been read with the block's.
fn without_own_attributes(block: &ImplBlock) -> ImplBlock {
    let members = block.members.iter().map(|member| match member {
        Member::Function(function) => {
            let mut function = function.clone();
            function.attrs.retain(|attribute| !attribute.is(ATTRIBUTE));
            Member::Function(function)
        }
        Member::Other(tokens) => Member::Other(tokens.clone()),
    });
    ImplBlock { members: members.collect(), ..block.clone() }
}

/// A function of an annotated block that has its own level: method and runtime path are the block's
/// unless it says otherwise.
fn on_own_operation(
    block: &Expansion<'_>,
    function: &Function,
    index: usize,
    errors: &mut Errors,
) -> TokenStream {
    let mut function = function.clone();
    let attribute = function.attrs.remove(index);
    let span = attribute.bracket.span();
    let support = Support::parse(attribute.arguments().unwrap_or_default(), span, errors);
    let Some(mut support) = support else { return function.to_token_stream() };
    let method = || LitStr::new(&block.method, Span::call_site());
    support.options.quant.method.get_or_insert_with(method);
    support.options.krate.get_or_insert_with(|| block.krate.clone());
    on_function(&support, &function, errors)
}

struct Expansion<'a> {
    support: &'a Support,
    krate: Path,
    method: String,
    arguments: Vec<Argument>,
}

impl Expansion<'_> {
    /// `operation` is `None` for a whole impl block.
    fn record(&self, name: &str, operation: Option<&str>, span: Span) -> TokenStream {
        let options = &self.support.options;
        let mut details = String::new();
        detail(&mut details, "method", &self.method);
        detail(&mut details, "level", self.support.level.word());
        for alias in &options.quant.aliases {
            detail(&mut details, "alias", &one_line(alias));
        }
        if let Some(operation) = operation {
            detail(&mut details, "operation", operation);
        }
        for Argument { name, policy, .. } in &self.arguments {
            detail(&mut details, "argument", &format!("{} {}", policy.word(), name.unraw()));
        }
        if let Some(since) = &options.quant.since {
            detail(&mut details, "since", &one_line(since));
        }
        let krate = &self.krate;
        let record =
            Record { krate, name, predicate: None, instead: "", details, options, span }.tokens();
        // One counter for each argument, whichever function of a block is given it.
        let counters = self.arguments.iter().enumerate().filter_map(|(index, argument)| {
            let calls = calls_name(index);
            (argument.policy != Policy::Uses).then(|| {
                quote!(static #calls: #krate::__private::Calls = #krate::__private::Calls::NONE;)
            })
        });
        quote!(#record #(#counters)*)
    }

    /// The function; with a record of its own unless that stands around it.
    fn function(
        &self,
        function: &Function,
        body: &Group,
        parameters: Parameters,
        record: &TokenStream,
        is_entry: bool,
    ) -> TokenStream {
        let krate = &self.krate;
        let returns = Returns::of(function);
        let leave = Leave {
            krate,
            returns: &returns,
            error: self.support.options.instead.error.as_ref(),
            is_unsafe: false,
            is_track_caller: false,
            refused: "unsupported",
        };
        let own = static_name();
        let sentence = if record.is_empty() {
            TokenStream::new()
        } else {
            item::doc(&function.attrs, &self.sentence())
        };
        let Function { attrs, vis, .. } = function;
        if self.support.level == Level::Unimplemented {
            let sig = function.signature(&function.parameters);
            let refused = boxed(krate, &returns, leave.refused(&quote!(#own.refused(0))));
            let block = in_place_of(body, quote!(#record #refused));
            return quote! {
                #[allow(unused_variables, unused_mut)]
                #[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
                #(#attrs)*
                #sentence
                #vis #sig #block
            };
        }
        let entered =
            is_entry.then(|| leave.unless_denied(&quote!(#own.entered()), returns.is_boxed_future));
        let mut parameters = parameters;
        let policies = self.policies(&leave, &mut parameters);
        let sig = function.signature(&parameters.to_group());
        let body = Body::of(body);
        let inner_attrs = &body.inner_attrs;
        let body = body.with_prologue(quote!(#record #entered #policies));
        quote! {
            #(#attrs)*
            #(#inner_attrs)*
            #sentence
            #vis #sig #body
        }
    }

    /// What happens to the arguments before the body sees them.
    fn policies(&self, leave: &Leave<'_>, parameters: &mut Parameters) -> TokenStream {
        let krate = &self.krate;
        let own = static_name();
        let mut statements = TokenStream::new();
        for (index, Argument { name, policy, at, is_option }) in self.arguments.iter().enumerate() {
            if *policy == Policy::Uses || !parameters.named().any(|(known, _)| known == name) {
                continue;
            }
            let calls = calls_name(index);
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            let bit = Literal::u32_unsuffixed(1u32.checked_shl(index).unwrap_or(0));
            let index = Literal::u32_unsuffixed(index);
            let option = quote!(::core::option::Option);
            if !is_option {
                let runtime = runtime_at(krate, *at);
                let mut located = name.clone();
                located.set_span(name.span().located_at(*at));
                let mutability = match policy {
                    Policy::Ignores => None,
                    _ => parameters.take_mutability(name),
                };
                statements.extend(quote_spanned! {*at=>
                    let #mutability #name = #runtime::__private::optional(#located);
                });
            }
            let site = |counts: TokenStream| quote!(#krate::__private::Site::new(&#own, #krate::__private::Counts::#counts, &#calls));
            let refuse = |test: TokenStream, reason: TokenStream| {
                let site = site(quote!(Refused(#krate::Reason::#reason)));
                let refused = leave.refused(&quote!(#site.refuse(#bit)));
                let refused = boxed(krate, leave.returns, refused);
                quote!(if #option::#test(&#name) { return { #refused }; })
            };
            statements.extend(match policy {
                Policy::Uses => continue,
                Policy::Ignores => {
                    let site = site(quote!(Ignored(#index)));
                    let denied =
                        leave.unless_denied(&quote!(#site.hit(0)), leave.returns.is_boxed_future);
                    let mutability = parameters.take_mutability(name);
                    quote! {
                        if #option::is_some(&#name) { #denied }
                        #[allow(unused_variables)]
                        let #mutability #name = #krate::__private::ignore(#name);
                    }
                }
                Policy::Refuses => refuse(quote!(is_some), quote!(ArgumentRefused)),
                Policy::Requires => refuse(quote!(is_none), quote!(ArgumentRequired)),
            });
        }
        statements
    }

    /// The sentence that is added to the documentation.
    fn sentence(&self) -> String {
        let level = self.support.level.word().to_lowercase();
        let mut sentence = format!("Support for `{}` quantization: {level}", self.method);
        if let Some(since) = &self.support.options.quant.since {
            sentence.push_str(" since ");
            sentence.push_str(&one_line(since));
        }
        for policy in [Policy::Ignores, Policy::Refuses, Policy::Requires] {
            let names: Vec<String> = self
                .arguments
                .iter()
                .filter(|argument| argument.policy == policy)
                .map(|argument| format!("`{}`", argument.name))
                .collect();
            if !names.is_empty() {
                sentence.push_str("; ");
                sentence.push_str(policy.word());
                sentence.push(' ');
                sentence.push_str(&names.join(", "));
            }
        }
        sentence.push('.');
        sentence
    }
}

/// The name of the counter of an argument.
fn calls_name(index: usize) -> Ident {
    format_ident!("__ARGUMENT{index}", span = Span::mixed_site())
}

fn boxed(krate: &Path, returns: &Returns, value: TokenStream) -> TokenStream {
    if returns.is_boxed_future {
        quote!(#krate::__private::Box::pin(async move { #value }))
    } else {
        value
    }
}
