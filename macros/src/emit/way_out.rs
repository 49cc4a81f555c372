//! What a gated function does where it cannot do what it is for.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprPath, Ident, Path};

use super::located::{runtime_at, spanned};
use super::record::static_name;
use crate::grammar::{Instead, as_last_statement, compact};
use crate::item::{Tokens, shown_at};
use crate::signature::Returns;

/// The kinds of way out.
pub(crate) enum WayOut<'a> {
    Fallback(&'a ExprPath),
    Otherwise(&'a Expr),
    Panic,
    Error,
}

impl<'a> WayOut<'a> {
    pub(crate) fn of(instead: &'a Instead) -> Self {
        match instead {
            Instead { fallback: Some(path), .. } => WayOut::Fallback(path),
            Instead { otherwise: Some(expr), .. } => WayOut::Otherwise(expr),
            Instead { panics: Some(_), .. } => WayOut::Panic,
            _ => WayOut::Error,
        }
    }

    /// The `instead` of the record.
    pub(crate) fn text(&self) -> String {
        match self {
            WayOut::Fallback(path) => format!("fallback {}", compact(quote!(#path))),
            WayOut::Otherwise(expr) => format!("otherwise {}", otherwise_text(quote!(#expr))),
            WayOut::Panic => String::from("panic"),
            WayOut::Error => String::new(),
        }
    }

    /// What the documentation says happens without the feature.
    pub(crate) fn prose(&self) -> String {
        match self {
            WayOut::Fallback(path) => format!("`{}` runs instead", compact(quote!(#path))),
            WayOut::Otherwise(expr) => match otherwise_text(quote!(#expr)).as_str() {
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
pub(crate) fn otherwise_text(expr: TokenStream) -> String {
    let text = compact(expr);
    if text.chars().count() <= 40 { text } else { String::from("otherwise") }
}

/// The value as the function returns it: in a future, if that is what it returns.
pub(crate) fn boxed(krate: &Path, returns: &Returns, value: TokenStream) -> TokenStream {
    if returns.is_boxed_future {
        quote!(#krate::__private::Box::pin(async move { #value }))
    } else {
        value
    }
}

/// Everything that the way out of one function needs.
pub(crate) struct Leave<'a> {
    pub(crate) krate: &'a Path,
    pub(crate) returns: &'a Returns,
    pub(crate) error: Option<&'a Expr>,
    pub(crate) is_unsafe: bool,
    /// The method that makes the value: `refused` for a gate, `unsupported` for quantization.
    pub(crate) refused: &'static str,
}

impl Leave<'_> {
    /// The statements and the value with which the function ends; the call is counted, `which`
    /// being the failed conditions.
    pub(crate) fn through(
        &self,
        way_out: &WayOut<'_>,
        arguments: &[Tokens],
        which: &TokenStream,
    ) -> TokenStream {
        let krate = self.krate;
        let record = static_name();
        match way_out {
            WayOut::Fallback(path) => {
                let call = self.call(path, arguments);
                let degraded = self.degraded(which);
                quote!(#degraded #call)
            }
            WayOut::Otherwise(expr) => {
                let degraded = self.degraded(which);
                let value = as_last_statement(quote!(#expr));
                quote!(#degraded #value)
            }
            WayOut::Panic => quote!(#krate::__private::panic(#record.refused(#which))),
            WayOut::Error => self.refused(&quote!(#record.refused(#which))),
        }
    }

    /// The same value where it is only type-checked; nothing where there is nothing to check.
    pub(crate) fn unreachable(
        &self,
        way_out: &WayOut<'_>,
        arguments: &[Tokens],
    ) -> Option<TokenStream> {
        Some(match way_out {
            WayOut::Fallback(path) => self.call(path, arguments),
            WayOut::Otherwise(expr) => quote!(#expr),
            WayOut::Panic => return None,
            WayOut::Error => self.unreachable_error(),
        })
    }

    fn call(&self, path: &ExprPath, arguments: &[Tokens]) -> TokenStream {
        let span = path.span();
        let parentheses = Span::mixed_site().located_at(span);
        let call = quote_spanned!(parentheses=> #path(#(#arguments),*));
        let call = if self.is_unsafe {
            // The fallback of an unsafe function may be unsafe or not; only a statement may have an
            // attribute.
            quote!({ #[allow(unused_unsafe)] unsafe { #call } })
        } else {
            call
        };
        if self.returns.is_async { quote_spanned!(span=> #call.await) } else { call }
    }

    /// Counts a call that something else answers, and leaves if the policy says so and the type allows
    /// it. Not by way of a closure: rustc takes longer for one than for all else in a fallback.
    fn degraded(&self, which: &TokenStream) -> TokenStream {
        let record = static_name();
        if self.returns.is_opaque || self.error.is_some() {
            let deny = self.unless_denied(&quote!(#record.settle_degraded(#which)), false);
            return quote!(if !#record.count() { #deny });
        }
        let returns = self.returns_type();
        let bound = Ident::new("__denied", Span::mixed_site());
        quote! {
            if let ::core::option::Option::Some(#bound) = #returns.degraded(&#record, #which) {
                return #bound;
            }
        }
    }

    /// Leaves with an error if `denied`, an `Option<Denied>`, says so and the type allows it.
    ///
    /// `is_outside` of the future that the function returns, if it does.
    pub(crate) fn unless_denied(&self, denied: &TokenStream, is_outside: bool) -> TokenStream {
        let krate = self.krate;
        let own = static_name();
        let bound = Ident::new("__denied", Span::mixed_site());
        if self.returns.is_opaque {
            return quote! {
                if let ::core::option::Option::Some(#bound) = #denied { #bound.report(&#own); }
            };
        }
        let (denied, value) = if let Some(error) = self.error {
            (denied.clone(), self.error(error, &quote!(#bound.error(&#own))))
        } else {
            let returns = self.returns_type();
            (quote!(#returns.denied(&#own, #denied)), bound.to_token_stream())
        };
        let value = if is_outside { boxed(krate, self.returns, value) } else { value };
        quote!(if let ::core::option::Option::Some(#bound) = #denied { return #value; })
    }

    /// The function's value made from an `Unavailable`.
    pub(crate) fn refused(&self, unavailable: &TokenStream) -> TokenStream {
        if let Some(error) = self.error {
            return self.error(error, unavailable);
        }
        let returns = self.returns_result();
        let refused = Ident::new(self.refused, self.returns.span);
        quote_spanned!(self.returns.span=> #returns.#refused(#unavailable))
    }

    /// The `Result` that `error = f` makes, located at `f`.
    fn error(&self, error: &Expr, unavailable: &TokenStream) -> TokenStream {
        let span = shown_at(error.span());
        let krate = runtime_at(self.krate, span);
        if self.returns.is_opaque {
            return quote_spanned! {span=>
                ::core::result::Result::Err(#krate::__private::error(#error, #unavailable))
            };
        }
        let output = &self.returns.output;
        let unavailable = spanned(unavailable.clone(), span);
        quote_spanned! {span=>
            #krate::__private::returns::<#output>().error(#error, #unavailable)
        }
    }

    fn unreachable_error(&self) -> TokenStream {
        if self.error.is_some() {
            let krate = self.krate;
            return self.refused(&quote!(#krate::__private::unreachable()));
        }
        let returns = self.returns_result();
        quote_spanned!(self.returns.span=> #returns.unreachable())
    }

    /// The conversions of what must be a `Result`; where none is written, a trait says so if it is not.
    fn returns_result(&self) -> TokenStream {
        let Self { krate, returns, .. } = self;
        if returns.is_written_result {
            return self.returns_type();
        }
        let name = match self.refused {
            "refused" => "ReturnsUnavailable",
            "unsupported" => "ReturnsUnsupported",
            _ => "StubReturnsUnavailable",
        };
        let (asked, output) = (Ident::new(name, returns.span), &returns.output);
        let krate = runtime_at(krate, returns.span);
        quote_spanned!(returns.span=> <#output as #krate::__private::#asked>::returns())
    }

    fn returns_type(&self) -> TokenStream {
        let Self { krate, returns, .. } = self;
        let output = &returns.output;
        // At the declared type: that is what may have no way out.
        let krate = runtime_at(krate, returns.span);
        quote_spanned!(returns.span=> #krate::__private::returns::<#output>())
    }
}
