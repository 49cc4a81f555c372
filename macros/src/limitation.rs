//! `#[limitation("what is missing", option, ..)]`

use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::emit::{Body, Counted, Record, detail, one_line, runtime_path};
use crate::grammar::{Errors, Limitation};
use crate::item::{self, Item, Outline};

const ATTRIBUTE: &str = "limitation";

/// Expands the attribute. Whatever is wrong, the item survives.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let limitation = Limitation::parse(arguments, &mut errors);
    let expanded = match &limitation {
        Some(limitation) if errors.is_empty() => on_item(limitation, item, &mut errors),
        _ => item,
    };
    let errors = errors.into_tokens();
    quote!(#expanded #errors)
}

fn on_item(limitation: &Limitation, item: TokenStream, errors: &mut Errors) -> TokenStream {
    let outline = item::outline(&item);
    let sentence = item::doc(&outline.attrs, &sentence(limitation));
    if outline.keyword.as_ref().is_some_and(|keyword| *keyword == "fn") {
        let Some(Item::Function(function)) = errors.take(item::parse(item.clone(), ATTRIBUTE))
        else {
            return item;
        };
        let Some(body) = &function.body else {
            errors.at(
                &function.name,
                "`limitation` needs a function with a body; put it on the trait, or on the implementations of this method",
            );
            return item;
        };
        // A method has no place beside it that a constant could take.
        let body = Body::of(body);
        let inner_attrs = &body.inner_attrs;
        let body = body.with_prologue(record(limitation, &outline));
        let sig = function.signature(&function.parameters);
        let item::Function { attrs, vis, .. } = &*function;
        return quote!(#(#attrs)* #(#inner_attrs)* #sentence #vis #sig #body);
    }
    let record = record(limitation, &outline);
    let Outline { attrs, rest, .. } = &outline;
    let cfgs = attrs.iter().filter(|attribute| attribute.is("cfg"));
    quote! {
        #(#cfgs)*
        #record

        #(#attrs)*
        #sentence
        #rest
    }
}

fn record(limitation: &Limitation, outline: &Outline) -> TokenStream {
    let options = &limitation.options;
    let mut details = String::new();
    detail(&mut details, "limitation", &one_line(&limitation.text));
    let name = match &options.message.name {
        Some(name) => one_line(name),
        None => outline.name.clone().unwrap_or_default(),
    };
    let first = outline.rest.clone().into_iter().next();
    let record = Record {
        krate: &runtime_path(options),
        kind: "limitation",
        name: &name,
        predicate: None,
        instead: "",
        details,
        options,
        span: first.map_or_else(Span::call_site, |token| token.span()),
        counted: Counted::Never,
    }
    .tokens();
    // A scope of its own: the item may have other annotations.
    quote!(const _: () = { #record };)
}

/// The sentence that is added to the documentation.
fn sentence(limitation: &Limitation) -> String {
    let stop = |text: String| if text.ends_with(['.', '!', '?']) { text } else { text + "." };
    let mut sentence = format!("**Limitation:** {}", stop(one_line(&limitation.text)));
    if let Some(workaround) = &limitation.options.message.alternative {
        sentence.push_str(" Workaround: ");
        sentence.push_str(&stop(one_line(workaround)));
    }
    sentence
}
