//! The page's TypeScript types, generated from the Rust ones.

use std::collections::BTreeSet;

use ts_rs::{Config, TS, TypeVisitor};

use super::methods::visit_types;

/// Collects the declarations of all types that are reached, each behind its name. Two types of one name come out both,
/// which TypeScript refuses.
struct Declarations<'a> {
    config: &'a Config,
    found: BTreeSet<(String, String)>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only our own types have a file to be exported to; strings, vectors and the like are TypeScript's.
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            let declaration = format!("{docs}export {}", T::decl(self.config));
            if !self.found.insert((T::ident(self.config), declaration)) {
                return;
            }
            T::visit_dependencies(self);
        }
        T::visit_generics(self);
    }
}

/// The file `ui/src/lib/generated/api.ts`: every type of the requests and replies, and the table of methods.
pub fn typescript() -> String {
    let config = Config::new().with_large_int("number");
    let mut declarations = Declarations { config: &config, found: BTreeSet::new() };
    let methods = visit_types(&config, &mut declarations);
    let types: Vec<String> = declarations.found.into_iter().map(|(_, declaration)| declaration).collect();
    format!(
        "// Generated from the core's types; a test keeps it up to date. Do not edit.\n\n{}\n\n/** Each method with its parameters and its reply. */\nexport interface Methods {{\n{}\n}}\n",
        types.join("\n\n"),
        methods.join("\n")
    )
}
