//! Which program this is.

use crate::registry::index::packages;

#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub(crate) struct Binary {
    pub(crate) package: Option<&'static str>,
    pub(crate) version: Option<&'static str>,
    pub(crate) profile: &'static str,
    pub(crate) target: String,
}

/// The package that holds `main`, as far as `feature_set!` calls tell.
pub(crate) fn binary() -> Binary {
    let packages = packages();
    let main = packages
        .iter()
        .find(|package| package.executable)
        .or_else(|| if packages.len() == 1 { packages.first() } else { None });
    Binary {
        package: main.map(|package| package.name),
        version: main.map(|package| package.version),
        profile: if cfg!(debug_assertions) { "debug" } else { "release" },
        target: target(),
    }
}

/// The target triple, from what the standard library knows of it.
fn target() -> String {
    use std::env::consts::{ARCH, OS};
    let vendor = if cfg!(target_vendor = "apple") {
        "apple"
    } else if cfg!(target_vendor = "pc") {
        "pc"
    } else {
        "unknown"
    };
    let os = if OS == "macos" { "darwin" } else { OS };
    let env = if cfg!(target_env = "gnu") {
        "-gnu"
    } else if cfg!(target_env = "musl") {
        "-musl"
    } else if cfg!(target_env = "msvc") {
        "-msvc"
    } else {
        ""
    };
    format!("{ARCH}-{vendor}-{os}{env}")
}
