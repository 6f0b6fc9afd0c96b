use super::Words;

catalogue! {
    /// A tenant variable or a placeholder is wrong.
    VarError {
        Undeclared { key: String, name: String } "vars/undeclared"
            "`{key}` uses the variable `{name}`, which is not declared"
            help "declare it: `vars({name}: DnsLabel)`";
        UndeclaredNear { key: String, name: String, near: String } "vars/undeclared_near"
            "`{key}` uses the variable `{name}`, which is not declared"
            help "a variable with a similar name is declared: `{near}`";
        Unused { name: String } "vars/unused"
            "the variable `{name}` is used in no URL, parameter, or header"
            help "use it as `{{{name}}}`, or remove it";
        Unclosed { key: String, fragment: String } "vars/unclosed"
            "`{key}` has a `{{` without its `}}`, at `{fragment}`"
            help "close it; a brace that is meant as such is doubled: `{{{{`";
        Unopened { key: String } "vars/unopened"
            "`{key}` has a `}}` without its `{{`"
            help "open it; a brace that is meant as such is doubled: `}}}}`";
        NoKind { name: String } "vars/no_kind"
            "the variable `{name}` needs a kind"
            help "write for example `{name}: DnsLabel`"
            note "an unchecked value in a host name sends secrets elsewhere; the kinds are `DnsLabel`, `Host(\"*.acme.example\")`, `Origin`, `Url`, `PathSegment`, `Path`, `Uuid`, `Text`, `Secret`, and `OneOf(...)`";
        UnknownKind { name: String, kinds: Words } "vars/unknown_kind"
            "`{name}` is not a kind of value"
            help "the kinds are {kinds}";
        MisspeltKind { name: String, near: &'static str } "vars/misspelt_kind"
            "`{name}` is not a kind of value"
            help "a kind with a similar name exists: `{near}`";
        ForeignKind { name: String, kind: &'static str } "vars/foreign_kind"
            "`{name}` is not a kind of value"
            help "the kind is called `{kind}` here";
        UntypedHost { name: String, kind: &'static str } "vars/untyped_host"
            "`{name}` stands in a host name, where `{kind}` is not checked enough"
            help "declare it as `{name}: DnsLabel`"
            note "kinds for a host name are `DnsLabel`, `Host(\"*.acme.example\")`, and `OneOf(\"...\", ...)`";
        ChoiceInHost { name: String, value: String } "vars/choice_in_host"
            "`{name}` stands in a host name, and its value `{value}` is not a part of one"
            help "write letters, digits, `-`, `.`, and `:` alone; a value that begins with `https://` stands where the URL begins: `\"{{{name}}}/path\"`";
        ChoiceInScheme { name: String, value: String } "vars/choice_in_scheme"
            "`{name}` stands where scheme and host must be, and its value `{value}` has no `https://`"
            help "write `https://` before each of its values, or once before `{{{name}}}`";
        InScheme { name: String, kind: &'static str } "vars/in_scheme"
            "`{name}` stands where scheme and host must be, and is declared as `{kind}`"
            help "declare it as `{name}: Origin` or `{name}: Url`, or write `https://` before it";
        KeptInScheme { name: String, kind: &'static str } "vars/kept_in_scheme"
            "`{name}` stands where scheme and host must be, and is kept as `{kind}`"
            help "keep it as `{name}: Url(\"*.acme.example\")`"
            note "a value from an answer that names a host needs a trust rule";
        InPath { name: String, kind: &'static str } "vars/in_path"
            "`{name}` is declared as `{kind}` and cannot stand in a path"
            help "declare it as `{name}: PathSegment`";
        MixedStart { name: String } "vars/mixed_start"
            "`{name}` is a whole origin, so only a path can follow it"
            help "write `{{{name}}}/path`";
        SecretInUrl { key: String, name: String } "vars/secret_in_url"
            "`{key}` puts the secret `{name}` into a URL, where logs and proxies keep it"
            help "send it in a header or in the body"
            note "if the vendor accepts nothing else, add `reason = \"...\"` to the call";
        SlotPlace { key: String, name: String } "vars/slot_place"
            "`{{{name}}}` cannot stand in `{key}`"
            help "it can stand in `headers(...)` and in `client_auth = authorization(\"...\")`";
        NotYet { key: String, name: String } "vars/not_yet"
            "`{{{name}}}` is not known yet when `{key}` is sent"
            help "use a variable, or a value that this call has";
        NoField { name: String, field: String } "vars/no_field"
            "`{name}` has no value `{field}`"
            help "name the values of each choice: `{name}: OneOf(Live({field} = \"...\"), Test({field} = \"...\"))`";
        NeedsField { name: String, field: String } "vars/needs_field"
            "`{name}` has several values for each choice"
            help "name one of them: `{{{name}.{field}}}`";
        NotKept { key: String, name: String, source: &'static str } "vars/not_kept"
            "`{key}` uses `{source}.{name}`, which is not kept"
            help "keep it: `keep({name}: PathSegment)`";
        Untrusted { name: String, kind: &'static str } "vars/untrusted"
            "`{name}` comes from an answer and names a host, so it needs a trust rule"
            help "write `{name}: {kind}(\"*.acme.example\")`"
            note "without one, a forged answer sends the token elsewhere";
        JsonHole { name: String } "vars/json_hole"
            "`{name}` is JSON and cannot stand in a text"
            help "keep the text alone, for example `{name} = \"/path/to/it\"`";
        KeptOnly { name: String } "vars/kept_only"
            "`Json` is a kind of kept values, not of variables"
            help "write `{name}: Text`";
        BadType { found: String } "vars/bad_type"
            "`{found}` is not a Rust type"
            help "write for example `Json<u64>`, or `Json` alone";
        BadPattern { pattern: String } "vars/bad_pattern"
            "`{pattern}` is not a host pattern"
            help "write a host name, or `*.` and a domain of at least two labels: `*.acme.example`";
        NoPatterns { kind: String } "vars/no_patterns"
            "`{kind}` takes no arguments"
            help "write `{kind}` alone";
        BadDefault { name: String, kind: &'static str } "vars/bad_default"
            "the default of `{name}` is not a `{kind}`"
            help "write a value that `{kind}` allows, or remove it";
        UnknownChoice { name: String, choice: String, choices: Words } "vars/unknown_choice"
            "`{choice}` is no choice of `{name}`"
            help "the choices are {choices}";
        EmptyChoices { name: String } "vars/empty_choices"
            "`{name}` has nothing to choose from"
            help "write for example `{name}: OneOf(Live = \"api\", Sandbox = \"sandbox\")`";
        UnlikeChoices { choice: String } "vars/unlike_choices"
            "`{choice}` has other values than the first choice"
            help "give each choice the same named values";
        SecretDefault { name: String } "vars/secret_default"
            "the secret `{name}` must not stand in the source"
            help "remove its default; the value is given at run time";
        OptionalDefault { name: String } "vars/optional_default"
            "`{name}` is optional and has a default, so it is never unset"
            help "remove `Option<...>`, or remove the default";
        BadName { name: String, fixed: String } "vars/bad_name"
            "`{name}` cannot be the name of a field"
            help "write `{fixed}(\"{name}\"): ...`";
        ShadowsSlot { name: String } "vars/reserved"
            "`{name}` is a value of the request and cannot be a variable"
            help "choose another name, for example `{name}_value`";
    }
}
