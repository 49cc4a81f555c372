//! `#[requires_feature(PREDICATE, option, ..)]`

use proc_macro2::{Group, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, Path};

use crate::emit::{
    Body, Leave, Record, WayOut, cfg, declared_cfg, detail, in_place_of, one_line, prose,
    runtime_path, static_name,
};
use crate::grammar::{Errors, Gate, Options, REQUIRES_FEATURE, as_last_statement};
use crate::item::{self, Attr, Function, ImplBlock, Item, Member, Tokens};
use crate::signature::{Forward, Parameters, Returns};
use crate::testing;

const ATTRIBUTE: &str = "requires_feature";

/// Expands the attribute. Whatever is wrong, the item survives.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let gate = Gate::parse(arguments, ATTRIBUTE, REQUIRES_FEATURE, &mut errors);
    let parsed = errors.take(item::parse(item.clone(), ATTRIBUTE));
    let expanded = match (gate, parsed) {
        (Some(gate), Some(Item::Function(function))) => {
            gate_function(&gate, &function, &mut errors)
        }
        (Some(gate), Some(Item::Impl(block))) => gate_impl(&gate, &block, &mut errors),
        _ => item,
    };
    if errors.is_empty() {
        return expanded;
    }
    let errors = errors.into_tokens();
    quote!(#expanded #errors)
}

fn gate_impl(gate: &Gate, block: &ImplBlock, errors: &mut Errors) -> TokenStream {
    if let Some(available) = gate.options.available.as_ref().filter(|_| block.is_of_trait) {
        errors.at(
            available,
            "`available` needs an inherent impl: a trait impl cannot have a constant of its own",
        );
    }
    let mut gated = 0;
    let members: TokenStream = block
        .members
        .iter()
        .map(|member| match member {
            Member::Function(function) if function.body.is_some() && !has_own_gate(function) => {
                gated += 1;
                let inner = Gate {
                    predicate: gate.predicate.clone(),
                    // One constant for the whole block.
                    options: Options {
                        available: gate.options.available.clone().filter(|_| gated == 1),
                        ..gate.options.clone()
                    },
                };
                gate_function(&inner, function, errors)
            }
            Member::Function(function) => function.to_token_stream(),
            Member::Other(tokens) => tokens.clone(),
        })
        .collect();
    if gated == 0 {
        errors.at(&block.header, "this impl block has no function to gate");
    }
    block.with_members(members)
}

fn has_own_gate(function: &Function) -> bool {
    function.attrs.iter().any(|attribute| attribute.is(ATTRIBUTE))
}

fn gate_function(gate: &Gate, function: &Function, errors: &mut Errors) -> TokenStream {
    let Some(body) = &function.body else {
        errors.at(
            &function.name,
            "`requires_feature` needs a function with a body; put it on the implementations of this method",
        );
        return function.to_token_stream();
    };
    let returns = Returns::of(function);
    check_way_out(gate, function, &returns, errors);
    check_fallback(gate, function, errors);
    let forward = match &gate.options.instead.fallback {
        Some(_) => Forward::of(function, errors),
        None => None,
    };
    if !errors.is_empty() {
        return survive(gate, function, &returns);
    }
    let krate = runtime_path(&gate.options);
    let way_out = WayOut::of(&gate.options.instead);
    Expansion { gate, function, returns, krate, way_out, forward }.tokens(body)
}

/// What the compiler cannot find out by itself.
fn check_way_out(gate: &Gate, function: &Function, returns: &Returns, errors: &mut Errors) {
    let options = &gate.options;
    let degrades = WayOut::of(&options.instead).degrades();
    if let Some(constness) = &function.constness {
        let others = [
            options.instead.fallback.as_ref().map(ToTokens::to_token_stream),
            options.instead.error.as_ref().map(ToTokens::to_token_stream),
            options.instead.panics.as_ref().map(ToTokens::to_token_stream),
        ];
        let message =
            "a `const fn` needs `otherwise = expr`: it cannot count, log or build an error";
        match others.into_iter().flatten().next() {
            Some(other) => errors.at(other, message),
            None if options.instead.otherwise.is_none() => errors.at(constness, message),
            None => {}
        }
    } else if returns.is_never && !degrades && options.instead.panics.is_none() {
        errors.at(
            &function.output,
            "a function that returns `!` needs `panics`, `fallback = path` or `otherwise = expr`",
        );
    } else if returns.is_opaque && !returns.is_never {
        if !degrades {
            errors.at(
                &function.output,
                "a function that returns `impl Trait` needs `fallback = path` or `otherwise = expr`",
            );
        }
        if let Some(condition) = options.instead.when.first() {
            errors.at(
                &condition.reason,
                "a function that returns `impl Trait` returns one type, so `when` cannot choose another at run time: put the condition into its body",
            );
        }
    }
    if let Some(condition) = options.instead.when.get(32) {
        errors.at(&condition.reason, "at most 32 `when` conditions: join some of them with `&&`");
    }
}

/// A fallback that is the function itself would never end. A method's name alone is a function
/// elsewhere.
fn check_fallback(gate: &Gate, function: &Function, errors: &mut Errors) {
    let Some(path) = &gate.options.instead.fallback else { return };
    let is_method = || Parameters::of(function).is_ok_and(|it| it.has_receiver());
    if path.path.get_ident().is_some_and(|name| *name == function.name) && !is_method() {
        let name = &function.name;
        errors.at(
            path,
            format!("`fallback` is this function itself; if another one is meant, write its path, such as `super::{name}`"),
        );
    }
}

/// The item with broken options: the body still stands behind its feature, so that it causes no
/// second error.
fn survive(gate: &Gate, function: &Function, returns: &Returns) -> TokenStream {
    // A constant may be computed with it.
    if returns.is_opaque || function.constness.is_some() {
        return function.to_token_stream();
    }
    let Function { attrs, vis, body, parameters, .. } = function;
    let sig = function.signature(parameters);
    let cfg = cfg(&gate.predicate);
    // What is written in the place of a feature is no declared cfg either.
    let unexpected = gate.predicate.needs_hint().then(|| quote!(, unexpected_cfgs));
    quote! {
        #[allow(unused_variables, unused_mut #unexpected)]
        #(#attrs)* #vis #sig {
            #[cfg(#cfg)]
            #body
            #[cfg(not(#cfg))]
            loop {}
        }
    }
}

struct Expansion<'a> {
    gate: &'a Gate,
    function: &'a Function,
    returns: Returns,
    krate: Path,
    way_out: WayOut<'a>,
    /// Only a fallback is handed the arguments.
    forward: Option<Forward>,
}

impl Expansion<'_> {
    fn tokens(&self, whole: &Group) -> TokenStream {
        let Function { vis, attrs, parameters, .. } = self.function;
        let cfg = declared_cfg(&self.gate.predicate).into_iter().collect();
        let attrs = attrs.iter().map(|attribute| expect_only_if(attribute, &cfg));
        let sentence = item::doc(&self.function.attrs, &self.sentence());
        let available = self.available(&cfg);
        let record = self.record();
        let parameters = self.forward.as_ref().map_or(parameters, |forward| &forward.parameters);
        let sig = self.function.signature(parameters);
        let (on, off) = if self.function.constness.is_some() {
            let otherwise = &self.gate.options.instead.otherwise;
            (self.const_guard(), as_last_statement(quote!(#otherwise)))
        } else {
            let arguments = self.forward.as_ref().map_or(&[][..], |forward| &forward.before);
            let leave = self.leave().through(&self.way_out, arguments, &quote!(0));
            (self.guard(), self.boxed(leave))
        };
        // Another attribute's item is listed whether this one is built or not.
        let body = Body::of(whole);
        let other = body.leading_record().map(|record| quote!(const _: () = { #record };));
        let inner_attrs = body.inner_attrs.iter().map(|attribute| expect_only_if(attribute, &cfg));
        let body = body.with_prologue(on);
        let block = in_place_of(
            whole,
            quote! {
                #record
                #[cfg(#cfg)]
                #body
                #[cfg(not(#cfg))]
                { #other #off }
            },
        );
        // The `allow` comes first, so that an `expect` of the user's comes later and is fulfilled.
        quote! {
            #available
            #[cfg_attr(
                not(#cfg),
                allow(unused_variables, unused_mut),
                cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))
            )]
            #(#attrs)*
            #(#inner_attrs)*
            #sentence
            #vis #sig #block
        }
    }

    fn leave(&self) -> Leave<'_> {
        Leave {
            krate: &self.krate,
            returns: &self.returns,
            error: self.gate.options.instead.error.as_ref(),
            is_unsafe: self.function.is_unsafe,
            is_track_caller: self.function.attrs.iter().any(|attr| attr.is("track_caller")),
            refused: "refused",
        }
    }

    fn record(&self) -> TokenStream {
        let mut details = String::new();
        for condition in &self.gate.options.instead.when {
            detail(&mut details, "when", &one_line(&condition.reason));
        }
        Record {
            krate: &self.krate,
            name: &self.name(),
            predicate: Some(&self.gate.predicate),
            instead: &self.way_out.text(),
            details,
            options: &self.gate.options,
            span: self.function.name.span(),
        }
        .tokens()
    }

    fn name(&self) -> String {
        match &self.gate.options.message.name {
            Some(name) => one_line(name),
            None => syn::ext::IdentExt::unraw(&self.function.name).to_string(),
        }
    }

    /// What stands before the body: the run-time conditions, or only a check of the way out.
    fn guard(&self) -> TokenStream {
        let rebind = self.forward.as_ref().map(|forward| &forward.rebind);
        let returns_one_type = self.returns.is_opaque && !self.returns.is_never;
        if !self.gate.options.instead.when.is_empty() || (testing::is_on() && !returns_one_type) {
            let when = self.when(self.forward.as_ref().map_or(&[], |forward| &forward.after));
            return quote!(#rebind #when);
        }
        let arguments = self.forward.as_ref().map_or(&[][..], |forward| &forward.before);
        let Some(value) = self.leave().unreachable(&self.way_out, arguments) else {
            return rebind.cloned().unwrap_or_default();
        };
        let leave = self.leave_with(value);
        let allow = self.allow_odd_value();
        let record = static_name();
        let forced = testing::is_on().then(|| quote!(#record.cannot_be_forced();));
        quote!(#forced #allow if false { #leave } #rebind)
    }

    /// Evaluates every condition, and leaves with all the reasons of those that do not hold; or
    /// because a test forces it to.
    fn when(&self, forward: &[Tokens]) -> TokenStream {
        let krate = &self.krate;
        let record = static_name();
        let unmet = Ident::new("__unmet", Span::mixed_site());
        let holds = self.gate.options.instead.when.iter().enumerate().map(|(index, condition)| {
            let holds = &condition.holds;
            let is_met = Ident::new("__holds", Span::mixed_site().located_at(holds.span()));
            let bit = Literal::u32_unsuffixed(1 << index);
            quote_spanned! {holds.span()=>
                let #is_met: bool = #holds;
                if !#is_met { #unmet |= #bit; }
            }
        });
        let (declared, which, mut fails) = if self.gate.options.instead.when.is_empty() {
            (TokenStream::new(), quote!(0), TokenStream::new())
        } else {
            (quote!(let mut #unmet: u32 = 0;), quote!(#unmet), quote!(#unmet != 0))
        };
        if testing::is_on() {
            let or = (!fails.is_empty()).then(|| quote!(||));
            fails.extend(quote!(#or #record.is_forced()));
        }
        let value = self.leave().through(&self.way_out, forward, &which);
        let leave = self.leave_with(quote!({ #value }));
        let allow = self.allow_odd_value();
        quote! {
            #declared
            #(#holds)*
            #allow if #fails { #leave }
            static __USED: #krate::__private::Calls = #krate::__private::Calls::NONE;
            #krate::__private::Site::new(&#record, #krate::__private::Counts::Used, &__USED).hit(0);
        }
    }

    /// The statement that ends the function with `value`, an expression.
    fn leave_with(&self, value: TokenStream) -> TokenStream {
        let value = self.boxed(value);
        let panics = matches!(self.way_out, WayOut::Panic) && !self.returns.is_boxed_future;
        if self.returns.is_never || panics {
            value
        } else if self.returns.is_opaque {
            let checked = self.returns.checked(&value);
            quote!(#checked loop {})
        } else {
            quote!(return #value;)
        }
    }

    /// `otherwise` may diverge or be `()`, a panic does diverge.
    fn allow_odd_value(&self) -> TokenStream {
        match self.way_out {
            WayOut::Otherwise(_) | WayOut::Panic => {
                quote!(#[allow(unreachable_code, clippy::diverging_sub_expression, clippy::unused_unit)])
            }
            _ => TokenStream::new(),
        }
    }

    /// A `const fn` counts nothing; its `otherwise` is checked in every build.
    fn const_guard(&self) -> TokenStream {
        let otherwise = &self.gate.options.instead.otherwise;
        let conditions = self.gate.options.instead.when.iter().map(|condition| {
            let holds = &condition.holds;
            quote_spanned!(holds.span()=> || !{ let __holds: bool = #holds; __holds })
        });
        quote! {
            #[allow(unreachable_code, clippy::diverging_sub_expression, clippy::unused_unit)]
            if false #(#conditions)* { return #otherwise; }
        }
    }

    /// The value as the function returns it.
    fn boxed(&self, value: TokenStream) -> TokenStream {
        if !self.returns.is_boxed_future {
            return value;
        }
        let krate = &self.krate;
        quote!(#krate::__private::Box::pin(async move { #value }))
    }

    fn available(&self, cfg: &Tokens) -> TokenStream {
        let Some(name) = &self.gate.options.available else { return TokenStream::new() };
        let (vis, cfgs) = (&self.function.vis, self.function.cfgs());
        let doc = format!(" Whether `{}` was built.", self.name());
        let vis = vis.located_at(name.span());
        let constant = quote_spanned! {name.span()=>
            #vis const #name: bool = ::core::cfg!(#cfg);
        };
        quote! {
            #(#cfgs)*
            #[doc = #doc]
            #constant
        }
    }

    /// The sentence that is added to the documentation.
    fn sentence(&self) -> String {
        let mut sentence = format!(
            "Requires {}; without it, {}.",
            prose(&self.gate.predicate),
            self.way_out.prose()
        );
        let conditions: Vec<String> = self
            .gate
            .options
            .instead
            .when
            .iter()
            .map(|condition| one_line(&condition.reason))
            .collect();
        if !conditions.is_empty() {
            sentence.push_str(" The same happens unless: ");
            sentence.push_str(&conditions.join("; "));
            sentence.push('.');
        }
        sentence
    }
}

/// A lint that the body is expected to cause is not caused where the body is not built.
fn expect_only_if(attribute: &Attr, cfg: &Tokens) -> TokenStream {
    match attribute.arguments().filter(|_| attribute.is("expect")) {
        Some(lints) => quote! {
            #[cfg_attr(#cfg, expect(#lints))]
            #[cfg_attr(not(#cfg), allow(#lints))]
        },
        None => attribute.to_token_stream(),
    }
}
