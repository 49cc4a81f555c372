//! Which parameters hold a value of the stub's type: whoever calls the function has none.

use syn::{FnArg, GenericArgument, Ident, PathArguments, ReceiverKind, Type};

/// Whether the parameter is `self`, or holds a value of the type.
pub(super) fn is_stub(parameter: &FnArg, type_name: &str) -> bool {
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
pub(super) fn is_pointer(parameter: &FnArg) -> bool {
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
