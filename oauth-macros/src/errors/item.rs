catalogue! {
    /// The item under the attribute.
    ItemError {
        NotUnitStruct { found: &'static str, name: String } "item/not_unit_struct"
            "`oauth_provider` goes on a unit struct, found {found}"
            help "write `pub struct {name};`";
        EnumOfEnvironments { name: String } "item/an_enum"
            "`oauth_provider` goes on a unit struct, found an enum"
            help "write `pub struct {name};`"
            note "several environments are `vars(env: OneOf(\"live\", \"sandbox\"))`";
        RelativePath { path: String } "item/crate_path"
            "the path to the runtime crate must be absolute"
            help "write `crate = ::{path}`, or `crate = crate::{path}` for a module of this crate";
        Twice {} "item/twice"
            "`oauth_provider` is given twice"
            help "remove one of the two";
        Collision { variable: String, name: String } "item/collision"
            "the choices of `{variable}` would be called `{name}`, which is taken"
            help "choose another name for `{variable}`";
        Internal { panic: String } "item/internal"
            "`oauth_provider` failed on this block; this is a bug in the macro"
            help "report it with the block, without secrets"
            note "the failure was: {panic}";
    }
}
