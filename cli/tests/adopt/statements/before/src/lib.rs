//! Statements, blocks, `let`s and match arms.

use anyhow::Result;

pub fn whole_body(xs: &[u32]) -> Result<u32> {
    #[cfg(feature = "gpu")]
    {
        let text = "two
        lines";
        Ok(xs.len() as u32 + text.len() as u32)
    }
    #[cfg(not(feature = "gpu"))]
    {
        anyhow::bail!("needs gpu")
    }
}

pub fn silences(xs: &[u32]) -> Result<u32> {
    #[cfg(not(feature = "gpu"))]
    {
        let _ = xs;
        Ok(0)
    }
    #[cfg(feature = "gpu")]
    {
        Ok(xs.len() as u32)
    }
}

pub fn three(xs: &mut [u32]) {
    #[cfg(feature = "faster")]
    xs.sort_unstable();
    #[cfg(all(feature = "fast", not(feature = "faster")))]
    xs.sort();
    // Last of all.
    #[cfg(not(any(feature = "fast", feature = "faster")))]
    xs.iter_mut()
        .for_each(|x| *x += 1)
}

pub fn middle(x: u32) -> u32 {
    #[cfg(feature = "fast")]
    let y = x.pow(2);
    // The slow way.
    #[cfg(not(feature = "fast"))]
    let y = x * x;

    #[cfg(feature = "gpu")]
    if y > 3 {
        return 3;
    }
    #[cfg(not(feature = "gpu"))]
    if y > 7 {
        return 7;
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
        #[cfg(feature = "gpu")]
        Some(device) => device + 1,
        #[cfg(not(feature = "gpu"))]
        Some(_) => anyhow::bail!("gpu support not compiled"),
        None => 0,
    };
    Ok(x)
}

pub fn closure(xs: &[u32]) -> Vec<Result<u32>> {
    let one = |x: &u32| {
        #[cfg(feature = "gpu")]
        {
            Ok(*x)
        }
        #[cfg(not(feature = "gpu"))]
        {
            anyhow::bail!("no {x}")
        }
    };
    xs.iter().map(one).collect()
}

pub fn nested(x: u32) -> u32 {
    #[cfg(feature = "gpu")]
    {
        x
    }
    #[cfg(not(feature = "gpu"))]
    {
        #[cfg(feature = "fast")]
        let y = x + 1;
        #[cfg(not(feature = "fast"))]
        let y = x + 2;
        y
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
            if weights.is_some() {
                // Only a warning?
                anyhow::bail!("ABC does not support weights.");
            }
            1
        }
        _ => 2,
    })
}

pub fn commented(x: u32) -> u32 {
    #[cfg(feature = "gpu")] // many at once
    let width = 32; // a warp
    #[cfg(not(feature = "gpu"))] // one by one
    let width = 1; // a lane
    x * width
}
