//! Statements, blocks, `let`s and match arms.

featherfall::feature_set!();

use anyhow::Result;

#[featherfall::requires_feature("gpu")]
pub fn whole_body(xs: &[u32]) -> Result<u32> {
    {
        let text = "two
        lines";
        Ok(xs.len() as u32 + text.len() as u32)
    }
}

#[featherfall::requires_feature("gpu", otherwise = Ok(0))]
pub fn silences(xs: &[u32]) -> Result<u32> {
    {
        Ok(xs.len() as u32)
    }
}

pub fn three(xs: &mut [u32]) {
    featherfall::feature_gated! {
        (name = "three", benign)
        "faster" => {
            xs.sort_unstable();
        }
        all("fast", not("faster")) => {
            xs.sort();
        }
        // Last of all.
        _ => {
            xs.iter_mut()
                .for_each(|x| *x += 1)
        }
    }
}

pub fn middle(x: u32) -> u32 {
    let y = featherfall::feature_gated! {
        (name = "middle", benign)
        "fast" => x.pow(2),
        // The slow way.
        _ => x * x,
    };

    featherfall::feature_gated! {
        (name = "middle", benign)
        "gpu" => {
            if y > 3 {
                return 3;
            }
        }
        _ => {
            if y > 7 {
                return 7;
            }
        }
    }
    y
}

pub fn typed(x: u32) -> usize {
    #[cfg(feature = "fast")]
    let found = Some(x);
    #[cfg(not(feature = "fast"))]
    let found: Option<u32> = None;
    found.into_iter().count()
}

pub fn arms(device: Option<u32>) -> Result<u32> {
    let x = match device {
        Some(device) => featherfall::feature_gated! {
            (name = "arms", unused(device))
            "gpu" => device + 1,
        },
        None => 0,
    };
    Ok(x)
}

pub fn closure(xs: &[u32]) -> Vec<Result<u32>> {
    let one = |x: &u32| {
        featherfall::feature_gated! {
            (name = "closure", const)
            "gpu" => {
                Ok(*x)
            }
            _ => {
                anyhow::bail!("no {x}")
            }
        }
    };
    xs.iter().map(one).collect()
}

pub fn nested(x: u32) -> u32 {
    featherfall::feature_gated! {
        (name = "nested", benign)
        "gpu" => {
            x
        }
        _ => {
            let y = featherfall::feature_gated! {
                (name = "nested", benign)
                "fast" => x + 1,
                _ => x + 2,
            };
            y
        }
    }
}

pub fn alone(x: u32) -> u32 {
    #[cfg(not(feature = "gpu"))]
    let _ = x;
    #[cfg(feature = "gpu")]
    if x > 1 {
        return 1;
    }
    0
}

pub fn refuses(weights: Option<Vec<f32>>, kind: u8) -> Result<u8> {
    Ok(match kind {
        0 => {
            // Only a warning?
            featherfall::quant_refuses!(weights, method = "abc");
            1
        }
        _ => 2,
    })
}

pub fn commented(x: u32) -> u32 {
    // many at once
    // one by one
    let width = featherfall::feature_gated! {
        (name = "commented", benign)
        "gpu" => 32,
        // a warp
        _ => 1,
    }; // a lane
    x * width
}
