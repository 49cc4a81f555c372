// Every valid form of every option.
#![deny(warnings)]
#![forbid(unsafe_code)]

use featherfall::{QuantSupport, Unavailable, quant_support, quantization_support};

#[quant_support(Stable)]
fn q8_0() -> u32 {
    1
}

#[quant_support(Experimental,)]
fn experimental() -> u32 {
    1
}

#[quant_support(
    Partial,
    method = "hqq",
    aliases("half-quadratic", "HQQ+",),
    ignores(imatrix),
    refuses(bits),
    requires(weights,),
    alternative = "use `q4k`",
    error = |_| "no",
    log = info,
    since = "0.3.0",
    priority = High,
    tracking = "https://example.org/1",
    note = "a note",
    name = "hqq_quantize",
    crate = ::featherfall,
)]
fn quantize(
    imatrix: Option<&[f32]>,
    bits: core::option::Option<u32>,
    weights: std::option::Option<u32>,
) -> Result<bool, &'static str> {
    let _ = (bits, weights);
    Ok(imatrix.is_none())
}

type Maybe = Option<u32>;

#[quant_support(Stable, ignores(imatrix))]
fn alias(mut imatrix: Maybe) -> Maybe {
    imatrix.take()
}

#[quant_support(Unimplemented)]
fn empty() -> Result<u32, Unavailable> {}

#[quant_support(Unimplemented)]
fn iq2() -> Result<u32, std::io::Error> {
    todo!()
}

#[quant_support(Unimplemented, error = |unavailable| unavailable.to_string())]
fn iq3() -> Result<u32, String> {
    unimplemented!("not {}", "yet");
}

struct Afq(u32);

#[quant_support(Experimental, ignores(imatrix))]
impl Afq {
    fn new(bits: u32, imatrix: Option<u32>) -> Self {
        assert_eq!(imatrix, None);
        Self(bits)
    }

    fn forward(&self) -> u32 {
        self.0
    }

    #[quant_support(Unimplemented, alternative = "use `q4k`")]
    fn add_delta_w(&self) -> Result<(), Unavailable> {
        todo!()
    }
}

trait Quantizer {
    fn bits() -> u32;
}

#[quant_support(Stable, method = "slice")]
impl Quantizer for [f32] {
    fn bits() -> u32 {
        32
    }
}

fn main() {
    assert_eq!(q8_0() + experimental(), 2);
    assert_eq!(quantize(Some(&[1.0]), None, Some(1)), Ok(true));
    assert_eq!(quantize(None, Some(1), Some(1)), Err("no"));
    assert_eq!(quantize(None, None, None), Err("no"));
    assert_eq!(alias(Some(1)), None);
    assert!(empty().is_err());
    assert!(iq2().is_err());
    assert!(iq3().is_err());
    let afq = Afq::new(4, Some(1));
    assert_eq!(afq.forward(), 4);
    assert!(afq.add_delta_w().is_err());
    assert_eq!(<[f32]>::bits(), 32);
    assert_eq!(quantization_support("HQQ").ok(), Some(QuantSupport::Partial));
    assert_eq!(quantization_support("half_quadratic").ok(), Some(QuantSupport::Partial));
    assert_eq!(quantization_support("iq2").ok(), Some(QuantSupport::Unimplemented));
}
