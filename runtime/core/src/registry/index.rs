//! The capability that each record describes, and under which id.

use std::collections::HashMap;

use crate::model::capability::Capability;
use crate::model::package::Package;
use crate::registry::annotation::Annotation;
use crate::registry::compiled::Compiled;
use crate::registry::parse::{self, Gate, Parsed};
use crate::registry::record::{Record, Records};
use crate::registry::section;
use crate::sync::lazy::Lazy;
use crate::sync::list::List;
use crate::text::sort::{sort_by, sort_by_key};

/// Every annotated item linked into this binary, sorted by package, module, name and place.
///
/// A crate that is only listed in `Cargo.toml` and never named in the code is not linked; write
/// `use that_crate as _;` to have its items here. Nor are items of a static library that is linked
/// without `--whole-archive`, or of another shared library; [`report()`](crate::report()) has those of
/// them that ran. On targets without linker sections (wasm) and under miri the list is empty.
///
/// Collected at the first call, then free.
#[must_use]
pub fn capabilities() -> &'static [&'static Capability] {
    &collected().sorted
}

/// The registry, read once.
struct Collected {
    sorted: Vec<&'static Capability>,
    /// In the order of their records.
    by_record: Vec<&'static Capability>,
}

fn collected() -> &'static Collected {
    static COLLECTED: Lazy<Collected> = Lazy::new();
    COLLECTED.get_or_make(|| collect(records()))
}

/// The records that this version of the crate wrote; another one reads its own.
fn records() -> &'static [Record<'static>] {
    static RECORDS: Lazy<Vec<Record<'static>>> = Lazy::new();
    RECORDS.get_or_make(|| {
        let found = Records::of(section::bytes()).found.into_iter();
        found.filter(|record| record.by == VERSION).collect()
    })
}

fn collect(records: &[Record<'static>]) -> Collected {
    let read = records.iter().filter_map(|record| match parse::record(*record)? {
        Parsed::Capability(capability) => Some(capability),
        Parsed::Package(_) | Parsed::Build(_) => None,
    });
    let mut capabilities: Vec<Box<Capability>> = read.collect();
    sort_by(&mut capabilities, Ord::cmp);
    name_apart(&mut capabilities);
    let leaked = capabilities.into_iter().map(|capability| &*Box::leak(capability));
    let sorted: Vec<&Capability> = leaked.collect();
    let mut by_record = sorted.clone();
    sort_by_key(&mut by_record, |it| it.record);
    Collected { sorted, by_record }
}

/// What the records of a section say, whichever version of this crate wrote them.
pub(crate) struct Inspected {
    pub(crate) versions: Vec<&'static str>,
    pub(crate) compiled: Option<Compiled>,
    pub(crate) packages: Vec<Package<'static>>,
    pub(crate) capabilities: Vec<&'static Capability>,
    pub(crate) foreign: usize,
    pub(crate) damaged: usize,
}

/// Reads the section of a finished file.
pub(crate) fn inspected(section: &'static [u8]) -> Inspected {
    let Records { found, foreign, damaged } = Records::of(section);
    let mut versions: Vec<&str> = found.iter().map(|record| record.by).collect();
    sort_by(&mut versions, Ord::cmp);
    versions.dedup();
    let packages = packages_of(&found);
    let compiled = found.iter().find(|record| record.is_of_kind("build"));
    let compiled = compiled.and_then(|record| match parse::record(*record)? {
        Parsed::Build(compiled) => Some(compiled),
        Parsed::Package(_) | Parsed::Capability(_) => None,
    });
    let capabilities = collect(&found).sorted;
    Inspected { versions, compiled, packages, capabilities, foreign, damaged }
}

/// What requires something of the build, without the rest of what records say.
pub(crate) fn gates() -> &'static [Gate] {
    static GATES: Lazy<Vec<Gate>> = Lazy::new();
    GATES.get_or_make(|| records().iter().filter_map(|record| parse::gate(*record)).collect())
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Gives capabilities of one id ids of their own: by the trait that they implement, else by a number.
fn name_apart(capabilities: &mut [Box<Capability>]) {
    for at in namesakes(capabilities).into_iter().flatten() {
        capabilities[at].id = capabilities[at].id_with_trait();
    }
    for namesakes in namesakes(capabilities) {
        for (index, at) in namesakes.into_iter().enumerate().skip(1) {
            let id = &mut capabilities[at].id;
            *id = format!("{id}#{}", index + 1);
        }
    }
}

/// The places of those that share an id, for each such id.
fn namesakes(capabilities: &[Box<Capability>]) -> Vec<Vec<usize>> {
    let mut by_id: HashMap<&str, Vec<usize>> = HashMap::with_capacity(capabilities.len());
    for (at, capability) in capabilities.iter().enumerate() {
        by_id.entry(&capability.id).or_default().push(at);
    }
    by_id.into_values().filter(|places| places.len() > 1).collect()
}

/// Those that ran and were not collected.
static STRAYS: List<Capability> = List::EMPTY;

/// What the record of `annotation` says, read alone: its id may be that of others as well.
pub(crate) fn described(annotation: &'static Annotation) -> &'static Capability {
    if let Some(described) = annotation.described.get() {
        return described;
    }
    let described: &'static Capability = Box::leak(Box::new(read(annotation)));
    annotation.described.replace(None, described).unwrap_or(described)
}

fn read(annotation: &'static Annotation) -> Capability {
    let record = Records::of(annotation.record).found.first().copied();
    match record.and_then(parse::record) {
        Some(Parsed::Capability(capability)) => *capability,
        _ => Capability { record: annotation.record.as_ptr().addr(), ..parse::nothing() },
    }
}

/// The capability that `annotation` counts, with an id of its own.
pub(crate) fn capability_of(annotation: &'static Annotation) -> &'static Capability {
    let record = annotation.record.as_ptr().addr();
    let is_it = |stray: &Capability| stray.record == record;
    let Collected { by_record, .. } = collected();
    if let Ok(at) = by_record.binary_search_by_key(&record, |capability| capability.record) {
        return by_record[at];
    }
    if let Some(found) = STRAYS.iter().find(|stray| is_it(stray)) {
        return found;
    }
    let mut stray = read(annotation);
    let is_taken = |id: &str| {
        let strays = STRAYS.iter().map(|stray| stray.id.as_str());
        collected().sorted.iter().map(|known| known.id.as_str()).chain(strays).any(|it| it == id)
    };
    if is_taken(&stray.id) {
        stray.id = stray.id_with_trait();
    }
    let id = stray.id.clone();
    let mut number = 1;
    while is_taken(&stray.id) {
        number += 1;
        stray.id = format!("{id}#{number}");
    }
    STRAYS.push_unless(stray, is_it)
}

/// What ran so far and is none of [`capabilities`], in report order.
pub(crate) fn strays() -> Vec<&'static Capability> {
    let mut found: Vec<_> = STRAYS.iter().collect();
    sort_by(&mut found, Ord::cmp);
    found
}

/// What every linked `feature_set!()` recorded, sorted by package.
pub(crate) fn packages() -> &'static [Package<'static>] {
    static PACKAGES: Lazy<Vec<Package<'static>>> = Lazy::new();
    PACKAGES.get_or_make(|| packages_of(records()))
}

fn packages_of(records: &[Record<'static>]) -> Vec<Package<'static>> {
    let of_packages = records.iter().filter(|record| record.is_of_kind("package"));
    let read = of_packages.filter_map(|record| match parse::record(*record)? {
        Parsed::Package(package) => Some(package),
        Parsed::Capability(_) | Parsed::Build(_) => None,
    });
    let mut packages: Vec<Package<'static>> = read.collect();
    sort_by_key(&mut packages, |it| (it.name, it.version, it.executable));
    packages
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of each kind, with every line that there is.
    const RECORDS: [&str; 4] = [
        "\x01featherfall 1 0.1.0\nkind: gate\nname: flash\npackage: p\nversion: 0.1.0\n\
         place: src/a.rs:7\nscope: <Flash>::forward\nimplements: Layer\n\
         requires: all(\"cuda\", not(any(unix, target_os = \"a\")))\nholds: true false true \n\
         instead: fallback eager\nbenign\nwhen: too \\u{e9} old\nrequired-if: a\\nb\n\
         alternative: eager\nhint: a \\\\ b\nlog: warn\ntracking: here\nlabel: Flash\narms: 2\n\
         limitation: slow\nmodule: p::a\n\0",
        "\x01featherfall 1 0.1.0\nkind: quant\nname: q4\npackage: p\nversion: 0.1.0\n\
         requires: \"cuda\"\nholds: false \nmethod: q4_k\nalias: q4\noperation: matmul\n\
         level: native\nargument: ignored seed\nsince: 0.1.0\nmodule: p::q\n\0",
        "\x01featherfall 1 0.1.0\nkind: package\npackage: p\nversion: 0.1.0\nmodule: p\n\
         executable: true\nprogram: p\nfeature: cuda true\ndoc: GPUs\nenables: dep:k\nneeds\n\
         need: compute_capability 8.0\nfeature: fast false\ndependency: k\nof: kernels\n\
         requirement: ^1\nwith: x\ntarget: cfg(unix)\noptional\nno-default-features\nlocal\n\
         workspace\nbuild\ndev\n\0",
        "\x01featherfall 1 0.1.0\nkind: build\nprofile: debug\ntarget: x\n\0",
    ];

    /// What a reader looks for.
    const WORDS: [&[u8]; 12] = [
        b"\0",
        b"\x01",
        b"\n",
        b": ",
        b"(",
        b")",
        b"\"",
        b"\\u{",
        b"\xff",
        b"\xc3\xa9",
        b"any(",
        b"kind: ",
    ];

    /// Damages a record in up to three places.
    fn damage(record: &mut Vec<u8>, below: &mut impl FnMut(usize) -> usize) {
        for _ in 0..=below(3) {
            let at = below(record.len() + 1);
            let end = record.len().min(at + below(12));
            match below(4) {
                0 => drop(record.drain(at..end)),
                1 => drop(record.splice(at..at, record[at..end].to_vec())),
                2 => drop(record.splice(at..at, WORDS[below(WORDS.len())].iter().copied())),
                _ => record[at..end].iter_mut().for_each(|byte| *byte ^= 1 << below(8)),
            }
        }
    }

    #[cfg_attr(miri, ignore = "it takes miri too long")]
    #[test]
    fn damaged_records_are_read_or_counted() {
        let mut state = 88_172_645_463_325_252_u64;
        let mut below = |end: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % end as u64).unwrap()
        };
        let (mut read, mut damaged) = (0, 0);
        for _ in 0..100_000 {
            let mut record = RECORDS[below(RECORDS.len())].as_bytes().to_vec();
            damage(&mut record, &mut below);
            // Records live as long as the process.
            let found = inspected(record.leak());
            read += found.capabilities.len() + found.packages.len();
            damaged += found.damaged;
        }
        assert!(read > 10_000 && damaged > 10_000, "{read} read, {damaged} damaged");
    }
}
