//! Whether a `[target.'..'.dependencies]` table is for the target of this build.

/// What is known of a target; an empty word is one that it lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Target<'a> {
    pub(crate) os: &'a str,
    pub(crate) arch: &'a str,
    pub(crate) family: &'a str,
    pub(crate) vendor: &'a str,
    pub(crate) env: &'a str,
    pub(crate) pointer_width: &'a str,
    pub(crate) endian: &'a str,
}

impl Target<'static> {
    /// The one that this crate is compiled for.
    pub(crate) const fn current() -> Self {
        const fn first(words: &[(bool, &'static str)]) -> &'static str {
            let mut i = 0;
            while i < words.len() {
                if words[i].0 {
                    return words[i].1;
                }
                i += 1;
            }
            ""
        }
        Self {
            os: std::env::consts::OS,
            arch: std::env::consts::ARCH,
            family: std::env::consts::FAMILY,
            vendor: first(&[
                (cfg!(target_vendor = "apple"), "apple"),
                (cfg!(target_vendor = "pc"), "pc"),
                (cfg!(target_vendor = "unknown"), "unknown"),
            ]),
            env: first(&[
                (cfg!(target_env = "gnu"), "gnu"),
                (cfg!(target_env = "musl"), "musl"),
                (cfg!(target_env = "msvc"), "msvc"),
            ]),
            pointer_width: first(&[
                (cfg!(target_pointer_width = "64"), "64"),
                (cfg!(target_pointer_width = "32"), "32"),
            ]),
            endian: if cfg!(target_endian = "big") { "big" } else { "little" },
        }
    }
}

impl Target<'_> {
    /// Whether `cfg(..)` or a triple is true of the target; `None` where that is not known.
    pub(crate) fn is(&self, text: &str) -> Option<bool> {
        let Some(predicate) = text.trim().strip_prefix("cfg(") else {
            return self.is_triple(text.trim());
        };
        let mut predicate = predicate.strip_suffix(')')?;
        let truth = self.read(&mut predicate);
        predicate.trim().is_empty().then_some(truth).flatten()
    }

    fn is_triple(&self, triple: &str) -> Option<bool> {
        let mut parts = triple.split('-');
        let os = match self.os {
            "macos" => "darwin",
            os => os,
        };
        if parts.next() != Some(self.arch) || !parts.any(|part| part == os) {
            // `i686-..` is of the architecture `x86`, and others have such names too.
            let other = triple.starts_with(self.arch) || self.arch == "x86";
            return if other && triple.contains(os) { None } else { Some(false) };
        }
        let exact: Vec<&str> = [self.arch, self.vendor, os, self.env]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        if exact.join("-") == triple { Some(true) } else { None }
    }

    /// Reads one predicate from the front of `text`.
    fn read(&self, text: &mut &str) -> Option<bool> {
        *text = text.trim_start();
        let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        let rest = rest.trim_start();
        if let Some(inner) = rest.strip_prefix('(') {
            *text = inner;
            let mut truths = Vec::new();
            loop {
                *text = text.trim_start();
                if let Some(rest) = text.strip_prefix(')') {
                    *text = rest;
                    break;
                }
                if text.is_empty() {
                    return None;
                }
                let before = text.len();
                truths.push(self.read(text));
                *text = text.trim_start();
                *text = text.strip_prefix(',').unwrap_or(text);
                if text.len() == before {
                    return None;
                }
            }
            return match word {
                "all" => all(&truths),
                "any" => all(&truths.iter().map(|truth| truth.map(|t| !t)).collect::<Vec<_>>())
                    .map(|truth| !truth),
                "not" => truths.first().copied().flatten().map(|truth| !truth),
                _ => None,
            };
        }
        if let Some(value) = rest.strip_prefix('=') {
            let value = value.trim_start().strip_prefix('"')?;
            let (value, rest) = value.split_once('"')?;
            *text = rest;
            return self.has(word, value);
        }
        *text = rest;
        match word {
            "unix" | "windows" => Some(self.family == word),
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    fn has(&self, key: &str, value: &str) -> Option<bool> {
        let own = match key {
            "target_os" => self.os,
            "target_arch" => self.arch,
            "target_family" => self.family,
            "target_vendor" => self.vendor,
            "target_env" => self.env,
            "target_pointer_width" => self.pointer_width,
            "target_endian" => self.endian,
            _ => return None,
        };
        // A vendor or an environment that has no name here may be any of the rarer ones.
        let known = !own.is_empty() || matches!(value, "gnu" | "musl" | "msvc" | "apple" | "pc");
        known.then_some(own == value)
    }
}

/// Whether all are true, as far as they are known.
fn all(truths: &[Option<bool>]) -> Option<bool> {
    if truths.contains(&Some(false)) {
        return Some(false);
    }
    (!truths.contains(&None)).then_some(true)
}

#[cfg(test)]
mod tests {
    use super::Target;

    const LINUX: Target<'_> = Target {
        os: "linux",
        arch: "x86_64",
        family: "unix",
        vendor: "unknown",
        env: "gnu",
        pointer_width: "64",
        endian: "little",
    };

    #[test]
    fn a_table_is_for_the_target_or_not_or_nobody_knows() {
        for (text, expected) in [
            ("cfg(unix)", Some(true)),
            ("cfg(windows)", Some(false)),
            ("cfg(target_os = \"linux\")", Some(true)),
            ("cfg( not( target_os=\"linux\" ) )", Some(false)),
            ("cfg(all(unix, not(target_vendor = \"apple\")))", Some(true)),
            ("cfg(any(windows, target_arch = \"x86_64\",))", Some(true)),
            ("cfg(any())", Some(false)),
            ("cfg(all())", Some(true)),
            ("cfg(all(windows, tokio_unstable))", Some(false)),
            ("cfg(all(unix, tokio_unstable))", None),
            ("cfg(any(unix, tokio_unstable))", Some(true)),
            ("cfg(target_feature = \"avx2\")", None),
            ("cfg(unix", None),
            ("cfg(unix windows)", None),
            ("cfg(any(=))", None),
            ("x86_64-unknown-linux-gnu", Some(true)),
            ("x86_64-unknown-linux-musl", None),
            ("aarch64-apple-darwin", Some(false)),
            ("x86_64-pc-windows-msvc", Some(false)),
        ] {
            assert_eq!(LINUX.is(text), expected, "{text}");
        }
    }
}
