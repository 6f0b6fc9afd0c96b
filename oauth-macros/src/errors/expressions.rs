use super::Words;

catalogue! {
    /// A placeholder that computes a value is wrong.
    ExpressionError {
        Unreadable { key: String, what: String } "vars/unreadable_expression"
            "`{key}` has a placeholder that cannot be read: {what}"
            help "write names, texts in single quotes, and functions, joined by `+`, for example `{{base64(client_id + ':' + client_secret)}}`";
        UnknownFunction { name: String, functions: Words } "vars/unknown_function"
            "`{name}` is not a function of placeholders"
            help "the functions are {functions}"
            note "what no function makes, a hook of your crate can: `hooks(name = crate::path)` and `{{hook.name}}`";
        MisspeltFunction { name: String, near: String } "vars/misspelt_function"
            "`{name}` is not a function of placeholders"
            help "a function with a similar name exists: `{near}`";
        Arguments { name: String, usage: &'static str } "vars/function_arguments"
            "`{name}` does not take what it is given here"
            help "it is written `{usage}`";
        BadPattern { pattern: String } "vars/time_pattern"
            "`{pattern}` is not a pattern of a time"
            help "write for example `now('YYYY-MM-DDTHH:mm:ss')`"
            note "the fields are `YYYY`, `MM`, `DD`, `HH`, `mm`, and `ss`; beside them only `T` and `Z` are letters";
        Backslash { key: String, letter: char } "vars/backslash"
            "`{key}` has a backslash and `{letter}` in a quoted text, which stay two characters"
            help "write the control character itself: `\\{letter}` with one backslash, in a string that is not raw"
            note "where both characters are meant, write them apart: `'\\' + '{letter}'` (in Rust `'\\\\' + '{letter}'`)";
        InAddress { key: String, hole: String } "vars/computed_in_address"
            "`{key}` computes a part of a host name or path: `{{{hole}}}`"
            help "a computed value can stand in the query, in `params(...)`, and in `headers(...)`";
        OwnAddress { key: String, name: String } "vars/own_address"
            "`{key}` uses `{name}` in its own URL"
            help "send it as a parameter: `params(sign = query(\"{{...}}\"))`";
        NoAssertion { call: &'static str } "vars/no_assertion"
            "`{call}` sends `{{assertion}}`, and none is declared"
            help "declare it: `assertion(alg = rs256, key = \"{{private_key}}\", claims(iss = \"{{client_id}}\"), lifetime = 5m)`";
        AssertionNoUse {} "vars/assertion_no_use"
            "the assertion is sent by no call"
            help "send it, for example `params(client_assertion = \"{{assertion}}\")`";
        NoHook { key: String, name: String } "vars/no_hook"
            "`{key}` uses `hook.{name}`, which is not declared"
            help "declare it: `hooks({name} = crate::hooks::{name})`";
        NotAPath { name: String } "vars/hook_path"
            "the hook `{name}` must name a function"
            help "write its path: `hooks({name} = crate::hooks::{name})`";
        AssertionKeys { key: &'static str } "vars/assertion_keys"
            "`assertion` needs `{key}`"
            help "write `assertion(alg = rs256, key = \"{{private_key}}\", claims(iss = \"{{client_id}}\"), lifetime = 5m)`";
    }
}
