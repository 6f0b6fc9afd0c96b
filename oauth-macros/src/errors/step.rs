catalogue! {
    /// Steps and learned values.
    StepError {
        NoList { list: &'static str } "steps/no_list"
            "`{list}` is a list of named calls"
            help "write for example `{list}(session(url = \"https://acme.example/login\"))`";
        NoName { list: &'static str } "steps/no_name"
            "each call in `{list}(...)` needs a name of its own"
            help "write for example `{list}(session(url = \"https://acme.example/login\"))`"
            note "with that name later templates use what it kept: `{{session.id}}`";
        NoUrl { name: String } "steps/no_url"
            "the step `{name}` has no URL"
            help "add `url = \"https://...\"`";
        Misplaced { call: String, list: &'static str } "steps/misplaced"
            "`{list}(...)` stands in `{call}`, whose answer has no tokens"
            help "put it into `token(...)`, or another call that yields a token";
        Reserved { name: String } "steps/reserved"
            "`{name}` cannot be the name of a step"
            help "choose another name, for example `{name}_step`";
        NotKept { key: String, step: String, name: String } "steps/not_kept"
            "`{key}` uses `{step}.{name}`, which the step `{step}` does not keep"
            help "keep it there: `answer(keep({name}))`";
        NotYet { key: String, step: String } "steps/not_yet"
            "the step `{step}` has not been made yet when `{key}` is sent"
            help "move it before: into `before(...)` of the call, or above the step that needs it";
        LearnsNothing { name: String } "steps/learns_nothing"
            "`{name}` keeps nothing of its answer"
            help "add `answer(keep(tenant_id = \"/0/tenantId\"))`";
    }
}
