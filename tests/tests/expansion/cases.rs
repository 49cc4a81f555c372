//! The annotated items.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::grammar::Policy;
use crate::{
    Case, feature_gated, feature_stub, limitation, quant_argument, quant_support, requires_feature,
};

const fn attribute(name: &str) -> fn(TokenStream, TokenStream) -> TokenStream {
    match name.as_bytes() {
        b"requires_feature" => requires_feature::expand,
        b"quant_support" => quant_support::expand,
        b"feature_stub" => |arguments, item| feature_stub::expand(arguments, &item),
        b"limitation" => limitation::expand,
        // As the body of a function whose head stands in the place of an item.
        b"feature_gated" => |arms, head| in_function(&head, &feature_gated::expand(arms)),
        b"quant_ignores" => |arguments, head| {
            in_function(&head, &quant_argument::expand(arguments, Policy::Ignores))
        },
        b"quant_refuses" => |arguments, head| {
            in_function(&head, &quant_argument::expand(arguments, Policy::Refuses))
        },
        _ => panic!("no such attribute"),
    }
}

fn is_testing(words: &[&str]) -> bool {
    words == ["testing"]
}

/// What a user writes.
pub(crate) fn written(name: &str, case: &Case) -> TokenStream {
    let Case { arguments, item, .. } = case;
    let path = Ident::new(name, Span::call_site());
    match name {
        "feature_gated" | "quant_ignores" | "quant_refuses" => {
            in_function(item, &quote!(#path! { #arguments }))
        }
        _ => quote!(#[#path(#arguments)] #item),
    }
}

/// `head { .. }`, where `_` in the head's last braces stands for the macro.
fn in_function(head: &TokenStream, expanded: &TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = head.clone().into_iter().collect();
    let Some(TokenTree::Group(body)) = tokens.pop() else { return quote!(#head { #expanded }) };
    let body = body.stream();
    let body = body.into_iter().flat_map(|token| match &token {
        TokenTree::Ident(ident) if ident == "_" => expanded.clone(),
        _ => TokenStream::from(token),
    });
    let body: TokenStream = body.collect();
    quote!(#(#tokens)* { #body })
}

macro_rules! cases {
    ($(
        $name:ident $(in [$($inside:tt)*])? $(with $testing:ident)?: #[$attribute:ident($($arguments:tt)*)] { $($item:tt)* }
    )*) => {
        $(
            fn $name() -> Case {
                Case {
                    name: stringify!($name),
                    attribute: attribute(stringify!($attribute)),
                    arguments: quote!($($arguments)*),
                    item: quote!($($item)*),
                    inside: [$(quote!($($inside)*))?].into_iter().next(),
                    testing: is_testing(&[$(stringify!($testing))?]),
                }
            }
        )*

        pub(crate) fn all() -> Vec<Case> {
            vec![$($name()),*]
        }

        mod snapshot {
            $(
                #[test]
                fn $name() {
                    super::$name().check();
                }
            )*
        }
    };
}

cases! {
    plain: #[requires_feature("flash-attn")] {
        /// Attention in one kernel.
        pub fn flash_attention(q: &Tensor, softmax_scale: f32) -> Result<Tensor, Error> {
            flash::attention(q, softmax_scale)
        }
    }

    error: #[requires_feature("cuda", error = |_| Error::NotCompiledWithCudaSupport)] {
        fn arg_sort(ids: &Tensor) -> Result<Tensor, Error> {
            cuda::arg_sort(ids)
        }
    }

    error_result_alias: #[requires_feature("cuda", error = into_error)] {
        fn synchronize() -> CudaResult<()> {
            cuda::synchronize()
        }
    }

    panics: #[requires_feature("cuda", panics)] {
        fn device_count() -> usize {
            cuda::device_count()
        }
    }

    fallback_patterns: #[requires_feature("flash-attn", fallback = eager::attention)] {
        #[inline]
        fn attention((q, k): (&Tensor, &Tensor), Scale(scale): Scale, _: Device, mut v: Tensor) -> Tensor {
            v.scale(scale);
            flash::attend(q, k, &v)
        }
    }

    fallback_method in [impl Attention]: #[requires_feature("flash-attn", fallback = Self::eager)] {
        fn forward(&mut self, xs: &Tensor) -> Result<Tensor, Error> {
            self.flash.forward(xs)
        }
    }

    when_with_fallback: #[requires_feature(
        all("cuda", "flash-attn"),
        fallback = eager_attention,
        when(q.is_cuda(), "q must be on a CUDA device"),
        when(matches!(dtype, DType::F16 | DType::BF16), "dtype must be f16 or bf16"),
        alternative = "set `attention = \"eager\"` in the model config",
    )] {
        fn attention(q: &Tensor, dtype: DType) -> Result<Tensor, Error> {
            flash::attention(q, dtype)
        }
    }

    otherwise: #[requires_feature("metal", otherwise = false, available = HAS_METAL)] {
        pub fn has_metal() -> bool {
            metal::is_available()
        }
    }

    otherwise_const: #[requires_feature("mkl", otherwise = 1, available = VECTORIZED)] {
        pub const fn lanes() -> usize {
            8
        }
    }

    asynchronous: #[requires_feature("download", fallback = from_cache)] {
        async fn load(path: &str) -> Result<Tensor, Error> {
            hub::fetch(path).await
        }
    }

    unsafe_extern: #[requires_feature("cuda", fallback = reference)] {
        #[inline(never)]
        pub unsafe extern "C" fn kernel(data: *const f32, len: usize) -> f32 {
            unsafe { cuda::sum_of(data, len) }
        }
    }

    generic: #[requires_feature("cuda", fallback = sum_on_cpu::<T, N>)] {
        pub(crate) fn sum<T, const N: usize>(values: [T; N]) -> T
        where
            T: Copy + std::iter::Sum<T>,
        {
            cuda::sum(values)
        }
    }

    trait_impl_method in [impl Kernel for Attention]: #[requires_feature("flash-attn")] {
        fn run(&self, q: &Tensor) -> Result<Tensor, Error> {
            self.flash.forward(q)
        }
    }

    impl_block: #[requires_feature("cuda", available = BUILT)] {
        impl CudaDevice {
            pub const ORDINAL: usize = 0;

            pub fn new(ordinal: usize) -> Result<Self, Error> {
                cuda::open(ordinal).map(Self)
            }

            #[requires_feature("on", panics)]
            fn rank(&self) -> usize {
                self.0.rank()
            }
        }
    }

    impl_trait: #[requires_feature("tokenizers", fallback = by_whitespace)] {
        fn tokens(text: &str) -> impl Iterator<Item = &str> {
            tokenizers::split(text)
        }
    }

    async_trait in [impl Loader for Hub]: #[requires_feature("download", fallback = Self::cached)] {
        fn load<'life0, 'async_trait>(
            &'life0 self,
        ) -> ::core::pin::Pin<
            Box<dyn ::core::future::Future<Output = Result<Tensor, Error>> + ::core::marker::Send + 'async_trait>,
        >
        where
            'life0: 'async_trait,
            Self: 'async_trait,
        {
            Box::pin(async move { self.fetch().await })
        }
    }

    build_script_cfg: #[requires_feature(
        any(has_cutlass, target_os = "none"),
        hint = "install CUTLASS and set `CUTLASS_DIR`",
        otherwise = None,
    )] {
        #[expect(clippy::missing_panics_doc)]
        fn grouped_gemm(m: usize) -> Option<Tensor> {
            #![allow(clippy::many_single_char_names)]
            Some(cutlass::grouped_gemm(m))
        }
    }

    testing_plain with testing: #[requires_feature("flash-attn")] {
        fn flash_attention(q: &Tensor) -> Result<Tensor, Error> {
            flash::attention(q)
        }
    }

    testing_when with testing: #[requires_feature(
        "flash-attn",
        fallback = eager_attention,
        when(q.is_cuda(), "q must be on a CUDA device"),
    )] {
        fn attention(q: &Tensor) -> Tensor {
            flash::attention(q)
        }
    }

    testing_impl_trait with testing: #[requires_feature("tokenizers", fallback = by_whitespace)] {
        fn tokens(text: &str) -> impl Iterator<Item = &str> {
            tokenizers::split(text)
        }
    }

    debt: #[requires_feature(
        "flash-attn-v3",
        name = "flash_attention_v3",
        log = info,
        priority = High,
        tracking = "https://example.org/issues/1",
        note = "needs Hopper",
        crate = ::renamed,
    )] {
        fn attention_v3(q: &Tensor) -> Result<Tensor, Error> {
            flash::v3(q)
        }
    }

    starts_with_an_item: #[requires_feature("cuda", fallback = count_on_cpu)] {
        fn count(xs: &Tensor) -> usize {
            use cuda::Count as _;
            xs.count()
        }
    }

    quant_function: #[quant_support(
        Experimental,
        method = "hqq",
        aliases("half-quadratic"),
        ignores(imatrix),
        refuses(bias),
        requires(group_size),
        since = "0.3.0",
    )] {
        /// Quantizes.
        pub fn quantize(
            weight: &Tensor,
            mut imatrix: Option<&[f32]>,
            bias: Option<Tensor>,
            group_size: Option<usize>,
        ) -> Result<Tensor, Error> {
            solve(weight, imatrix.take(), bias, group_size)
        }
    }

    quant_alias_of_option: #[quant_support(Stable, ignores(imatrix))] {
        fn q8_0(imatrix: Maybe) -> usize {
            imatrix.map_or(8, |bits| bits)
        }
    }

    quant_impl_block: #[quant_support(Partial, method = "nf4", alternative = "use `q4k`")] {
        impl Nf4 {
            pub const BITS: usize = 4;

            pub fn new(weight: &Tensor) -> Result<Self, Error> {
                Ok(Self(weight.clone()))
            }

            pub fn dequantize(&self) -> Tensor {
                self.0.clone()
            }

            #[quant_support(Unimplemented)]
            pub fn add_delta_w(&self, delta: &Tensor) -> Result<(), Error> {
                todo!()
            }
        }
    }

    quant_unimplemented: #[quant_support(Unimplemented, alternative = "use `q4k`")] {
        fn iq2(weight: &Tensor) -> Result<Tensor, Error> {}
    }

    gated_value: #[feature_gated("cuda" => cuda::device_count(), _ => 0)] {
        pub fn devices() -> usize { _ }
    }

    gated_call: #[feature_gated(
        (name = "attention", log = warn)
        "flash-attn" => flash::attention(q, 1.0)?,
        _ => eager_attention(q, DType::F32)?,
    )] {
        pub fn scores(q: &Tensor) -> Result<Tensor, Error> {
            let scores = _;
            Ok(scores)
        }
    }

    gated_statement: #[feature_gated(
        (unused(q), alternative = "use `eager`")
        "flash-attn-v3" => { return flash::v3(q) }
        all("flash-attn", unix) => { return flash::attention(q, 1.0) }
    )] {
        pub fn attend(q: &Tensor) -> Result<Tensor, Error> { _ }
    }

    gated_error: #[feature_gated((error = into_error) "cuda" => cuda::arg_sort(ids), _ => slow_sort(ids))] {
        pub fn sorted(ids: &Tensor) -> CudaResult<Tensor> { _ }
    }

    gated_panic: #[feature_gated((panics, crate = ::renamed) "cuda" => cuda::device_count())] {
        pub fn count_devices() -> usize { _ }
    }

    gated_constant: #[feature_gated((const) "cuda" => 8, _ => usize::pow(2, 2))] {
        pub const fn width() -> usize { _ }
    }

    stub_type: #[feature_stub("cuda", alternative = "use the CPU")] {
        /// A device.
        #[derive(Debug, Clone)]
        pub struct NoDevice;
    }

    stub_type_generic: #[feature_stub("cuda")] {
        pub(crate) struct NoQueue<'a, T: Clone, const N: usize>
        where
            T: Send;
    }

    stub_impl: #[feature_stub("cuda", error = into_error)] {
        impl Absent {
            pub const ALIGNMENT: usize = 16;

            pub fn open(ordinal: usize) -> Result<Self, Error>;

            pub fn len(&self) -> usize;

            pub fn join(first: Absent, (a, b): (u8, u8)) -> Self;

            pub async fn wait(self: std::sync::Arc<Self>) -> u8;

            pub const fn id(&self) -> u32;

            pub fn kind() -> &'static str {
                "none"
            }
        }
    }

    stub_trait_impl: #[feature_stub("cuda")] {
        impl Kernel for Absent {
            fn run(&self, _: &Tensor) -> Result<Tensor, Error>;
        }
    }

    stub_function: #[feature_stub("cuda", otherwise = 0)] {
        /// How many there are.
        pub fn how_many() -> usize;
    }

    ignored_argument: #[quant_ignores(imatrix, method = "hqq")] {
        pub fn quantized(imatrix: Option<&[f32]>) -> Result<bool, Error> {
            _
            Ok(imatrix.is_some())
        }
    }

    refused_argument: #[quant_refuses(imatrix, method = "hqq", alternative = "use `q4k`")] {
        pub fn exact(imatrix: Option<&[f32]>) -> Result<(), Error> {
            _
            Ok(())
        }
    }

    limited_type: #[limitation("T5 has no flash attention", workaround = "use `eager`", priority = High)] {
        /// A model.
        #[derive(Debug)]
        pub struct T5 {
            layers: usize,
        }
    }

    limited_function: #[limitation("slow")] {
        pub fn tokenized(text: &str) -> usize {
            text.len()
        }
    }

    broken_arms: #[feature_gated((log = loud) "cuda" => 1, "cuda" => 2)] {
        pub fn devices() -> usize { _ }
    }

    broken_stub: #[feature_stub("cuda", fallback = f)] {
        impl Absent {
            fn open() -> Result<Self, Error>;
        }
    }

    broken_limitation: #[limitation(slow)] {
        pub fn tokenized(text: &str) -> usize {
            text.len()
        }
    }

    broken_attribute: #[requires_feature("cuda", falback = eager, log = loud)] {
        fn attention(q: &Tensor) -> Result<Tensor, Error> {
            cuda::attention(q)
        }
    }

    broken_predicate: #[requires_feature(cuda)] {
        fn attention(q: &Tensor) -> Result<Tensor, Error> {
            cuda::attention(q)
        }
    }

    broken_body: #[requires_feature("cuda", fallback = eager)] {
        fn attention(q: &Tensor) -> Result<Tensor, Error> {
            let scale = q.
        }
    }

    broken_item: #[requires_feature("cuda")] {
        struct Attention {
            scale: f32,
        }
    }
}
