//! `#[quant_support(LEVEL, option, ..)]`

mod arguments;
mod check;
mod expand;
mod function;
mod impl_block;

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::emit::runtime_path;
use crate::grammar::{Errors, Support};
use crate::item::{self, Attr, Function, Item};
use function::{on_function, survive};
use impl_block::{ATTRIBUTE, on_impl, survive_all};

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
        (_, None) => return item::with_errors(item, &errors.into_tokens()),
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
