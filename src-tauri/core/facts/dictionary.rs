//! The different texts of a column, numbered.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use serde::{Deserialize, Serialize};

/// Texts and their codes, in the order in which they first came. Code 0 stands for an empty value, under the name that
/// such tickets are grouped under. Codes are never given up or changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub struct Dictionary {
    names: Vec<String>,
    index: HashMap<String, u32, RandomState>,
}

impl Dictionary {
    /// A dictionary with nothing but the name of empty values.
    pub(super) fn new(empty: &str) -> Dictionary {
        Dictionary::from(vec![empty.to_owned()])
    }

    /// The texts, by code.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The code of a text, if it has one.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.index.get(text).copied()
    }

    /// The code of a text, given if it has none. An empty text and the name of empty values share one: they would be
    /// one group under one name anyway.
    pub(super) fn code(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(code) = self.find(text) {
            return code;
        }
        let code = self.names.len() as u32;
        self.names.push(text.to_owned());
        self.index.insert(text.to_owned(), code);
        code
    }
}

impl From<Vec<String>> for Dictionary {
    fn from(names: Vec<String>) -> Dictionary {
        let index = names.iter().zip(0..).map(|(name, code)| (name.clone(), code)).collect();
        Dictionary { names, index }
    }
}

impl From<Dictionary> for Vec<String> {
    fn from(dictionary: Dictionary) -> Vec<String> {
        dictionary.names
    }
}
