#![forbid(unsafe_code)]
#![deny(warnings)]

use featherfall::__private::{Annotation, record};

// From safe code nothing but text gets into the section. What is no record is passed over.
const _: () = {
    record! { 9; [] "no record" }
};
const _: () = {
    record! { 40; [] "\u{1}featherfall 1 0.1.0\nkind: gate\nname: without an end" }
};
const _: () = {
    record! { 12; [] concat!("\u{0}\u{1}featherfall 1 ", 4_000_000_000_u64, "\n\u{0}\u{1}\u{1}") }
};

// An item that nobody wrote is listed, as a text.
const _: () = {
    featherfall::__private::describe! {
        120 "0.1.0\nkind: gate\nname: forged\npackage: p\nversion: 1" { "p::m" } [feature = "off"]
    }
};

#[featherfall::requires_feature("on", otherwise = 0)]
fn real() -> u32 {
    1
}

static NO_RECORD: Annotation = Annotation::new(b"\x01featherfall");
static EMPTY: Annotation = Annotation::new(b"");
static OF_BYTES: Annotation = Annotation::new(&[0xff; 99]);

fn main() {
    assert_eq!(real(), 1);
    for annotation in [&NO_RECORD, &EMPTY, &OF_BYTES] {
        let _ = annotation.count();
        let _ = annotation.settle_degraded(0);
        let _ = annotation.refused(1).to_string();
    }
    let report = featherfall::report().to_string();
    assert!(report.contains("real"), "{report}");
    let capabilities = featherfall::capabilities();
    assert!(capabilities.len() <= 2, "{capabilities:?}");
    assert!(featherfall::degradations().len() <= 6);
}
