//! What is said of quantization methods, as statements and comments.

use syn::{Expr, FnArg, Pat, ReturnType};

use super::around::Around;
use super::item::Function;
use super::refusal;
use crate::grammar::{Level, Options, Policy, QuantArgument, Support};
use crate::write::edit::Edit;

/// The statement in the place of `quant_ignores!` or `quant_refuses!`.
pub(super) fn argument(
    around: &Around<'_>,
    argument: &QuantArgument,
    policy: Policy,
    output: Option<&ReturnType>,
) -> Result<String, String> {
    let method = argument.options.quant.method.as_ref().map(syn::LitStr::value);
    let name = argument.variable.name.to_string();
    let mutability = if argument.variable.mutability.is_some() { "mut " } else { "" };
    let statement =
        Statement { method: &method.unwrap_or_default(), options: &argument.options, output };
    statement.text(around, &name, mutability, policy)
}

/// One statement about an argument.
struct Statement<'a> {
    method: &'a str,
    options: &'a Options,
    output: Option<&'a ReturnType>,
}

impl Statement<'_> {
    fn text(
        &self,
        around: &Around<'_>,
        name: &str,
        mutability: &str,
        policy: Policy,
    ) -> Result<String, String> {
        let method = self.method;
        let alternative = self.options.message.alternative.as_ref();
        let alternative = alternative.map(|it| format!(" Alternatively, {}.", it.value()));
        let alternative = alternative.unwrap_or_default();
        let (found, says) = match policy {
            Policy::Ignores => {
                // featherfall: allow(unsupported-bail, "a comment of the code that it writes")
                return Ok(format!(
                    "// `{method}` does not support `{name}`: it goes on without.\n#[allow(unused_mut, unused_variables)]\nlet {mutability}{name} = {{\n    fn none<T>(_: &Option<T>) -> Option<T> {{\n        None\n    }}\n    none(&{name})\n}};"
                ));
            }
            Policy::Requires => ("is_none", "requires"),
            _ => ("is_some", "does not support"),
        };
        let text = format!("`{method}` {says} `{name}`.{alternative}");
        let error: Option<&Expr> = self.options.instead.error.as_ref();
        let error = refusal::error(around, &text, error, self.output)?;
        Ok(format!("if {name}.{found}() {{\n    return {error};\n}}"))
    }
}

/// What stands in front of a function's body, or in its place.
pub(super) fn function(
    around: &Around<'_>,
    support: &Support,
    default: &str,
    function: &Function,
) -> Result<Vec<Edit>, String> {
    let source = around.source;
    let Some(body) = function.body.clone() else { return Ok(Vec::new()) };
    let options = &support.options;
    let method = options.quant.method.as_ref().map_or(default.to_owned(), syn::LitStr::value);
    let (indent, newline) = (source.indent(function.start), source.newline());
    let inner = format!("{newline}{indent}    ");
    let output = &function.signature.output;
    if support.level == Level::Unimplemented {
        let name = function.signature.ident.to_string();
        let alternative = options.message.alternative.as_ref();
        let alternative = alternative.map(|it| format!(" Alternatively, {}.", it.value()));
        let text = format!(
            "`{name}` is not implemented for `{method}`.{}",
            alternative.unwrap_or_default()
        );
        let error = options.instead.error.as_ref();
        let value = refusal::error(around, &text, error, Some(output))?;
        let allow =
            around.lines(function.start, [String::from("#[allow(unused_mut, unused_variables)]")]);
        return Ok(vec![
            Edit::replace(function.start..function.start, allow),
            Edit::replace(body, format!("{{{inner}{value}{newline}{indent}}}")),
        ]);
    }
    let mut edits = Vec::new();
    let mut text = String::new();
    let statement = Statement { method: &method, options, output: Some(output) };
    for (policy, names) in options.quant.policies() {
        for name in names {
            let parameter = function.signature.inputs.iter().find_map(|it| match it {
                FnArg::Typed(it) => match &*it.pat {
                    Pat::Ident(pat) if pat.ident == *name => Some(pat),
                    _ => None,
                },
                FnArg::Receiver(_) => None,
            });
            let Some(parameter) = parameter else { continue };
            let is_shadowed = policy == Policy::Ignores && parameter.mutability.is_some();
            if is_shadowed {
                edits.push(Edit::replace(source.range_of(parameter), name.to_string()));
            }
            let mutability = if is_shadowed { "mut " } else { "" };
            let own = statement.text(around, &name.to_string(), mutability, policy)?;
            for line in own.lines() {
                text.push_str(&format!("{inner}{line}"));
            }
        }
    }
    if !text.is_empty() {
        edits.push(Edit::replace(body.start + 1..body.start + 1, text));
    }
    Ok(edits)
}

/// What a level below stable says, as a comment.
pub(super) fn comment(support: &Support) -> Option<String> {
    let options = &support.options;
    let alternative = options.message.alternative.as_ref();
    let parts = alternative.into_iter().chain(&options.debt.note).chain(&options.debt.tracking);
    let parts: Vec<String> = parts.map(syn::LitStr::value).collect();
    let level = match support.level {
        Level::Stable if parts.is_empty() => return None,
        Level::Stable => "Stable",
        level => level.word(),
    };
    Some([vec![level.to_owned()], parts].concat().join(". "))
}
