//! Which version a dependency asks for.

/// Whether `version` may be what `requirement` asks for. What cannot be read fits.
pub(super) fn fits(requirement: &str, version: &str) -> bool {
    requirement.split(',').all(|part| fits_one(part.trim(), version).unwrap_or(true))
}

fn fits_one(part: &str, version: &str) -> Option<bool> {
    let digits = part.find(|c: char| c.is_ascii_digit() || c == '*')?;
    let (operator, asked) = part.split_at(digits);
    let asked = numbers(asked)?;
    let has = numbers(version)?;
    let (asked, precision) = (asked.0, asked.1);
    let has = has.0;
    let same = |parts: usize| has[..parts] == asked[..parts];
    Some(match operator.trim() {
        "" | "^" => {
            // The first number that is not 0 must stay.
            let fixed = asked.iter().position(|&n| n != 0).map_or(precision, |i| i + 1);
            has >= asked && same(fixed.min(precision))
        }
        "~" => has >= asked && same(precision.min(2)),
        "=" => same(precision),
        ">=" => has >= asked,
        ">" => has > asked,
        "<=" => has <= asked,
        "<" => has < asked,
        _ => return None,
    })
}

/// The three numbers, and how many of them are written. `None` for a pre-release.
fn numbers(text: &str) -> Option<([u64; 3], usize)> {
    let text = text.split('+').next()?;
    let mut numbers = [0; 3];
    let mut written = 0;
    for (number, part) in numbers.iter_mut().zip(text.split('.')) {
        if part == "*" || part == "x" {
            break;
        }
        *number = part.parse().ok()?;
        written += 1;
    }
    Some((numbers, written))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_version_fits_as_cargo_says() {
        for (requirement, fitting, other) in [
            ("1.2", "1.3.0", "2.0.0"),
            ("0.2", "0.2.9", "0.3.0"),
            ("^0.0.3", "0.0.3", "0.0.4"),
            ("0", "0.7.0", "1.0.0"),
            ("~1.2.3", "1.2.9", "1.3.0"),
            ("=0.1.0", "0.1.0", "0.1.1"),
            (">=1, <2", "1.9.0", "2.0.0"),
            ("1.*", "1.9.0", "2.0.0"),
        ] {
            assert!(fits(requirement, fitting), "{requirement} {fitting}");
            assert!(!fits(requirement, other), "{requirement} {other}");
        }
        for anything in ["", "*", "odd"] {
            assert!(fits(anything, "0.1.0"));
        }
        assert!(fits("1.0.0-rc.1", "1.0.0"));
    }
}
