//! Every sentence of the description of the format.

use crate::binary::records::{Line, RecordText, Records, read};

/// The example of the description.
const GATE: &str = "\x01featherfall 1\nkind: gate\nname: flash_attention\npackage: kernels\n\
    version: 0.3.0\nplace: src/attn.rs:12\nself: Flash\nrequires: all(\"cuda\", unix)\n\
    instead: fallback eager\nalternative: set eager\nmodule: kernels::attn\n\
    holds: true false\n\0";

const PACKAGE: &str = "\x01featherfall 1\nkind: package\npackage: kernels\nfeature: cuda true\n\
    doc: CUDA kernels\nenables: dep:cudarc\nenables: half?/std\ndependency: half\noptional\n\
    no-default-features\nfeatures: std alloc\ntarget: cfg(unix)\n\0";

fn lines(record: &RecordText) -> Vec<(&str, Option<&str>)> {
    record.lines.iter().map(|Line { key, value }| (&**key, value.as_deref())).collect()
}

/// How many records there are, damaged runs, and records of another version.
fn counts(section: impl AsRef<[u8]>) -> (usize, usize, usize) {
    let Records { found, damaged, newer } = read(section.as_ref());
    (found.len(), damaged, newer)
}

/// What the value of a line is read as, if its record is read.
fn value(written: &str) -> Option<String> {
    let records = read(format!("\x01featherfall 1\nkind: {written}\n\0").as_bytes());
    records.found.first().map(|it| it.lines[0].value.clone().expect("a value"))
}

#[test]
fn a_record_is_its_lines() {
    let records = read(GATE.as_bytes());
    assert_eq!((records.damaged, records.newer), (0, 0));
    let [record] = &records.found[..] else { panic!("{records:?}") };
    let expected = [
        ("kind", Some("gate")),
        ("name", Some("flash_attention")),
        ("package", Some("kernels")),
        ("version", Some("0.3.0")),
        ("place", Some("src/attn.rs:12")),
        ("self", Some("Flash")),
        ("requires", Some("all(\"cuda\", unix)")),
        ("instead", Some("fallback eager")),
        ("alternative", Some("set eager")),
        ("module", Some("kernels::attn")),
        ("holds", Some("true false")),
    ];
    assert_eq!(lines(record), expected);
}

#[test]
fn a_line_without_a_value_is_a_flag_and_keys_may_repeat() {
    let records = read(PACKAGE.as_bytes());
    let found = lines(&records.found[0]);
    assert_eq!(found[4], ("enables", Some("dep:cudarc")));
    assert_eq!(found[5], ("enables", Some("half?/std")));
    assert_eq!(found[7..9], [("optional", None), ("no-default-features", None)]);
}

#[test]
fn a_value_may_be_empty_and_hold_what_parts_keys_from_values() {
    assert_eq!(value("").as_deref(), Some(""));
    assert_eq!(value("a: b: c").as_deref(), Some("a: b: c"));
    assert_eq!(value("ünïcode ✓").as_deref(), Some("ünïcode ✓"));
}

#[test]
fn escapes_are_undone() {
    assert_eq!(value(r"a\\b").as_deref(), Some(r"a\b"));
    assert_eq!(value(r"a\nb").as_deref(), Some("a\nb"));
    assert_eq!(value(r"a\\nb").as_deref(), Some(r"a\nb"));
    assert_eq!(value(r"\u{0}\u{1}\u{9}\u{7f}\u{85}").as_deref(), Some("\0\x01\t\x7f\u{85}"));
    assert_eq!(value(r"\u{1B}[31m").as_deref(), Some("\x1b[31m"));
}

#[test]
fn values_that_nobody_writes_are_damage() {
    for bad in [
        r"a\",
        r"\x41",
        r"\u",
        r"\u{",
        r"\u{}",
        r"\u{g}",
        r"\u{+1}",
        r"\u{d800}",
        r"\u{110000}",
        r"\u{00000000000000000001}x\",
        "a\tb",
        "a\rb",
        "a\x7fb",
        "a\u{85}b",
    ] {
        assert_eq!(value(bad), None, "{bad:?}");
        let record = format!("\x01featherfall 1\nkind: {bad}\n\0");
        assert_eq!(counts(record), (0, 1, 0), "{bad:?}");
    }
}

#[test]
fn lines_that_nobody_writes_are_damage() {
    for bad in ["", "\n", "kind: gate", "kind: gate\n\n", "kind: gate\n: x\n", "kind: gate\na\tb\n"]
    {
        let record = format!("\x01featherfall 1\n{bad}\0");
        assert_eq!(counts(record), (0, 1, 0), "{bad:?}");
    }
}

#[test]
fn the_first_line_says_the_kind() {
    assert_eq!(counts("\x01featherfall 1\nname: x\nkind: gate\n\0"), (0, 1, 0));
    assert_eq!(counts("\x01featherfall 1\nkind\n\0"), (0, 1, 0));
    assert_eq!(counts("\x01featherfall 1\nkind: never heard of\n\0"), (1, 0, 0));
}

#[test]
fn unknown_keys_are_kept_for_nobody() {
    let records = read(b"\x01featherfall 1\nkind: gate\nnew-key: x\nnew-flag\nname: y\n\0");
    assert_eq!(lines(&records.found[0])[3], ("name", Some("y")));
}

#[test]
fn there_may_be_any_padding_between_records() {
    let zeros = |count| "\0".repeat(count);
    for padding in [0, 1, 7, 4096, 1 << 20] {
        let section = format!("{0}{GATE}{0}{PACKAGE}{0}", zeros(padding));
        assert_eq!(counts(section), (2, 0, 0), "{padding}");
    }
    assert_eq!(counts(""), (0, 0, 0));
    assert_eq!(counts(zeros(100)), (0, 0, 0));
}

#[test]
fn what_is_neither_a_record_nor_padding_is_damage() {
    assert_eq!(counts(format!("stray{GATE}")), (1, 1, 0));
    assert_eq!(counts(format!("{GATE}stray\0stray\0{GATE}")), (2, 1, 0));
    assert_eq!(counts(format!("{GATE}\x01feather\0{GATE}")), (2, 1, 0));
    assert_eq!(counts([0xff; 4096]), (0, 1, 0));
}

#[test]
fn a_record_of_another_version_is_skipped_and_counted() {
    assert_eq!(counts(format!("\x01featherfall 2\nanything\0{GATE}")), (1, 0, 1));
    assert_eq!(counts("\x01featherfall 99999999999999999999999\n\0"), (0, 0, 1));
    let long = format!("\x01featherfall 2\n{}\0", "x".repeat(100_000));
    assert_eq!(counts(long), (0, 0, 1));
    let foreign = [&b"\x01featherfall 10\n\xff\xfe\0"[..], GATE.as_bytes()].concat();
    assert_eq!(counts(foreign), (1, 0, 1));
}

#[test]
fn a_version_that_is_no_number_is_damage() {
    for bad in ["", "x", "1.0", "-1", "+1", "01", "0", "1 ", "1\r"] {
        assert_eq!(counts(format!("\x01featherfall {bad}\nkind: gate\n\0{GATE}")), (1, 1, 0));
    }
    assert_eq!(counts("\x01featherfall 1\0"), (0, 1, 0));
    assert_eq!(counts("\x01featherfall 2\0"), (0, 1, 0));
}

#[test]
fn a_record_without_its_end_is_damage_and_takes_no_other_with_it() {
    let cut = &GATE[..GATE.len() - 1];
    assert_eq!(counts(cut), (0, 1, 0));
    assert_eq!(counts(format!("{cut}{PACKAGE}")), (1, 1, 0));
    assert_eq!(counts(format!("{PACKAGE}{cut}{cut}{PACKAGE}")), (2, 2, 0));
    for length in 1..GATE.len() {
        let section = format!("{}\0{PACKAGE}", &GATE[..length]);
        assert_eq!(read(section.as_bytes()).found.last().unwrap().lines.len(), 11, "{length}");
    }
}

#[test]
fn a_record_of_more_than_64_kib_is_damage() {
    let of = |length: usize| {
        let frame = "\x01featherfall 1\nkind: \n\0".len();
        format!("\x01featherfall 1\nkind: {}\n\0{GATE}", "x".repeat(length - frame))
    };
    assert_eq!(counts(of(64 << 10)), (2, 0, 0));
    assert_eq!(counts(of((64 << 10) + 1)), (1, 1, 0));
}

#[test]
fn a_record_that_is_not_utf_8_is_damage() {
    let section = [b"\x01featherfall 1\nkind: \xff\n\0", GATE.as_bytes()].concat();
    assert_eq!(counts(section), (1, 1, 0));
}

#[test]
fn any_bytes_are_read_in_one_pass() {
    let marks = "\x01featherfall 1\n".repeat(1 << 18);
    assert_eq!(counts(&marks), (0, 1 << 18, 0));
    assert_eq!(counts("\x01".repeat(1 << 22)), (0, 1, 0));
    assert_eq!(counts(b"a\0".repeat(1 << 21)), (0, 1, 0));
}
