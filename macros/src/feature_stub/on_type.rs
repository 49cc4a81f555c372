//! A stub in the place of a type: one without values.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::stub::Stub;
use crate::grammar::Errors;
use crate::item;

/// The uninhabited type, and what every stub can do.
pub(super) fn on_type(stub: &Stub, stubbed: &syn::ItemStruct, errors: &mut Errors) -> TokenStream {
    let syn::ItemStruct { attrs, vis, ident, generics, fields, .. } = stubbed;
    if !matches!(fields, syn::Fields::Unit) {
        errors.at(
            fields,
            format!("no value of a stub exists, so it has no fields: write `struct {ident};`"),
        );
    }
    for derived in attrs.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let _ = derived.parse_nested_meta(|meta| {
            if meta.path.is_ident("Default") {
                errors.at(&meta.path, "no value of a stub exists, so it has no default");
            }
            Ok(())
        });
    }
    if item::attributes_above().iter().any(|above| above.contains("derive")) {
        errors.push(syn::Error::new(
            Span::call_site(),
            "write `feature_stub` above `derive`: below it, `derive` has already seen a type with values",
        ));
    }
    for (option, word) in [
        (&stub.gate.options.instead.error, "error"),
        (&stub.gate.options.instead.otherwise, "otherwise"),
    ] {
        if let Some(option) = option {
            errors.at(option, format!("`{word}` is for functions: write it on the impl block"));
        }
    }
    if !errors.is_empty() {
        return survive_type(stubbed);
    }
    let krate = &stub.krate;
    let cfg = stub.cfg();
    let cfgs: Vec<_> = attrs.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect();
    let where_clause = &generics.where_clause;
    let (impl_generics, ty_generics, _) = generics.split_for_impl();
    let parameters = mention(generics);
    let sentence = format!(" {}: no value of this type exists.", stub.sentence());
    let blank = attrs.iter().any(|attribute| attribute.path().is_ident("doc"));
    let blank = blank.then(|| quote!(#[doc = ""]));
    let name = ident.to_string();
    let record = stub.record(&name, &name, ident.span());
    quote! {
        #[cfg(#cfg)]
        #[allow(dead_code)]
        #(#attrs)*
        #blank
        #[doc = #sentence]
        #vis struct #ident #generics #where_clause {
            // Its name is what rustc says to those who write a value.
            no_value_exists: #krate::__private::Never,
            #parameters
        }

        #(#cfgs)*
        const _: () = {
            #record
            #[cfg(#cfg)]
            impl #impl_generics #ident #ty_generics #where_clause {
                #[doc(hidden)]
                #[allow(dead_code)]
                #vis const fn __never(&self) -> ! {
                    self.no_value_exists.never()
                }
            }

            #[cfg(#cfg)]
            impl #impl_generics #krate::__private::Stub for #ident #ty_generics #where_clause {
                fn never(&self) -> ! {
                    self.no_value_exists.never()
                }
            }
        };
    }
}

/// A field that uses the type's parameters; nothing if there are none.
fn mention(generics: &syn::Generics) -> Option<TokenStream> {
    let uses = generics.params.iter().filter_map(|parameter| match parameter {
        syn::GenericParam::Lifetime(lifetime) => {
            let lifetime = &lifetime.lifetime;
            Some(quote!(&#lifetime ()))
        }
        syn::GenericParam::Type(parameter) => {
            let name = &parameter.ident;
            Some(quote!(*const #name))
        }
        syn::GenericParam::Const(_) => None,
    });
    let uses: Vec<TokenStream> = uses.collect();
    (!uses.is_empty())
        .then(|| quote!(parameters: ::core::marker::PhantomData<fn() -> (#(#uses,)*)>))
}

/// The type as written, which its impl blocks take for a stub.
pub(super) fn survive_type(item: &syn::ItemStruct) -> TokenStream {
    let syn::ItemStruct { ident, generics, .. } = item;
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    quote! {
        #item

        impl #impl_generics ::featherfall::__private::Stub for #ident #ty_generics #where_clause {
            fn never(&self) -> ! {
                loop {}
            }
        }
    }
}
