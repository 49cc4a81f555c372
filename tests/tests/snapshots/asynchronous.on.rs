/// Requires feature `download`; without it, `from_cache` runs instead.
async fn load(path: &str) -> Result<Tensor, Error> {
    {
        ::featherfall::__private::describe! {
            192 #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: load
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"download\"
instead: fallback from_cache
holds: "
            { ::core::module_path!() } [all()]
        }
        if false {
            #[allow(unused_braces)]
            let __checked = async move {
                let _: Result<Tensor, Error> = from_cache(path).await;
            };
            loop {}
        }
    }
    { hub::fetch(path).await }
}
