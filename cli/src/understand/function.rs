//! One view of free functions, methods and trait methods.

use std::ops::Range;

use syn::{
    Attribute, Block, FnArg, ImplItem, Item, Pat, ReturnType, Signature, TraitItem, Type,
    Visibility,
};

use crate::read::source::Source;

/// The function around a site.
#[derive(Clone, Copy)]
pub(crate) struct Enclosing<'a> {
    /// Its signature.
    pub(crate) signature: &'a Signature,
    /// Its body.
    pub(crate) body: &'a Block,
    /// Whether a closure or an async block stands between it and the site: `return` leaves that.
    pub(crate) is_indirect: bool,
}

impl<'a> Enclosing<'a> {
    /// The return type, `None` for `()`.
    pub(crate) fn output(&self) -> Option<&'a Type> {
        match &self.signature.output {
            ReturnType::Default => None,
            ReturnType::Type(_, output) => Some(output),
        }
    }
}

/// A function with a body, wherever it stands.
#[derive(Clone, Copy)]
pub(crate) struct Function<'a> {
    /// Its attributes and documentation.
    pub(crate) attributes: &'a [Attribute],
    /// Its visibility; methods of traits have none.
    pub(crate) visibility: Option<&'a Visibility>,
    /// Whether `default` stands in front of it.
    pub(crate) is_default: bool,
    /// Its signature.
    pub(crate) signature: &'a Signature,
    /// Its body.
    pub(crate) body: &'a Block,
}

impl<'a> Function<'a> {
    /// A function outside of impl blocks.
    pub(crate) fn of_item(item: &'a Item) -> Option<Self> {
        match item {
            Item::Fn(function) => Some(Self {
                attributes: &function.attrs,
                visibility: Some(&function.vis),
                is_default: false,
                signature: &function.sig,
                body: &function.block,
            }),
            _ => None,
        }
    }

    /// A function in an impl block.
    pub(crate) fn of_impl_item(item: &'a ImplItem) -> Option<Self> {
        match item {
            ImplItem::Fn(function) => Some(Self {
                attributes: &function.attrs,
                visibility: Some(&function.vis),
                is_default: function.modifiers.defaultness.is_some(),
                signature: &function.sig,
                body: &function.block,
            }),
            _ => None,
        }
    }

    /// A function with a default body in a trait.
    pub(crate) fn of_trait_item(item: &'a TraitItem) -> Option<Self> {
        match item {
            TraitItem::Fn(function) => Some(Self {
                attributes: &function.attrs,
                visibility: None,
                is_default: false,
                signature: &function.sig,
                body: function.default.as_ref()?,
            }),
            _ => None,
        }
    }

    /// As what stands around the code of its body.
    pub(crate) fn enclosing(&self) -> Enclosing<'a> {
        Enclosing { signature: self.signature, body: self.body, is_indirect: false }
    }

    /// The return type, `None` for `()`.
    pub(crate) fn output(&self) -> Option<&'a Type> {
        self.enclosing().output()
    }

    /// Its name.
    pub(crate) fn name(&self) -> String {
        self.signature.ident.to_string()
    }

    /// The bytes from the first attribute to the closing brace.
    pub(crate) fn range(&self, source: &Source) -> Range<usize> {
        let end = source.range(self.body.brace_token.span.close()).end;
        let start = match (self.attributes.first(), self.visibility) {
            (Some(attribute), _) => source.range_of(attribute).start,
            (None, Some(visibility)) if !matches!(visibility, Visibility::Inherited) => {
                source.range_of(visibility).start
            }
            _ => source.range_of(self.signature).start,
        };
        start..end
    }

    /// The names of its parameters in order, without the receiver; `None` where the parameter is
    /// another pattern than a name.
    pub(crate) fn parameters(&self) -> Vec<Option<String>> {
        self.patterns()
            .map(|pattern| match pattern {
                Pat::Ident(name) if name.subpat.is_none() => Some(name.ident.to_string()),
                _ => None,
            })
            .collect()
    }

    /// The patterns of its parameters in order, without the receiver.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = &'a Pat> {
        self.signature.inputs.iter().filter_map(|input| match input {
            FnArg::Receiver(_) => None,
            FnArg::Typed(typed) => Some(&*typed.pat),
        })
    }

    /// Whether it has an `#[inline]` of any kind.
    pub(crate) fn is_inlined(&self) -> bool {
        self.attributes.iter().any(|it| it.path().is_ident("inline"))
    }

    /// Whether it has one of the `#[inline(always)]` attributes.
    pub(crate) fn is_always_inlined(&self) -> bool {
        self.attributes.iter().any(|attribute| {
            attribute.path().is_ident("inline")
                && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "always")
        })
    }
}

/// Whether the type is some `Result`.
pub(crate) fn returns_result(output: Option<&Type>) -> bool {
    match output {
        Some(Type::Path(it)) => {
            it.path.segments.last().is_some_and(|last| last.ident.to_string().ends_with("Result"))
        }
        _ => false,
    }
}
