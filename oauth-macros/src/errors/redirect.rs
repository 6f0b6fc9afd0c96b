catalogue! {
    /// `redirect` says what no listener on loopback can do.
    RedirectError {
        AsUrl { fixed: String } "redirect/as_url"
            "`redirect` takes no URL: the redirect URI itself is given at run time"
            help "declare what the provider takes on loopback: `{fixed}`";
        BadPort { port: String } "redirect/bad_port"
            "`{port}` in `ports` is not a port number from 1024 to 65535"
            help "write for example `ports(8976, 8977)`"
            note "leave `ports` out where the provider takes any port";
        PortTwice { port: u16 } "redirect/port_twice"
            "port `{port}` stands twice in `ports`"
            help "remove one of them";
        BadPath { what: String } "redirect/path_with_more"
            "`path` of `redirect` contains {what}"
            help "write the path alone, for example `path = \"/callback\"`";
    }
}
