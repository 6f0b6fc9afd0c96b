use super::Words;

catalogue! {
    /// Parameters and headers.
    ParamError {
        Twice { name: String, what: &'static str } "params/twice"
            "`{name}` stands twice in `{what}`"
            help "remove one of the two";
        Collision { call: String, name: String, param: String } "params/rename_collision"
            "two parameters of the `{call}` request would be called `{name}`"
            help "choose another name for `{param}`";
        Unknown { name: String } "params/unknown"
            "no request has a standard parameter `{name}`"
            help "a parameter of the vendor's own goes into `params({name} = \"...\")`";
        UnknownNear { name: String, near: &'static str } "params/rename_unknown"
            "no request has a standard parameter `{name}`"
            help "a parameter with a similar name exists: `{near}`";
        NeverSent { call: String, name: String } "params/never_sent"
            "the `{call}` request has no parameter `{name}`"
            help "remove it";
        NeedsSend { call: String, name: String } "params/needs_send"
            "the `{call}` request does not send `{name}` by default, so its name has no effect"
            help "add `send({name})`, or remove the name";
        SentAndOmitted { name: String } "params/sent_and_omitted"
            "`{name}` is both sent and omitted"
            help "remove it from one of the two lists";
        NotInherited { name: String } "params/not_inherited"
            "the call this one starts from has no parameter `{name}` that could be left out"
            help "name one of its `params(...)`, or a standard parameter without quotes";
        Reserved { name: String } "params/reserved"
            "`{name}` is made anew for each request and cannot be fixed"
            help "remove it";
        UnknownOrder { name: String } "params/unknown_order"
            "`order` names `{name}`, which is no parameter of this call"
            help "name a standard parameter, or one of `params(...)`";
        NestedOutsideJson { name: String } "params/nested"
            "`{name}` is an object or a list, which only a JSON or XML body can hold"
            help "write `place = json` or `place = xml` in the call, or a text";
        XmlRoots { call: String, roots: Words } "params/xml_roots"
            "the XML body of `{call}` has one root element, and not {roots}"
            help "omit a standard parameter with `omit(...)`, or put it below the root: `names(client_id = \"/request/id\")`";
        XmlName { name: String } "params/xml_name"
            "`{name}` is no name of an XML element"
            help "a name has letters, digits, `-`, `_` and `.`, and begins with a letter";
        EmptyName {} "params/empty_name"
            "a parameter needs a name"
            help "write for example `client_id = \"client_key\"`";
        BadHeaderName { name: String, what: String, fixed: String } "headers/bad_name"
            "the header name `{name}` contains {what}"
            help "write `\"{fixed}\"`";
        BadHeaderValue { name: String, what: String } "headers/bad_value"
            "the value of the header `{name}` contains {what}"
            help "remove it";
        OwnedHeader { name: String, advice: &'static str } "headers/owned"
            "the header `{name}` is set by the runtime"
            help "{advice}";
        NoHeaders { call: String } "headers/in_browser"
            "`{call}` is opened by the browser, which sends no headers of ours"
            help "use `params(...)`";
    }
}
