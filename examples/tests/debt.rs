//! The debt is real: what is annotated as missing is missing, and the rest works.

use candle_core::{DType, Device, Tensor};
use candle_nn::{Linear, Module};
use featherfall::{Reason, Unavailable};
use featherfall_examples::attention::eager_attention;
use featherfall_examples::debt::{
    LinearLayer, QLoraLinear, XLoraDeepSeekV2, XLoraDeepSeekV3, blockwise_fp8_gemm,
    sequence_breakers, t5_attention,
};
use featherfall_examples::quantize::Nf4Linear;

fn tensor(shape: (usize, usize)) -> Tensor {
    Tensor::randn(0.0f32, 1.0, shape, &Device::Cpu).unwrap()
}

#[test]
fn what_is_unimplemented_says_what_to_do_instead() {
    let base = Nf4Linear::quantize(&tensor((4, 8)), None).unwrap();
    let layer = QLoraLinear { base, a: tensor((2, 8)), b: tensor((4, 2)), scale: 0.5 };
    let gemm = blockwise_fp8_gemm(&tensor((1, 8)), &tensor((4, 8)), &tensor((1, 1)));
    for (error, message) in [
        (
            layer.weight().unwrap_err(),
            "`qlora_weight` is not implemented for `nf4`. Alternatively, dequantize and add the adapter.",
        ),
        (
            gemm.unwrap_err(),
            "`blockwise_fp8_gemm` is not implemented for `fp8`. Alternatively, dequantize and use `matmul`.",
        ),
    ] {
        assert_eq!(error.to_string(), message);
        assert_eq!(Unavailable::find_in(&error).unwrap().reason(), Reason::NotImplemented);
    }
    for error in [XLoraDeepSeekV2.forward(&layer.a), XLoraDeepSeekV3.forward(&layer.a)] {
        assert!(error.unwrap_err().to_string().starts_with("X-LoRA does not run DeepSeek-V"));
    }
}

#[test]
fn a_dense_layer_has_an_inner_weight() {
    let weight = tensor((4, 8));
    let dense = LinearLayer::Dense(Linear::new(weight.clone(), None));
    let inner = dense.inner_weight().unwrap();
    assert_eq!(inner.to_vec2::<f32>().unwrap(), weight.to_vec2::<f32>().unwrap());
}

#[test]
fn a_quantized_layer_has_no_inner_weight() {
    let layer = LinearLayer::Nf4(Nf4Linear::quantize(&tensor((4, 8)), None).unwrap());
    let error = layer.inner_weight().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`inner_weight` is not implemented for `nf4`. Alternatively, call `Nf4Linear::dequantize`."
    );
    assert_eq!(Unavailable::find_in(&error).unwrap().reason(), Reason::NotImplemented);
}

#[test]
fn t5_attention_adds_the_bias_to_the_scores() {
    let shape = (1, 2, 3, 4);
    let random = || Tensor::randn(0.0f32, 1.0, shape, &Device::Cpu).unwrap();
    let (q, k, v) = (random(), random(), random());
    let values = |tensor: Tensor| tensor.flatten_all().unwrap().to_vec1::<f32>().unwrap();
    let none = Tensor::zeros((1, 2, 3, 3), DType::F32, &Device::Cpu).unwrap();
    let plain = values(t5_attention(&q, &k, &v, &none).unwrap());
    assert_eq!(plain, values(eager_attention(&q, &k, &v, 1.0).unwrap()));
    // A bias that leaves only the first key gives that key's value to every query.
    let bias = [0.0f32, -1e9, -1e9].repeat(6);
    let bias = Tensor::from_vec(bias, (1, 2, 3, 3), &Device::Cpu).unwrap();
    let first = v.narrow(2, 0, 1).unwrap().broadcast_as(shape).unwrap().contiguous().unwrap();
    assert_eq!(values(t5_attention(&q, &k, &v, &bias).unwrap()), values(first));
}

#[test]
fn breakers_of_several_tokens_are_left_out() {
    assert_eq!(sequence_breakers(&[vec![7], vec![8, 9], vec![], vec![10]]), [7, 10]);
}
