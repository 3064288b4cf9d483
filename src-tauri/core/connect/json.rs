//! Values of helpdesks' answers, which are not always of the type that is documented.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A text, a number or a flag as text; anything else is nothing.
pub(super) fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Reads a text where a number may stand in its place.
pub(super) fn lenient<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(word(&Value::deserialize(deserializer)?))
}

/// Reads a whole number where a text may stand in its place.
pub(super) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(word(&Value::deserialize(deserializer)?).and_then(|text| text.parse().ok()))
}

/// Reads a list that may be missing or null.
pub(super) fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
