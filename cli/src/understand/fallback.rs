//! What the side of a build without the feature does.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Block, Expr, ExprLit, Lit, Macro, Stmt};

use crate::read::syntax::{is_suppression, path_name};
use crate::understand::function::Function;

/// What the code does instead of the real thing.
#[derive(Clone)]
pub(crate) enum Fallback<'a> {
    /// It panics; the text if there is one.
    Panic(&'a Macro, Option<String>),
    /// `bail!(..)` and its text.
    Bail(&'a Macro, Option<String>),
    /// `Err(..)` of a text.
    ErrText(&'a Expr, String),
    /// `Err(..)` of a value without text, such as a variant.
    ErrValue(&'a Expr),
    /// A value made of constants: `false`, `None`, `Ok(())`, `Self { .. }`.
    Value(&'a Expr),
    /// Nothing.
    Nothing,
    /// It calls another function with the same arguments in the same order.
    Delegate(&'a Expr),
    /// One expression.
    Expression(&'a Expr),
    /// Statements.
    Statements,
}

impl Fallback<'_> {
    /// The stable word for reports.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Fallback::Panic(..) => "panic",
            Fallback::Bail(..) | Fallback::ErrText(..) | Fallback::ErrValue(_) => "error",
            Fallback::Value(_) => "value",
            Fallback::Nothing => "nothing",
            Fallback::Delegate(_) => "other function",
            Fallback::Expression(_) | Fallback::Statements => "other code",
        }
    }

    /// What makes the error or the message; empty where it does not fail.
    pub(crate) fn code(&self) -> TokenStream {
        match self {
            Fallback::Panic(mac, _) | Fallback::Bail(mac, _) => mac.tokens.clone(),
            Fallback::ErrText(error, _) | Fallback::ErrValue(error) => error.to_token_stream(),
            _ => TokenStream::new(),
        }
    }

    /// The text that the user of the program sees.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Fallback::Panic(_, text) | Fallback::Bail(_, text) => text.as_deref(),
            Fallback::ErrText(_, text) => Some(text),
            _ => None,
        }
    }
}

/// Reads the block of the fallback side; `function` is the function whose body it is.
pub(crate) fn of_block<'a>(block: &'a Block, function: Option<Function<'_>>) -> Fallback<'a> {
    let statements: Vec<&Stmt> = block
        .stmts
        .iter()
        .filter(|it| !matches!(it, Stmt::Local(local) if is_suppression(local)))
        .collect();
    match statements[..] {
        [] => Fallback::Nothing,
        [Stmt::Expr(expression, _)] => of_expression(expression, function),
        [Stmt::Macro(statement)] => of_macro(&statement.mac).unwrap_or(Fallback::Statements),
        _ => Fallback::Statements,
    }
}

/// Reads one statement of the fallback side.
pub(crate) fn of_statement(statement: &Stmt) -> Fallback<'_> {
    match statement {
        Stmt::Expr(expression, _) => of_expression(expression, None),
        Stmt::Macro(statement) => of_macro(&statement.mac).unwrap_or(Fallback::Statements),
        Stmt::Local(local) if is_suppression(local) => Fallback::Nothing,
        Stmt::Local(local) => {
            local.init.as_ref().map_or(Fallback::Statements, |init| of_expression(&init.expr, None))
        }
        Stmt::Item(_) => Fallback::Statements,
    }
}

/// Reads an expression of the fallback side.
pub(crate) fn of_expression<'a>(
    expression: &'a Expr,
    function: Option<Function<'_>>,
) -> Fallback<'a> {
    match expression {
        Expr::Block(it) if it.label.is_none() => of_block(&it.block, function),
        Expr::Paren(it) => of_expression(&it.expr, function),
        Expr::Return(it) => match &it.expr {
            Some(inner) => of_expression(inner, function),
            None => Fallback::Nothing,
        },
        Expr::Macro(it) => of_macro(&it.mac).unwrap_or(Fallback::Expression(expression)),
        Expr::Call(it) if is_named(&it.func, "Err") => match it.args.first() {
            Some(error) => of_error(error),
            None => Fallback::Expression(expression),
        },
        Expr::Call(it) if function.is_some_and(|of| passes_on(of, it.args.iter(), false)) => {
            Fallback::Delegate(expression)
        }
        Expr::Await(it) => match (&*it.base, function) {
            (Expr::Call(call), Some(of)) if passes_on(of, call.args.iter(), false) => {
                Fallback::Delegate(expression)
            }
            _ => Fallback::Expression(expression),
        },
        Expr::Tuple(it) if it.elems.is_empty() => Fallback::Nothing,
        _ if is_value(expression) => Fallback::Value(expression),
        _ => Fallback::Expression(expression),
    }
}

fn of_error(error: &Expr) -> Fallback<'_> {
    match text_in(error) {
        Some(text) => Fallback::ErrText(error, text),
        None => Fallback::ErrValue(error),
    }
}

/// The macros that panic or leave with an error.
fn of_macro(mac: &Macro) -> Option<Fallback<'_>> {
    let text = || first_literal(mac);
    match path_name(mac).as_str() {
        "panic" | "unimplemented" | "todo" | "unreachable" => Some(Fallback::Panic(mac, text())),
        "bail" => Some(Fallback::Bail(mac, text())),
        _ => None,
    }
}

/// The format string of a macro.
pub(crate) fn first_literal(mac: &Macro) -> Option<String> {
    mac.tokens.clone().into_iter().find_map(|token| match token {
        proc_macro2::TokenTree::Literal(literal) => match Lit::new(literal) {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    })
}

/// The text from which an error is made: `Error::Msg("..".to_string())`, `"..".into()`.
fn text_in(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
        Expr::Macro(it) => first_literal(&it.mac),
        Expr::MethodCall(it) => text_in(&it.receiver),
        Expr::Call(it) => it.args.iter().find_map(text_in),
        Expr::Paren(it) => text_in(&it.expr),
        Expr::Struct(it) => it.fields.iter().find_map(|field| text_in(&field.expr)),
        _ => None,
    }
}

/// The same of an expression without macros: `"..".into()`, `Error::Msg(String::from(".."))`.
pub(crate) fn text_of_literal(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Macro(_) => None,
        Expr::MethodCall(it) => text_of_literal(&it.receiver),
        Expr::Call(it) => it.args.iter().find_map(text_of_literal),
        other => text_in(other),
    }
}

fn is_named(expression: &Expr, name: &str) -> bool {
    match expression {
        Expr::Path(it) => it.path.segments.last().is_some_and(|last| last.ident == name),
        _ => false,
    }
}

/// Whether the arguments are the function's parameters in order.
fn passes_on<'e>(
    function: Function<'_>,
    arguments: impl Iterator<Item = &'e Expr>,
    without_receiver: bool,
) -> bool {
    let mut expected: Vec<Option<String>> = Vec::new();
    if function.signature.receiver().is_some() && !without_receiver {
        expected.push(Some(String::from("self")));
    }
    expected.extend(function.parameters());
    let given: Vec<Option<String>> = arguments
        .map(|argument| match argument {
            Expr::Path(it) => it.path.get_ident().map(ToString::to_string),
            _ => None,
        })
        .collect();
    !expected.is_empty() && expected == given && expected.iter().all(Option::is_some)
}

/// Whether it is made of constants only.
fn is_value(expression: &Expr) -> bool {
    match expression {
        Expr::Lit(_) => true,
        Expr::Path(it) => {
            // `None`, `DType::F32`, `MAX`; a lone small name may be an argument.
            let last = it.path.segments.last().map(|last| last.ident.to_string());
            let starts_big = last.is_some_and(|it| it.starts_with(char::is_uppercase));
            starts_big || it.path.segments.len() > 1
        }
        Expr::Call(it) => {
            let is_maker = match &*it.func {
                Expr::Path(path) => path.path.segments.last().is_some_and(|last| {
                    let name = last.ident.to_string();
                    name.starts_with(char::is_uppercase) || matches!(&*name, "new" | "default")
                }),
                _ => false,
            };
            is_maker && it.args.iter().all(is_value)
        }
        Expr::Tuple(it) => it.elems.iter().all(is_value),
        Expr::Array(it) => it.elems.iter().all(is_value),
        Expr::Struct(it) => it.rest.is_none() && it.fields.iter().all(|it| is_value(&it.expr)),
        Expr::Unary(it) => is_value(&it.expr),
        Expr::Reference(it) => is_value(&it.expr),
        Expr::Paren(it) => is_value(&it.expr),
        Expr::Macro(it) => path_name(&it.mac) == "vec" && it.mac.tokens.is_empty(),
        _ => false,
    }
}
