#![doc = include_str!("../README.md")]

#[cfg(any(doc, doctest))]
pub mod guide;
#[cfg(feature = "testing")]
pub mod testing;

#[doc(inline)]
pub use featherfall_core::*;

/// Chooses an expression or a statement by what the build has.
///
/// Arms are written as in a `match`, each with a feature or a predicate; the first that holds is
/// built, the others are not looked at. `return`, `?`, `break` and `.await` inside of an arm are those
/// of the function around it. The arm `_` is built where none holds; without one the function returns
/// an [`Unavailable`] as its own error type.
///
/// ```
/// use featherfall::feature_gated;
///
/// fn sorted(mut ids: Vec<u32>) -> std::io::Result<Vec<u32>> {
///     feature_gated! {
///         "cuda" => { return Ok(kernel::sort(ids)?) }
///         _ => ids.sort_unstable(),
///     }
///     Ok(ids)
/// }
///
/// fn on_the_device(ids: &[u32]) -> std::io::Result<usize> {
///     feature_gated! { (unused(ids), name = "kernel") "cuda" => kernel::count(ids) }
/// }
///
/// const LANES: usize = feature_gated! { "cuda" => 8, _ => 1 };
///
/// assert_eq!(sorted(vec![2, 1]).unwrap(), [1, 2]);
/// assert!(on_the_device(&[1]).unwrap_err().to_string().starts_with("`kernel` is unavailable"));
/// assert_eq!(LANES, 1);
/// ```
///
/// Options stand in parentheses before the arms: `feature_gated! { (benign) "cuda" => .., _ => .. }`.
///
/// | option | meaning |
/// |---|---|
/// | `error = f`, `panics` | for functions that cannot return the error, as in [`macro@requires_feature`] |
/// | `benign` | the arm `_` serves as well as the others: a strict policy lets it pass |
/// | `unused(x, mut y)` | variables that only some arms use: no lint where those are not built |
/// | `const` | the arm `_` neither counts, logs nor obeys the policy, so that it works in constants |
/// | `name = ".."` | the capability's name, default the first arm's feature |
/// | `alternative`, `hint`, `log`, `priority`, `tracking`, `note`, `crate` | as in [`macro@requires_feature`] |
///
/// An arm `_` counts as a degraded call, unless it is a plain value: a literal, a path, a negation, or
/// a tuple, array or reference of those. Plain values and `const` work in constants; `const` is also for
/// closures, `async` blocks and `impl Trait` functions that return something else than a `Result`,
/// because nothing says so where the macro stands. A `let` without an arm `_` whose type only later
/// code determines needs it written: `let x: u32 = feature_gated! { .. };`.
pub use featherfall_macros::feature_gated;

/// Records the features that the `Cargo.toml` of the calling crate declares, with their `##` doc
/// comments, and which of them are on there.
///
/// Written once, at the root of a crate. It makes [`FeatureSet`] and the hints complete: without it
/// they know only the features that gates name. Costs nothing at run time. Takes, in any order:
///
/// * `crate = ::path` where featherfall is not at `::featherfall`;
/// * `requires("feature", need, ..)` for what a feature needs of the machine, which the runtime's
///   feature `hardware` looks at: `nvidia_gpu`, `compute_capability = "8.0"` (or newer),
///   `only_compute_capability = "9.0"`, `cuda_toolkit = "13.0"` (the one it is built with),
///   `cpu = "avx2"`, `arch = "x86_64"`, `os = "linux"`. It replaces what is known of a well-known
///   feature; `requires("flash-attn")` alone says that it needs nothing. A value is any constant
///   expression of type `&'static str`.
///
/// ```
/// featherfall::feature_set!(requires("serde", cpu = "avx2"));
///
/// // This package declares `serde`, whether it is on or not.
/// assert!(featherfall::FeatureSet::current().is_known("serde"));
/// ```
pub use featherfall_macros::feature_set;

/// Declares a type, an impl block or a function that stands in where a backend is not built.
///
/// The first argument is the feature or the predicate that the real thing requires; the stub is built
/// where it does not hold. The real backend's file is not touched.
///
/// * `struct Name;`, perhaps with parameters, becomes a type of which no value exists. Write the
///   attribute above `derive`.
/// * In an impl block of such a type the functions are written without bodies. Those that take a
///   value of the type can never be called, so they need no error, whatever they return. The others
///   return an [`Unavailable`] as their own error type, or what `error` and `otherwise` say. Bodies,
///   associated types and constants that are written stay.
/// * A function without a body is filled in the same way.
///
/// | option | meaning |
/// |---|---|
/// | `error = f`, `otherwise = expr` | as in [`macro@requires_feature`], for the functions that can be called |
/// | `alternative`, `hint`, `name`, `log`, `priority`, `tracking`, `note`, `crate` | as in [`macro@requires_feature`] |
///
/// ```
/// use featherfall::feature_stub;
///
/// pub trait Device: Sized {
///     fn open(ordinal: usize) -> std::io::Result<Self>;
///     fn zeros(&self, len: usize) -> Vec<f32>;
///     fn name(&self) -> &str;
/// }
///
/// #[feature_stub("cuda")]
/// #[derive(Debug, Clone)]
/// pub struct CudaDevice;
///
/// #[feature_stub("cuda", alternative = "use the CPU")]
/// impl Device for CudaDevice {
///     fn open(_: usize) -> std::io::Result<Self>;
///     fn zeros(&self, _: usize) -> Vec<f32>;
///     fn name(&self) -> &str;
/// }
///
/// let error = CudaDevice::open(0).unwrap_err();
/// assert!(error.to_string().starts_with("`CudaDevice` is unavailable"));
/// assert_eq!(size_of::<Option<CudaDevice>>(), 0); // it can only be `None`
/// ```
pub use featherfall_macros::feature_stub;

/// Says what an item cannot do. Changes nothing but the documentation, [`capabilities()`] and the
/// report; `cargo featherfall limitations` and `issues` read it too.
///
/// On any item: functions with a body, types, traits, impl blocks, inline modules.
///
/// | option | meaning |
/// |---|---|
/// | `workaround = ".."` | what to do about it |
/// | `name`, `priority`, `tracking`, `note`, `crate` | as in [`macro@requires_feature`] |
///
/// ```
/// use featherfall::{capabilities, limitation};
///
/// #[limitation("T5 has no flash attention", workaround = "use `eager`", priority = High)]
/// struct T5;
///
/// # let _ = T5;
/// let found = capabilities().iter().find(|capability| capability.name() == "T5").unwrap();
/// assert_eq!(found.limitation(), Some("T5 has no flash attention"));
/// assert_eq!(found.alternative(), Some("use `eager`"));
/// ```
pub use featherfall_macros::limitation;

/// Goes on without an optional argument, in the middle of a function: in the arm of a `match` that
/// serves a quantization method which cannot use it.
///
/// `quant_ignores!(variable, method = "..");` warns once if the variable is `Some`, and shadows it
/// with `None`; under a strict policy the function returns the error instead. Write `mut variable`
/// where the arm changes it.
///
/// | option | meaning |
/// |---|---|
/// | `method = ".."` | the quantization method, which is needed |
/// | `alternative`, `error`, `name`, `log`, `priority`, `tracking`, `note`, `crate` | as in [`macro@requires_feature`] |
///
/// ```
/// use featherfall::{quant_ignores, quant_methods};
///
/// enum Kind {
///     Q4K,
///     Awq,
/// }
///
/// fn quantize(kind: Kind, imatrix: Option<&[f32]>) -> std::io::Result<bool> {
///     Ok(match kind {
///         Kind::Q4K => imatrix.is_some(),
///         Kind::Awq => {
///             quant_ignores!(imatrix, method = "awq");
///             imatrix.is_some()
///         }
///     })
/// }
///
/// assert!(quantize(Kind::Q4K, Some(&[1.0])).unwrap());
/// assert!(!quantize(Kind::Awq, Some(&[1.0])).unwrap());
/// assert_eq!(quant_methods().supports("awq", "imatrix"), Ok(false));
/// ```
pub use featherfall_macros::quant_ignores;

/// As [`quant_ignores!`], but a variable that is `Some` makes the function return the error.
///
/// ```
/// use featherfall::{quant_refuses, Reason, Unavailable};
///
/// fn quantize(imatrix: Option<Vec<f32>>) -> std::io::Result<()> {
///     quant_refuses!(imatrix, method = "gptq", alternative = "use `q4k`");
///     Ok(())
/// }
///
/// assert!(quantize(None).is_ok());
/// let error = quantize(Some(vec![1.0])).unwrap_err();
/// assert_eq!(Unavailable::find_in(&error).unwrap().reason(), Reason::ArgumentRefused);
/// assert_eq!(
///     error.to_string(),
///     "`gptq` does not support `imatrix`. Alternatively, use `q4k`.",
/// );
/// ```
pub use featherfall_macros::quant_refuses;

/// Declares how far a quantization function, method or impl block is supported, and what it does
/// with its optional arguments.
///
/// The first argument is `Stable`, `Experimental`, `Partial` or `Unimplemented`. The two in the middle
/// warn once, at the first entry. The body of an `Unimplemented` function is `{}`, `todo!()` or
/// `unimplemented!()` and becomes the error. On an impl block the entries are the functions without a
/// receiver; a function inside may have a level of its own, which is that operation's. Costs one atomic
/// addition for each call of an entry point.
///
/// | option | meaning |
/// |---|---|
/// | `method = ".."` | the method, default the item's name; look-ups ignore case, `-` and `_` |
/// | `aliases("..", ..)` | its other names |
/// | `ignores(x, ..)` | parameters of type `Option<_>`: when `Some`, warn once and go on with `None` |
/// | `refuses(x, ..)`, `requires(x, ..)` | a hinted error when `Some`, when `None` |
/// | `since = ".."` | the version since which the level holds |
/// | `alternative`, `error`, `name`, `log`, `priority`, `tracking`, `note`, `crate` | as in [`macro@requires_feature`] |
///
/// ```
/// use featherfall::{quant_support, Reason, Unavailable};
///
/// struct Linear;
///
/// #[quant_support(Partial, method = "nf4", requires(absmax))]
/// impl Linear {
///     fn new(absmax: Option<f32>) -> std::io::Result<Self> {
///         Ok(Linear)
///     }
///
///     #[quant_support(Unimplemented, alternative = "use `dequantize`")]
///     fn forward(&self, x: f32) -> std::io::Result<f32> {
///         todo!()
///     }
/// }
///
/// let error = Linear::new(None).err().unwrap();
/// assert_eq!(Unavailable::find_in(&error).unwrap().reason(), Reason::ArgumentRequired);
/// let error = Linear::new(Some(1.0)).unwrap().forward(1.0).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`forward` is not implemented for `nf4`. Alternatively, use `dequantize`.",
/// );
/// ```
pub use featherfall_macros::quant_support;

/// Gates a function, a method, or every function of an impl block by what the build has.
///
/// The first argument is a feature (`"flash-attn"`) or the grammar of `#[cfg]` in which a bare string is
/// a feature: `any("flash-attn", "flash-attn-v3")`, `all("cuda", unix)`, `not("metal")`,
/// `target_os = "linux"`, `cfg(has_cutlass)`. Where it holds, the body runs untouched and at no cost.
/// Where it does not, the function calls its `fallback`, evaluates its `otherwise`, panics, or returns
/// an [`Unavailable`] as its own error type, which is reached by `error = f`, else
/// `From<Unavailable>`, else `From<std::io::Error>`: that is how every version of candle works.
///
/// | option | meaning |
/// |---|---|
/// | `fallback = path` | call this function instead, with the same arguments (`self` first, awaited in an `async fn`); a method is `Self::name` |
/// | `otherwise = expr` | evaluate this instead; the arguments are in scope |
/// | `error = f` | how an `Unavailable` becomes the error, for types without `From<Unavailable>` |
/// | `panics` | panic with the hint, for functions that cannot return an error |
/// | `when(cond, "what must hold")` | a run-time condition over the arguments, such as `when(q.is_cuda(), "q must be on a CUDA device")`; repeatable, all that fail are reported; as the body, it may name what only the feature brings, and is checked where the feature is on |
/// | `required_if(cond, "who asked")` | where it holds over the arguments, the caller asked for this very capability: the hinted error instead of `fallback` or `otherwise`, with this reason; repeatable |
/// | `benign` | what runs instead gives callers all they need: a strict policy lets it pass, and its message is at `debug` |
/// | `alternative = ".."` | what to do without rebuilding |
/// | `hint = ".."` | replaces the computed rebuild hint (wheels, containers, build-script cfgs) |
/// | `available = NAME` | also emits `const NAME: bool` |
/// | `name = ".."` | the capability's name, default the function's |
/// | `log = off\|debug\|info\|warn\|error` | the level of the one message, default `warn` for `fallback`, `debug` for `otherwise` |
/// | `priority = Critical\|High\|Medium\|Low`, `tracking = "URL"`, `note = ".."` | debt metadata |
/// | `crate = ::path` | where featherfall is, if not at `::featherfall` |
///
/// ```
/// use featherfall::requires_feature;
///
/// #[derive(Debug, PartialEq)]
/// enum Error {
///     NotCompiled,
/// }
///
/// #[requires_feature("flash-attn", error = |_| Error::NotCompiled)]
/// fn kernel(x: u32) -> Result<u32, Error> {
///     Ok(x)
/// }
///
/// #[requires_feature("serde", otherwise = 1, when(x > 1, "x must exceed 1"))]
/// fn lanes(x: u32) -> u32 {
///     x
/// }
///
/// assert_eq!(kernel(1), Err(Error::NotCompiled));
/// assert_eq!(lanes(0), 1);
/// ```
pub use featherfall_macros::requires_feature;

/// What expansions name. Not part of the public interface: it may change in any release.
#[doc(hidden)]
pub mod __private {
    pub use featherfall_core::__private::*;
    pub use featherfall_macros::is_enabled;
}
