//! A stub in the place of an impl block.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;

use super::on_function::fill;
use super::stub::Stub;
use crate::grammar::{Errors, compact};
use crate::item::{ImplBlock, Member, shown_at};

/// The block, its empty functions filled in.
pub(super) fn on_impl(stub: &Stub, block: &ImplBlock, errors: &mut Errors) -> TokenStream {
    // `[f32; 4]` where the type has no name.
    let written = || compact(block.self_type.to_token_stream());
    let type_name = block.type_name.clone().unwrap_or_else(written);
    // Once for all functions.
    let place = shown_at(block.self_type.span());
    let members: TokenStream = block
        .members
        .iter()
        .map(|member| match member {
            Member::Function(function) if function.body.is_none() => {
                fill(stub, function, &type_name, place, &TokenStream::new(), errors)
            }
            Member::Function(function) => function.to_token_stream(),
            Member::Other(tokens) => tokens.clone(),
        })
        .collect();
    let label = match &block.trait_name {
        Some(name) => format!("{name} for {type_name}"),
        None => format!("impl {type_name}"),
    };
    let record = stub.record(&type_name, &label, block.header.span());
    let cfgs = block.attrs.iter().filter(|attribute| attribute.is("cfg"));
    let cfg = stub.cfg();
    let block = block.with_members(members);
    // The constant gives the functions of the block a record in common.
    quote! {
        #(#cfgs)*
        const _: () = {
            #record
            #[cfg(#cfg)]
            #block
        };
    }
}
