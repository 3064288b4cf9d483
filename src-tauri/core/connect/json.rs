//! Values of helpdesks' answers, which are not always of the type that is documented.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::page::Refused;

/// Reads a ticket, of which any field may be missing. One with a field of another type than is documented is refused
/// by its id and that field.
pub(super) fn ticket<T: DeserializeOwned>(json: &RawValue) -> Result<T, Refused> {
    serde_json::from_str(json.get()).map_err(|error| {
        let fields: Map<String, Value> = serde_json::from_str(json.get()).unwrap_or_default();
        let mut alone = fields.iter().filter_map(|(name, value)| {
            let only = Map::from_iter([(name.clone(), value.clone())]);
            Some((name.clone(), serde_json::from_value::<T>(only.into()).err()?))
        });
        let (field, error) = alone.next().unwrap_or((String::new(), error));
        Refused { id: fields.get("id").and_then(word), field, reason: error.to_string() }
    })
}

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

/// Reads what is not known where it cannot be read.
pub(super) fn known<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Ok(serde_json::from_value(Value::deserialize(deserializer)?).ok())
}

/// Reads a list that may be missing or null, without the entries that cannot be read: what they would have told of a
/// ticket is then not known.
pub(super) fn readable<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let entries: Vec<Value> = list(deserializer)?;
    Ok(entries.into_iter().filter_map(|entry| serde_json::from_value(entry).ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Ticket {
        id: Value,
        group: Option<i64>,
        #[serde(deserialize_with = "readable")]
        names: Vec<String>,
    }

    fn read(json: &str) -> Result<Ticket, Refused> {
        ticket(&RawValue::from_string(json.to_owned()).unwrap())
    }

    #[test]
    fn a_ticket_with_a_field_of_an_odd_type_is_refused_by_its_id_and_that_field() {
        assert_eq!(read(r#"{"id": 7, "group": 5}"#).unwrap().group, Some(5));
        let refused = read(r#"{"id": 7, "group": "Tier 1", "title": {}}"#).unwrap_err();
        assert_eq!((refused.id.as_deref(), refused.field.as_str()), (Some("7"), "group"));
        assert!(refused.reason.contains("Tier 1"), "{}", refused.reason);
        assert_eq!(read("7").unwrap_err().id, None);
    }

    #[test]
    fn entries_that_cannot_be_read_are_left_out_of_a_list() {
        assert_eq!(read(r#"{"names": ["a", {}, "b"]}"#).unwrap().names, ["a", "b"]);
        assert!(read(r#"{"names": null}"#).unwrap().names.is_empty());
    }
}
