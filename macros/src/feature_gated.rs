//! `feature_gated! { (options) PREDICATE => expr, .. _ => expr }`

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::emit::{
    Counted, EarlyReturn, Record, declared_cfg, detail, explain_undeclared, flag, notation,
    one_line, otherwise_text, runtime_path, static_name,
};
use crate::grammar::{Arms, Body, Errors, Predicate, Variable};
use crate::item::{Spot, spot_of_call};

/// Expands the macro to one block. Whatever is wrong, the arms survive.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let spot = spot_of_call();
    if let Some(instead) = spot.and_then(no_place) {
        let message =
            format!("`feature_gated!` chooses between expressions or statements, {instead}");
        errors.push(syn::Error::new(Span::call_site(), message));
        // No block: in such a place it would be a second error.
        return errors.into_tokens();
    }
    let mut arms = Arms::parse(tokens, &mut errors);
    check(&arms, &mut errors);
    check_constant(&arms, spot, &mut errors);
    for arm in &mut arms.list {
        explain_undeclared(&mut arm.predicate, &mut errors);
    }
    if errors.is_empty() {
        return Expansion::of(&arms).tokens();
    }
    let errors = errors.into_tokens();
    if arms.list.is_empty() {
        return quote!({ #errors });
    }
    // What is written in the place of a feature is no declared cfg either.
    let cfgs = Cfgs::of(&arms, |predicate| {
        if predicate.needs_hint() { quote!(any()) } else { declared_cfg(predicate) }
    });
    let built = cfgs.built(&arms);
    let none = &cfgs.none;
    let otherwise = arms.otherwise.as_ref().map_or_else(|| quote!({ loop {} }), in_braces);
    quote!({ #errors #built #[cfg(#none)] #otherwise })
}

fn check(arms: &Arms, errors: &mut Errors) {
    let options = &arms.options;
    let mut seen: Vec<String> = Vec::new();
    for arm in &arms.list {
        arm.predicate.check_hint(options.message.hint.as_ref(), errors);
        let notation = notation(&arm.predicate);
        if seen.contains(&notation) {
            errors.push(syn::Error::new(
                arm.body.span,
                format!("this arm is never built: an arm above requires {notation} too"),
            ));
        }
        seen.push(notation);
    }
    if arms.otherwise.is_some() {
        if let Some(panics) = &options.instead.panics {
            errors.at(panics, "`panics` and `_ => ..` contradict each other: keep one of them");
        }
    } else {
        if let Some(benign) = &options.instead.benign {
            errors.at(benign, "`benign` is about the arm `_ => ..`: write one");
        }
        if let Some(constant) = &options.choice.constant {
            errors.at(constant, "`const` needs `_ => ..`: a constant cannot build an error");
        }
    }
    if let Some(constant) = &options.choice.constant {
        let counted =
            [(options.message.log.is_some(), "log"), (options.instead.error.is_some(), "error")];
        for (_, other) in counted.into_iter().filter(|(given, _)| *given) {
            errors.at(
                constant,
                format!("`const` and `{other}` contradict each other: a constant neither counts nor logs"),
            );
        }
    }
}

/// What to write in a place that takes no expression.
fn no_place(spot: Spot) -> Option<&'static str> {
    Some(match spot {
        Spot::Item => {
            "not items: write `#[cfg(feature = \"..\")]` on each item, or `#[requires_feature(..)]` on the function"
        }
        Spot::Pattern => {
            "not patterns: write `#[cfg(feature = \"..\")]` on each arm of the `match`"
        }
        Spot::Type => {
            "not types: declare a `type` behind each `#[cfg(feature = \"..\")]`, and write its name here"
        }
        Spot::Arm | Spot::Constant | Spot::ConstFunction => return None,
    })
}

/// Reports what a constant cannot do, in the words of the macro: it would be rustc that says so.
fn check_constant(arms: &Arms, spot: Option<Spot>, errors: &mut Errors) {
    let what = match spot {
        Some(Spot::Constant) => "a constant",
        Some(Spot::ConstFunction) => "a `const fn`",
        _ => return,
    };
    if !errors.is_empty() || arms.options.choice.constant.is_some() {
        return;
    }
    match &arms.otherwise {
        Some(body) if counts(arms, body) => {
            let arm = syn::Error::new(
                body.span,
                format!(
                    "{what} neither counts nor logs what it chose: begin with the option `const`, `feature_gated! {{ (const) .. }}`"
                ),
            );
            errors.push(arm);
        }
        Some(_) => {}
        None => {
            let last = arms.list.last().map_or_else(Span::call_site, |arm| arm.body.span);
            let (place, way, instead) = match &arms.options.instead.panics {
                Some(panics) => (panics.span(), "panic with a hint", "in its place"),
                None => (last, "return the error", "behind this one"),
            };
            let message = format!("{what} cannot {way}: write an arm `_ => expr` {instead}");
            errors.push(syn::Error::new(place, message));
        }
    }
}

/// Whether the `_` arm counts, logs and obeys the policy.
fn counts(arms: &Arms, body: &Body) -> bool {
    let options = &arms.options;
    let asked_for = options.message.log.is_some() || options.instead.error.is_some();
    options.choice.constant.is_none() && (asked_for || !body.is_plain())
}

/// The `#[cfg(..)]` of each arm, and of those that stand for all of them.
struct Cfgs {
    arms: Vec<TokenStream>,
    /// Some arm with a predicate is built.
    any: TokenStream,
    /// None is.
    none: TokenStream,
}

impl Cfgs {
    fn of(arms: &Arms, cfg: impl Fn(&Predicate) -> TokenStream) -> Self {
        let all: Vec<TokenStream> = arms.list.iter().map(|arm| cfg(&arm.predicate)).collect();
        let any_of = |cfgs: &[TokenStream]| match cfgs {
            [one] => one.clone(),
            several => quote!(any(#(#several),*)),
        };
        let arms = all
            .iter()
            .enumerate()
            .map(|(index, cfg)| match &all[..index] {
                [] => cfg.clone(),
                earlier => {
                    let earlier = any_of(earlier);
                    quote!(all(not(#earlier), #cfg))
                }
            })
            .collect();
        let any = any_of(&all);
        Self { arms, none: quote!(not(#any)), any }
    }

    /// The arms that have a predicate.
    fn built(&self, arms: &Arms) -> TokenStream {
        let bodies = arms.list.iter().map(|arm| in_braces(&arm.body));
        let cfgs = &self.arms;
        quote!(#(#[cfg(#cfgs)] #bodies)*)
    }
}

/// As a block that rustc does not take for braces that the user wrote.
fn in_braces(body: &Body) -> TokenStream {
    let mut block = Group::new(Delimiter::Brace, body.tokens.clone());
    if body.tokens.is_empty() {
        // Its `()` may be of the wrong type, and has no other place.
        block.set_span(Span::mixed_site().located_at(body.span));
    }
    let returns = body
        .tokens
        .clone()
        .into_iter()
        .any(|token| matches!(token, TokenTree::Ident(ident) if ident == "return"));
    // Where the arm that is built is the end of a function, clippy wants no `return`.
    let allow = returns.then(|| quote!(#[allow(clippy::needless_return)]));
    quote!(#allow #block)
}

struct Expansion<'a> {
    arms: &'a Arms,
    cfgs: Cfgs,
    krate: syn::Path,
}

impl<'a> Expansion<'a> {
    fn of(arms: &'a Arms) -> Self {
        Self { arms, cfgs: Cfgs::of(arms, declared_cfg), krate: runtime_path(&arms.options) }
    }

    fn tokens(&self) -> TokenStream {
        let record = self.record();
        let used = self.used();
        let Cfgs { any, none, .. } = &self.cfgs;
        let check = self.check().map(|check| quote!(#[cfg(#any)] if false { #check }));
        let built = self.cfgs.built(self.arms);
        let otherwise = self.otherwise();
        quote!({
            #record
            #used
            #check
            #built
            #[cfg(#none)]
            { #otherwise }
        })
    }

    fn record(&self) -> TokenStream {
        let Arms { options, list: arms, otherwise } = self.arms;
        let mut details = String::new();
        let predicate = match &arms[..] {
            [one] => one.predicate.clone(),
            several => {
                detail(&mut details, "arms", &several.len().to_string());
                Predicate::Any(several.iter().map(|arm| arm.predicate.clone()).collect())
            }
        };
        let serves = options.instead.benign.is_some()
            // A level of the log asks for a message, and changes nothing else.
            || otherwise.as_ref().is_some_and(Body::is_plain);
        if serves {
            flag(&mut details, "benign");
        }
        let instead = match otherwise {
            Some(body) if body.tokens.is_empty() => String::from("otherwise ()"),
            Some(body) => format!("otherwise {}", otherwise_text(body.tokens.clone())),
            None if options.instead.panics.is_some() => String::from("panic"),
            None => String::new(),
        };
        let first = &arms[0].predicate;
        let name = match (&options.message.name, first.first_feature()) {
            (Some(name), _) | (None, Some(name)) => one_line(name),
            (None, None) => notation(first).replace('"', ""),
        };
        let counted = match otherwise {
            // It is checked in the other builds too.
            Some(body) if counts(self.arms, body) => Counted::Always,
            Some(_) => Counted::Never,
            None => Counted::Unless(self.cfgs.any.clone()),
        };
        Record {
            krate: &self.krate,
            kind: "choice",
            name: &name,
            predicate: Some(&predicate),
            instead: &instead,
            details,
            options,
            span: arms[0].body.span,
            counted,
        }
        .tokens()
    }

    /// `unused(..)`: mentions variables that only some arms use.
    fn used(&self) -> Option<TokenStream> {
        let unused = &self.arms.options.choice.unused;
        let variables =
            unused.iter().map(|Variable { mutability, name }| quote!(&#mutability #name));
        (!unused.is_empty()).then(|| quote!(let _ = (#(#variables,)*);))
    }

    fn early_return(&self) -> EarlyReturn<'_> {
        EarlyReturn {
            krate: &self.krate,
            error: self.arms.options.instead.error.as_ref(),
            span: match &self.arms.otherwise {
                Some(body) => body.span,
                None => self.arms.list[0].body.span,
            },
            refused: "refused_here",
        }
    }

    /// The way out where it is only type-checked.
    fn check(&self) -> Option<TokenStream> {
        match &self.arms.otherwise {
            Some(body) if counts(self.arms, body) => Some(self.unless_allowed()),
            None if self.arms.options.instead.panics.is_none() => {
                let krate = &self.krate;
                Some(self.early_return().refuse(&quote!(#krate::__private::unreachable())))
            }
            _ => None,
        }
    }

    fn unless_allowed(&self) -> TokenStream {
        let record = static_name();
        self.early_return().unless_allowed(&quote!(#record.settle_degraded(0)))
    }

    /// What is built where no predicate holds.
    fn otherwise(&self) -> TokenStream {
        let krate = &self.krate;
        let record = static_name();
        if let Some(body) = &self.arms.otherwise {
            let tokens = &body.tokens;
            if !counts(self.arms, body) {
                return tokens.clone();
            }
            let deny = self.unless_allowed();
            let body = in_braces(body);
            return quote!(if !#record.count() { #deny } #body);
        }
        let unavailable = Ident::new("__unavailable", Span::mixed_site());
        let leave = if self.arms.options.instead.panics.is_some() {
            quote!(#krate::__private::panic(#unavailable))
        } else {
            self.early_return().refuse(&quote!(#unavailable))
        };
        let value = Ident::new("__value", Span::mixed_site());
        // Not a plain `return`: the user's next statement would be unreachable, and say so.
        quote! {
            match #krate::__private::absent(#record.refused(0)) {
                ::core::result::Result::Ok(#value) => #value,
                ::core::result::Result::Err(#unavailable) => { #leave }
            }
        }
    }
}
