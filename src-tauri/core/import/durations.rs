//! Lengths of time as exports write them.

use crate::model::BadValue;

use super::mapping::Reading;

/// Reads a duration as seconds, fractions kept.
///
/// # Errors
/// No duration in that form, or a negative one.
pub(super) fn seconds(text: &str, read: Reading) -> Result<f64, BadValue> {
    let unit = match read {
        Reading::Minutes => 60.0,
        Reading::Hours => 3600.0,
        Reading::Clock => return clock(text),
        Reading::Seconds | Reading::Value | Reading::Words => 1.0,
    };
    match text.parse::<f64>() {
        Ok(number) if number < 0.0 => Err(BadValue::new("is a negative duration")),
        // A thousand years is no support ticket, and keeps sums of times far from overflow.
        Ok(number) if number.is_finite() && number * unit < 3.2e10 => Ok(number * unit),
        _ => Err(BadValue::new("is no duration in numbers")),
    }
}

fn clock(text: &str) -> Result<f64, BadValue> {
    if text.starts_with('-') {
        return Err(BadValue::new("is a negative duration"));
    }
    let parts: Option<Vec<u32>> = text
        .split(':')
        .map(|part| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten())
        .collect();
    match parts.as_deref() {
        Some([hours, minutes]) if *hours < 9_000_000 && *minutes < 60 => {
            Ok(f64::from(*hours) * 3600.0 + f64::from(*minutes) * 60.0)
        }
        Some([hours, minutes, seconds]) if *hours < 9_000_000 && *minutes < 60 && *seconds < 60 => {
            Ok(f64::from(*hours) * 3600.0 + f64::from(*minutes * 60 + *seconds))
        }
        _ => Err(BadValue::new("is no duration like 26:10:05 (hours:minutes:seconds)")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_clocks_are_read() {
        assert_eq!(seconds("90", Reading::Seconds), Ok(90.0));
        assert_eq!(seconds("1.5", Reading::Minutes), Ok(90.0));
        assert_eq!(seconds("0.5", Reading::Hours), Ok(1800.0));
        assert_eq!(seconds("26:10:05", Reading::Clock), Ok(94_205.0));
        assert_eq!(seconds("00:30", Reading::Clock), Ok(1800.0));
    }

    #[test]
    fn what_is_no_duration_is_refused_and_never_zero() {
        for (text, read) in [
            ("-1", Reading::Minutes),
            ("-00:10:00", Reading::Clock),
            ("00:75:00", Reading::Clock),
            ("1:2:3:4", Reading::Clock),
            ("+1:00", Reading::Clock),
            ("NaN", Reading::Hours),
            ("inf", Reading::Hours),
            ("1e300", Reading::Hours),
            ("2 h", Reading::Hours),
            ("", Reading::Clock),
        ] {
            assert!(seconds(text, read).is_err(), "{text}");
        }
    }
}
