//! What a capability is called, in reports, and by operators and tests.

use crate::model::capability::Capability;
use crate::model::quant::{Quant, QuantArgument};
use crate::text::pattern::fits;

impl Capability {
    /// Whether this is its name, its id, or an end of the id: `forward`, `Flash::forward`,
    /// `<Flash>::forward`, `kernels::attn::<Flash>::forward`; a method of quantization, `hqq`,
    /// `nf4::forward`; or a pattern with `*` of one of these. `-` and `_` are the same.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        let name = name.replace('-', "_");
        let is_end = |path: &str| {
            let path = path.replace('-', "_");
            let behind_segments = path.match_indices("::").map(|(at, colons)| at + colons.len());
            std::iter::once(0).chain(behind_segments).any(|start| fits(&name, &path[start..]))
        };
        let is_end_of_path = || {
            let around = self.path().into_iter().flat_map(|segment| [plain(segment), "::"]);
            let around: String = around.collect();
            let number = self.id.rfind('#').map_or("", |at| &self.id[at..]);
            // Whether the method has other operations differs from binary to binary.
            let shown = [true, false].map(|is_alone| self.shown_name(is_alone));
            let method = self.quant().map(Quant::method);
            let mut names = shown.iter().map(String::as_str).chain(method).chain([self.name]);
            names.any(|name| {
                let path = format!("{around}{name}");
                is_end(&path) || !number.is_empty() && is_end(&(path + number))
            })
        };
        !name.is_empty() && (is_end(&self.id) || is_end_of_path())
    }

    /// What reports call it behind its path; whether it is the only operation of its method decides.
    pub(crate) fn shown_name(&self, is_alone: bool) -> String {
        let Some(quant) = self.quant() else {
            return self.details.label.unwrap_or(self.name).to_owned();
        };
        match quant.operation() {
            Some(operation) if !is_alone => format!("{}::{operation}", quant.method()),
            None if quant.support().is_none() => {
                let names: Vec<&str> = quant.arguments().iter().map(QuantArgument::name).collect();
                format!("{}({})", quant.method(), names.join(", "))
            }
            _ => quant.method().to_owned(),
        }
    }
}

/// `Flash` for `<Flash>`, a segment of a path.
pub(crate) fn plain(segment: &str) -> &str {
    segment.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(segment)
}
