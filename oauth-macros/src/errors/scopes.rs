use super::Line;

catalogue! {
    /// The scope list.
    ScopeError {
        EmptyDelimiter {} "scopes/empty_delimiter"
            "the scope delimiter is empty, so two scopes would run together"
            help "use `\" \"` (the default, RFC 6749), `\",\"`, or `\"+\"`";
        LongDelimiter { first: String } "scopes/long_delimiter"
            "the scope delimiter has more than one character"
            help "write `\"{first}\"`";
        ContainsDelimiter { scope: String, delimiter: String } "scopes/contains_delimiter"
            "the scope `{scope}` contains the delimiter, {delimiter}, and would be sent as two scopes"
            help "declare two scopes, or set `delimiter`"
            note "a vendor whose scopes are a grammar, as `read(a,b)`, declares `nested`";
        SameValue { scope: String, name: String, at: Line } "scopes/same_value"
            "the scope `{scope}` already has the name `{name}`{at}"
            help "remove one of the two";
        SameVariant { name: String, other: String, variant: String, at: Line } "scopes/same_variant"
            "`{name}` and `{other}`{at} both become the variant `{variant}`"
            help "rename one of the two";
        Reserved { name: String } "scopes/reserved"
            "`{name}` cannot become a variant"
            help "choose another name, for example `{name}Scope`";
        UnknownDefault { name: String } "scopes/unknown_default"
            "the scope `{name}` is not declared"
            help "declare it: `{name} = \"...\"`";
        UnknownDefaultNear { name: String, near: String } "scopes/unknown_default_near"
            "the scope `{name}` is not declared"
            help "a scope with a similar name exists: `{near}`";
        NotIdentifier { fixed: String, value: String } "scopes/not_identifier"
            "a scope needs a name that can be a Rust identifier"
            help "write `{fixed} = \"{value}\"`";
        BadValue { what: String } "scopes/bad_value"
            "the scope contains {what}"
            help "remove it"
            note "RFC 6749, section 3.3, allows printable ASCII without `\"` and `\\`";
        EmptyValue { name: String } "scopes/empty_value"
            "the scope `{name}` is empty"
            help "write its text, for example `{name} = \"contacts.read\"`";
        NeedsArguments { name: String } "scopes/needs_arguments"
            "the scope `{name}` takes arguments and cannot be used without them"
            help "declare a scope without `{{}}`, for example `{name}All = \"read(all)\"`";
        TwoHoles { name: String } "scopes/two_holes"
            "the scope `{name}` has more than one `{{}}`"
            help "one `{{}}` takes all arguments";
        TooMany {} "scopes/too_many"
            "a scope list has at most 255 named scopes"
            help "name the ones that are used; every other scope is `Other(\"...\".into())`";
        NoParam {} "scopes/second_without_param"
            "`second_scopes` needs the name of its parameter"
            help "write `second_scopes(param = \"user_scope\", ...)`";
    }
}
