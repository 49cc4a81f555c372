//! What the command that runs rustc says of features; nothing in a tool that is not rustc, or where
//! arguments stand in a file.

use std::sync::OnceLock;

/// Whether the crate declares the feature: `--check-cfg 'cfg(feature, values("x"))'`.
pub(crate) fn is_declared(feature: &str) -> Option<bool> {
    let is_it = |value: &String| value == feature || value == "any()";
    Some(features()?.declared.as_ref()?.iter().any(is_it))
}

/// Whether the feature, one that is declared, is on: `--cfg 'feature="x"'`.
pub(crate) fn is_on(feature: &str) -> Option<bool> {
    let features = features().filter(|_| is_declared(feature) == Some(true))?;
    Some(features.on.iter().any(|on| on == feature))
}

struct Features {
    declared: Option<Vec<String>>,
    on: Vec<String>,
}

fn features() -> Option<&'static Features> {
    static FEATURES: OnceLock<Option<Features>> = OnceLock::new();
    let read = || {
        let arguments = std::env::args_os().skip(1).map(|it| it.to_string_lossy().into_owned());
        Features::of(&arguments.collect::<Vec<_>>())
    };
    FEATURES.get_or_init(read).as_ref()
}

impl Features {
    fn of(arguments: &[String]) -> Option<Self> {
        if arguments.iter().any(|argument| argument.starts_with('@')) {
            return None;
        }
        let declared = arguments.iter().filter_map(|it| declared(it));
        let declared = declared.reduce(|all, more| [all, more].concat());
        let behind = arguments.windows(2).filter(|pair| pair[0] == "--cfg").map(|pair| &*pair[1]);
        let joined = arguments.iter().filter_map(|it| it.strip_prefix("--cfg="));
        let on = behind.chain(joined).filter_map(on).map(str::to_owned).collect();
        Some(Self { declared, on })
    }
}

/// The values, or `any()`, in an argument that is about features.
fn declared(argument: &str) -> Option<Vec<String>> {
    let values = argument.trim_start_matches("--check-cfg=").strip_prefix("cfg(feature,")?;
    if values.contains("any()") {
        return Some(vec![String::from("any()")]);
    }
    // What stands between quotes; a feature's name holds none.
    Some(values.split('"').skip(1).step_by(2).map(str::to_owned).collect())
}

/// The name in `feature="name"`.
fn on(cfg: &str) -> Option<&str> {
    let value = cfg.trim().strip_prefix("feature")?.trim_start().strip_prefix('=')?.trim();
    value.strip_prefix('"')?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::Features;

    fn features(arguments: &[&str]) -> Option<(Option<Vec<String>>, Vec<String>)> {
        let arguments: Vec<String> = arguments.iter().map(|&it| it.to_owned()).collect();
        Features::of(&arguments).map(|it| (it.declared, it.on))
    }

    #[test]
    fn cargo_says_which_are_declared_and_which_are_on() {
        let values = r#"cfg(feature, values("cuda", "c++17"))"#;
        let said = features(&["--cfg", r#"feature="cuda""#, "--check-cfg", values, "--cfg=unix"]);
        let owned = |names: &[&str]| names.iter().map(|&it| it.to_owned()).collect::<Vec<_>>();
        assert_eq!(said, Some((Some(owned(&["cuda", "c++17"])), owned(&["cuda"]))));
        let joined =
            features(&[r#"--cfg=feature = "a""#, "--check-cfg=cfg(feature, values(any()))"]);
        assert_eq!(joined, Some((Some(owned(&["any()"])), owned(&["a"]))));
    }

    #[test]
    fn what_is_no_feature_is_none() {
        assert_eq!(features(&["--cfg", r#"features="a""#, "--cfg"]), Some((None, Vec::new())));
        assert_eq!(features(&["--cfg", r#"feature="a""#, "@arguments"]), None);
    }
}
