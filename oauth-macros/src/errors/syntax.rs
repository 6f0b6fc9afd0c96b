catalogue! {
    /// The block cannot be read as entries.
    SyntaxError {
        MissingEq { key: String, value: String } "syntax/missing_eq"
            "expected `=` after `{key}`"
            help "write `{key} = {value}`";
        Colon { key: String, value: String } "syntax/colon"
            "expected `=` after `{key}`, found `:`"
            help "write `{key} = {value}`";
        MissingComma { next: String, before: String } "syntax/missing_comma"
            "expected `,` before `{next}`"
            help "put a comma after the entry `{before}`";
        Unexpected { token: String } "syntax/unexpected"
            "unexpected `{token}` in `oauth_provider`"
            help "entries are `key`, `key = value`, or `key(...)`, separated by commas";
        MissingValue { key: String, example: String } "syntax/missing_value"
            "`{key}` needs a value"
            help "write `{example}`";
        Unquoted { key: String, word: String } "syntax/unquoted"
            "the value of `{key}` is a string"
            help "write `{key} = \"{word}\"`";
        NotAString { key: String, example: String } "syntax/not_a_string"
            "the value of `{key}` is a string"
            help "write for example `{example}`";
        Quoted { key: String, word: String } "syntax/quoted"
            "the value of `{key}` is a word, not a string"
            help "write `{key} = {word}`";
        Brackets { key: String, found: &'static str, inner: String } "syntax/brackets"
            "`{key}` takes parentheses, found {found}"
            help "write `{key}({inner})`";
        ListAsValue { key: String, example: String } "syntax/list_as_value"
            "`{key}` takes a list in parentheses"
            help "write for example `{example}`";
        ValueAsList { key: String, example: String } "syntax/value_as_list"
            "`{key}` takes one value after `=`"
            help "write for example `{example}`";
        FlagWithValue { key: String } "syntax/flag_with_value"
            "`{key}` is a flag and takes no value"
            help "write `{key}` alone";
        NotAWord { key: String, example: String } "syntax/not_a_word"
            "the value of `{key}` is a word"
            help "write for example `{example}`";
        NotANumber { key: String, example: String } "syntax/not_a_number"
            "`{key}` takes HTTP statuses, numbers from 100 to 599"
            help "write for example `{example}`";
    }
}
