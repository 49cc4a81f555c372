//! The annotated items.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{Case, gate, quant};

const fn attribute(name: &str) -> fn(TokenStream, TokenStream) -> TokenStream {
    match name.as_bytes() {
        b"requires_feature" => gate::expand,
        b"quant_support" => quant::expand,
        _ => panic!("no such attribute"),
    }
}

macro_rules! cases {
    ($(
        $name:ident $(in [$($inside:tt)*])?: #[$attribute:ident($($arguments:tt)*)] { $($item:tt)* }
    )*) => {
        $(
            fn $name() -> Case {
                Case {
                    name: stringify!($name),
                    attribute: attribute(stringify!($attribute)),
                    arguments: quote!($($arguments)*),
                    item: quote!($($item)*),
                    inside: [$(quote!($($inside)*))?].into_iter().next(),
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
