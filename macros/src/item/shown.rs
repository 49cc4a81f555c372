//! Where rustc shows what it has to say about our tokens.

use std::sync::OnceLock;

use proc_macro2::Span;

/// The place, for the compiler. In an editor, whatever stands at a word is an answer to what the word
/// means, so there our tokens are nowhere.
pub(crate) fn shown_at(span: Span) -> Span {
    if is_compiler() { span } else { Span::call_site() }
}

/// Whether it is a compiler that expands, as opposed to an editor's server or a test.
fn is_compiler() -> bool {
    static IS_EDITOR: OnceLock<bool> = OnceLock::new();
    let is_editor = || {
        let program = std::env::current_exe().unwrap_or_default();
        let name = program.file_name().unwrap_or_default().to_string_lossy();
        // Of rust-analyzer and of RustRover.
        ["proc-macro-srv", "rust-analyzer", "native-helper"].iter().any(|it| name.contains(it))
    };
    proc_macro::is_available() && !IS_EDITOR.get_or_init(is_editor)
}
