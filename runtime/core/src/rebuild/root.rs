//! Which package the running program is of.

use crate::model::package::Package;

/// The package whose executable this is: the one that recorded itself while an executable was
/// compiled, else the one that names an executable as the program is called (`program` is its file
/// stem). `None` where that is none or more than one.
pub(crate) fn root(packages: &[Package<'_>], program: &str) -> Option<usize> {
    let program = without_hash(program);
    let same = |name: &str| {
        name.len() == program.len()
            && name.bytes().zip(program.bytes()).all(|(a, b)| a == b || (a == b'-' && b == b'_'))
    };
    let named = |package: &Package<'_>| package.executables.iter().any(|name| same(name));
    only(packages, |package| package.executable)
        .or_else(|| only(packages, |package| package.executable && named(package)))
        .or_else(|| {
            let none = !packages.iter().any(|package| package.executable);
            none.then(|| only(packages, named)).flatten()
        })
}

/// The one that `is` so. The library and the executable of a package are one package.
fn only(packages: &[Package<'_>], is: impl Fn(&Package<'_>) -> bool) -> Option<usize> {
    let mut found = (0..packages.len()).filter(|&index| is(&packages[index]));
    let first = found.next()?;
    let id = |index: usize| (packages[index].name, packages[index].version);
    found.all(|other| id(other) == id(first)).then_some(first)
}

/// Without the `-<16 hexadecimal digits>` that cargo puts behind the name of a test.
fn without_hash(program: &str) -> &str {
    match program.rsplit_once('-') {
        Some((name, hash)) if hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()) => {
            name
        }
        _ => program,
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
        assert_eq!(root(&[lib(), app()], "app"), Some(1));
        assert_eq!(root(&[lib(), app()], "serve-all"), Some(1));
        assert_eq!(root(&[lib(), app()], "serve_all-0123456789abcdef"), Some(1));
        assert_eq!(root(&[lib(), app()], "python3"), None);
        assert_eq!(root(&[app(), package("other", false, &["app"])], "app"), None);
        // What was compiled as an executable is one, whatever the file is called now.
        assert_eq!(root(&[app(), package("app", true, &[])], "renamed"), Some(1));
        assert_eq!(root(&[app(), package("lib", true, &[])], "app"), Some(1));
        let two = [package("a", true, &["a"]), package("b", true, &["b"])];
        assert_eq!(root(&two, "b"), Some(1));
        assert_eq!(root(&two, "c"), None);
        assert_eq!(root(&[], "app"), None);
    }
}
