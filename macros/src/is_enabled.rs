//! `is_enabled!("cuda")`: `cfg!(feature = "cuda")`, at the literal if there is no such feature.

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use crate::emit::cfg;
use crate::grammar::Predicate;

/// Expands the macro.
pub(crate) fn expand(feature: TokenStream) -> TokenStream {
    match syn::parse2::<LitStr>(feature) {
        Ok(feature) => {
            let cfg = cfg(&Predicate::Feature(feature));
            quote!({
                #[deny(unexpected_cfgs)]
                const IS_ENABLED: ::core::primitive::bool = ::core::cfg!(#cfg);
                IS_ENABLED
            })
        }
        Err(error) => error.into_compile_error(),
    }
}
