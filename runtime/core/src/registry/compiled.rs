//! How this crate itself was compiled: the profile and the target of the build around it.

use std::env::consts::{ARCH, OS};

/// What the record of a build says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Compiled {
    pub(crate) profile: &'static str,
    pub(crate) target: &'static str,
}

/// What this one was compiled as. The target is what the standard library knows of its triple.
pub(crate) const HERE: Compiled = Compiled {
    profile: if cfg!(debug_assertions) { "debug" } else { "release" },
    target: text(&TARGET),
};

const TARGET_PARTS: &[&str] = &[
    ARCH,
    if cfg!(target_vendor = "apple") {
        "-apple-"
    } else if cfg!(target_vendor = "pc") {
        "-pc-"
    } else {
        "-unknown-"
    },
    if cfg!(target_os = "macos") { "darwin" } else { OS },
    if cfg!(target_env = "gnu") {
        "-gnu"
    } else if cfg!(target_env = "musl") {
        "-musl"
    } else if cfg!(target_env = "msvc") {
        "-msvc"
    } else {
        ""
    },
];
const TARGET: [u8; length(TARGET_PARTS)] = joined(TARGET_PARTS);

const RECORD_PARTS: &[&str] = &[
    "\u{1}featherfall 1 ",
    env!("CARGO_PKG_VERSION"),
    "\nkind: build\nprofile: ",
    HERE.profile,
    "\ntarget: ",
    HERE.target,
    "\n\0",
];
const RECORD_TEXT: [u8; length(RECORD_PARTS)] = joined(RECORD_PARTS);

#[allow(unsafe_code, reason = "a section of the binary is chosen")]
const _: () = {
    crate::__record! { RECORD_TEXT.len(); [] text(&RECORD_TEXT) }
};

const fn length(parts: &[&str]) -> usize {
    let mut length = 0;
    let mut part = 0;
    while part < parts.len() {
        length += parts[part].len();
        part += 1;
    }
    length
}

const fn joined<const N: usize>(parts: &[&str]) -> [u8; N] {
    let mut bytes = [0; N];
    let (mut at, mut part) = (0, 0);
    while part < parts.len() {
        let (_, rest) = bytes.split_at_mut(at);
        let (to, _) = rest.split_at_mut(parts[part].len());
        to.copy_from_slice(parts[part].as_bytes());
        at += parts[part].len();
        part += 1;
    }
    bytes
}

const fn text(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => panic!("text, joined"),
    }
}
