//! A ticket in little memory, as it is handed from the thread that reads it to the one that stores it.

use super::ticket::{Field, FieldSet, Incoming};
use super::value::{Kind, Value};

/// An incoming ticket whose values stand side by side, where in [`Incoming`] each text is a piece of memory of its
/// own. What stands in columns that the input lacks is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackedTicket {
    present: FieldSet,
    filled: FieldSet,
    /// For each filled field its number, a real number's bits, or its text's length in bytes.
    numbers: Vec<u64>,
    /// The texts of the filled fields.
    texts: String,
}

/// Bytes of memory for texts that are kept to be used again.
const KEPT_BYTES: usize = 16 << 10;

impl PackedTicket {
    /// Packs a ticket.
    pub fn of(incoming: &Incoming) -> PackedTicket {
        let mut packed = PackedTicket::default();
        packed.pack(incoming);
        packed
    }

    /// Packs a ticket in the memory of one that is no longer needed.
    pub fn pack(&mut self, incoming: &Incoming) {
        if self.texts.capacity() > KEPT_BYTES {
            self.texts = String::new();
        }
        self.present = incoming.present;
        self.filled = FieldSet::default();
        self.numbers.clear();
        self.texts.clear();
        incoming.outcome.for_each(|field, value| {
            if incoming.present.contains(field) {
                self.push(field, value);
            }
        });
    }

    fn push(&mut self, field: Field, value: Value<'_>) {
        let number = match value {
            Value::Null => return,
            Value::Int(number) => number.cast_unsigned(),
            Value::Real(number) => number.to_bits(),
            Value::Text(text) => {
                self.texts.push_str(text);
                text.len() as u64
            }
        };
        self.filled.insert(field);
        self.numbers.push(number);
    }

    /// The columns that the input has.
    pub fn present(&self) -> FieldSet {
        self.present
    }

    /// The fields that hold a value.
    pub fn filled(&self) -> FieldSet {
        self.filled
    }

    /// The ticket's id in its source.
    pub fn external_id(&self) -> Option<&str> {
        match self.values().next() {
            Some((Field::ExternalId, Value::Text(id))) => Some(id),
            _ => None,
        }
    }

    /// The fields that hold a value, and their values.
    pub fn values(&self) -> impl Iterator<Item = (Field, Value<'_>)> {
        let mut texts = self.texts.as_str();
        self.filled.iter().zip(&self.numbers).map(move |(field, number)| {
            let value = match field.kind() {
                Kind::Text | Kind::List | Kind::Choice(_) => {
                    let (text, rest) = texts.split_at(*number as usize);
                    texts = rest;
                    Value::Text(text)
                }
                Kind::Time | Kind::Flag | Kind::Count => Value::Int(number.cast_signed()),
                Kind::Number { .. } => Value::Real(f64::from_bits(*number)),
            };
            (field, value)
        })
    }

    /// The ticket as it was packed.
    pub fn unpack(&self) -> Incoming {
        let mut incoming = Incoming { present: self.present, ..Incoming::default() };
        self.values().for_each(|(field, value)| incoming.outcome.set_value(field, value));
        incoming
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Timestamp;
    use crate::sample;

    #[test]
    fn a_ticket_is_the_same_packed_and_unpacked() {
        for outcome in sample::tickets(1, Timestamp(1_790_000_000), 65, 200) {
            let incoming = Incoming { outcome, present: FieldSet::all() };
            assert_eq!(PackedTicket::of(&incoming).unpack(), incoming);
        }
    }

    #[test]
    fn what_the_input_lacks_is_left_out() {
        let mut incoming = Incoming::default();
        incoming.outcome.set_text(Field::Team, "Tier 1").unwrap();
        incoming.outcome.set_text(Field::Page, "/login").unwrap();
        incoming.present = [Field::ExternalId, Field::Page].into_iter().collect();
        let packed = PackedTicket::of(&incoming);
        assert_eq!(packed.values().collect::<Vec<_>>(), [(Field::Page, Value::Text("/login"))]);
        assert_eq!(packed.unpack().present, incoming.present);
    }
}
