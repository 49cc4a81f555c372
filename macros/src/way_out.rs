//! What a gated function does where it cannot do what it is for.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprPath, Ident, Path};

use crate::descriptor::compact;
use crate::grammar::Options;
use crate::returns::Returns;

/// The kinds of way out.
pub(crate) enum WayOut<'a> {
    Fallback(&'a ExprPath),
    Otherwise(&'a Expr),
    Panic,
    Error,
}

impl<'a> WayOut<'a> {
    pub(crate) fn of(options: &'a Options) -> Self {
        match options {
            Options { fallback: Some(path), .. } => WayOut::Fallback(path),
            Options { otherwise: Some(expr), .. } => WayOut::Otherwise(expr),
            Options { panics: Some(_), .. } => WayOut::Panic,
            _ => WayOut::Error,
        }
    }

    /// `field: value,` of the descriptor.
    pub(crate) fn field(&self, krate: &Path) -> TokenStream {
        let instead = match self {
            WayOut::Fallback(path) => {
                let text = compact(quote!(#path));
                quote!(Fallback(#text))
            }
            WayOut::Otherwise(expr) => {
                let text = otherwise_text(expr);
                quote!(Otherwise(#text))
            }
            WayOut::Panic => quote!(Panic),
            WayOut::Error => return TokenStream::new(),
        };
        quote!(instead: #krate::__private::Instead::#instead,)
    }

    /// What the documentation says happens without the feature.
    pub(crate) fn prose(&self) -> String {
        match self {
            WayOut::Fallback(path) => format!("`{}` runs instead", compact(quote!(#path))),
            WayOut::Otherwise(expr) => match otherwise_text(expr).as_str() {
                "otherwise" => String::from("another expression is evaluated instead"),
                text => format!("it is `{text}`"),
            },
            WayOut::Panic => String::from("it panics with a hint"),
            WayOut::Error => String::from("it returns an error that says what to do"),
        }
    }

    /// Whether something else runs, as opposed to an error or a panic.
    pub(crate) fn degrades(&self) -> bool {
        matches!(self, WayOut::Fallback(_) | WayOut::Otherwise(_))
    }
}

/// The expression if it is short enough for a table.
fn otherwise_text(expr: &Expr) -> String {
    let text = compact(quote!(#expr));
    if text.chars().count() <= 40 { text } else { String::from("otherwise") }
}

/// Everything that the way out of one function needs.
pub(crate) struct Leave<'a> {
    pub(crate) krate: &'a Path,
    pub(crate) returns: &'a Returns,
    pub(crate) error: Option<&'a Expr>,
    pub(crate) is_unsafe: bool,
    /// Where to point when the return type has no way out.
    pub(crate) span: Span,
}

impl Leave<'_> {
    /// The statements and the value with which the function ends, `site` being where the call is
    /// counted and `which` the failed conditions.
    pub(crate) fn through(
        &self,
        way_out: &WayOut<'_>,
        arguments: &[TokenStream],
        site: &TokenStream,
        which: &TokenStream,
    ) -> TokenStream {
        let krate = self.krate;
        match way_out {
            WayOut::Fallback(path) => {
                let deny = self.unless_denied(site, which);
                let call = self.call(path, arguments);
                quote!(#deny #call)
            }
            WayOut::Otherwise(expr) => {
                let deny = self.unless_denied(site, which);
                quote!(#deny #expr)
            }
            WayOut::Panic => quote!(#krate::__private::panic(#site.refuse(#which))),
            WayOut::Error => self.refused(&quote!(#site.refuse(#which))),
        }
    }

    fn call(&self, path: &ExprPath, arguments: &[TokenStream]) -> TokenStream {
        let call = quote_spanned!(path.span()=> #path(#(#arguments),*));
        let call = if self.is_unsafe {
            // The fallback of an unsafe function may be unsafe or not.
            quote!(#[allow(unused_unsafe)] unsafe { #call })
        } else {
            call
        };
        if self.returns.is_async { quote!(#call.await) } else { call }
    }

    /// Counts; leaves with an error where the policy forbids to go on and the type allows it.
    fn unless_denied(&self, site: &TokenStream, which: &TokenStream) -> TokenStream {
        self.hit(site, which, false)
    }

    fn hit(&self, site: &TokenStream, which: &TokenStream, boxed: bool) -> TokenStream {
        let krate = self.krate;
        let denied = Ident::new("__denied", Span::mixed_site());
        let leave_with = |value: TokenStream| {
            if boxed {
                quote!(return #krate::__private::Box::pin(async move { #value });)
            } else {
                quote!(return #value;)
            }
        };
        let leave = if self.returns.is_opaque {
            quote!(#krate::__private::undeniable(&#denied);)
        } else if let Some(error) = self.error {
            let leave = leave_with(quote! {
                ::core::result::Result::Err(#krate::__private::error(#error, #denied))
            });
            quote!(#krate::__private::record(&#denied); #leave)
        } else {
            let traits = self.traits();
            let returns = self.returns_type();
            let leave = leave_with(quote!(#denied));
            quote! {
                #traits
                if let ::core::option::Option::Some(#denied) = (&&&#returns).denied(#denied) { #leave }
            }
        };
        quote! {
            if let ::core::option::Option::Some(#denied) = #site.hit(#which) { #leave }
        }
    }

    /// Counts an entry; leaves with an error where the policy forbids it and the type allows it.
    ///
    /// Unlike [`unless_denied`](Self::unless_denied) it stands in the function itself, also where
    /// that returns a boxed future.
    pub(crate) fn early(&self, site: &TokenStream) -> TokenStream {
        self.hit(site, &quote!(0), self.returns.is_boxed_future)
    }

    /// The function's value made from an `Unavailable`.
    pub(crate) fn refused(&self, unavailable: &TokenStream) -> TokenStream {
        let krate = self.krate;
        if let Some(error) = self.error {
            return quote_spanned! {error.span()=>
                ::core::result::Result::Err(#krate::__private::error(#error, #unavailable))
            };
        }
        let traits = self.traits();
        let returns = self.returns_type();
        let call = quote_spanned!(self.span=> (&&&#returns).refused(#unavailable));
        quote!(#traits #call)
    }

    fn traits(&self) -> TokenStream {
        let krate = self.krate;
        quote! {
            use #krate::__private::{FromIoError as _, FromUnavailable as _, NoWayOut as _};
        }
    }

    fn returns_type(&self) -> TokenStream {
        let Self { krate, returns, .. } = self;
        let output = &returns.output;
        quote!(#krate::__private::Returns::<#output>::new())
    }
}
