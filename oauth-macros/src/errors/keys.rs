use super::{First, Words};

catalogue! {
    /// A key is unknown, doubled, misplaced or without effect.
    KeyError {
        Unknown { key: String, list: &'static str } "keys/unknown"
            "unknown key `{key}` in `{list}`"
            note "all keys are listed at https://docs.rs/oauth-runtime/latest/oauth_runtime/attr.oauth_provider.html";
        UnknownOfFew { key: String, list: &'static str, keys: Words } "keys/unknown_of_few"
            "unknown key `{key}` in `{list}`"
            note "it takes {keys}";
        Misspelt { key: String, list: &'static str, near: &'static str } "keys/misspelt"
            "unknown key `{key}` in `{list}`"
            help "a key with a similar name exists: `{near}`";
        WrongCase { key: String, list: &'static str, near: &'static str } "keys/wrong_case"
            "unknown key `{key}` in `{list}`"
            help "keys are written in snake case: `{near}`";
        ForeignName { key: String, list: &'static str, near: &'static str, example: &'static str } "keys/foreign_name"
            "unknown key `{key}` in `{list}`"
            help "what other libraries call so is `{near}` here: `{example}`";
        Elsewhere { key: String, list: &'static str, advice: &'static str } "keys/elsewhere"
            "unknown key `{key}` in `{list}`"
            help "{advice}";
        Duplicate { key: String, at: First } "keys/duplicate"
            "duplicate key `{key}`{at}"
            help "remove one of the two; values are not merged";
        WrongPlace { key: String, list: &'static str, fixed: String } "keys/wrong_place"
            "`{key}` belongs inside `{list}`"
            help "write `{fixed}`";
        BelongsAtTop { key: String, list: &'static str } "keys/belongs_at_top"
            "`{key}` belongs at the top of the block, not inside `{list}`"
            help "move it out of the list";
        Empty { key: String, example: String } "keys/empty_list"
            "`{key}` is empty"
            help "name at least one thing, for example `{example}`";
        NothingDeclared { provider: String } "keys/nothing_declared"
            "`{provider}` declares no call, so no token can be obtained"
            help "add `authorize = \"https://...\"` and `token = \"https://...\"`, or `client_credentials = \"https://...\"`"
            note "a whole block: `#[oauth_provider(authorize = \"https://acme.example/authorize\", token = \"https://acme.example/token\")]`";
        UnknownWord { key: String, word: String, words: Words } "keys/unknown_word"
            "`{word}` is no value of `{key}`"
            help "write one of {words}";
        MisspeltWord { key: String, word: String, near: String } "keys/misspelt_word"
            "`{word}` is no value of `{key}`"
            help "a word with a similar name exists: `{near}`";
        ForeignWord { key: String, word: String, near: String } "keys/foreign_word"
            "`{word}` is no value of `{key}`"
            help "it is called `{near}` here";
        ShortReason { key: String } "keys/short_reason"
            "the reason of `{key}` is too short to tell anything"
            help "say in ten characters or more why, for the next reviewer";
        BadDate { value: String } "keys/bad_date"
            "`checked` is a year and a month, found `{value}`"
            help "write for example `checked = \"2026-11\"`";
    }
}
