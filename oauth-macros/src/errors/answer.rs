use super::Words;

catalogue! {
    /// Lifetimes and answers.
    AnswerError {
        NoUnit { number: String, millis: String, seconds: String } "lifetimes/no_unit"
            "the lifetime `{number}` has no unit"
            help "write `{number}ms` ({millis}) or `{number}s` ({seconds})";
        UnknownUnit { unit: String, fixed: String } "lifetimes/unknown_unit"
            "unknown unit `{unit}` in a lifetime"
            help "write `{fixed}`"
            note "the units are `ms`, `s`, `m`, `h`, and `d`";
        NotADuration { key: String } "lifetimes/not_a_duration"
            "`{key}` is not a lifetime"
            help "write a number and a unit, for example `30m`";
        Zero {} "lifetimes/zero"
            "a lifetime of zero would expire before use"
            help "remove it, or write `expires = never` in `answer(...)` if the token never ends";
        TooLong {} "lifetimes/too_long"
            "a lifetime of more than a hundred years is a mistake"
            help "check the unit";
        Pointer { fixed: String } "answer/pointer"
            "a path into the answer starts with `/`, and its parts are separated by `/`"
            help "write `\"{fixed}\"`";
        EmptyPath { key: String } "answer/empty_path"
            "the path of `{key}` has an empty part"
            help "write for example `\"/data/{key}\"`";
        SamePath { field: String, path: String, other: String } "answer/same_path"
            "`{field}` is read from `{path}`, as `{other}` is"
            help "give it its own path, or remove it";
        UnknownCode { word: String, codes: Words } "answer/unknown_code"
            "`{word}` is not an error code of OAuth"
            help "the codes are {codes}";
        MisspeltCode { word: String, near: &'static str } "answer/misspelt_code"
            "`{word}` is not an error code of OAuth"
            help "a code with a similar name exists: `{near}`";
        FixedWithoutLifetime {} "answer/fixed_without_lifetime"
            "`expires = fixed` needs a lifetime to go by"
            help "add `lifetimes(access_token = 30m)` at the top of the block";
        NotKept { name: String } "answer/not_kept"
            "`require({name})` names a value that is not kept"
            help "keep it: `keep({name})`";
        KeptTwice { name: String } "answer/kept_twice"
            "`{name}` is kept twice, in different ways"
            help "choose another name for one of the two";
        KeepsStandard { name: String } "answer/keeps_standard"
            "`{name}` is a standard field and kept anyway"
            help "remove it from `keep(...)`";
        BadCheck { key: String } "answer/bad_check"
            "`{key}` is one test: a path and what it must be"
            help "write for example `{key}(\"/ok\" = true)`, `= absent`, `= present`, or `= [0, \"0\"]`";
        BadClaim { key: String } "answer/bad_claim"
            "`{key}` is a claim of a token: the token and the claim's path"
            help "write for example `claim(access_token, \"/tid\")`; the tokens are `access_token`, `id_token` and `refresh_token`";
        OwnClaim { key: &'static str } "answer/own_claim"
            "`{key}` cannot be a claim of itself"
            help "name another token, for example `claim(id_token, \"/{key}\")`";
        NoTokens { call: String, key: String } "answer/no_tokens"
            "`{key}` has no use in `{call}`, whose answer has no tokens"
            help "remove it, or put it into `token(answer(...))`";
    }
}
