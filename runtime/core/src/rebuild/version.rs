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
    // Bytes, since this runs once for each dependency and `char` patterns take three times as long.
    let end = text.bytes().position(|byte| byte == b'+').unwrap_or(text.len());
    let mut numbers = [0; 3];
    let mut written = 0;
    let parts = text.as_bytes()[..end].split(|byte| *byte == b'.');
    for (number, part) in numbers.iter_mut().zip(parts) {
        if part == b"*" || part == b"x" {
            break;
        }
        *number = decimal(part)?;
        written += 1;
    }
    Some((numbers, written))
}

fn decimal(digits: &[u8]) -> Option<u64> {
    let add = |sum: u64, digit: &u8| {
        let digit = digit.is_ascii_digit().then_some(u64::from(*digit & 15))?;
        sum.checked_mul(10)?.checked_add(digit)
    };
    digits.iter().try_fold(0, add).filter(|_| !digits.is_empty())
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
