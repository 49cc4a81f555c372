//! Which package the running program is of.

use crate::model::package::Package;

/// The package whose executable this is: the one that recorded itself while an executable was
/// compiled; else, of a test or a bench, the one that cargo runs (`cargo` is `CARGO_PKG_NAME`); else the
/// one that names an executable as the program is called (`program` is its file stem). `None` where that
/// is none or more than one.
///
/// Tests of several packages have one name, and cargo does not compile a library again where a folder
/// of tests appears. Other programs inherit what cargo says from whoever starts them.
pub(crate) fn root(packages: &[Package<'_>], program: &str, cargo: Option<&str>) -> Option<usize> {
    let (program, is_test) = without_hash(program);
    let same = |name: &str| {
        name.len() == program.len()
            && name.bytes().zip(program.bytes()).all(|(a, b)| a == b || (a == b'-' && b == b'_'))
    };
    let named = |package: &Package<'_>| package.executables.iter().any(|name| same(name));
    let is_run = |package: &Package<'_>| is_test && package.recorded && Some(package.name) == cargo;
    if packages.iter().any(|package| package.executable) {
        return only(packages, |package| package.executable)
            .or_else(|| only(packages, |package| package.executable && named(package)));
    }
    only(packages, is_run).or_else(|| only(packages, named))
}

/// The one that `is` so. The library and the executable of a package are one package.
fn only(packages: &[Package<'_>], is: impl Fn(&Package<'_>) -> bool) -> Option<usize> {
    let mut found = (0..packages.len()).filter(|&index| is(&packages[index]));
    let first = found.next()?;
    let id = |index: usize| (packages[index].name, packages[index].version);
    found.all(|other| id(other) == id(first)).then_some(first)
}

/// Without the `-<16 hexadecimal digits>` that cargo puts behind the name of a test, and whether it has
/// them.
fn without_hash(program: &str) -> (&str, bool) {
    match program.rsplit_once('-') {
        Some((name, hash)) if hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()) => {
            (name, true)
        }
        _ => (program, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package<'a>(name: &'a str, executable: bool, executables: &[&'a str]) -> Package<'a> {
        let executables = executables.to_vec();
        Package { name, version: "0.1.0", executable, executables, ..Package::default() }
    }

    #[test]
    fn the_root_is_the_one_package_with_this_executable() {
        let app = || package("app", false, &["app", "serve-all"]);
        let lib = || package("lib", false, &["bench"]);
        assert_eq!(root(&[lib(), app()], "app", None), Some(1));
        assert_eq!(root(&[lib(), app()], "serve-all", None), Some(1));
        assert_eq!(root(&[lib(), app()], "serve_all-0123456789abcdef", None), Some(1));
        assert_eq!(root(&[lib(), app()], "python3", None), None);
        assert_eq!(root(&[app(), package("other", false, &["app"])], "app", None), None);
        // What was compiled as an executable is one, whatever the file is called now.
        assert_eq!(root(&[app(), package("app", true, &[])], "renamed", None), Some(1));
        assert_eq!(root(&[app(), package("lib", true, &[])], "app", None), Some(1));
        let two = [package("a", true, &["a"]), package("b", true, &["b"])];
        assert_eq!(root(&two, "b", None), Some(1));
        assert_eq!(root(&two, "c", None), None);
        assert_eq!(root(&[], "app", None), None);
    }

    #[test]
    fn cargo_says_of_which_package_a_test_is() {
        let package = |name, executables: &[&'static str]| Package {
            recorded: true,
            ..package(name, false, executables)
        };
        let both = [package("kernels", &["it"]), package("engine", &["it"])];
        assert_eq!(root(&both, "it-0123456789abcdef", None), None);
        assert_eq!(root(&both, "it-0123456789abcdef", Some("engine")), Some(1));
        // The folder of tests came after the library was compiled.
        let stale = [package("kernels", &["it"]), package("engine", &[])];
        assert_eq!(root(&stale, "it-0123456789abcdef", Some("engine")), Some(1));
        assert_eq!(root(&stale, "it-0123456789abcdef", Some("not-linked")), Some(0));
        // Whoever started it was started by cargo.
        assert_eq!(root(&both, "it", Some("engine")), None);
        assert_eq!(root(&stale, "it", Some("engine")), Some(0));
    }
}
