catalogue! {
    /// A second token has no place, or takes what is the first one's.
    SecondError {
        NoName {} "second/no_name"
            "a second token has a name and a list"
            help "write for example `second_token(user(answer(access_token = \"/authed_user/access_token\")))`";
        NoPlace { name: String } "second/no_place"
            "nothing says where the second token `{name}` comes from"
            help "write `{name}(answer(access_token = \"/{name}/access_token\"))`, or `{name}(by_refresh, refresh(...))`";
        AnswerNoUse { name: String } "second/answer_no_use"
            "`answer` of `{name}` has no use: the token comes by `refresh`"
            help "move it into `refresh(answer(...))`, or remove `by_refresh`";
        NoRefresh { name: String } "second/no_refresh"
            "`{name}` comes by `refresh`, and has none"
            help "remove `refresh = none`, or `by_refresh`";
        SingleUse { name: String } "second/single_use"
            "`{name}` would use up the refresh token of the first token, which works once"
            help "remove `by_refresh`, or `rotation = single_use` if the refresh token lives on";
    }
}
