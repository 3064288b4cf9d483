//! A column of repeated texts: a dictionary, and a code into it for each ticket.

use std::collections::HashMap;

/// One text per ticket, as a code into the list of different texts.
#[derive(Clone, Debug)]
pub struct Column {
    codes: Vec<u32>,
    names: Vec<String>,
}

impl Column {
    /// The code of each ticket: a position in [`Column::names`].
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// The different texts. What stands for an empty value is one of them.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

/// A column being filled.
pub(super) struct ColumnBuilder {
    empty: &'static str,
    column: Column,
    index: HashMap<String, u32>,
}

impl ColumnBuilder {
    /// A column whose empty values are called `empty`.
    pub(super) fn new(empty: &'static str) -> ColumnBuilder {
        ColumnBuilder {
            empty,
            column: Column { codes: Vec::new(), names: Vec::new() },
            index: HashMap::new(),
        }
    }

    /// Adds the next ticket's text and returns its code. An empty text and the text that stands for it share one
    /// code: they would be one group under one name anyway.
    pub(super) fn push(&mut self, text: Option<&str>) -> u32 {
        let text = text.filter(|text| !text.is_empty()).unwrap_or(self.empty);
        let code = match self.index.get(text) {
            Some(code) => *code,
            None => {
                let code = self.column.names.len() as u32;
                self.column.names.push(text.to_owned());
                self.index.insert(text.to_owned(), code);
                code
            }
        };
        self.column.codes.push(code);
        code
    }

    /// The finished column.
    pub(super) fn build(self) -> Column {
        self.column
    }
}
