//! Manifests as TOML.

use std::path::Path;

use toml_edit::{DocumentMut, TomlError};

use crate::error::Error;

/// Reads a manifest as TOML.
pub(crate) fn document(text: &str) -> Result<DocumentMut, Error> {
    // The error's own text shows the line; here a file is skipped, and one line says why.
    text.trim_start_matches('\u{feff}')
        .parse()
        .map_err(|error: TomlError| Error::failed(error.message()))
}

/// The manifest; `None` where there is none or it is not TOML: others say so.
pub(super) fn read(manifest: &Path) -> Option<DocumentMut> {
    document(&std::fs::read_to_string(manifest).ok()?).ok()
}
