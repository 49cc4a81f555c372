//! Where a function stands and what it takes.

use crate::kind::Kind;

/// A function, without its `#[cfg]`.
pub(crate) struct Written<'a> {
    /// Lines above it, each with its line break.
    pub(crate) above: String,
    /// `pub`, `pub(crate)` or nothing.
    pub(crate) visibility: &'a str,
    /// Its name.
    pub(crate) name: &'a str,
    /// Its parameters as they are written: the name, `mut name`, `_name`, `_`.
    pub(crate) parameters: [String; 2],
    /// Its return type.
    pub(crate) output: &'a str,
    /// Its body, without braces.
    pub(crate) body: String,
}

/// The signatures, by their kind.
pub(crate) const ALL: &[Kind] = &[
    Kind::Free,
    Kind::Free,
    Kind::References,
    Kind::Lifetimes,
    Kind::ConstGeneric,
    Kind::GenericClosure,
    Kind::ImplArgument,
    Kind::Slice,
    Kind::TuplePattern,
    Kind::Method,
    Kind::MethodMut,
    Kind::MethodByValue,
    Kind::Associated,
    Kind::GenericImpl,
    Kind::TraitMethod,
    Kind::TraitDefault,
    Kind::Async,
    Kind::Async,
    Kind::AsyncMethod,
    Kind::Unsafe,
    Kind::Extern,
    Kind::Const,
    Kind::NestedFunction,
    Kind::InlineModule,
];

/// Whether it has a receiver.
pub(crate) fn has_receiver(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Method
            | Kind::MethodMut
            | Kind::MethodByValue
            | Kind::GenericImpl
            | Kind::TraitMethod
            | Kind::TraitDefault
            | Kind::AsyncMethod
    )
}

/// Whether both numbers are variables of type `usize`.
pub(crate) fn has_names(kind: Kind) -> bool {
    !has_receiver(kind)
        && !matches!(
            kind,
            Kind::References
                | Kind::Lifetimes
                | Kind::ConstGeneric
                | Kind::GenericClosure
                | Kind::ImplArgument
                | Kind::Slice
        )
}

/// Whether functions of a kind of signature are `async`.
pub(crate) fn is_async(kind: Kind) -> bool {
    matches!(kind, Kind::Async | Kind::AsyncMethod)
}

/// The two numbers as expressions.
pub(crate) fn values(kind: Kind, [p, q]: [&str; 2]) -> [String; 2] {
    let q = q.to_owned();
    match kind {
        Kind::References | Kind::Lifetimes => [format!("*{p}"), format!("*{q}")],
        Kind::ConstGeneric => [format!("{p}[0]"), q],
        Kind::GenericClosure | Kind::ImplArgument => [format!("{p}()"), q],
        Kind::Slice => [format!("{p}[0]"), format!("{p}[1]")],
        Kind::TraitDefault => [String::from("self.wide()"), q],
        _ if has_receiver(kind) => [String::from("self.wide"), q],
        _ => [p.to_owned(), q],
    }
}

/// The text of the function.
pub(crate) fn function(kind: Kind, it: &Written<'_>) -> String {
    let [p, q] = &it.parameters;
    let free = format!("{p}: usize, {q}: usize");
    let (before, generics, parameters) = match kind {
        Kind::References => ("", "", format!("{p}: &usize, {q}: &usize")),
        Kind::Lifetimes => ("", "<'a>", format!("{p}: &'a usize, {q}: &'a usize")),
        Kind::ConstGeneric => ("", "<const N: usize>", format!("{p}: [usize; N], {q}: usize")),
        Kind::GenericClosure => ("", "<F: Fn() -> usize>", format!("{p}: F, {q}: usize")),
        Kind::ImplArgument => ("", "", format!("{p}: impl Fn() -> usize, {q}: usize")),
        Kind::Slice => ("", "", format!("{p}: &[usize]")),
        Kind::TuplePattern => ("", "", format!("({p}, {q}): (usize, usize)")),
        Kind::MethodMut => ("", "", format!("&mut self, {q}: usize")),
        Kind::MethodByValue => ("", "", format!("self, {q}: usize")),
        Kind::AsyncMethod => ("async ", "", format!("&self, {q}: usize")),
        _ if has_receiver(kind) => ("", "", format!("&self, {q}: usize")),
        Kind::Async => ("async ", "", free),
        Kind::Unsafe => ("unsafe ", "", free),
        Kind::Extern => ("extern \"C\" ", "", free),
        Kind::Const => ("const ", "", free),
        _ => ("", "", free),
    };
    let is_bare = matches!(kind, Kind::TraitMethod | Kind::TraitDefault | Kind::NestedFunction);
    let visibility = match it.visibility {
        _ if is_bare => String::new(),
        "" => String::new(),
        other => format!("{other} "),
    };
    format!(
        "{}{visibility}{before}fn {}{generics}({parameters}) -> {} {{\n{}\n}}\n",
        it.above,
        it.name,
        it.output,
        indented(&it.body)
    )
}

/// The items around the functions of one name.
pub(crate) fn around(kind: Kind, id: &str, name: &str, output: &str, functions: &str) -> String {
    let unit = format!("pub struct Unit{id} {{\n    pub wide: usize,\n}}\n\n");
    let inner = indented(functions);
    match kind {
        Kind::Method | Kind::MethodMut | Kind::MethodByValue | Kind::AsyncMethod => {
            format!("{unit}impl Unit{id} {{\n{inner}\n}}\n")
        }
        Kind::Associated => format!("pub struct Unit{id};\n\nimpl Unit{id} {{\n{inner}\n}}\n"),
        Kind::GenericImpl => format!(
            "pub struct Unit{id}<T> {{\n    pub wide: usize,\n    pub more: T,\n}}\n\nimpl<T: Clone> Unit{id}<T> {{\n{inner}\n}}\n"
        ),
        Kind::TraitMethod => format!(
            "{unit}pub trait Part{id} {{\n    fn {name}(&self, q: usize) -> {output};\n}}\n\nimpl Part{id} for Unit{id} {{\n{inner}\n}}\n"
        ),
        Kind::TraitDefault => format!(
            "{unit}pub trait Part{id} {{\n    fn wide(&self) -> usize;\n{inner}\n}}\n\nimpl Part{id} for Unit{id} {{\n    fn wide(&self) -> usize {{\n        self.wide\n    }}\n}}\n"
        ),
        Kind::NestedFunction => format!(
            "pub fn {name}(p: usize, q: usize) -> {output} {{\n{inner}\n    {name}(p, q)\n}}\n"
        ),
        Kind::InlineModule => format!(
            "pub mod inner_{id} {{\n    #[allow(unused_imports)]\n    use super::*;\n\n{inner}\n}}\n"
        ),
        _ => functions.to_owned(),
    }
}

/// A call in a test, with `m` the module.
pub(crate) fn call(kind: Kind, id: &str, name: &str, [p, q]: [usize; 2]) -> String {
    let unit = format!("m::Unit{id} {{ wide: {p} }}");
    match kind {
        Kind::References | Kind::Lifetimes => format!("m::{name}(&{p}, &{q})"),
        Kind::ConstGeneric => format!("m::{name}([{p}; 2], {q})"),
        Kind::GenericClosure | Kind::ImplArgument => format!("m::{name}(|| {p}, {q})"),
        Kind::Slice => format!("m::{name}(&[{p}, {q}])"),
        Kind::TuplePattern => format!("m::{name}(({p}, {q}))"),
        Kind::Associated => format!("m::Unit{id}::{name}({p}, {q})"),
        Kind::GenericImpl => format!("m::Unit{id} {{ wide: {p}, more: 'x' }}.{name}({q})"),
        Kind::TraitMethod | Kind::TraitDefault => format!("m::Part{id}::{name}(&{unit}, {q})"),
        Kind::AsyncMethod => format!("sample::now({unit}.{name}({q}))"),
        _ if has_receiver(kind) => format!("{unit}.{name}({q})"),
        Kind::Async => format!("sample::now(m::{name}({p}, {q}))"),
        Kind::Unsafe => format!("unsafe {{ m::{name}({p}, {q}) }}"),
        Kind::InlineModule => format!("m::inner_{id}::{name}({p}, {q})"),
        _ => format!("m::{name}({p}, {q})"),
    }
}

/// The text, every line that is not empty four columns further right. Lines inside of texts stay.
pub(crate) fn indented(text: &str) -> String {
    let mut is_in_text = false;
    let lines = text.trim_end_matches('\n').split('\n').map(|line| {
        let starts_in_text = is_in_text;
        let quotes = line.replace("\\\"", "").replace("'\"'", "").matches('"').count();
        is_in_text ^= quotes % 2 == 1;
        let is_blank = line.is_empty() || starts_in_text;
        if is_blank { line.to_owned() } else { format!("    {line}") }
    });
    lines.collect::<Vec<_>>().join("\n")
}
