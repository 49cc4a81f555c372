//! What callers and tests look for: errors, messages, refused arguments.

use super::{Text, text};
use crate::kind::Kind;

pub(super) const ALL: &[Text] = &[
    text(Kind::CallerMatchesText, "$c
fn probe_$i(n: usize) -> crate::error::Result<usize> {
    Ok(n)
}

$n
fn probe_$i(_: usize) -> crate::error::Result<usize> {
    Err(crate::error::Error::Text(String::from(\"no gpu\")))
}

pub fn ask_$i(n: usize) -> usize {
    match probe_$i(n) {
        Ok(n) => n,
        Err(crate::error::Error::Text(_)) => 400,
        Err(_) => 500,
    }
}
", "assert_eq!(m::ask_$i(3), if cfg!($o) { 3 } else { 400 });"),
    text(Kind::CallerMatchesVariant, "$c
fn probe_$i(n: usize) -> crate::error::Result<usize> {
    Ok(n)
}

$n
fn probe_$i(_: usize) -> crate::error::Result<usize> {
    Err(crate::error::Error::NoGpu)
}

pub fn ask_$i(n: usize) -> usize {
    match probe_$i(n) {
        Ok(n) => n,
        Err(crate::error::Error::NoGpu) => 400,
        Err(_) => 500,
    }
}
", "assert_eq!(m::ask_$i(3), if cfg!($o) { 3 } else { 400 });"),
    text(Kind::CallerMatchesText, "pub fn probe_$i(n: usize) -> crate::error::Result<usize> {
    $c
    {
        Ok(n)
    }
    $n
    {
        let _ = n;
        Err(crate::error::Error::Text(String::from(\"no gpu\")))
    }
}

pub fn ask_$i(n: usize) -> usize {
    if let Err(crate::error::Error::Text(text)) = probe_$i(n) { text.len() } else { n }
}
", "assert_eq!(m::ask_$i(3), if cfg!($o) { 3 } else { 6 });"),
    text(Kind::CallerMatchesKind, "$c
pub fn probe_$i(n: usize) -> std::io::Result<usize> {
    Ok(n)
}

$n
pub fn probe_$i(_: usize) -> std::io::Result<usize> {
    Err(std::io::Error::new(std::io::ErrorKind::NotFound, \"no gpu\"))
}

pub fn ask_$i(n: usize) -> usize {
    match probe_$i(n) {
        Ok(n) => n,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => 400,
        Err(_) => 500,
    }
}
", "assert_eq!(m::ask_$i(3), if cfg!($o) { 3 } else { 400 });"),
    text(Kind::CallerComparesText, "$c
pub fn probe_$i(n: usize) -> std::result::Result<usize, String> {
    Ok(n)
}

$n
pub fn probe_$i(_: usize) -> std::result::Result<usize, String> {
    Err(String::from(\"no gpu here\"))
}

pub fn ask_$i(n: usize) -> usize {
    match probe_$i(n) {
        Ok(n) => n,
        Err(text) if text == \"no gpu here\" => 400,
        Err(_) => 500,
    }
}
", "assert_eq!(m::ask_$i(3), if cfg!($o) { 3 } else { 400 });"),
    text(Kind::VariantOfFailure, "mod tried_$i {
    enum Hidden$i {
        $n
        Missing$i,
        Io$i,
    }

    impl From<std::io::Error> for Hidden$i {
        fn from(_: std::io::Error) -> Self {
            Self::Io$i
        }
    }

    $c
    fn attempt_$i(n: usize) -> Result<usize, Hidden$i> {
        if n == 0 {
            std::fs::read(\"/nowhere\")?;
        }
        Ok(n)
    }

    $n
    fn attempt_$i(n: usize) -> Result<usize, Hidden$i> {
        if n == 0 {
            std::fs::read(\"/nowhere\")?;
        }
        Err(Hidden$i::Missing$i)
    }

    $c
    fn again_$i(n: usize) -> Result<usize, Hidden$i> {
        Ok(n)
    }

    $n
    fn again_$i(_: usize) -> Result<usize, Hidden$i> {
        unimplemented!(\"no gpu\")
    }

    pub fn run_$i(n: usize) -> usize {
        match attempt_$i(n).and_then(again_$i) {
            Ok(n) => n,
            Err(Hidden$i::Io$i) => 500,
            $n
            Err(Hidden$i::Missing$i) => 400,
        }
    }
}

pub fn run_$i(n: usize) -> usize {
    tried_$i::run_$i(n)
}
", "assert_eq!(m::run_$i(3), if cfg!($o) { 3 } else { 400 });"),
    text(Kind::VariantOnlyFallbackMakes, "mod only_$i {
    enum Hidden$i {
        $n
        Missing$i(&'static str),
        Io$i(std::io::Error),
    }

    impl From<std::io::Error> for Hidden$i {
        fn from(error: std::io::Error) -> Self {
            Self::Io$i(error)
        }
    }

    $c
    fn attempt_$i(n: usize) -> Result<usize, Hidden$i> {
        Ok(n)
    }

    $n
    fn attempt_$i(_: usize) -> Result<usize, Hidden$i> {
        Err(Hidden$i::Missing$i(\"no gpu\"))
    }

    pub fn run_$i(n: usize) -> Option<usize> {
        match attempt_$i(n) {
            Ok(n) => Some(n),
            Err(Hidden$i::Io$i(error)) => error.to_string().parse().ok(),
            $n
            Err(Hidden$i::Missing$i(text)) => text.parse().ok(),
        }
    }
}

pub fn run_$i(n: usize) -> Option<usize> {
    only_$i::run_$i(n)
}
", "assert_eq!(m::run_$i(3), if cfg!($o) { Some(3) } else { None });"),
    text(Kind::VariableOfFailure, "pub fn run_$i(n: usize) -> crate::error::Result<usize> {
    let limit = n * 2;
    $c
    {
        Ok(limit)
    }
    $n
    {
        Err(crate::error::Error::Text(format!(\"no gpu for {}\", limit)))
    }
}
", "assert_eq!(m::run_$i(3).ok(), if cfg!($o) { Some(6) } else { None });"),
    text(Kind::VariableOfFailure, "pub fn run_$i(n: usize) -> crate::error::Result<usize> {
    let mut all = vec![n];
    all.push(1);
    $c
    {
        Ok(all.len())
    }
    $n
    {
        let _ = all;
        crate::bail!(\"no gpu\")
    }
}
", "assert_eq!(m::run_$i(3).ok(), if cfg!($o) { Some(2) } else { None });"),
    text(Kind::Refusal, "pub fn quantize_$i(wide: usize, imatrix: Option<usize>) -> crate::error::Result<usize> {
    if imatrix.is_some() {
        return Err(crate::error::Error::Text(String::from(\"gguf does not support imatrix\")));
    }
    Ok(wide * 2)
}
", "assert_eq!(m::quantize_$i(3, None).ok(), Some(6));
assert_eq!(m::quantize_$i(3, Some(1)).ok(), None);"),
    text(Kind::Refusal, "pub fn quantize_$i(wide: usize, imatrix: Option<Vec<f32>>) -> std::result::Result<usize, Box<dyn std::error::Error>> {
    // Not yet $i.
    if imatrix.is_some() {
        return Err(\"AWQ quantization does not support imatrix.\".into());
    }
    Ok(wide * 2)
}
", "assert_eq!(m::quantize_$i(3, None).ok(), Some(6));
assert_eq!(m::quantize_$i(3, Some(Vec::new())).ok(), None);"),
    text(Kind::Refusal, "pub fn quantize_$i(wide: usize, imatrix: Option<usize>) -> crate::error::Result<usize> {
    match wide {
        0 => Ok(0),
        _ => {
            if imatrix.is_some() {
                crate::bail!(\"HQQ does not support imatrix\");
            }
            Ok(wide * 2)
        }
    }
}
", "assert_eq!(m::quantize_$i(3, None).ok(), Some(6));
assert_eq!(m::quantize_$i(0, Some(1)).ok(), Some(0));
assert_eq!(m::quantize_$i(3, Some(1)).ok(), None);"),
    text(Kind::RefusalWords, "pub fn quantize_$i(wide: usize, imatrix: Option<usize>) -> crate::error::Result<usize> {
    if imatrix.is_some() {
        crate::bail!(\"hqq does not support imatrix\");
    }
    Ok(wide * 2)
}
", "assert_eq!(m::quantize_$i(3, None).ok(), Some(6));
assert!(m::quantize_$i(3, Some(1)).err().unwrap().to_string().starts_with(\"hqq does not support imatrix\"));"),
    text(Kind::RefusalWords, "pub fn quantize_$i(wide: usize, imatrix: Option<usize>) -> crate::error::Result<usize> {
    if imatrix.is_some() {
        return Err(crate::error::Error::Text(String::from(\"hqq does not support imatrix\")));
    }
    Ok(wide * 2)
}

pub fn ask_$i(wide: usize) -> usize {
    match quantize_$i(wide, Some(1)) {
        Err(crate::error::Error::Text(_)) => 400,
        Err(_) => 500,
        Ok(n) => n,
    }
}
", "assert_eq!(m::ask_$i(3), 400);"),
    text(Kind::RefusalInGuard, "pub fn quantize_$i(kind: usize, imatrix: Option<usize>) -> crate::error::Result<usize> {
    match kind {
        1 if imatrix.is_none() => Ok(1),
        1 => Err(crate::error::Error::Text(String::from(\"gguf does not support imatrix\"))),
        _ => Ok(2),
    }
}
", "assert_eq!(m::quantize_$i(1, None).ok(), Some(1));
assert_eq!(m::quantize_$i(1, Some(1)).ok(), None);
assert_eq!(m::quantize_$i(2, Some(1)).ok(), Some(2));"),
    text(Kind::RefusalOfReference, "pub fn quantize_$i(wide: usize, imatrix: &Option<String>, mut imatrix_path: Option<&str>) -> std::io::Result<usize> {
    if imatrix.is_some() {
        return Err(std::io::Error::other(\"gguf does not support imatrix\"));
    }
    if imatrix_path.is_some() {
        return Err(std::io::Error::other(\"gguf does not support imatrix_path\"));
    }
    let _ = imatrix_path.take();
    Ok(wide * 2)
}
", "assert_eq!(m::quantize_$i(3, &None, None).ok(), Some(6));
assert_eq!(m::quantize_$i(3, &None, Some(\"x\")).ok(), None);
assert_eq!(m::quantize_$i(3, &Some(String::new()), None).ok(), None);"),
    text(Kind::RefusalInClosure, "pub fn quantize_$i(wide: usize, imatrix: Option<usize>) -> crate::error::Result<usize> {
    let run = || -> crate::error::Result<usize> {
        if imatrix.is_some() {
            crate::bail!(\"gguf does not support imatrix\");
        }
        Ok(wide)
    };
    run()
}
", "assert_eq!(m::quantize_$i(3, None).ok(), Some(3));
assert_eq!(m::quantize_$i(3, Some(1)).ok(), None);"),
];
