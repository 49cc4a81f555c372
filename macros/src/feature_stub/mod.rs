//! `#[feature_stub(PREDICATE, option, ..)]`

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{FnArg, GenericArgument, Ident, Path, PathArguments, ReceiverKind, Type};

use crate::emit::{Leave, Record, WayOut, declared_cfg, detail, one_line, prose, runtime_path};
use crate::grammar::{Errors, FEATURE_STUB, Gate, as_last_statement};
use crate::item::{self, Function, ImplBlock, Item, Member, Tokens};
use crate::signature::{Parameters, Returns};

const ATTRIBUTE: &str = "feature_stub";

/// Expands the attribute. Whatever is wrong, one item of that name survives.
pub(crate) fn expand(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let gate = Gate::parse(arguments, ATTRIBUTE, FEATURE_STUB, &mut errors);
    let keyword = item::outline(item).keyword.map(|keyword| keyword.to_string());
    let parsed = match keyword.as_deref() {
        Some("struct") => {
            errors.take(syn::parse2(item.clone())).map(|item| Stubbed::Type(Box::new(item)))
        }
        Some("impl" | "fn") => {
            errors.take(item::parse(item.clone(), ATTRIBUTE)).map(|item| match item {
                Item::Function(function) => Stubbed::Function(function),
                Item::Impl(block) => Stubbed::Impl(block),
            })
        }
        _ => {
            errors.at(
                item.clone().into_iter().next(),
                "`feature_stub` goes on `struct Name;`, an impl block of such a type, or `fn name(..) -> Result<..>;`",
            );
            None
        }
    };
    let expanded = match (gate, parsed) {
        (Some(gate), Some(stubbed)) => {
            let stub = Stub { krate: runtime_path(&gate.options), gate };
            match stubbed {
                Stubbed::Type(item) => stub.on_type(&item, &mut errors),
                Stubbed::Impl(block) => stub.on_impl(&block, &mut errors),
                Stubbed::Function(function) => stub.on_function(&function, &mut errors),
            }
        }
        (None, Some(stubbed)) => survive(&stubbed),
        (_, None) => item.clone(),
    };
    let errors = errors.into_tokens();
    quote!(#expanded #errors)
}

/// What the attribute may stand on.
enum Stubbed {
    Type(Box<syn::ItemStruct>),
    Impl(Box<ImplBlock>),
    Function(Box<Function>),
}

/// The item behind broken arguments, so that whoever uses it causes no second error.
fn survive(stubbed: &Stubbed) -> TokenStream {
    match stubbed {
        Stubbed::Type(item) => survive_type(item),
        Stubbed::Function(function) => survive_function(function),
        Stubbed::Impl(block) => {
            let members = block.members.iter().map(|member| match member {
                Member::Function(function) => survive_function(function),
                Member::Other(tokens) => tokens.clone(),
            });
            block.with_members(members.collect())
        }
    }
}

/// The function with a body that fits any type.
fn survive_function(function: &Function) -> TokenStream {
    if function.body.is_some() {
        return function.to_token_stream();
    }
    let mut function = function.clone();
    if Returns::of(&function).is_opaque {
        function.output = Some(quote!(!).into_iter().collect());
    }
    let Function { attrs, vis, parameters, .. } = &function;
    let sig = function.signature(parameters);
    quote!(#(#attrs)* #[allow(unused)] #vis #sig { loop {} })
}

/// The type as written, which its impl blocks take for a stub.
fn survive_type(item: &syn::ItemStruct) -> TokenStream {
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

struct Stub {
    gate: Gate,
    krate: Path,
}

impl Stub {
    /// `not(PREDICATE)`
    fn cfg(&self) -> TokenStream {
        let cfg = declared_cfg(&self.gate.predicate);
        quote!(not(#cfg))
    }

    fn sentence(&self) -> String {
        format!("Stands in for builds without {}", prose(&self.gate.predicate))
    }

    /// `label` tells the rows of one type from each other.
    fn record(&self, name: &str, label: &str, span: Span) -> TokenStream {
        let options = &self.gate.options;
        let mut details = String::new();
        detail(&mut details, "kind", "stub");
        if label != name {
            detail(&mut details, "label", label);
        }
        let name = options.message.name.as_ref().map_or_else(|| name.to_owned(), one_line);
        Record {
            krate: &self.krate,
            name: &name,
            predicate: Some(&self.gate.predicate),
            instead: &WayOut::of(&options.instead).text(),
            details,
            options,
            span,
        }
        .tokens()
    }

    fn on_type(&self, item: &syn::ItemStruct, errors: &mut Errors) -> TokenStream {
        let syn::ItemStruct { attrs, vis, ident, generics, fields, .. } = item;
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
        for (option, word) in [
            (&self.gate.options.instead.error, "error"),
            (&self.gate.options.instead.otherwise, "otherwise"),
        ] {
            if let Some(option) = option {
                errors.at(option, format!("`{word}` is for functions: write it on the impl block"));
            }
        }
        if !errors.is_empty() {
            return survive_type(item);
        }
        let krate = &self.krate;
        let cfg = self.cfg();
        let cfgs: Vec<_> =
            attrs.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect();
        let where_clause = &generics.where_clause;
        let (impl_generics, ty_generics, _) = generics.split_for_impl();
        let parameters = Self::mention(generics);
        let sentence = format!(" {}: no value of this type exists.", self.sentence());
        let blank = attrs.iter().any(|attribute| attribute.path().is_ident("doc"));
        let blank = blank.then(|| quote!(#[doc = ""]));
        let name = ident.to_string();
        let record = self.record(&name, &name, ident.span());
        quote! {
            #[cfg(#cfg)]
            #[allow(dead_code)]
            #(#attrs)*
            #blank
            #[doc = #sentence]
            #vis struct #ident #generics (#krate::__private::Never #parameters) #where_clause;

            #(#cfgs)*
            const _: () = {
                #record
                #[cfg(#cfg)]
                impl #impl_generics #ident #ty_generics #where_clause {
                    #[doc(hidden)]
                    #[allow(dead_code)]
                    #vis const fn __never(&self) -> ! {
                        self.0.never()
                    }
                }

                #[cfg(#cfg)]
                impl #impl_generics #krate::__private::Stub for #ident #ty_generics #where_clause {
                    fn never(&self) -> ! {
                        self.0.never()
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
        (!uses.is_empty()).then(|| quote!(, ::core::marker::PhantomData<fn() -> (#(#uses,)*)>))
    }

    fn on_impl(&self, block: &ImplBlock, errors: &mut Errors) -> TokenStream {
        let type_name = block.type_name.clone().unwrap_or_else(|| String::from("this type"));
        let members: TokenStream = block
            .members
            .iter()
            .map(|member| match member {
                Member::Function(function) if function.body.is_none() => {
                    self.fill(function, &type_name, &TokenStream::new(), errors)
                }
                Member::Function(function) => function.to_token_stream(),
                Member::Other(tokens) => tokens.clone(),
            })
            .collect();
        let label = match &block.trait_name {
            Some(name) => format!("{name} for {type_name}"),
            None => format!("impl {type_name}"),
        };
        let record = self.record(&type_name, &label, block.header.span());
        let cfgs = block.attrs.iter().filter(|attribute| attribute.is("cfg"));
        let cfg = self.cfg();
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

    fn on_function(&self, function: &Function, errors: &mut Errors) -> TokenStream {
        if let Some(body) = &function.body {
            errors.push(syn::Error::new(
                body.span(),
                "a stub function has no body: end it with `;`, or write `#[cfg(not(..))]`",
            ));
        }
        let name = syn::ext::IdentExt::unraw(&function.name).to_string();
        let record = self.record(&name, &name, function.name.span());
        let cfgs = function.cfgs();
        let built = declared_cfg(&self.gate.predicate);
        let filled = self.fill(function, "", &record, errors);
        // In every build there is one row.
        quote! {
            #(#cfgs)*
            #[cfg(#built)]
            const _: () = { #record };

            #[cfg(not(#built))]
            #filled
        }
    }

    /// The function with a body; with a record of its own unless that stands around it.
    fn fill(
        &self,
        function: &Function,
        type_name: &str,
        record: &TokenStream,
        errors: &mut Errors,
    ) -> TokenStream {
        let Some(parameters) = errors.take(Parameters::of(function)) else {
            return survive_function(function);
        };
        let stub = parameters.iter().position(|parameter| is_stub(parameter, type_name));
        let returns = Returns::of(function);
        let known = errors.count();
        let (group, body) = match stub {
            Some(index) => {
                let is_value = !parameters.iter().nth(index).is_some_and(is_pointer);
                let forward = parameters.forward(&mut Errors::default());
                let argument = &forward.before[index];
                let body = self.never(function, &returns, argument, is_value, errors);
                (forward.parameters, body)
            }
            None => (function.parameters.clone(), self.refuse(function, &returns, errors)),
        };
        if errors.count() > known {
            return survive_function(function);
        }
        let sentence = (!record.is_empty())
            .then(|| item::doc(&function.attrs, &format!("{}.", self.sentence())));
        let Function { attrs, vis, .. } = function;
        let sig = function.signature(&group);
        quote! {
            #[allow(unused)]
            #[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
            #(#attrs)*
            #sentence
            #vis #sig { #record #body }
        }
    }

    /// Nobody has the argument, so this is never reached.
    fn never(
        &self,
        function: &Function,
        returns: &Returns,
        argument: &Tokens,
        is_value: bool,
        errors: &mut Errors,
    ) -> TokenStream {
        if returns.is_opaque && !returns.is_never {
            errors.at(
                &function.output,
                "a function that returns `impl Trait` needs a body, which says what type that is",
            );
        }
        let krate = &self.krate;
        let place = if is_value { quote!(#argument) } else { quote!(*#argument) };
        if function.constness.is_some() {
            return quote!(#argument.__never());
        }
        let never = quote!(#krate::__private::Stub::never(&#place));
        if returns.is_boxed_future {
            return quote!(#krate::__private::Box::pin(async move { #never }));
        }
        never
    }

    /// The way out of a function that can be called.
    fn refuse(&self, function: &Function, returns: &Returns, errors: &mut Errors) -> TokenStream {
        let options = &self.gate.options;
        let way_out = WayOut::of(&options.instead);
        if !way_out.degrades() {
            if let Some(constness) = &function.constness {
                errors.at(
                    constness,
                    "a `const fn` needs a body or `otherwise = expr`: it cannot build an error",
                );
            } else if returns.is_opaque {
                errors.at(
                    &function.output,
                    "a function that returns this needs a body or `otherwise = expr`",
                );
            }
        }
        if function.constness.is_some() {
            let otherwise = &options.instead.otherwise;
            return as_last_statement(quote!(#otherwise));
        }
        let leave = Leave {
            krate: &self.krate,
            returns,
            error: options.instead.error.as_ref(),
            is_unsafe: false,
            is_track_caller: false,
            refused: "absent",
        };
        let value = leave.through(&way_out, &[], &quote!(0));
        if returns.is_boxed_future {
            let krate = &self.krate;
            return quote!(#krate::__private::Box::pin(async move { #value }));
        }
        value
    }
}

/// Whether the parameter is `self`, or holds a value of the type.
fn is_stub(parameter: &FnArg, type_name: &str) -> bool {
    match parameter {
        FnArg::Receiver(_) => true,
        FnArg::Typed(typed) => !type_name.is_empty() && holds(&typed.ty, type_name),
    }
}

/// The types that dereference to what they hold.
const POINTERS: [&str; 4] = ["Box", "Arc", "Rc", "Pin"];

/// `Name`, `Self`, and pointers to it.
fn holds(ty: &Type, type_name: &str) -> bool {
    match ty {
        Type::Reference(reference) => holds(&reference.elem, type_name),
        Type::Paren(inner) => holds(&inner.elem, type_name),
        Type::Group(inner) => holds(&inner.elem, type_name),
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else { return false };
            if path.path.is_ident("Self") || last.ident == type_name {
                return path.qself.is_none();
            }
            let PathArguments::AngleBracketed(arguments) = &last.arguments else { return false };
            is_pointer_name(&last.ident)
                && matches!(
                    arguments.args.first(),
                    Some(GenericArgument::Type(inner)) if holds(inner, type_name)
                )
        }
        _ => false,
    }
}

/// `&self`, `self: Arc<Self>`, `other: &Name`, as opposed to `self` and `other: Name`.
fn is_pointer(parameter: &FnArg) -> bool {
    let is_pointer_type = |ty: &Type| match ty {
        Type::Reference(_) => true,
        Type::Path(path) => {
            path.path.segments.last().is_some_and(|last| is_pointer_name(&last.ident))
        }
        _ => false,
    };
    match parameter {
        FnArg::Receiver(receiver) => match &receiver.kind {
            ReceiverKind::Value => false,
            ReceiverKind::Typed(_, ty) => is_pointer_type(ty),
            _ => true,
        },
        FnArg::Typed(typed) => is_pointer_type(&typed.ty),
    }
}

fn is_pointer_name(name: &Ident) -> bool {
    POINTERS.iter().any(|pointer| name == pointer)
}
