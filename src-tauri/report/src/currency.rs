//! Amounts in the way of Excel, which slides' charts take too.

use supportmix_core::language::{Language, currency_symbol};

/// The format code of an amount, with its currency where the language has it.
pub(crate) fn money_code(language: Language, currency: &str, amount: &str) -> String {
    // Quotes end a literal, and a code that has some is none.
    let code: String = currency.chars().filter(|letter| letter.is_alphanumeric()).collect();
    // Apart by a space that does not break.
    match (language, currency_symbol(&code)) {
        (_, "") => amount.to_owned(),
        (Language::De, symbol) => format!("{amount}\"\u{a0}{symbol}\""),
        (Language::En, symbol) if symbol == code => format!("\"{symbol}\u{a0}\"{amount}"),
        (Language::En, symbol) => format!("\"{symbol}\"{amount}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_stands_beside_its_currency_as_the_language_has_it() {
        let codes = [
            (Language::En, "EUR", "\"€\"0.00"),
            (Language::En, "CHF", "\"CHF\u{a0}\"0.00"),
            (Language::De, "EUR", "0.00\"\u{a0}€\""),
            (Language::De, "C\"F", "0.00\"\u{a0}CF\""),
            (Language::En, "", "0.00"),
        ];
        for (language, currency, code) in codes {
            assert_eq!(money_code(language, currency, "0.00"), code);
        }
    }
}
