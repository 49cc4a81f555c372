//! A level on an impl block.

use proc_macro2::{Group, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::LitStr;
use syn::spanned::Spanned;

use super::arguments::{self, Argument};
use super::check::{check_body, check_refusals};
use super::expand::Expansion;
use super::function::{on_function, survive};
use crate::emit::{one_line, runtime_path};
use crate::grammar::{Errors, Level, Policy, Support};
use crate::item::{self, Function, ImplBlock, Member};
use crate::signature::Parameters;

/// The attribute's name.
pub(super) const ATTRIBUTE: &str = "quant_support";

/// A function of an annotated block that has no attribute of its own.
struct Operation<'a> {
    function: &'a Function,
    body: &'a Group,
    parameters: Parameters,
}

/// The block with its level.
pub(super) fn on_impl(support: &Support, block: &ImplBlock, errors: &mut Errors) -> TokenStream {
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

/// The block without the attribute.
pub(super) fn survive_all(block: &ImplBlock) -> TokenStream {
    let members = block.members.iter().map(|member| match member {
        Member::Function(function) => survive(function),
        Member::Other(tokens) => tokens.clone(),
    });
    block.with_members(members.collect())
}

fn has_own_support(function: &Function) -> Option<usize> {
    function.attrs.iter().position(|attribute| attribute.is(ATTRIBUTE))
}
