//! What a capability may be called by operators and tests.

use crate::model::capability::Capability;
use crate::model::quant::QuantArgument;
use crate::text::pattern::fits;

impl Capability {
    /// Whether this is its name, its id, or an end of the id: `forward`, `Flash::forward`,
    /// `<Flash>::forward`, `kernels::attn::<Flash>::forward`; a method of quantization, `hqq`,
    /// `nf4::forward`; or a pattern with `*` of one of these. `-` and `_` are the same.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        let plain = |text: &str| text.replace('-', "_");
        let name = plain(name);
        let is_end = |id: &str| {
            let behind_segments = id.match_indices("::").map(|(at, colons)| at + colons.len());
            std::iter::once(0).chain(behind_segments).any(|start| fits(&name, &id[start..]))
        };
        let is_shown = || {
            let path = self.path();
            let around = path.iter().flat_map(|segment| [*segment, "::"]).collect::<String>();
            let number = self.id.rsplit_once('#').map_or("", |(_, number)| number);
            self.shown_names().iter().any(|shown| {
                let shown = plain(&format!("{around}{shown}").replace(['<', '>'], ""));
                is_end(&shown) || is_end(&format!("{shown}#{number}"))
            })
        };
        let id = plain(&self.id);
        !name.is_empty()
            && (is_end(&plain(self.name))
                || is_end(&id)
                || is_end(&id.replace(['<', '>'], ""))
                || is_shown())
    }

    /// What reports may call it behind its path, in some binary.
    fn shown_names(&self) -> Vec<String> {
        let Some(quant) = self.quant() else { return vec![self.shown_name().to_owned()] };
        let arguments: Vec<&str> = quant.arguments().iter().map(QuantArgument::name).collect();
        let method = quant.method();
        vec![
            method.to_owned(),
            format!("{method}::{}", quant.operation().unwrap_or_default()),
            format!("{method}({})", arguments.join(", ")),
        ]
    }
}
